"""Text files: CSV, TSV and their like, with the physical line of every row."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from capframe.spreadsheets import limits
from capframe.spreadsheets.encodings import decode
from capframe.spreadsheets.file_types import refuse_markup
from capframe.spreadsheets.formulas import unguard
from capframe.spreadsheets.kept_sheets import OpenSheet
from capframe.spreadsheets.rows import CellRemark, RawRow
from capframe.spreadsheets.texts import normalise_line_ends

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
# Excel's own first line, which names the delimiter.
SEP = re.compile(r'"?sep=([^\w\s"]|\t)"?', re.I)
QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"(?!")')
# Cells whose quotes are right, each with the delimiter or line end after it (in braces).
RIGHT_CELLS = rf'(?:(?:{QUOTED.pattern}|[^"{{0}}][^{{0}}]*)?[{{0}}])*+'
LOOKED_AT = 50
# Rows of fewer cells than this are passed over as titles, where one of the next has as many and
# so have at least half of the rows below it.
LEAST_BELOW_TITLES, MOST_TITLES = 3, 10
# A quote that is never closed makes a cell of the rest of the file, which is said in our words.
csv.field_size_limit(max(csv.field_size_limit(), limits.MOST_BYTES))


def open_text(content: bytes) -> OpenSheet:
    """The only sheet of a CSV, TSV or other text file. Raises Unreadable."""
    text, encoding = decode(content)
    refuse_markup(text)
    lines = split_lines(text)
    named = SEP.fullmatch(lines[0].rstrip("\n")) if lines else None
    delimiter = named[1] if named else guess_delimiter(lines)
    rows = read_rows(lines, delimiter, start=1 if named else 0)
    return OpenSheet("", _describe_format(encoding, delimiter), rows, equal_width=True)


def _describe_format(encoding: str, delimiter: str) -> str:
    name = DELIMITERS.get(delimiter, f"“{delimiter}”")
    return f"Read as {encoding}, separated by {name}."


def split_lines(text: str) -> list[str]:
    r"""The physical lines, each ending in "\n", whatever it ended in."""
    text = normalise_line_ends(text)
    limits.check_lines(text.count("\n"))
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return [f"{line}\n" for line in lines]


def guess_delimiter(lines: Sequence[str]) -> str:
    """The delimiter that the first rows agree on best, and the headings have most often.

    Where no more than half agree, the first may be titles, and those below tell it.
    """
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    widths = {delimiter: _count_cells(lines[first:], delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: _score(widths[delimiter]))
    if _score(widths[best])[1] > 0.5:
        return best
    below = {delimiter: found[_count_titles(found) :] for delimiter, found in widths.items()}
    return max(DELIMITERS, key=lambda delimiter: _score(below[delimiter]))


def _count_cells(lines: Sequence[str], delimiter: str) -> list[int]:
    """How many cells each of the first rows has."""
    rows = read_rows(lines[: LOOKED_AT * 20], delimiter)
    return [len(row.cells) for row in islice(rows, LOOKED_AT) if any(row.cells)]


def _score(widths: Sequence[int]) -> tuple[bool, float, int]:
    if not widths or widths[0] == 1:
        return False, 0, 0
    return True, widths.count(widths[0]) / len(widths), widths[0]


def _count_titles(widths: Sequence[int]) -> int:
    """How many rows stand above a table, by how many cells they have; none where that is open."""
    for number, width in enumerate(widths[: MOST_TITLES + 1]):
        if width >= LEAST_BELOW_TITLES and 2 * widths[number:].count(width) >= len(widths) - number:
            return number
    return 0


def read_rows(lines: Sequence[str], delimiter: str, start: int = 0) -> Iterator[RawRow]:
    """The rows from the line after the first ``start``; one with a wrong quote says so."""
    remaining = iter(lines[start:])
    while start < len(lines):
        reader = csv.reader(remaining, delimiter=delimiter, strict=True)
        before = start
        try:
            for cells in reader:
                if cells:
                    yield RawRow(before + 1, _without_guards(cells))
                before = start + reader.line_num
            return
        except csv.Error:
            start += reader.line_num
            fault = _find_wrong_quote("".join(lines[before:start]), delimiter, before + 1)
            if fault.closes is None:  # it ends with the line, so that the rows below are read
                start = fault.opens
                remaining = iter(lines[start:])
            yield _read_misquoted(lines[before:start], delimiter, before + 1, fault)


def _without_guards(cells: list[str]) -> list[str]:
    if "\n'" not in "\n" + "\n".join(cells):  # no cell begins with an apostrophe, as in most rows
        return cells
    return [unguard(cell) for cell in cells]


@dataclass(frozen=True, slots=True)
class WrongQuote:
    """A double quote that opens a cell on one line, and the line where it closes, if it does."""

    opens: int
    closes: int | None

    @property
    def remark(self) -> CellRemark:
        if self.closes is None:
            message = f"The double quote that opens a cell on line {self.opens} is never closed."
            return CellRemark(None, message, "Close it where the cell ends.", line=self.opens)
        message = f"Text follows the double quote that closes a cell on line {self.closes}"
        message += f", opened on line {self.opens}." if self.opens != self.closes else "."
        remedy = 'Write a double quote within a cell twice (""), and close each cell once.'
        return CellRemark(None, message, remedy, line=self.opens)


def _read_misquoted(lines: Sequence[str], delimiter: str, line: int, fault: WrongQuote) -> RawRow:
    """The row with its quotes taken as they come."""
    cells = next(csv.reader(lines, delimiter=delimiter))
    limits.check_columns(len(cells))
    return RawRow(line, _without_guards(cells), [fault.remark], broken=True)


def _find_wrong_quote(text: str, delimiter: str, line: int) -> WrongQuote:
    """The first wrong quote in the text of a row that begins on this line."""
    right = re.match(RIGHT_CELLS.format(re.escape(f"{delimiter}\n")), text)
    opening = right.end() if right else 0
    quoted = QUOTED.match(text, opening)
    closing = quoted.end() if quoted else opening
    opens, closes = (line + text.count("\n", 0, index) for index in (opening, closing))
    return WrongQuote(opens, closes if quoted else None)
