"""Matrices of skills by role levels: the level that a skill is asked for at stands in the cell."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from capframe.base.aliases import list_aliases
from capframe.plans.files.wide_tables import Matched, TableHead
from capframe.spreadsheets import names
from capframe.spreadsheets.placeholders import is_placeholder
from capframe.spreadsheets.wide import HeadingColumn, JointColumn
from roles.columns import (
    ASSESSED,
    JOB_FAMILY,
    LEVEL,
    ROLE,
    ROLE_COLUMNS,
    SKILL,
    SKILL_DESCRIPTION,
    SKILL_FRAMEWORK,
    SKILL_LEVEL,
    SKILL_LEVEL_DESCRIPTION,
)
from roles.importing.role_level_names import find_named, find_role_levels, read_levels
from skills.importing.scale import BARE, WORDS
from skills.models import ProficiencyLevel, Skill

MATRIX = "A matrix of skills by role levels"
LONGEST_LEVEL = SKILL_LEVEL.longest or 100
NAMES_LEVEL = (JOB_FAMILY.name, ROLE.name, LEVEL.name)
OF_SKILL = (SKILL, SKILL_DESCRIPTION, SKILL_LEVEL, SKILL_LEVEL_DESCRIPTION, ASSESSED)
EXISTING_LEVEL = JointColumn(
    "existing_level",
    "A role level of the catalogue, by its code, its role and title, or its title: in place of "
    "job_family, role and level.",
    says=NAMES_LEVEL,
    read=find_role_levels,
    label="Role level of the catalogue",
    group=MATRIX,
)
ROLE_LEVEL_AS_HEADING = HeadingColumn(
    "role_level_as_heading",
    "A role level of the catalogue is the heading: the level that it asks for each skill at "
    "stands below.",
    says=NAMES_LEVEL,
    read=find_role_levels,
    cell=SKILL_LEVEL,
    repeated=(SKILL_FRAMEWORK.name, SKILL.name),
    beside=(SKILL_FRAMEWORK.name, SKILL.name, SKILL_DESCRIPTION.name),
    label="The heading is a role level",
    group=MATRIX,
)
SKILL_AS_HEADING = HeadingColumn(
    "skill_as_heading",
    "A skill is the heading: the level that each role level asks for it at stands below.",
    says=(SKILL.name,),
    cell=SKILL_LEVEL,
    repeated=(*NAMES_LEVEL, SKILL_FRAMEWORK.name),
    beside=(
        EXISTING_LEVEL.name,
        *(one.name for one in ROLE_COLUMNS if one not in OF_SKILL),
    ),
    keeps_bare=True,
    label="The heading is a skill",
    group=MATRIX,
)
MATRIX_COLUMNS = (EXISTING_LEVEL, ROLE_LEVEL_AS_HEADING, SKILL_AS_HEADING)


def match_matrix(head: TableHead) -> Matched:
    """The columns with those of a matrix: its headings are role levels, or skills.

    Headings that the catalogue knows tell it; where guessing is allowed, columns of levels do.
    """
    if SKILL_LEVEL.name in head.matched:
        return head.matched
    cells = MatrixCells.read(head)
    others = [place for place in head.unknown if place not in cells.levels]
    names_level = bool({ROLE.name, LEVEL.name} & {*head.matched})
    skills = [] if SKILL.name in head.matched else find_place(others, head, find_skills)
    if not names_level and (skills or SKILL.name in head.matched):
        places = cells.match_headings(head, find_levels)
        matched = head.match(places, ROLE_LEVEL_AS_HEADING.name)
        return replaced(matched, skills, SKILL.name) if places else head.matched
    if SKILL.name in head.matched:
        return head.matched
    places = cells.match_headings(head, find_skills)
    matched = head.match(places, SKILL_AS_HEADING.name)
    return match_existing_level(head, matched, others) if places else head.matched


def match_existing_level(head: TableHead, matched: Matched, others: list[int]) -> Matched:
    """The columns with the one that names a role level of the catalogue for each row.

    None does where the role and its level have columns of their own.
    """
    named = {ROLE.name, LEVEL.name} & {*matched}
    if len(named) > 1 or JOB_FAMILY.name in matched:
        return matched
    own = [place for place, name in enumerate(matched) if name in named]
    left = [place for place in others if matched[place] is None]
    return replaced(matched, find_place(own + left, head, find_levels), EXISTING_LEVEL.name)


def replaced(matched: Matched, places: Sequence[int], column: str) -> Matched:
    """The columns with this one in the first of some places."""
    return [column if place in places[:1] else name for place, name in enumerate(matched)]


FindKnown = Callable[[Sequence[str]], set[str]]


@dataclass(frozen=True, slots=True)
class MatrixCells:
    """What the values of unknown columns may be.

    Args:
        levels: the places where all are levels of a scale, or their numbers.
        words: those of them where one at least is no number, which much else is.
        short: the places where none is longer than the name of a level.
    """

    levels: Sequence[int]
    words: Sequence[int]
    short: Sequence[int]

    @classmethod
    def read(cls, head: TableHead) -> "MatrixCells":
        titles = ProficiencyLevel.objects.values_list("title", flat=True)
        known = {*WORDS, *(names.folded(title) for title in titles)}
        levels, words, short = [], [], []
        for place in head.unknown_headings:
            texts = [one for one in head.samples[place] if not is_placeholder(one)]
            numbers = [one for one in texts if BARE.fullmatch(one)]
            if texts and all(one in numbers or names.folded(one) in known for one in texts):
                levels.append(place)
                words += [place] if len(numbers) < len(texts) else []
            if all(len(one) <= LONGEST_LEVEL for one in texts):
                short.append(place)
        return cls(levels, words, short)

    def match_headings(self, head: TableHead, find: FindKnown) -> list[int]:
        """The places whose headings are meant: known ones, and with these others of levels."""
        known = find([head.headings[place] for place in self.short])
        mine = [place for place in self.short if head.headings[place] in known]
        if len(mine) > 1 or any(place in self.levels for place in mine):
            return sorted({*mine, *self.words})
        return [*self.words] if head.is_guessing and len(self.words) > 1 else []


def find_place(places: Iterable[int], head: TableHead, find: FindKnown) -> list[int]:
    """The places whose values are mostly known."""
    samples = {place: head.samples[place] for place in places}
    known = find([text for texts in samples.values() for text in texts])
    return [
        place
        for place, texts in samples.items()
        if texts and 2 * sum(text in known for text in texts) >= len(texts)
    ]


def find_skills(titles: Sequence[str]) -> set[str]:
    """Those that are skills of the catalogue, by their titles or other names."""
    known: set[str] = set()
    for title, aliases in Skill.objects.values_list("title", "aliases"):
        known.update(map(names.folded, (title, *list_aliases(aliases))))
    return {title for title in titles if names.folded(title) in known}


def find_levels(titles: Sequence[str]) -> set[str]:
    return {title for title, some in find_named(titles, read_levels()).items() if some}
