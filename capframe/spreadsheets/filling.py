"""Cells that are empty because the one above holds for them too: merged, or said once a group."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.layout import take_heading_row
from capframe.spreadsheets.sheets import list_ranges

# Groups are looked for in so many columns from the left, whose texts are no longer than this.
MOST_NESTED, LONGEST_NAME = 6, 200


class CellFiller:
    """Fills empty cells of some columns from the cell above, one row after the other.

    Where a column says something new, nothing is carried on in those to its right: what was said
    there holds for the group that is over.

    Args:
        places: of the columns, from 0.
    """

    def __init__(self, places: Iterable[int]) -> None:
        self.places = sorted(places)
        self.above: dict[int, str] = {}
        self.filled: Counter[int] = Counter()

    def fill(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The cells of the next row, filled."""
        found = [*cells, *[""] * (max(self.places, default=-1) + 1 - len(cells))]
        for number, place in enumerate(self.places):
            text = found[place]
            if not text.strip():
                found[place] = self.above.get(place, text)
                self.filled[place] += place in self.above
            elif text != self.above.get(place):
                self.above[place] = text
                for right in self.places[number + 1 :]:
                    self.above.pop(right, None)
        return tuple(found)

    def describe(self) -> list[str]:
        """A note of what was filled; none where nothing was."""
        if not (number := self.filled.total()):
            return []
        letters = list_ranges(
            [place + 1 for place in self.filled if self.filled[place]], letters=True
        )
        cells = "1 empty cell" if number == 1 else f"{number:,} empty cells"
        return [f"Filled from the cell above: {cells} in columns {letters}."]


@dataclass(frozen=True, slots=True)
class Filling:
    """What filling would give.

    Args:
        numbers: of the cells that would be filled, by the place of their column.
        line: of the first row with such a cell.
        texts: that this row would get, in the order of the columns.
    """

    numbers: dict[int, int] = field(default_factory=dict)
    line: int = 0
    texts: tuple[str, ...] = ()


NO_FILLING = Filling()


def find_filling(sheet: Sheet, heading_row: int | None, places: Sequence[int]) -> Filling:
    """What there is to fill in columns with cells merged downwards.

    Where none are merged, in the first columns, if each is filled in the first row of each group
    alone. ``NO_FILLING``, where there is nothing.

    Args:
        sheet: with the table.
        heading_row: the line of its headings.
        places: of its columns.

    Raises:
        Unreadable: there is no such row.
    """
    merged = [place for place in places if place in sheet.merged]
    if merged:
        return _count_filled(sheet, heading_row, merged)
    groups = _find_groups(sheet, heading_row, places[:MOST_NESTED])
    return _count_filled(sheet, heading_row, groups) if groups else NO_FILLING


def _count_filled(sheet: Sheet, heading_row: int | None, places: Sequence[int]) -> Filling:
    filler, line, texts = CellFiller(places), 0, tuple[str, ...]()
    rows = sheet.read_rows()
    take_heading_row(rows, heading_row)
    for row in rows:
        before = filler.filled.total()
        cells = filler.fill(row.cells)
        if not line and filler.filled.total() > before:
            line = row.line
            given = [*row.cells, *[""] * len(cells)]
            texts = tuple(cells[place] for place in places if cells[place] != given[place])
    return Filling({p: filler.filled[p] for p in places if filler.filled[p]}, line, texts)


def _find_groups(sheet: Sheet, heading_row: int | None, places: Sequence[int]) -> Sequence[int]:
    """The first columns that are filled in the first row of each group alone.

    A row that begins a group of one column begins one of each column to the right, too.
    """
    rows = sheet.read_rows()
    take_heading_row(rows, heading_row)
    last, is_first, has_gaps = "", True, set[int]()
    for row in rows:
        texts = [row.cells[p].strip() if p < len(row.cells) else "" for p in places]
        if not texts or (is_first and not texts[0]) or (texts[0] and texts[0] == last):
            return ()
        last, is_first = texts[0] or last, False
        places = places[: _count_nested(texts)]
        has_gaps |= {place for place, text in zip(places, texts, strict=False) if not text}
    full = next((i for i, place in enumerate(places) if place not in has_gaps), len(places))
    return places[:full]


def _count_nested(texts: Sequence[str]) -> int:
    """How many of the columns, from the left, may be groups within each other, by one row."""
    begins = next((i for i, text in enumerate(texts) if text), len(texts))
    nested = next((i for i in range(begins, len(texts)) if not texts[i]), len(texts))
    too_long = next((i for i, text in enumerate(texts) if len(text) > LONGEST_NAME), len(texts))
    return min(nested, too_long)
