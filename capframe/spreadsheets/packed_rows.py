"""Rows packed column by column into bytes, as they are kept, and out of them again.

A column that says one thing many times is kept as its different texts and their places: it takes
less room and time, and its texts are the same objects in all rows, which saves most of the memory.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat, zip_longest
from typing import Any

from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.rows import CellRemark, RawRow

# Above this zlib takes several times as long and gains little.
LEVEL = 1
# In files of UTF-16, halves of characters are kept as well, so that the check can name them.
HALVES = "surrogatepass"

# The texts of a column and, where these are not one a row, their places, one a row.
PackedColumn = tuple[Sequence[str], Sequence[int] | None]


def pack_rows(rows: Sequence[RawRow]) -> bytes:
    """The rows, of which there is at least one, in few bytes."""
    widths = _pack_widths(rows)
    packed = {
        "lines": [row.line for row in rows],
        "columns": [pack_column(column) for column in _columns_of(rows, widths)],
        "widths": widths,
        "broken": [place for place, row in enumerate(rows) if row.broken],
        "doubtful": [place for place, row in enumerate(rows) if not row.looked_at],
        "remarks": [[place, *_pack_remarks(row)] for place, row in enumerate(rows) if row.remarks],
    }
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", HALVES), LEVEL)


def _columns_of(rows: Sequence[RawRow], widths: Sequence[int]) -> Iterable[tuple[str, ...]]:
    cells = [row.cells for row in rows]
    # Where none is shorter, to fill them up takes many times as long.
    return zip_longest(*cells, fillvalue="") if widths else zip(*cells, strict=True)


def _pack_widths(rows: Sequence[RawRow]) -> list[int]:
    """The number of cells in each row; none where all have the same."""
    widths = [len(row.cells) for row in rows]
    return [] if len(set(widths)) == 1 and widths[0] else widths


def _pack_remarks(row: RawRow) -> list[list[Any]]:
    return [[r.index, r.message, r.remedy, r.remark, r.line, r.about] for r in row.remarks]


def pack_column(texts: Sequence[str]) -> PackedColumn:
    """The column with each text once where that is less; a single text stands for all rows."""
    places = dict.fromkeys(texts, 0)
    if len(places) == 1:
        return list(places), None
    if 2 * len(places) > len(texts):
        return texts, None
    for place, text in enumerate(places):
        places[text] = place
    return list(places), [places[text] for text in texts]


class RowUnpacker:
    """Gives back the rows of one piece after the other, each repeated text as one object."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def unpack(self, piece: bytes) -> Iterator[RawRow]:
        """The rows that ``pack_rows`` was given."""
        packed = json.loads(zlib.decompress(piece).decode("utf-8", HALVES))
        lines = packed["lines"]
        columns = [
            self._unpack_column(texts, places, len(lines)) for texts, places in packed["columns"]
        ]
        cells: Iterable[tuple[str, ...]] = zip(*columns, strict=True)
        if packed["widths"]:
            full = list(cells) or [()] * len(lines)
            cells = [row[:width] for row, width in zip(full, packed["widths"], strict=True)]
        broken, doubtful = set(packed["broken"]), set(packed["doubtful"])
        remarks = _unpack_remarks(packed["remarks"])
        if not (broken or doubtful or remarks):  # as in most pieces
            plain = repeat(()), repeat(False), repeat(True)
            yield from map(RawRow._make, zip(lines, cells, *plain, strict=False))
            return
        for place, (line, row) in enumerate(zip(lines, cells, strict=True)):
            found = remarks.get(place, ())
            yield RawRow(line, row, found, place in broken, place not in doubtful)

    def _unpack_column(
        self, texts: list[str], places: list[int] | None, number: int
    ) -> Sequence[str]:
        if places is None and len(texts) == number:
            return texts
        texts = [self.texts.setdefault(text, text) for text in texts]
        return texts * number if places is None else [texts[place] for place in places]


def _unpack_remarks(packed: Iterable[list[Any]]) -> dict[int, list[CellRemark]]:
    return {place: [_unpack_remark(*found) for found in remarks] for place, *remarks in packed}


def _unpack_remark(
    index: int | None, message: str, remedy: str, remark: str, line: int | None, *about: str
) -> CellRemark:
    # Those kept by an earlier version do not say what they are about.
    return CellRemark(index, message, remedy, Remark(remark), line, *about)
