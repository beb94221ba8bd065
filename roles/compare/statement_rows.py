"""One section across role levels: which statements of several levels say the same thing.

Plain, frozen objects, part of the comparison. How statements are paired: docs/comparison.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from capframe.base.outcomes import Change, Outcome
from capframe.base.worddiff import Piece
from capframe.base.words import Words
from roles.compare.runs import Places, Runs, merge_rows, places_of_rows
from roles.section_texts import SectionText, StatementText


class Likeness(StrEnum):
    """How the statements of a row are alike where no order goes through all columns."""

    ONLY = "only"
    SAME_WORDS = "the same words"
    OTHER_WORDS = "other words"


class StatementCell(NamedTuple):
    """What one column says in a row; None where it says nothing there.

    Args:
        statement: the statement, as it stands.
        known_outcome: what became of it since the column before, where that is no change of words.
        change: from what the column before says, where that is said in other words.
        as_at: of what is new since the column before, but stands in an earlier one of the run in
            the same words, that column, counted from 0; else empty.
        repeats: whether it says the very same as the column before, white space and typography
            aside.
        no_section: whether the column has no such section at all.
    """

    statement: StatementText | None
    known_outcome: Outcome | None
    change: Change | None = None
    as_at: tuple[int, ...] = ()
    repeats: bool = False
    no_section: bool = False

    @property
    def outcome(self) -> Outcome | None:
        """What became of it since the column before.

        None where neither says anything, and in the first column of a run.
        """
        return self.change.outcome if self.change else self.known_outcome

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Of a reworded one, its text with the changed words marked."""
        differences = self.change and self.change.differences
        return differences.pieces if differences else ()

    @property
    def before(self) -> str:
        """Of a rewritten one, what the column before says."""
        return self.change.before if self.change else ""


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring columns that say the very same in a row, or all nothing."""

    first: int
    cells: tuple[StatementCell, ...]

    @property
    def cell(self) -> StatementCell:
        """The cell that stands for all: the most junior one, which tells what changed."""
        return self.cells[0]

    @property
    def columns(self) -> range:
        return range(self.first, self.first + len(self.cells))


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One responsibility across the columns: a cell for each.

    Args:
        likeness: where the columns are several runs, how those that state it are alike.
    """

    cells: tuple[StatementCell, ...]
    likeness: Likeness | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The cells, neighbours that say the same taken together; the columns counted from 0."""
        starts = [n for n, cell in enumerate(self.cells) if n == 0 or not cell.repeats]
        ends = (*starts[1:], len(self.cells))
        return tuple(Span(n, self.cells[n:end]) for n, end in zip(starts, ends, strict=True))

    @property
    def columns(self) -> tuple[int, ...]:
        return tuple(number for number, cell in enumerate(self.cells) if cell.statement)


def statement_rows_of(
    sections: Sequence[SectionText | None], runs: Runs | None = None
) -> tuple[StatementRow, ...]:
    """The rows of a section that the columns have or (None) have not.

    Every statement of every column is in exactly one row, once.

    Args:
        sections: of each column.
        runs: the columns that follow each other in order; one run of all, where it is not said.
    """
    words = [
        [Words.of(statement.bare) for statement in section.statements] if section else []
        for section in sections
    ]
    runs = runs or (range(len(sections)),)
    asked = [section.asked if section else () for section in sections]
    columns = (slice(run.start, run.stop) for run in runs)
    rows = [places_of_rows(words[those], asked[those]) for those in columns]
    of_all = rows[0] if len(runs) == 1 else merge_rows(runs, rows, words)
    return tuple(
        StatementRow(
            tuple(cells_of(places, runs, sections, words)),
            None if len(runs) == 1 else likeness_of(places, runs, words),
        )
        for places in of_all
    )


def likeness_of(places: Places, runs: Runs, words: Sequence[Sequence[Words]]) -> Likeness:
    if sum(any(column in places for column in run) for run in runs) == 1:
        return Likeness.ONLY
    wordings = {words[column][place].wording for column, place in places.items()}
    return Likeness.SAME_WORDS if len(wordings) == 1 else Likeness.OTHER_WORDS


def cells_of(
    places: Places,
    runs: Runs,
    sections: Sequence[SectionText | None],
    words: Sequence[Sequence[Words]],
) -> Iterator[StatementCell]:
    """A cell for each column; those of a run tell what changed from one to the next."""
    is_alone = False
    for run in runs:
        was_alone, is_alone = is_alone, len(run) == 1
        repeats = was_alone and is_alone and say_the_same(places, run.start, sections, words)
        yield first_cell(places.get(run.start), sections[run.start], repeats=repeats)
        for number in run[1:]:
            yield next_cell(places, number, run.start, sections, words)


def first_cell(place: int | None, section: SectionText | None, *, repeats: bool) -> StatementCell:
    """The cell of a row in the first column of a run."""
    if section is None or place is None:
        return StatementCell(None, None, repeats=repeats, no_section=section is None)
    return StatementCell(section.statements[place], None, repeats=repeats)


def say_the_same(
    places: Places,
    number: int,
    sections: Sequence[SectionText | None],
    words: Sequence[Sequence[Words]],
) -> bool:
    """Whether a column and the one before say the very same in a row, or both nothing."""
    before, section = sections[number - 1 : number + 1]
    other, place = places.get(number - 1), places.get(number)
    if other is None or place is None or before is None or section is None:
        return other is None and place is None and (before is None) == (section is None)
    if words[number - 1][other].words != words[number][place].words:
        return False
    return before.statements[other].is_remarked_as(section.statements[place])


def next_cell(
    places: Places,
    number: int,
    first: int,
    sections: Sequence[SectionText | None],
    words: Sequence[Sequence[Words]],
) -> StatementCell:
    """The cell of a row in a column that follows another one in its run.

    Args:
        places: of the row.
        number: the column's.
        first: the number of the first column of its run.
        sections: of all columns.
        words: of their statements.
    """
    section, place = sections[number], places.get(number)
    before, other = sections[number - 1], places.get(number - 1)
    if section is None or place is None:
        return empty_cell(other is not None, section is None, before is None)
    statement = section.statements[place]
    if before is None or other is None:
        outcome = Outcome.UNMATCHED if before is None else Outcome.NEW
        return StatementCell(statement, outcome, as_at=earlier_column(places, first, number))
    old, new = words[number - 1][other], words[number][place]
    if old.wording == new.wording:
        repeats = say_the_same(places, number, sections, words)
        return StatementCell(statement, Outcome.KEPT, repeats=repeats)
    return StatementCell(statement, None, Change(old, new))


def earlier_column(places: Places, first: int, number: int) -> tuple[int, ...]:
    """The last column from the first up to this one that has a statement in the row, if any."""
    return tuple(sorted(column for column in places if first <= column < number)[-1:])


@cache
def empty_cell(is_left: bool, no_section: bool, had_no_section: bool) -> StatementCell:
    """The cell of a column that says nothing in a row.

    Args:
        is_left: whether the column before has a statement there.
        no_section: whether this column has no such section at all.
        had_no_section: whether the column before has none.
    """
    if is_left:
        outcome = Outcome.UNMATCHED if no_section else Outcome.NOT_STATED
        return StatementCell(None, outcome, no_section=no_section)
    return StatementCell(None, None, repeats=no_section == had_no_section, no_section=no_section)
