"""What a cell of an OpenDocument spreadsheet holds, by its kind."""

import re

from capframe.spreadsheets.number_formats import number_text, plain_date
from capframe.spreadsheets.sheets import RowBuilder
from capframe.spreadsheets.xml_reader import Attributes

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
FORMULA = f"{TABLE}formula"
KIND, NUMBER = f"{OFFICE}value-type", f"{OFFICE}value"
KIND_OF_CALC = f"{CALC}value-type"
NUMBERS = ("float", "percentage", "currency")
WITH_ZEROS = re.compile(r"-?0+\d+", re.ASCII)
LETTERS = re.compile(r"[^\W\d_]|%")
LINE_END = re.compile("\r\n?")
TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S", re.ASCII)


def text_of(cell: Attributes, words: str, row: RowBuilder, place: int) -> str:
    """The text of a cell.

    Args:
        cell: its attributes.
        words: what it shows.
        row: that it stands in, which is told what its author should know.
        place: of the cell in the row.
    """
    kind = cell.get(KIND, "")
    if cell.get(KIND_OF_CALC) == "error" and FORMULA not in cell:
        row.error(place, words)
        return words
    if kind in NUMBERS:
        return _number(cell.get(NUMBER, words), words, row, place)
    if kind == "boolean":
        return "TRUE" if cell.get(f"{OFFICE}boolean-value") == "true" else "FALSE"
    if kind in ("date", "time"):
        text = _moment(cell.get(f"{OFFICE}{kind}-value", words))
        row.date(place, text)
        return text
    return LINE_END.sub("\n", cell.get(f"{OFFICE}string-value", words))


def _number(value: str, words: str, row: RowBuilder, place: int) -> str:
    text = number_text(value)
    if WITH_ZEROS.fullmatch(words) and number_text(str(int(words))) == text:
        return words
    if LETTERS.search(words):
        row.shown_otherwise(place, text)
    return text


def _moment(value: str) -> str:
    time = TIME.fullmatch(value)
    return ":".join(time.groups()) if time else plain_date(value)
