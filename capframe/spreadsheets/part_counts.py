"""How many parts the things in a table have: the grades of its roles."""

from collections.abc import Sequence
from dataclasses import dataclass

from capframe.spreadsheets.filling import CellFiller
from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.layout import Layout, take_heading_row
from capframe.spreadsheets.names import folded


@dataclass(frozen=True, slots=True)
class PartCounts:
    """How many wholes and parts there are.

    Args:
        wholes: of all rows.
        several: how many of them have several parts.
        parts: of all together; a whole without a part counts as one.
        has_parts: whether the table has a column of parts.
    """

    wholes: int = 0
    several: int = 0
    parts: int = 0
    has_parts: bool = False


def count_parts(
    sheet: Sheet, layout: Layout, wholes: Sequence[int], part: int | None
) -> PartCounts:
    """How many wholes and parts the rows name, without regard to case and spaces.

    Args:
        sheet: with the table.
        layout: where the table is in it.
        wholes: the places of the columns that name a whole together.
        part: the place of the column that names a part; None where there is none.

    Raises:
        Unreadable: the sheet has no such table.
    """
    found: dict[tuple[str, ...], set[str]] = {}
    filler = CellFiller(layout.fill_down)
    rows = sheet.read_rows()
    take_heading_row(rows, layout.heading_row)
    for row in rows:
        cells = filler.fill(row.cells)
        texts = [cells[place] if place < len(cells) else "" for place in (*wholes, part or 0)]
        *whole, name = map(folded, texts)
        if whole[-1]:
            found.setdefault(tuple(whole), set()).add(name if part is not None else "")
    return PartCounts(
        wholes=len(found),
        several=sum(len(parts - {""}) > 1 for parts in found.values()),
        parts=sum(map(len, found.values())),
        has_parts=part is not None,
    )
