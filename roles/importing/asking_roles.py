"""The roles that a file of skills says ask for each, held against those of the catalogue."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from capframe.base.aliases import list_aliases
from capframe.base.models import Status
from capframe.plans.files.import_kinds import FileCheck
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.list_marks import read_lines
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from roles.models import Role, SkillRequirement
from skills.columns import ASKED_BY
from skills.importing.plan_skills import plan_skills
from skills.importing.skill_rows import AskedSkill, DesiredSkill

BETWEEN_ROLES = re.compile("[;|]")
# No role's name has more parts between commas.
MOST_PARTS = 6
REMEDY = "Nothing is imported from this column: change the roles, where it is right."
DIFFER = "Roles that ask for a skill differ"
NONE_ASKS = (
    "No role of the catalogue asks for a skill of this file yet, so that its roles are not "
    "compared with any."
)
LATER = "Import the roles, then check this file again."


def plan_skills_beside_roles(file: FileCheck) -> None:
    """Plan what a file says of skills, and compare the roles that it says ask for them."""
    named = plan_skills(file)
    if ASKED_BY.name in file.report.headings:
        compare_roles(named, file.report)


def compare_roles(named: Iterable[AskedSkill], report: Report) -> None:
    """Warn of each role that asks for a skill in the file alone, or in the catalogue alone."""
    cells: dict[DesiredSkill, Record] = {}
    for one in named:
        if one.record.get(ASKED_BY.name):
            cells.setdefault(one.skill, one.record)
    if not cells:
        return
    asking = read_asking_roles({skill.within.pk for skill in cells if not skill.is_new})
    if not any(skill.pk in asking for skill in cells):
        report.warn(Remark.NOTE, next(iter(cells.values())), ASKED_BY.name, NONE_ASKS, LATER)
        return
    titles = read_titles()
    for skill, record in cells.items():
        there = {names.folded(title): title for title in asking.get(skill.pk, ())}
        here = dict(split_roles(record.get(ASKED_BY.name), titles))
        for message in describe_differences(skill.title, here, there, titles.keys()):
            report.warn(Remark.NOTE, record, ASKED_BY.name, message, REMEDY, DIFFER)


def read_asking_roles(frameworks: Iterable[int]) -> dict[int, set[str]]:
    """The titles of the roles that ask for each skill of some frameworks, but withdrawn ones."""
    found: dict[int, set[str]] = defaultdict(set)
    of_roles = SkillRequirement.objects.filter(skill__framework__in=[*frameworks])
    for withdrawn in ("role_level__status", "role_level__role__status"):
        of_roles = of_roles.exclude(**{withdrawn: Status.WITHDRAWN})
    for skill, title in of_roles.order_by().values_list("skill_id", "role_level__role__title"):
        found[skill].add(title)
    return dict(found)


def read_titles() -> dict[str, str]:
    """The title of each role by how names are compared, its other names among them."""
    titles: dict[str, str] = {}
    roles = [*Role.objects.order_by("pk").values_list("title", "aliases")]
    for title, aliases in roles:
        titles.update((names.folded(alias), title) for alias in list_aliases(aliases))
    return titles | {names.folded(title): title for title, _ in roles}


def split_roles(text: str, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The roles that a cell names, each with how names are compared; a known one by its title.

    Between line ends, semicolons or commas; a comma may stand in the name of a known role.
    """
    (lines,) = read_lines([text], are_hyphens_marks=True)
    for line in lines:
        for part in BETWEEN_ROLES.split(line.text):
            yield from split_at_commas(part.split(","), known)


def split_at_commas(parts: list[str], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The longest known names that some parts make; a part that begins none is one by itself."""
    place = 0
    while place < len(parts):
        ends = range(min(len(parts), place + MOST_PARTS), place, -1)
        joined = {end: names.tidy(",".join(parts[place:end])) for end in ends}
        end = next((one for one in ends if names.folded(joined[one]) in known), place + 1)
        if joined[end]:
            title = known.get(names.folded(joined[end]), joined[end])
            yield names.folded(title), title
        place = end


def describe_differences(
    skill: str, here: Mapping[str, str], there: Mapping[str, str], known: Set[str]
) -> Iterator[str]:
    """What differs between the roles of the file and those that ask for a skill there.

    A sentence a kind; each role by how names are compared.
    """
    if unknown := in_words(here, here.keys() - known):
        yield f"The catalogue has no role {unknown}, which asks for “{shown(skill)}” here."
    if only_here := in_words(here, (here.keys() & known) - there.keys()):
        yield f"In the catalogue “{shown(skill)}” is not asked for by {only_here}, as it is here."
    if only_there := in_words(there, there.keys() - here.keys()):
        yield f"In the catalogue “{shown(skill)}” is asked for by {only_there} too."


def in_words(titles: Mapping[str, str], some: Set[str]) -> str:
    """Some of the titles in a sentence, empty for none."""
    listed = sorted(shown(titles[one]) for one in some)
    return names.list_quoted(listed) if listed else ""
