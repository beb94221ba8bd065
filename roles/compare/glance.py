"""A comparison at a glance: one screen of what stays and what changes from column to column.

Plain, frozen objects made from the comparison: the page and every file show the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from capframe.base.outcomes import Outcome
from capframe.base.typography import fold_typography
from roles.compare.bands import Band
from roles.compare.comparison import Comparison
from roles.compare.glance_facts import fact_rows, shared_employer
from roles.compare.glance_sections import all_statements_row, section_rows
from roles.compare.glance_skills import all_skills_row, number_of, skill_groups, skills_title
from roles.compare.steps import StepSummary
from roles.compare.tiles import Names, Row, Tile, every, names_of, step_number
from roles.compare.words import join_names
from roles.profiles import Profile

# What rows are under, what is remarked on all of them, and they.
Block = tuple[str, str, list[Row]]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column.

    Args:
        grade: the title of its grade, where the name does not say it.
        is_inferred: whether a step leads to it from another role: no document states that one.
    """

    profile: Profile
    name: str
    grade: str
    is_inferred: bool


@dataclass(frozen=True, slots=True)
class BandHead:
    """What stands over the columns of a band, where there are several.

    Args:
        employer: of all its columns; empty where that is not one, or is said by the title.
    """

    title: str
    employer: str
    columns: int


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading; the first ones of a single band need none.

    Args:
        heading: of this group and of those after it without one: in which bands they are stated.
    """

    title: str
    remark: str
    rows: tuple[Row, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class LargestStep:
    """The step that changes the most statements of its band.

    Args:
        number: counted from 1 over all steps of the comparison.
        title: “PAP11 to PAP12”.
        numbers: what changes there, in words.
    """

    number: int
    title: str
    numbers: str


@dataclass(frozen=True)
class Glance:
    """A matrix of role levels and what they say.

    Args:
        organisation: whose grades all columns have; empty where the heads of bands say it, or no
            grade is stated.
        bands: their heads, where there are several.
        largest: of each band with several steps; several where they are as large.
    """

    organisation: str
    bands: tuple[BandHead, ...]
    heads: tuple[Head, ...]
    groups: tuple[Group, ...]
    names: Names
    largest: tuple[LargestStep, ...]

    @property
    def tiles(self) -> Iterator[Tile]:
        return (tile for group in self.groups for row in group.rows for tile in row.tiles)

    @cached_property
    def band_starts(self) -> tuple[int, ...]:
        """The numbers of the columns before which another band ends."""
        return tuple(accumulate(band.columns for band in self.bands[:-1]))

    @cached_property
    def bar_width(self) -> int:
        """Of the longest bar, in pixels. Drawn as wide, all shrink alike where room is short."""
        return max((tile.bar.width for tile in self.tiles if tile.bar), default=0)

    @cached_property
    def number_of_links(self) -> int:
        return sum(tile.leads_to is not None for tile in self.tiles)


def glance_of(comparison: Comparison) -> Glance:
    names = names_of(comparison)
    facts = list(fact_rows(comparison, names))
    # A section that has a heading and no statement is in the full text alone.
    sections = [row for row in section_rows(comparison, names) if row.is_stated]
    if sections:
        facts.append(all_statements_row(comparison, names))
    elif len(comparison.skills) > 1:
        facts.append(all_skills_row(comparison, names))
    blocks: list[Block] = [("", "", [*facts, *sections]), *skill_groups(comparison, names)]
    if len(comparison.bands) > 1:
        groups = list(groups_by_band(comparison.bands, blocks))
    else:
        groups = [Group(title, remark, tuple(rows)) for title, remark, rows in blocks if rows]
    first, *others = comparison.bands
    return Glance(
        organisation=first.title if first.is_graded and not others else "",
        bands=tuple(band_heads_of(comparison)),
        heads=tuple(heads_of(comparison, names)),
        groups=tuple(groups),
        names=names,
        largest=tuple(largest_steps_of(comparison, names)),
    )


def heads_of(comparison: Comparison, names: Names) -> Iterator[Head]:
    ordered = {step.column for step in comparison.steps}
    for number, column in enumerate(comparison.columns):
        is_inferred = number in ordered and (
            column.role_pk != comparison.columns[number - 1].role_pk
        )
        name, grade = names.heads[number], column.grade.title if column.grade else ""
        yield Head(column, name, grade if grade != name else "", is_inferred)


def band_heads_of(comparison: Comparison) -> Iterator[BandHead]:
    if len(comparison.bands) == 1:
        return
    for band in comparison.bands:
        employer = shared_employer(comparison.columns[number] for number in band.columns)
        is_said = fold_typography(employer) == fold_typography(band.title)
        yield BandHead(band.title, "" if is_said else employer, len(band.columns))


def groups_by_band(bands: Sequence[Band], blocks: Sequence[Block]) -> Iterator[Group]:
    """First what all bands state, then what some do, then what only one of them does."""
    stated = {stated_in(row, bands) for _, _, rows in blocks for row in rows}
    for where in sorted(stated, key=lambda one: (-sum(one), [not each for each in one])):
        heading = band_heading(where, bands)
        for title, remark, rows in blocks:
            own = tuple(row for row in rows if stated_in(row, bands) == where)
            if own:
                yield Group(title, remark, own, heading)
                heading = ""


def stated_in(row: Row, bands: Sequence[Band]) -> tuple[bool, ...]:
    return tuple(row.is_stated_in(band) for band in bands)


def band_heading(where: Sequence[bool], bands: Sequence[Band]) -> str:
    """“Stated for both”, “Stated for Civil Service only”."""
    if all(where):
        return f"Stated for {every(len(bands))}"
    names = [
        band.title if band.is_graded else "role levels without a grade"
        for band, is_stated in zip(bands, where, strict=True)
        if is_stated
    ]
    return f"Stated for {join_names(names)} only"


def largest_steps_of(comparison: Comparison, names: Names) -> Iterator[LargestStep]:
    for band in comparison.band_steps:
        if len(band.steps) > 1:
            for step in band.largest_steps:
                number = step_number(comparison, step.column)
                title = f"{names.short[step.column - 1]} to {names.short[step.column]}"
                yield LargestStep(number, title, ", ".join(changes_of(comparison, step)))


def changes_of(comparison: Comparison, step: StepSummary) -> Iterator[str]:
    """What changes in a step, noughts left out: “3 new”, “5 competencies at a higher level”."""
    numbered = {"new": step.new, "changed": step.changed, "not stated": step.not_stated}
    yield from (f"{number} {what}" for what, number in numbered.items() if number)
    skills = [row.cells[step.column] for row in comparison.skills]
    called = skills_title(comparison.skills).lower()
    if raised := sum(cell.increase is not None for cell in skills):
        yield f"{number_of(raised, called)} at a higher level"
    if new := sum(cell.outcome is Outcome.NEW for cell in skills):
        yield f"{number_of(new, called)} new"
