"""Statements that several role levels have word for word, as one result."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from capframe.search.fulltext import FoundEntry
from roles.models import RoleLevel
from roles.ordering import places_of


@dataclass(frozen=True, slots=True)
class RepeatedAt:
    url: str
    title: str  # of the role level; in full where not all are of one role


@dataclass(frozen=True, slots=True)
class Repeat:
    """Where one statement stands.

    Args:
        title: names the role levels, for example "Policy and Performance, PAP12 to PAP14".
        role: the title of the role whose levels they all are; empty where there are several.
        levels: each with the address of the statement's section, juniors first where the order
            is known.
    """

    title: str
    role: str
    levels: tuple[RepeatedAt, ...]


class Level(NamedTuple):
    """A role level, with all that tells its place in its role."""

    role: str  # the slug, as that of the level
    slug: str
    title: str
    role_title: str
    pk: int
    structure_pk: int | None
    grade_position: int | None
    level_order: int | None


COLUMNS = (
    *("role__slug", "slug", "title", "role__title"),
    *("pk", "grade__structure", "grade__position", "level_order"),
)


def find_repeats(groups: Iterable[Sequence[FoundEntry]]) -> dict[int, Repeat]:
    """For each group of more than one statement, by its first one's key, where its text stands."""
    repeats, of_one_role = {}, []
    for entries in groups:
        roles = {role_and_level(entry)[0] for entry in entries} if len(entries) > 1 else set()
        if len(roles) > 1:
            repeats[entries[0].pk] = make_repeat_of_several_roles(entries)
        elif roles:
            of_one_role.append((roles.pop(), entries))
    levels = load_levels({role for role, _ in of_one_role})
    for role, entries in of_one_role:
        if repeat := make_repeat_of_one_role(entries, levels[role]):
            repeats[entries[0].pk] = repeat
    return repeats


def role_and_level(entry: FoundEntry) -> tuple[str, str]:
    """The slugs of a statement's role and role level, from its address: no query for these."""
    role, level = entry.url.partition("#")[0].split("/")[-3:-1]
    return role, level


def make_repeat_of_several_roles(entries: Sequence[FoundEntry]) -> Repeat:
    others = len({role_and_level(entry) for entry in entries}) - 1
    return Repeat(
        title=f"{entries[0].title} and {others} more role{'' if others == 1 else 's'}",
        role="",
        levels=tuple(RepeatedAt(entry.url, entry.title) for entry in entries),
    )


def load_levels(roles: Collection[str]) -> Mapping[str, dict[str, Level]]:
    """The levels of these roles that readers see, by the slugs of the roles and their own."""
    levels: dict[str, dict[str, Level]] = defaultdict(dict)
    if roles:
        published = RoleLevel.objects.published().filter(role__slug__in=roles).order_by("pk")
        for level in map(Level._make, published.values_list(*COLUMNS)):
            levels[level.role][level.slug] = level
    return levels


def make_repeat_of_one_role(
    entries: Sequence[FoundEntry], levels: dict[str, Level]
) -> Repeat | None:
    """None where fewer than two of them stand at levels that are still there.

    Args:
        entries: statements of one role.
        levels: that role's, by their slugs.
    """
    slugs = [(role_and_level(entry)[1], entry) for entry in entries]
    at = [(levels[slug], entry) for slug, entry in slugs if slug in levels]
    if len(at) < 2:
        return None
    places = places_of(levels.values()) or {}
    at.sort(key=lambda pair: places.get(pair[0].pk, 0))
    role, names = at[0][0].role_title, name_levels([level for level, _ in at], places)
    return Repeat(
        title=f"{role}, {names}",
        role=role,
        levels=tuple(RepeatedAt(entry.url, level.title) for level, entry in at),
    )


def name_levels(levels: Sequence[Level], places: dict[int, int]) -> str:
    """Levels of one role in words: "PAP12 to PAP14" where no other level of it stands between."""
    titles = list(dict.fromkeys(level.title for level in levels))
    numbers = [places[level.pk] for level in levels if level.pk in places]
    first = numbers[0] if numbers else 0
    between = [pk for pk, place in places.items() if numbers and first <= place <= numbers[-1]]
    if len(titles) > 2 and len(numbers) == len(levels) and {one.pk for one in levels} >= {*between}:
        return f"{titles[0]} to {titles[-1]}"
    *most, last = titles
    return f"{', '.join(most)} and {last}" if most else last
