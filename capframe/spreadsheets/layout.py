"""Where the table of a file is, and how it is taken from there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from capframe.spreadsheets.columns import Column, match_headings
from capframe.spreadsheets.faults import Unreadable, shown
from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.packed_rows import PackedRows
from capframe.spreadsheets.rows import RawRow

# Headings below more rows than these are not found by themselves.
MOST_ROWS_ABOVE = 20
TITLES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """Which cells of a file its table is made of.

    Args:
        sheet: its number, from 0; None for the first that is not hidden.
        heading_row: the line of the headings, as the file counts its rows; None for the first row
            with anything in it.
        left_out: the columns that are not looked at, by their places in the sheet, from 0.
        fill_down: the places of the columns whose empty cells get what stands in the cell above.
        keeps_unclear: whether columns are part of the table that have no heading, or that of
            another; where they are not, a table with such a column is refused.
    """

    sheet: int | None = None
    heading_row: int | None = None
    left_out: frozenset[int] = frozenset()
    fill_down: tuple[int, ...] = ()
    keeps_unclear: bool = False


PLAIN = Layout()


def choose_sheet(sheets: Sequence[Sheet], number: int | None) -> Sheet:
    """The sheet of this number; the first that is not hidden, where there is none.

    Raises Unreadable where all are hidden.
    """
    if number is not None:
        return sheets[number]
    for sheet in sheets:
        if not sheet.is_hidden:
            return sheet
    raise no_cells()


def find_best_sheet(sheets: Sequence[Sheet], columns: Iterable[Column]) -> int | None:
    """The number of the sheet whose headings mean most of these columns, the first of several.

    Hidden sheets are none of them; None where all are hidden.
    """
    columns = list(columns)
    seen = [number for number, sheet in enumerate(sheets) if not sheet.is_hidden]
    known = {number: _count_known_headings(sheets[number], columns) for number in seen}
    return max(seen, key=known.__getitem__, default=None)


def _count_known_headings(sheet: Sheet, columns: Iterable[Column]) -> int:
    if any(sheet.problem):
        return 0
    try:
        return _count_known(find_heading_row(sheet, columns), columns)
    except Unreadable:
        return 0


def find_heading_row(sheet: Sheet, columns: Iterable[Column]) -> RawRow:
    """The row that most likely has the headings.

    It is the one with most headings that mean one of the columns, if these are more than in the
    first row that is no title: a title stands in few of the cells that the rows below it fill.

    Raises Unreadable where there are no rows.
    """
    rows = read_first_rows(sheet, MOST_ROWS_ABOVE)
    if not rows:
        raise no_cells()
    known = [_count_known(row, columns) for row in rows]
    filled = [sum(map(bool, map(str.strip, row.cells))) for row in rows]
    widest = max(filled)
    first = next(i for i in range(len(rows)) if known[i] or 2 * filled[i] >= widest)
    best = max(range(len(rows)), key=known.__getitem__)
    return rows[best] if known[best] > max(known[first], 1) else rows[first]


def _count_known(row: RawRow, columns: Iterable[Column]) -> int:
    return len(set(filter(None, match_headings(row.cells, columns))))


def read_first_rows(sheet: Sheet, number: int) -> list[RawRow]:
    """So many rows with something in them. Raises Unreadable."""
    return list(islice(filter(_has_text, sheet.read_rows()), number))


def take_heading_row(rows: Iterator[RawRow], line: int | None) -> tuple[RawRow, list[RawRow]]:
    """The row with the headings, and those above it; the rows below remain.

    Raises Unreadable where there is no such row.
    """
    above: list[RawRow] = []
    for row in filter(_has_text, rows):
        if line is None or row.line == line:
            return row, above
        above.append(row)
    if line is None:
        raise no_cells()
    raise Unreadable(
        f"The sheet has nothing in row {line:,}.", "Choose a row that has the headings in it."
    )


def take_headings(
    pieces: Iterator[PackedRows], line: int | None
) -> tuple[RawRow, list[RawRow], Iterator[RawRow]]:
    """As ``take_heading_row``, with the rows left in the same piece; the pieces below remain.

    Raises Unreadable where there is no such row.
    """
    opened: list[Iterator[RawRow]] = []

    def open_piece(piece: PackedRows) -> Iterator[RawRow]:
        opened.append(piece.read_rows())
        return opened[-1]

    head, above = take_heading_row(chain.from_iterable(map(open_piece, pieces)), line)
    return head, above, opened[-1]


def find_named_places(sheet: Sheet, heading_row: int | None) -> list[int]:
    """The places of the columns with a heading. Raises Unreadable."""
    head, _ = take_heading_row(sheet.read_rows(), heading_row)
    return [place for place, heading in enumerate(head.cells) if heading.strip()]


def _has_text(row: RawRow) -> bool:
    return any(map(str.strip, row.cells))


def describe_heading_row(head: RawRow, above: Sequence[RawRow]) -> list[str]:
    """A note that names what stands above the headings; none where nothing does."""
    if not above:
        return []
    titles = ["; ".join(filter(None, map(str.strip, row.cells))) for row in above]
    listed = ", ".join(f"“{shown(title)}”" for title in titles[:TITLES_SHOWN])
    more = f" and {len(titles) - TITLES_SHOWN:,} more" if len(titles) > TITLES_SHOWN else ""
    return [f"The headings are in row {head.line:,}. Above them, and not read: {listed}{more}."]


def no_cells() -> Unreadable:
    return Unreadable(
        "The file has no cells with anything in them.",
        "Write the headings into the first row and the values below.",
    )
