"""Two to eight role levels side by side, as one plain, frozen object.

It knows no request, no query and no template. The page is made from it in each of its views, and
so are the files that are downloaded.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from capframe.base.outcomes import Outcome
from capframe.base.typography import fold_typography
from capframe.base.withdrawal import Withdrawal
from roles.compare.bands import Band, bands_of
from roles.compare.level_increases import LevelIncrease, increase_between
from roles.compare.pay_rows import PayRow, notes_of, pay_rows
from roles.compare.runs import Runs
from roles.compare.statement_rows import StatementRow, statement_rows_of
from roles.compare.steps import BandSteps, Likenesses, StepSummary, likenesses_of, steps_by_band
from roles.profiles import Profile, RequiredSkill
from roles.section_texts import SectionText

FEWEST, MOST = 2, 8

SkillKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section type across the columns.

    Args:
        sections: what each column says under it; None where it has no such section.
        rows: its statements, a row for each responsibility.
    """

    slug: str
    title: str
    sections: tuple[SectionText | None, ...]
    rows: tuple[StatementRow, ...]

    @property
    def columns_by_text(self) -> tuple[tuple[int, ...], ...]:
        """The columns that share each different text, from 0 on, in the order in which they come.

        White space and typography make no other text.
        """
        shared: dict[tuple, list[int]] = {}
        for number, section in enumerate(self.sections):
            if section:
                shared.setdefault(section.normalised, []).append(number)
        return tuple(map(tuple, shared.values()))

    @property
    def same_for_all(self) -> SectionText | None:
        """The section that stands for all columns, where they all say the same."""
        alike = len(self.columns_by_text) == 1 and not self.columns_without
        return self.sections[0] if alike else None

    @property
    def columns_without(self) -> tuple[int, ...]:
        return tuple(number for number, each in enumerate(self.sections) if each is None)

    @property
    def headings(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The sources' own headings where they are not the title, and the columns under each.

        Capital letters make no other heading.
        """
        title = fold_typography(self.title).casefold()
        said = columns_by_wording(section.heading if section else "" for section in self.sections)
        return tuple(one for one in said if fold_typography(one[0]).casefold() != title)


@dataclass(frozen=True, slots=True)
class SkillCell:
    """How one column asks for a skill; None where it does not.

    Args:
        name: what the column is called.
        outcome: whether it is new since the column before or not stated again; None otherwise, and
            where the source names no skill at all for one of the two.
        increase: what the level adds, where the column before asks for a lower one.
        follows: whether it is a step from the column before: otherwise neither is said of it.
    """

    name: str
    skill: RequiredSkill | None
    outcome: Outcome | None
    increase: LevelIncrease | None
    follows: bool


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One skill across the columns.

    Args:
        level_increases: of a step to a column that asks for more than the one before: what both are
            called, the more junior first, and what is added.
    """

    title: str
    url: str
    framework: str
    cells: tuple[SkillCell, ...]
    level_increases: tuple[tuple[tuple[str, str], LevelIncrease], ...]

    @property
    def skill(self) -> RequiredSkill:
        """The skill as the first column that asks for it has it."""
        return next(cell.skill for cell in self.cells if cell.skill)

    @property
    def withdrawal(self) -> Withdrawal | None:
        return self.skill.withdrawal


@dataclass(frozen=True)
class Comparison:
    """Role levels band by band, what they say lined up, and the steps inside of bands in order.

    Args:
        names: what the columns are called, shorter than their titles where that says enough.
        runs: the columns that follow each other in order, or stand by themselves.
        band_steps: the steps of each band that has any.
    """

    columns: tuple[Profile, ...]
    names: tuple[str, ...]
    bands: tuple[Band, ...]
    runs: Runs
    pay: tuple[PayRow, ...]
    sections: tuple[SectionRow, ...]
    skills: tuple[SkillRow, ...]
    band_steps: tuple[BandSteps, ...]

    @property
    def role(self) -> str:
        return role_of(self.columns)

    @property
    def names_employers(self) -> bool:
        return any(column.employer for column in self.columns)

    @property
    def pay_notes(self) -> tuple[str, ...]:
        """What the sources say of how pay applies, once each, with the columns if not of all."""
        return notes_of(self.columns, self.names)

    @property
    def is_ordered(self) -> bool:
        """Whether one order goes through all columns, from the most junior to the most senior."""
        return len(self.runs) == 1

    @cached_property
    def steps(self) -> tuple[StepSummary, ...]:
        return tuple(chain.from_iterable(one.steps for one in self.band_steps))

    @property
    def has_qualifications(self) -> bool:
        """Whether any column asks for one by name."""
        return any(column.qualifications for column in self.columns)

    @property
    def skills_introductions(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """What stands above the skills, each text once, with the columns that say it, from 0 on."""
        return columns_by_wording(column.skills_introduction for column in self.columns)

    @cached_property
    def rows(self) -> tuple[StatementRow, ...]:
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def likenesses(self) -> Likenesses:
        """What is stated in several runs, and what only in one."""
        return likenesses_of(self.runs, self.rows)


def compare(profiles: Iterable[Profile]) -> Comparison:
    """Compare the profiles, whatever order they come in.

    Raises ValueError for fewer than 2 or more than 8, and for one that comes twice.
    """
    columns, bands = bands_of(profiles)
    if not FEWEST <= len(columns) <= MOST:
        raise ValueError(f"{FEWEST} to {MOST} role levels are compared, not {len(columns)}")
    if len({column.pk for column in columns}) < len(columns):
        raise ValueError("a role level is compared with others, not with itself")
    runs = tuple(chain.from_iterable(band.runs for band in bands))
    names, sections = names_of(columns), section_rows(columns, runs)
    rows = [row for section in sections for row in section.rows]
    return Comparison(
        columns=columns,
        names=names,
        bands=bands,
        runs=runs,
        pay=pay_rows(columns, names),
        sections=sections,
        skills=skill_rows(columns, names, runs),
        band_steps=tuple(steps_by_band(bands, names, rows)),
    )


def role_of(columns: tuple[Profile, ...]) -> str:
    """The title of the role that all are levels of; empty where they are of several."""
    return columns[0].role if len({column.role_pk for column in columns}) == 1 else ""


def names_of(columns: tuple[Profile, ...]) -> tuple[str, ...]:
    """What to call the columns: by the level's title alone where all are of one role."""
    one_role = role_of(columns)
    return tuple(column.level_title if one_role else column.title for column in columns)


def section_rows(columns: tuple[Profile, ...], runs: Runs | None = None) -> tuple[SectionRow, ...]:
    """A row for each section type that any column has, in the types' own order.

    Args:
        columns: role levels as they stand beside each other.
        runs: those that follow each other in order; one run of all, where it is not said.
    """
    by_type = [{section.type_slug: section for section in column.sections} for column in columns]
    types = {
        (section.type_position, section.type_title, section.type_slug)
        for sections in by_type
        for section in sections.values()
    }
    return tuple(
        SectionRow(slug, title, sections, statement_rows_of(sections, runs))
        for _, title, slug in sorted(types)
        for sections in [tuple(sections.get(slug) for sections in by_type)]
    )


def columns_by_wording(texts: Iterable[str]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each text once, whatever its typography, with its columns, from 0 on; empty ones left out."""
    shared: dict[str, tuple[str, list[int]]] = {}
    for number, text in enumerate(texts):
        if text:
            shared.setdefault(fold_typography(text), (text, []))[1].append(number)
    return tuple((text, tuple(columns)) for text, columns in shared.values())


def skill_rows(
    columns: tuple[Profile, ...], names: tuple[str, ...], runs: Runs
) -> tuple[SkillRow, ...]:
    """A row for each skill that any column asks for: first those of the first column."""
    starts = {run.start for run in runs}
    asked = [{skill.key: skill for skill in column.required_skills} for column in columns]
    skills = {key: skill for by_key in asked for key, skill in by_key.items()}
    rows = []
    for key, skill in skills.items():
        cells = tuple(skill_cells(key, names, asked, starts))
        raised = tuple(
            ((before.name, after.name), after.increase)
            for before, after in pairwise(cells)
            if after.increase
        )
        rows.append(SkillRow(skill.title, skill.url, skill.framework, cells, raised))
    return tuple(rows)


def skill_cells(
    key: SkillKey,
    names: Sequence[str],
    asked: Sequence[Mapping[SkillKey, RequiredSkill]],
    starts: Container[int],
) -> Iterator[SkillCell]:
    """A skill in each column; what is said of a step, only where the column follows another."""
    for number, (name, here) in enumerate(zip(names, asked, strict=True)):
        if number in starts:
            yield SkillCell(name, here.get(key), None, None, follows=False)
        else:
            before = asked[number - 1]
            increase = increase_between(before.get(key), here.get(key))
            outcome = skill_outcome(before, here, key)
            yield SkillCell(name, here.get(key), outcome, increase, follows=True)


def skill_outcome(before: Container, after: Container, key: object) -> Outcome | None:
    """Whether a skill is new or not stated again, where the sources name any for both columns."""
    if not (before and after) or (key in before) == (key in after):
        return None
    return Outcome.NEW if key in after else Outcome.NOT_STATED
