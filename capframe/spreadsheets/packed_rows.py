"""Rows kept column by column: some at a time, as objects and as bytes.

A column that says one thing many times is kept as its different texts and their places: it takes
less room and time, and its texts are the same objects in all rows, which saves most of the memory.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat, zip_longest
from typing import Any, Self

from capframe.spreadsheets import limits
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.rows import CellRemark, RawRow
from capframe.spreadsheets.text_faults import has_doubtful_signs

# Above this zlib takes several times as long and gains little.
LEVEL = 1
# In files of UTF-16, halves of characters are kept as well, so that the check can name them.
HALVES = "surrogatepass"
# What is kept holds nothing that holds itself.
ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))

# The texts of a column and, where these are not one a row, their places, one a row.
PackedColumn = tuple[Sequence[str], Sequence[int] | None]
# The texts that stand in many rows, each by itself.
SharedTexts = dict[str, str]


@dataclass(frozen=True, slots=True)
class PackedRows:
    """Some rows of a sheet, at least one.

    Args:
        lines: as in RawRow, of each.
        columns: those of the widest row.
        widths: the number of cells in each row; none where all have the same.
        broken: the places of the rows that are, from 0.
        doubtful: the places of those whose texts have not been looked at.
        remarks: what was found in the rows, by their places.
    """

    lines: Sequence[int]
    columns: Sequence[PackedColumn]
    widths: Sequence[int] = ()
    broken: Sequence[int] = ()
    doubtful: Sequence[int] = ()
    remarks: Mapping[int, Sequence[CellRemark]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[RawRow], texts: SharedTexts) -> Self:
        cells = [row.cells for row in rows]
        widths = list(map(len, cells))
        # Where none is shorter, to fill them up takes many times as long.
        are_even = len(set(widths)) == 1 and widths[0] > 0
        columns = zip(*cells, strict=True) if are_even else zip_longest(*cells, fillvalue="")
        return cls(
            [row.line for row in rows],
            [pack_column(column, texts) for column in columns],
            () if are_even else widths,
            [place for place, row in enumerate(rows) if row.broken],
            [place for place, row in enumerate(rows) if not row.looked_at],
            {place: row.remarks for place, row in enumerate(rows) if row.remarks},
        )

    @property
    def are_clear(self) -> bool:
        """Whether each row has a text, and none needs a closer look, by a look at all together.

        That takes a quarter of the time of a look at each.
        """
        texts = [found for found, _ in self.columns]
        return (
            not self.remarks
            and len(texts) <= limits.MOST_COLUMNS
            and any(all(map(str.strip, found)) for found in texts)
            and sum(max(map(len, found)) for found in texts) <= limits.LONGEST_CELL
            and not has_doubtful_signs("".join(chain.from_iterable(texts)))
        )

    @property
    def are_plain(self) -> bool:
        """Whether all are as wide as each other, and nothing was found in any."""
        return not (self.widths or self.broken or self.doubtful or self.remarks)

    def count_cells(self) -> int:
        return sum(self.widths) or len(self.lines) * len(self.columns)

    def count_characters(self) -> int:
        """How many characters all cells hold together."""
        number = len(self.lines)
        cells = chain.from_iterable(unpack_column(*column, number) for column in self.columns)
        return sum(map(len, cells))

    def read_cells(self) -> Iterator[tuple[str, ...]]:
        """The cells of each row, all as wide as the widest."""
        number = len(self.lines)
        return zip(*(unpack_column(*column, number) for column in self.columns), strict=True)

    def read_rows(self) -> Iterator[RawRow]:
        cells: Iterable[tuple[str, ...]] = self.read_cells()
        if self.are_plain:
            plain = repeat(()), repeat(False), repeat(True)
            yield from map(RawRow._make, zip(self.lines, cells, *plain, strict=False))
            return
        if self.widths:
            full = list(cells) or [()] * len(self.lines)
            cells = [row[:width] for row, width in zip(full, self.widths, strict=True)]
        broken, doubtful = set(self.broken), set(self.doubtful)
        for place, (line, row) in enumerate(zip(self.lines, cells, strict=True)):
            found = self.remarks.get(place, ())
            yield RawRow(line, row, found, place in broken, place not in doubtful)

    def pack(self) -> bytes:
        """The rows in few bytes."""
        packed = {
            "lines": self.lines,
            "columns": self.columns,
            "widths": self.widths,
            "broken": self.broken,
            "doubtful": self.doubtful,
            "remarks": [
                [place, *map(_pack_remark, found)] for place, found in self.remarks.items()
            ],
        }
        return zlib.compress(ENCODER.encode(packed).encode("utf-8", HALVES), LEVEL)

    @classmethod
    def unpack(cls, kept: bytes, texts: SharedTexts) -> Self:
        """What was packed."""
        packed = json.loads(zlib.decompress(kept).decode("utf-8", HALVES))
        number = len(packed["lines"])
        columns = [
            (found, places)
            if places is None and len(found) == number
            else (share_texts(found, texts), places)
            for found, places in packed.pop("columns")
        ]
        remarks = {
            place: [_unpack_remark(*one) for one in found]
            for place, *found in packed.pop("remarks")
        }
        return cls(**packed, columns=columns, remarks=remarks)


def pack_column(cells: Sequence[str], texts: SharedTexts) -> PackedColumn:
    """The column with each text once where that is less; a single text stands for all rows."""
    places = dict.fromkeys(cells, 0)
    if len(places) == 1:
        return share_texts(places, texts), None
    if 2 * len(places) > len(cells):
        return cells, None
    for place, text in enumerate(places):
        places[text] = place
    return share_texts(places, texts), [places[text] for text in cells]


def unpack_column(texts: Sequence[str], places: Sequence[int] | None, rows: int) -> Sequence[str]:
    """The cells of so many rows."""
    if places is not None:
        return [texts[place] for place in places]
    return texts if len(texts) == rows else [*texts] * rows


def share_texts(found: Iterable[str], texts: SharedTexts) -> list[str]:
    """The texts, each as the object that it is elsewhere."""
    return [texts.setdefault(text, text) for text in found]


def _pack_remark(found: CellRemark) -> list[Any]:
    return [found.index, found.message, found.remedy, found.remark, found.line, found.about]


def _unpack_remark(
    index: int | None, message: str, remedy: str, remark: str, line: int | None, *about: str
) -> CellRemark:
    # Those kept by an earlier version do not say what they are about.
    return CellRemark(index, message, remedy, Remark(remark), line, *about)
