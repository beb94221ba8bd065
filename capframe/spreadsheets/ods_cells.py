"""What a cell of an OpenDocument spreadsheet holds: its paragraphs, and its value by its type."""

import re

from capframe.spreadsheets.limits import LONGEST_CELL
from capframe.spreadsheets.number_formats import number_text, plain_date
from capframe.spreadsheets.sheets import RowBuilder
from capframe.spreadsheets.texts import normalise_line_ends
from capframe.spreadsheets.xml_reader import Attributes

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
FORMULA = f"{TABLE}formula"
VALUE_TYPE, VALUE = f"{OFFICE}value-type", f"{OFFICE}value"
CALC_VALUE_TYPE = f"{CALC}value-type"
NUMBERS = ("float", "percentage", "currency")
WITH_ZEROS = re.compile(r"-?0+\d+", re.ASCII)
LETTERS = re.compile(r"[^\W\d_]|%")
TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S", re.ASCII)
# A line end in the file with the white space around it, which counts as one space.
INDENTED = re.compile(r" *[\t\r\n][ \t\r\n]*")
CHARACTERS = {"tab": "\t", "line-break": "\n"}


class CellText:
    """Collects a cell's text: its paragraphs, each on a line of its own.

    Spaces, tabs and line ends have elements of their own. Several spaces together count as they
    stand nevertheless, because LibreOffice writes some so; other white space is the file's own.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.paragraphs = 0
        self.within = self.begins = False

    def begin_paragraph(self) -> None:
        if self.paragraphs:
            self._add("\n")
        self.paragraphs += 1
        self.within = self.begins = True

    def end_paragraph(self) -> None:
        self.within = False

    def add_element(self, name: str, count: str) -> None:
        """Add a number of spaces, a tab or a line end."""
        self._add(CHARACTERS.get(name) or " " * min(int(count), LONGEST_CELL + 1))
        self.begins = False

    def add_text(self, text: str) -> None:
        if not self.within:
            return
        if self.begins and text[0] in "\t\r\n":
            text = text.lstrip()
        self._add(INDENTED.sub(" ", text))
        self.begins = self.begins and not text

    def _add(self, text: str) -> None:
        # Of a cell that is too long no more is kept than shows that it is.
        if self.length <= LONGEST_CELL:
            self.pieces.append(text)
            self.length += len(text)

    def __str__(self) -> str:
        return "".join(self.pieces)


def text_of(cell: Attributes, displayed: str, row: RowBuilder, index: int) -> str:
    """The text of a cell.

    Args:
        cell: its attributes.
        displayed: its text, as a spreadsheet program shows it.
        row: that it stands in, which takes remarks on it.
        index: of the cell in the row, from 0.
    """
    kind = cell.get(VALUE_TYPE, "")
    if cell.get(CALC_VALUE_TYPE) == "error" and FORMULA not in cell:
        row.note_error(index, displayed)
        return displayed
    if kind in NUMBERS:
        return _format_number(cell.get(VALUE, displayed), displayed, row, index)
    if kind == "boolean":
        return "TRUE" if cell.get(f"{OFFICE}boolean-value") == "true" else "FALSE"
    if kind in ("date", "time"):
        text = _format_moment(cell.get(f"{OFFICE}{kind}-value", displayed))
        row.note_date(index, text)
        return text
    return normalise_line_ends(cell.get(f"{OFFICE}string-value", displayed))


def _format_number(value: str, displayed: str, row: RowBuilder, index: int) -> str:
    text = number_text(value)
    if WITH_ZEROS.fullmatch(displayed) and number_text(str(int(displayed))) == text:
        return displayed
    if LETTERS.search(displayed):
        row.note_format(index, text)
    return text


def _format_moment(value: str) -> str:
    time = TIME.fullmatch(value)
    return ":".join(time.groups()) if time else plain_date(value)
