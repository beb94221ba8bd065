"""The role levels that the headings or rows of a matrix name: each by one name alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from capframe.base.aliases import list_aliases
from capframe.base.models import Status
from capframe.plans.files.columns import names_of
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.wide import Said, Unknown
from roles.columns import JOB_FAMILY, LEVEL, ROLE
from roles.models import Role, RoleLevel
from roles.profiles import full_title

HOW = "Write its code, its role and title with a comma between, or its title"
SHOWN = 5
# Each costs a look at all role levels.
MOST_SUGGESTIONS = 10
LEAST_LIKE = 75


class NamedLevel(NamedTuple):
    """A role level of the catalogue with all that names it."""

    pk: int
    title: str
    code: str
    role: int
    role_title: str
    aliases: str
    family: int

    @property
    def full_title(self) -> str:
        return full_title(self.role_title, self.title)


def find_role_levels(wanted: Sequence[str]) -> Mapping[str, Said]:
    """Of each name the family, role and title of the role level that it means.

    A name is a code, the role and the level's title, this title alone, or the name of a role with
    a single level; in this order. A role's other names are names of it, too.
    """
    levels = read_levels()
    found = find_named(wanted, levels)
    texts = write_levels(some[0] for some in found.values() if len(some) == 1)
    known = {name for one in levels for name in (one.code, one.title, one.full_title) if name}
    said: dict[str, Said] = {}
    unknown = 0
    for name, some in found.items():
        if len(some) == 1:
            said[name] = texts[some[0].pk]
        elif some:
            said[name] = explain_several(name, some)
        else:
            unknown += 1
            said[name] = explain_unknown(name, known if unknown <= MOST_SUGGESTIONS else ())
    return said


def find_named(wanted: Iterable[str], levels: Iterable[NamedLevel]) -> dict[str, list[NamedLevel]]:
    """The levels that each name means: none, one, or several that share it."""
    indexes = index_levels(levels)
    return {name: look_up(name, indexes) for name in wanted}


def read_levels() -> list[NamedLevel]:
    """All of the catalogue but those that are withdrawn."""
    there = RoleLevel.objects.exclude(status=Status.WITHDRAWN).order_by("pk")
    columns = ("pk", "title", "code", "role_id", "role__title", "role__aliases", "family_id")
    return [NamedLevel(*values) for values in there.values_list(*columns)]


Index = Mapping[str, list[NamedLevel]]


def index_levels(levels: Iterable[NamedLevel]) -> list[Index]:
    """The levels by each sort of name, that which comes first in front."""
    codes, full, titles, roles = (defaultdict(list) for _ in range(4))
    for level in levels:
        if level.code:
            codes[names.bare(level.code)].append(level)
        called = {names.bare(one): one for one in (level.role_title, *list_aliases(level.aliases))}
        for bare, role in called.items():
            roles[bare].append(level)
            for name in {full_title(role, level.title), f"{role}, {level.title}"}:
                full[names.bare(name)].append(level)
        titles[names.bare(level.title)].append(level)
    single = {name: some for name, some in roles.items() if len(some) == 1}
    return [codes, full, titles, single]


def look_up(name: str, indexes: Iterable[Index]) -> list[NamedLevel]:
    """The levels that a name means: none, one, or several that share it."""
    bare = names.bare(name)
    return next((index[bare] for index in indexes if bare in index), []) if bare else []


def write_levels(levels: Iterable[NamedLevel]) -> dict[int, dict[str, str]]:
    """What a file calls the family, the role and the title of each, by its primary key."""
    levels = list(levels)
    if not levels:
        return {}
    families = names_of(JOB_FAMILY)
    roles = names_of(ROLE, Role.objects.filter(family__in={one.family for one in levels}))
    titles = names_of(LEVEL, RoleLevel.objects.filter(role__in={one.role for one in levels}))
    return {
        one.pk: {
            JOB_FAMILY.name: families[one.family],
            ROLE.name: roles[one.role],
            LEVEL.name: titles[one.pk],
        }
        for one in levels
    }


def explain_several(name: str, some: Sequence[NamedLevel]) -> Unknown:
    listed = names.list_quoted(shown(one.full_title) for one in some[:SHOWN])
    more = f" and {len(some) - SHOWN} more" if some[SHOWN:] else ""
    problem = f"More than one role level is called “{shown(name)}”: {listed}{more}."
    return Unknown(problem, "Write the role and the title, or the code.")


def explain_unknown(name: str, known: Iterable[str]) -> Unknown:
    # Titles are long, and parts of them much alike: what is only near in part is not meant.
    found = process.extractOne(
        names.folded(name),
        known,
        scorer=fuzz.ratio,
        processor=names.folded,
        score_cutoff=LEAST_LIKE,
    )
    meant = f"Did you mean “{shown(found[0])}”? " if found else ""
    remedy = f"{meant}{HOW}; or import the role level first, or leave this one out."
    return Unknown(f"The catalogue has no role level “{shown(name)}”.", remedy)
