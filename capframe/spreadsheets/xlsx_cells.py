"""The cells of one sheet of an Excel workbook."""

from collections.abc import Callable

from capframe.spreadsheets.archives import damaged
from capframe.spreadsheets.assembly import RawRow
from capframe.spreadsheets.limits import MOST_COLUMNS
from capframe.spreadsheets.number_formats import (
    date_text,
    is_date,
    number_text,
    plain_date,
    shows_otherwise,
    with_zeros,
)
from capframe.spreadsheets.sheets import HiddenCells, RowBuilder
from capframe.spreadsheets.xlsx_workbook import GENERAL, Workbook, unescaped
from capframe.spreadsheets.xml_reader import Attributes

DIGITS = "0123456789"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def column_number(letters: str) -> int:
    """A column's place from its letters: 0 for A. Raises Unreadable."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z" or number > LAST_COLUMN:
            raise damaged()
        number = number * 26 + ord(letter) - 64
    return number - 1


class SheetReader:
    """Is told the elements of a sheet and makes rows of them."""

    def __init__(self, workbook: Workbook, hidden: HiddenCells) -> None:
        self.workbook, self.hidden = workbook, hidden
        self.rows: list[RawRow] = []
        self.row = RowBuilder(0)
        self.places: dict[str, int] = {}
        self.place = -1
        self.kind, self.style = "n", 0
        self.pieces: list[str] = []
        self.formula: list[str] | None = None
        self.into: list[str] | None = None
        self.row_hidden = self.phonetic = False
        self.starts: dict[str, Callable[[Attributes], None]] = {
            "c": self._cell,
            "v": self._value,
            "t": self._value,
            "f": self._formula,
            "row": self._row,
            "rPh": self._phonetic,
            "col": self._column,
            "mergeCell": self._merged,
        }
        self.ends: dict[str, Callable[[], None]] = {
            "c": self._end_of_cell,
            "v": self._end_of_text,
            "t": self._end_of_text,
            "f": self._end_of_text,
            "row": self._end_of_row,
            "rPh": self._end_of_phonetic,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        step = self.starts.get(name)
        if step:
            step(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        step = self.ends.get(name)
        if step:
            step()

    def text(self, text: str) -> None:
        """Text of a value or a formula, or nothing of interest."""
        if self.into is not None:
            self.into.append(text)

    def _row(self, attributes: Attributes) -> None:
        line = int(attributes.get("r", self.row.line + 1))
        if not self.row.line < line <= LAST_ROW:
            raise damaged(f"The spreadsheet is damaged: row {line} follows row {self.row.line}.")
        self.row = RowBuilder(line)
        self.row_hidden = attributes.get("hidden") in ("1", "true")
        self.place = -1

    def _cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        before = self.place
        if reference is None:
            self.place += 1
        else:
            letters = reference.rstrip(DIGITS)
            place = self.places.get(letters)
            if place is None:
                place = self.places[letters] = column_number(letters)
            self.place = place
        if not before < self.place < LAST_COLUMN:
            raise damaged(f"The spreadsheet is damaged: row {self.row.line} has a cell twice.")
        self.kind = attributes.get("t", "n")
        self.style = int(attributes.get("s", 0))
        self.pieces = []
        self.formula = None

    def _value(self, attributes: Attributes) -> None:
        self.into = None if self.phonetic else self.pieces

    def _formula(self, attributes: Attributes) -> None:
        self.into = self.formula = []

    def _end_of_text(self) -> None:
        self.into = None

    def _phonetic(self, attributes: Attributes) -> None:
        self.phonetic = True

    def _end_of_phonetic(self) -> None:
        self.phonetic = False

    def _end_of_cell(self) -> None:
        value = "".join(self.pieces)
        if value:
            value = self._text_of(value)
        if value:
            self.row.put(self.place, value)
        if self.formula is not None:
            self.row.formula(self.place, "".join(self.formula))

    def _text_of(self, value: str) -> str:
        """The text of a value by the kind of its cell."""
        if self.kind == "s":
            return self._shared(int(value))
        if self.kind in ("inlineStr", "str"):
            return unescaped(value)
        if self.kind == "b":
            return "TRUE" if value in ("1", "true") else "FALSE"
        if self.kind == "e":
            self.row.error(self.place, value)
            return value
        if self.kind == "d":
            return self._dated(plain_date(value))
        return self._number(value)

    def _shared(self, number: int) -> str:
        if not 0 <= number < len(self.workbook.texts):
            raise damaged()
        return self.workbook.texts[number]

    def _number(self, value: str) -> str:
        code = self._format()
        if code == GENERAL:
            return number_text(value)
        if is_date(code):
            return self._dated(date_text(value, from_1904=self.workbook.from_1904))
        text = with_zeros(number_text(value), code)
        if shows_otherwise(code):
            self.row.shown_otherwise(self.place, text)
        return text

    def _format(self) -> str:
        formats = self.workbook.formats
        return formats[self.style] if 0 <= self.style < len(formats) else GENERAL

    def _dated(self, text: str) -> str:
        self.row.date(self.place, text)
        return text

    def _end_of_row(self) -> None:
        if self.row.cells or self.row.remarks:
            self.rows.append(self.row.raw)
            self.hidden.saw(self.row, self.row_hidden)

    def _column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.hidden.columns += range(first, min(last, MOST_COLUMNS) + 1)

    def _merged(self, attributes: Attributes) -> None:
        self.hidden.merge(attributes.get("ref", ""))
