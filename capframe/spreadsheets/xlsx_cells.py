"""The cells of one sheet of an Excel workbook."""

import re
from collections.abc import Callable

from capframe.spreadsheets.archives import damaged
from capframe.spreadsheets.limits import MOST_COLUMNS
from capframe.spreadsheets.number_formats import (
    adds_letters,
    date_text,
    is_date,
    number_text,
    pad_zeros,
    plain_date,
)
from capframe.spreadsheets.rows import RawRow
from capframe.spreadsheets.sheets import HiddenCells, RowBuilder
from capframe.spreadsheets.xlsx_workbook import GENERAL, Workbook, is_struck, unescape
from capframe.spreadsheets.xml_reader import Attributes

DIGITS = "0123456789"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MERGED = re.compile(r"([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)")


def column_index(letters: str) -> int:
    """A column's index from its letters: 0 for A. Raises Unreadable."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z" or number > LAST_COLUMN:
            raise damaged()
        number = number * 26 + ord(letter) - 64
    return number - 1


class SheetReader:
    """Makes rows of the elements of a sheet; ``rows`` are those not yet taken from here."""

    def __init__(self, workbook: Workbook, hidden: HiddenCells) -> None:
        self.workbook, self.hidden = workbook, hidden
        self.rows: list[RawRow] = []
        self.row = RowBuilder(0)
        self.indexes: dict[str, int] = {}
        self.index = -1
        self.kind, self.style = "n", 0
        self.pieces: list[str] = []
        self.struck: list[str] = []
        self.formula: list[str] | None = None
        self.open_text: list[str] | None = None
        self.row_hidden = self.is_phonetic = self.is_struck = False
        self.starts: dict[str, Callable[[Attributes], None]] = {
            "c": self._start_cell,
            "v": self._start_value,
            "t": self._start_value,
            "f": self._start_formula,
            "row": self._start_row,
            "r": self._start_run,
            "strike": self._start_struck,
            "rPh": self._start_phonetic,
            "col": self._add_column,
            "mergeCell": self._add_merged,
        }
        self.ends: dict[str, Callable[[], None]] = {
            "c": self._end_cell,
            "v": self._end_text,
            "t": self._end_text,
            "f": self._end_text,
            "row": self._end_row,
            "r": self._end_run,
            "rPh": self._end_phonetic,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        step = self.starts.get(name)
        if step:
            step(attributes)

    def end(self, name: str) -> None:
        step = self.ends.get(name)
        if step:
            step()

    def text(self, text: str) -> None:
        if self.open_text is not None:
            self.open_text.append(text)
            if self.is_struck:
                self.struck.append(text)

    def _start_row(self, attributes: Attributes) -> None:
        line = int(attributes.get("r", self.row.line + 1))
        if not self.row.line < line <= LAST_ROW:
            raise damaged(f"The spreadsheet is damaged: row {line} follows row {self.row.line}.")
        self.row = RowBuilder(line)
        self.row_hidden = attributes.get("hidden") in ("1", "true")
        self.index = -1

    def _start_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        before = self.index
        if reference is None:
            self.index += 1
        else:
            letters = reference.rstrip(DIGITS)
            index = self.indexes.get(letters)
            if index is None:
                index = self.indexes[letters] = column_index(letters)
            self.index = index
        if not before < self.index < LAST_COLUMN:
            raise damaged(f"The spreadsheet is damaged: row {self.row.line} has a cell twice.")
        self.kind = attributes.get("t", "n")
        self.style = int(attributes.get("s", 0))
        self.pieces, self.struck = [], []
        self.formula = None

    def _start_value(self, attributes: Attributes) -> None:
        self.open_text = None if self.is_phonetic else self.pieces

    def _start_formula(self, attributes: Attributes) -> None:
        self.open_text = self.formula = []

    def _end_text(self) -> None:
        self.open_text = None

    def _start_run(self, attributes: Attributes) -> None:
        self.is_struck = False

    def _start_struck(self, attributes: Attributes) -> None:
        self.is_struck = is_struck(attributes)

    def _end_run(self) -> None:
        self.is_struck = False

    def _start_phonetic(self, attributes: Attributes) -> None:
        self.is_phonetic = True

    def _end_phonetic(self) -> None:
        self.is_phonetic = False

    def _end_cell(self) -> None:
        value = "".join(self.pieces)
        if value:
            value = self._text_of(value)
        if value:
            self.row.put(self.index, value)
            if struck := self._struck_in(value):
                self.row.note_struck(self.index, struck)
        if self.formula is not None:
            self.row.note_formula(self.index, "".join(self.formula))

    def _struck_in(self, value: str) -> str:
        """What of the cell's text is struck through."""
        if self.style in self.workbook.struck_styles:
            return value
        if self.kind == "s":
            return self.workbook.struck_texts.get(int("".join(self.pieces)), "")
        return "".join(self.struck)

    def _text_of(self, value: str) -> str:
        if self.kind == "s":
            return self._shared_text(int(value))
        if self.kind in ("inlineStr", "str"):
            return unescape(value)
        if self.kind == "b":
            return "TRUE" if value in ("1", "true") else "FALSE"
        if self.kind == "e":
            self.row.note_error(self.index, value)
            return value
        if self.kind == "d":
            return self._note_date(plain_date(value))
        return self._format_number(value)

    def _shared_text(self, number: int) -> str:
        if not 0 <= number < len(self.workbook.texts):
            raise damaged()
        return self.workbook.texts[number]

    def _format_number(self, value: str) -> str:
        code = self._format()
        if code == GENERAL:
            return number_text(value)
        if is_date(code):
            return self._note_date(date_text(value, from_1904=self.workbook.from_1904))
        text = pad_zeros(number_text(value), code)
        if adds_letters(code):
            self.row.note_format(self.index, text)
        return text

    def _format(self) -> str:
        formats = self.workbook.formats
        return formats[self.style] if 0 <= self.style < len(formats) else GENERAL

    def _note_date(self, text: str) -> str:
        self.row.note_date(self.index, text)
        return text

    def _end_row(self) -> None:
        if self.row.cells or self.row.remarks:
            self.rows.append(self.row.build())
            self.hidden.add_row(self.row, self.row_hidden)

    def _add_column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.hidden.columns += range(first, min(last, MOST_COLUMNS) + 1)

    def _add_merged(self, attributes: Attributes) -> None:
        cells = attributes.get("ref", "")
        corners = MERGED.fullmatch(cells)
        down = corners is not None and corners[2] != corners[3]
        self.hidden.add_merged(cells, column_index(corners[1]) if corners and down else None)
