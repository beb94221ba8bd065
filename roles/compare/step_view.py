"""One step of a comparison: two neighbours of a band in order, as a reader goes through them.

Plain, frozen objects. What only one of the two states comes first, side by side, because the
pairing misses some pairs, which a reader then makes by eye.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from capframe.base.outcomes import Outcome
from capframe.base.typography import fold_typography
from capframe.base.worddiff import Piece, WordChange, plain_pieces, word_differences
from capframe.base.words import Words
from roles.compare.comparison import Comparison, SectionRow
from roles.compare.pay_rows import PayCell, PayRow, notes_of
from roles.compare.skill_steps import SkillStep, skill_steps_of
from roles.compare.statement_rows import StatementCell, StatementRow
from roles.compare.steps import StepSummary
from roles.profiles import Profile
from roles.section_texts import PlainSource, StatementText


class Part(StrEnum):
    """What stands together in a step, in the order in which it is read."""

    ONE_SIDED = "new-and-not-stated"
    # Under headings that only one of the two documents has.
    UNMATCHED = "one-document"
    REWORDED = "reworded"
    REWRITTEN = "rewritten"
    KEPT = "the-same"


PARTS = {
    Outcome.NEW: Part.ONE_SIDED,
    Outcome.NOT_STATED: Part.ONE_SIDED,
    Outcome.UNMATCHED: Part.UNMATCHED,
    Outcome.REWORDED: Part.REWORDED,
    Outcome.REWRITTEN: Part.REWRITTEN,
    Outcome.KEPT: Part.KEPT,
}


@dataclass(frozen=True, slots=True)
class StatementStep:
    """A statement at the two role levels; None where one of them does not state it.

    Args:
        pieces_before, pieces_after: the text of each; of a reworded one with the words marked that
            are removed, and that are added.
        as_at: of what is new, but stands in the same words in an earlier column of the band, that
            column, counted from 0; else empty.
        is_same: whether both say the very same, in their notes and in what they ask for too.
    """

    before: StatementText | None
    after: StatementText | None
    pieces_before: tuple[Piece, ...]
    pieces_after: tuple[Piece, ...]
    as_at: tuple[int, ...]
    is_same: bool


@dataclass(frozen=True, slots=True)
class StepSection:
    """The statements of one section type in one part of a step.

    Args:
        headings: the sources' own at each of the two, where these differ; empty else.
    """

    slug: str
    title: str
    headings: tuple[str, str]
    statements: tuple[StatementStep, ...]

    @property
    def not_stated(self) -> tuple[StatementStep, ...]:
        """Those that only the first of the two states."""
        return tuple(one for one in self.statements if one.after is None)

    @property
    def new(self) -> tuple[StatementStep, ...]:
        """Those that only the second of the two states."""
        return tuple(one for one in self.statements if one.before is None)

    @property
    def pairs(self) -> tuple[StatementStep, ...]:
        """Those that both state, but not in all alike."""
        both = (one for one in self.statements if one.before and one.after)
        return tuple(one for one in both if not one.is_same)

    @property
    def same(self) -> tuple[StatementStep, ...]:
        return tuple(one for one in self.statements if one.is_same)

    @property
    def rows(self) -> int:
        """How many rows a table needs for those that both state: what is the same shares one."""
        return len(self.pairs) + bool(self.same)


@dataclass(frozen=True, slots=True)
class StepPart:
    part: Part
    sections: tuple[StepSection, ...]

    @property
    def is_unmatched(self) -> bool:
        return self.part is Part.UNMATCHED

    @property
    def is_one_sided(self) -> bool:
        """Whether each of its statements is stated by one of the two alone."""
        return self.part in (Part.ONE_SIDED, Part.UNMATCHED)

    @property
    def statements(self) -> tuple[StatementStep, ...]:
        return tuple(one for section in self.sections for one in section.statements)

    @property
    def new(self) -> int:
        """How many only the second of the two states."""
        return sum(one.before is None for one in self.statements)

    @property
    def not_stated(self) -> int:
        """How many only the first of the two states."""
        return sum(one.after is None for one in self.statements)


class PayStep(NamedTuple):
    """Pay at one location, of the two role levels.

    Args:
        remark: who pays and from when, where that is the same of all of it; empty else.
    """

    location: str
    remark: str
    cells: tuple[PayCell, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """Two neighbours of a band in order.

    Args:
        number: of the step among all steps of the comparison, band by band, counted from 1.
        columns: the two role levels, the more junior first.
        parts: those that hold any statement.
        pay_notes: what the sources say of how pay applies, with who it is said of where not of
            both.
        section: the title of the only section that is shown, without pay and skills; empty where
            all are.
    """

    number: int
    summary: StepSummary
    columns: tuple[Profile, Profile]
    parts: tuple[StepPart, ...]
    pay: tuple[PayStep, ...]
    pay_notes: tuple[str, ...]
    skills: tuple[SkillStep, ...]
    section: str = ""

    @property
    def heads(self) -> tuple[tuple[str, Profile], ...]:
        """What each of the two is called, and the role level itself."""
        return tuple(zip(self.summary.names, self.columns, strict=True))

    @property
    def sources(self) -> tuple[PlainSource, ...]:
        """The documents that the two are from, each once."""
        return tuple(dict.fromkeys(column.source for column in self.columns))

    @property
    def assessed(self) -> str:
        """Where all skills are assessed; empty where not all are, or where that is not said."""
        words = {
            asked.assessed_words
            for skill in self.skills
            for asked in (skill.before, skill.after)
            if asked
        }
        return words.pop() if len(words) == 1 else ""

    @property
    def skills_introductions(self) -> tuple[str, ...]:
        """What stands above the skills of each; one text where both say the same, none for none."""
        texts = tuple(column.skills_introduction for column in self.columns)
        if not any(texts):
            return ()
        return texts[:1] if len(set(map(fold_typography, texts))) == 1 else texts

    @property
    def is_inferred(self) -> bool:
        """Whether it leads into another role: no document states a step between the two."""
        before, after = self.columns
        return before.role_pk != after.role_pk


def step_view(comparison: Comparison, number: int, section: str = "") -> StepView:
    """The step with this number, counted from 1, or one section of it.

    Raises LookupError where there is no such step, or no such section in the comparison.
    """
    if not 1 <= number <= len(comparison.steps):
        raise LookupError(f"no step {number}")
    titles = {row.slug: row.title for row in comparison.sections}
    title = titles[section] if section else ""
    summary = comparison.steps[number - 1]
    before, after = summary.column - 1, summary.column
    columns = comparison.columns[before], comparison.columns[after]
    sections = [row for row in comparison.sections if section in ("", row.slug)]
    return StepView(
        number=number,
        summary=summary,
        columns=columns,
        parts=tuple(parts_of(sections, after)),
        pay=() if section else tuple(pay_steps_of(comparison.pay, after)),
        pay_notes=() if section else notes_of(columns, summary.names),
        skills=() if section else tuple(skill_steps_of(comparison.skills, after)),
        section=title,
    )


def pay_steps_of(rows: Iterable[PayRow], column: int) -> Iterator[PayStep]:
    """The pay of the column with this number and of the one before, where either has any."""
    for row in rows:
        cells = row.cells[column - 1 : column + 1]
        if any(cell.text or cell.links for cell in cells):
            yield PayStep(row.location, row.remark, cells)


def parts_of(sections: Iterable[SectionRow], column: int) -> Iterator[StepPart]:
    """What the column with this number and the one before say, part by part."""
    found: dict[Part, list[StepSection]] = {part: [] for part in Part}
    for section in sections:
        by_part: dict[Part, list[StatementStep]] = {}
        for row in section.rows:
            if outcome := row.cells[column].outcome:
                by_part.setdefault(PARTS[outcome], []).append(statement_step(row, column))
        for part, statements in by_part.items():
            those = StepSection(
                section.slug, section.title, headings_of(section, column), tuple(statements)
            )
            found[part].append(those)
    for part, in_part in found.items():
        if in_part:
            yield StepPart(part, tuple(in_part))


def headings_of(section: SectionRow, column: int) -> tuple[str, str]:
    """The headings of a column and of the one before, where both have one and these differ."""
    before, after = (
        each.heading if each else "" for each in section.sections[column - 1 : column + 1]
    )
    if not (before and after) or fold_typography(before) == fold_typography(after):
        return "", ""
    return before, after


def statement_step(row: StatementRow, column: int) -> StatementStep:
    before, cell = row.cells[column - 1 : column + 1]
    return StatementStep(
        before=before.statement,
        after=cell.statement,
        pieces_before=pieces_before(before.statement, cell),
        pieces_after=pieces_after(cell),
        as_at=cell.as_at,
        is_same=cell.repeats,
    )


def pieces_before(before: StatementText | None, cell: StatementCell) -> tuple[Piece, ...]:
    """The text of the column before, with the words marked that the next one has not."""
    if before is None:
        return ()
    if cell.outcome is not Outcome.REWORDED or cell.statement is None:
        return plain_pieces(before.bare)
    # From the new text to the old one, so that moved sentences stand where they stood.
    pieces = word_differences(Words.of(cell.statement.bare), Words.of(before.bare))
    return tuple(
        Piece(WordChange.REMOVED, text) if change is WordChange.ADDED else Piece(change, text)
        for change, text in pieces
        if change is not WordChange.REMOVED
    )


def pieces_after(cell: StatementCell) -> tuple[Piece, ...]:
    """The text of a column, with the words marked that the one before has not."""
    if cell.statement is None:
        return ()
    if cell.outcome is not Outcome.REWORDED:
        return plain_pieces(cell.statement.bare)
    return tuple(piece for piece in cell.pieces if piece.change is not WordChange.REMOVED)
