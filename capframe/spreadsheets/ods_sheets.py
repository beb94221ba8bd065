"""The sheets and rows of an OpenDocument spreadsheet."""

from collections.abc import Callable
from dataclasses import dataclass, field

from capframe.spreadsheets.assembly import RawRow
from capframe.spreadsheets.limits import MOST_COLUMNS, MOST_ROWS
from capframe.spreadsheets.ods_cells import FORMULA, TABLE, text_of
from capframe.spreadsheets.ods_text import CellText
from capframe.spreadsheets.sheets import HiddenCells, RowBuilder
from capframe.spreadsheets.xml_reader import Attributes

STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
NAME = f"{TABLE}name"
VISIBILITY = f"{TABLE}visibility"
UNSEEN = ("collapse", "filter")
COLUMNS, ROWS = f"{TABLE}number-columns-repeated", f"{TABLE}number-rows-repeated"
SPANNED = (f"{TABLE}number-columns-spanned", f"{TABLE}number-rows-spanned")
COUNT = f"{TEXT}c"
# What holds paragraphs or cells that are not the sheet's: comments, drawings, recorded changes.
ASIDE = {"annotation", "shapes", "forms", "tracked-changes", "dde-links", "content-validations"}


@dataclass(slots=True)
class Sheet:
    """A sheet, as far as it is read."""

    title: str
    is_hidden: bool
    hidden: HiddenCells = field(default_factory=HiddenCells)
    filled: bool = False
    columns: int = 0
    lines: int = 0


class DocumentReader:
    """Is told the elements of a document and makes rows of its first visible sheet with cells.

    ``rows`` are those not yet taken from here, each with the number of times that it stands there.
    """

    def __init__(self) -> None:
        self.rows: list[tuple[RawRow, int]] = []
        self.chosen: Sheet | None = None
        self.others: list[Sheet] = []
        self.sheet: Sheet | None = None
        self.style, self.unseen_styles = "", set[str]()
        self.aside = 0
        self.row, self.repeated, self.row_hidden = RowBuilder(0), 1, False
        self.place = 0
        self.cell: Attributes = {}
        self.words = CellText()
        self.starts: dict[str, Callable[[str, Attributes], None]] = {
            "style": self._style,
            "table-properties": self._style_of_sheet,
            "table": self._sheet,
            "table-column": self._column,
            "table-row": self._row,
            "table-cell": self._cell,
            "covered-table-cell": self._cell,
            "p": self._paragraph,
            "s": self._within_paragraph,
            "tab": self._within_paragraph,
            "line-break": self._within_paragraph,
        }
        self.ends: dict[str, Callable[[], None]] = {
            "table": self._end_of_sheet,
            "table-row": self._end_of_row,
            "table-cell": self._end_of_cell,
            "covered-table-cell": self._end_of_cell,
            "p": self._end_of_paragraph,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins; whatever stands in one aside is left out."""
        if self.aside or name in ASIDE or (name == "table" and self.sheet):
            self.aside += 1
            return
        step = self.starts.get(name)
        if step:
            step(name, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self.aside:
            self.aside -= 1
            return
        step = self.ends.get(name)
        if step:
            step()

    def text(self, text: str) -> None:
        """Text of a paragraph, or nothing of interest."""
        if self.words.within and not self.aside:
            self.words.text(text)

    def _style(self, name: str, attributes: Attributes) -> None:
        self.style = attributes.get(f"{STYLE}name", "")

    def _style_of_sheet(self, name: str, attributes: Attributes) -> None:
        if attributes.get(f"{TABLE}display") == "false":
            self.unseen_styles.add(self.style)

    def _sheet(self, name: str, attributes: Attributes) -> None:
        unseen = attributes.get(f"{TABLE}style-name") in self.unseen_styles
        self.sheet = Sheet(attributes.get(NAME, ""), unseen)

    def _column(self, name: str, attributes: Attributes) -> None:
        if self.sheet:
            first = self.sheet.columns + 1
            self.sheet.columns += times(attributes, COLUMNS)
            if attributes.get(VISIBILITY) in UNSEEN:
                last = min(self.sheet.columns, MOST_COLUMNS)
                self.sheet.hidden.columns += range(first, last + 1)

    def _row(self, name: str, attributes: Attributes) -> None:
        if self.sheet:
            self.repeated = times(attributes, ROWS)
            self.row = RowBuilder(self.sheet.lines + 1)
            self.row_hidden = attributes.get(VISIBILITY) in UNSEEN
            self.sheet.lines += self.repeated
            self.place = 0

    def _cell(self, name: str, attributes: Attributes) -> None:
        self.cell, self.words = attributes, CellText()

    def _paragraph(self, name: str, attributes: Attributes) -> None:
        self.words.paragraph()

    def _within_paragraph(self, name: str, attributes: Attributes) -> None:
        if self.words.within:
            self.words.element(name, attributes.get(COUNT, "1"))

    def _end_of_paragraph(self) -> None:
        self.words.end_of_paragraph()

    def _end_of_cell(self) -> None:
        repeated = times(self.cell, COLUMNS) if COLUMNS in self.cell else 1
        if self.words.paragraphs or len(self.cell) > 1:
            text = text_of(self.cell, str(self.words), self.row, self.place)
            if text:
                self.row.put(self.place, text, repeated)
            if FORMULA in self.cell:
                self.row.formula(self.place, self.cell[FORMULA])
            if self.sheet and any(self.cell.get(span, "1") != "1" for span in SPANNED):
                self.sheet.hidden.merge(self.row.name_of(self.place))
        self.place += repeated

    def _end_of_row(self) -> None:
        row, sheet = self.row, self.sheet
        if not sheet or not (row.cells or row.remarks):
            return
        sheet.filled = True
        if not (self.chosen or sheet.is_hidden):
            self.chosen = sheet
        if sheet is self.chosen:
            self.rows.append((row.raw, self.repeated))
            sheet.hidden.saw(row, self.row_hidden, min(self.repeated, MOST_ROWS))

    def _end_of_sheet(self) -> None:
        if self.sheet and self.sheet.filled and self.sheet is not self.chosen:
            self.others.append(self.sheet)
        self.sheet = None


def times(attributes: Attributes, name: str) -> int:
    """How often an element stands there, as its attribute says; at least once."""
    return max(1, int(attributes.get(name, 1)))
