"""One section across role levels: which statements of neighbouring levels say the same thing.

Plain, frozen objects, part of the comparison. How statements are paired: docs/comparison.md.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from capframe.base.pairing import pair
from capframe.base.worddiff import Piece, Words, is_rewritten, word_differences
from roles.compare.asked_pairs import Asked, pair_by_qualification
from roles.profiles import SectionText, StatementText

# Of one row: the place of its statement in each column that has one.
Places = dict[int, int]


class Outcome(StrEnum):
    """What became of a statement or a behaviour between a role level and the next one."""

    KEPT = "kept"
    REWORDED = "reworded"
    # So few of its words stay that none are marked.
    REWRITTEN = "rewritten"
    NEW = "new"
    # The next level's document does not say it again, which does not take it away.
    NOT_STATED = "not-stated"
    # In a section that only one of the two has: what the other's source does not say, it may still
    # ask.
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class StatementCell:
    """What one column says in a row; None where it says nothing there.

    Args:
        statement: the statement, as it stands.
        outcome: what became of it since the column before; None where neither says anything, and
            in the first column.
        pieces: of a reworded one, its text with the changed words marked.
        before: of a rewritten one, what the column before says.
        as_at: of what is new since the column before, but stands in an earlier one in the same
            words, that column, counted from 0; else empty.
        repeats: whether it says the very same as the column before, white space and typography
            aside.
        no_section: whether the column has no such section at all.
    """

    statement: StatementText | None
    outcome: Outcome | None
    pieces: tuple[Piece, ...] = ()
    before: str = ""
    as_at: tuple[int, ...] = ()
    repeats: bool = False
    no_section: bool = False


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
    """One responsibility across the columns: a cell for each."""

    cells: tuple[StatementCell, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The cells, neighbours that say the same taken together; the columns counted from 0."""
        starts = [n for n, cell in enumerate(self.cells) if n == 0 or not cell.repeats]
        ends = (*starts[1:], len(self.cells))
        return tuple(Span(n, self.cells[n:end]) for n, end in zip(starts, ends, strict=True))

    @property
    def columns(self) -> tuple[int, ...]:
        return tuple(number for number, cell in enumerate(self.cells) if cell.statement)

    @property
    def differs(self) -> bool:
        """Whether anything changes from one column to the next, notes and what is asked too."""
        besides = {cell.statement.normalised[1:] for cell in self.cells if cell.statement}
        unchanged = (None, Outcome.KEPT)
        return len(besides) > 1 or any(cell.outcome not in unchanged for cell in self.cells)


def statement_rows_of(sections: Sequence[SectionText | None]) -> tuple[StatementRow, ...]:
    """The rows of a section that the columns have or (None) have not.

    Every statement of every column is in exactly one row, once.
    """
    words = [
        [Words.of(statement.bare) for statement in section.statements] if section else []
        for section in sections
    ]
    asked = [section.asked if section else () for section in sections]
    columns = range(len(sections))
    return tuple(
        StatementRow(tuple(cell_of(places, number, sections, words) for number in columns))
        for places in places_of_rows(words, asked)
    )


def places_of_rows(columns: Sequence[Sequence[Words]], asked: Sequence[Asked]) -> list[Places]:
    """The rows in the order in which a reader meets them, from the first column on.

    A statement without a counterpart in the column before goes on in the row in which an earlier
    column, the nearest one, says the same. One without any stands above the next one of its own
    column that has one, below what is not stated there; the last ones at the end.

    Args:
        columns: the words of each column's statements.
        asked: the qualifications that these ask for.
    """
    rows: list[Places] = [{0: place} for place in range(len(columns[0]))]
    for number, (old, new) in enumerate(pairwise(columns), start=1):
        row_of = {row[number - 1]: row for row in rows if number - 1 in row}
        pairs = counterparts_of(old, new, *asked[number - 1 : number + 1])
        counterparts = {place: row_of[other] for other, place in pairs.items()}
        counterparts |= earlier_rows(rows, columns[:number], new, counterparts)
        following = len(rows)
        for place in reversed(range(len(new))):
            row = counterparts.get(place)
            if row is None:
                rows.insert(following, {number: place})
            else:
                row[number] = place
                following = next(n for n, one in enumerate(rows) if one is row)
    return rows


def earlier_rows(
    rows: Sequence[Places],
    columns: Sequence[Sequence[Words]],
    new: Sequence[Words],
    taken: Container[int],
) -> dict[int, Places]:
    """For places in a new column that are not taken, the rows that ended before with that wording.

    Args:
        rows: made so far.
        columns: those before the new one.
        new: the new column.
        taken: places that have a counterpart in the column before.
    """
    ended: dict[tuple[str, ...], list[Places]] = {}
    for row in sorted(rows, key=max):
        last = max(row)
        if last < len(columns) - 1:
            ended.setdefault(columns[last][row[last]].wording, []).append(row)
    return {
        place: ended[text.wording].pop()
        for place, text in enumerate(new)
        if place not in taken and ended.get(text.wording)
    }


def counterparts_of(
    old: Sequence[Words], new: Sequence[Words], old_asked: Asked, new_asked: Asked
) -> dict[int, int]:
    """Places in the old column to places in the new one, of statements that belong together.

    The only statement under a heading is the counterpart of the only one under the same heading,
    whatever its words; one that asks for a qualification, of one that asks for the same.
    """
    if len(old) == len(new) == 1:
        return {0: 0}
    asking = pair_by_qualification(old, new, old_asked, new_asked)
    if not asking:
        return pair(old, new)
    old_rest = [place for place in range(len(old)) if place not in asking]
    new_rest = [place for place in range(len(new)) if place not in asking.values()]
    pairs = pair([old[place] for place in old_rest], [new[place] for place in new_rest])
    return asking | {old_rest[one]: new_rest[other] for one, other in pairs.items()}


def cell_of(
    places: Places,
    number: int,
    sections: Sequence[SectionText | None],
    words: Sequence[Sequence[Words]],
) -> StatementCell:
    """The cell of a row in the column with this number."""
    section, place = sections[number], places.get(number)
    before, other = (sections[number - 1], places.get(number - 1)) if number else (None, None)
    if section is None or place is None:
        return empty_cell(other is not None, section is None, before is None)
    statement = section.statements[place]
    if number == 0:
        return StatementCell(statement, None)
    if before is None or other is None:
        outcome = Outcome.UNMATCHED if before is None else Outcome.NEW
        return StatementCell(statement, outcome, as_at=earlier_column(places, number))
    old, new = words[number - 1][other], words[number][place]
    if old.wording == new.wording:
        same = before.statements[other].normalised[1:] == statement.normalised[1:]
        repeats = same and old.words == new.words
        return StatementCell(statement, Outcome.KEPT, repeats=repeats)
    changed, pieces = change_between(old, new)
    rewritten = changed is Outcome.REWRITTEN
    text = before.statements[other].bare if rewritten else ""
    return StatementCell(statement, changed, pieces, before=text)


def change_between(old: Words, new: Words) -> tuple[Outcome, tuple[Piece, ...]]:
    """What became of a text: of a reworded one, with its changed words marked."""
    if old.wording == new.wording:
        return Outcome.KEPT, ()
    pieces = word_differences(old, new)
    if is_rewritten(pieces):
        return Outcome.REWRITTEN, ()
    return Outcome.REWORDED, pieces


def earlier_column(places: Places, number: int) -> tuple[int, ...]:
    """The last column before this one that has a statement in the row; empty for none."""
    return tuple(sorted(column for column in places if column < number)[-1:])


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
