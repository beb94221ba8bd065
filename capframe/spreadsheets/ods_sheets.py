"""The sheets and rows of an OpenDocument spreadsheet."""

from collections.abc import Callable
from dataclasses import dataclass, field

from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.limits import MOST_COLUMNS, MOST_ROWS
from capframe.spreadsheets.ods_cells import FORMULA, TABLE, CellText, text_of
from capframe.spreadsheets.rows import RawRow
from capframe.spreadsheets.sheets import HiddenCells, RowBuilder
from capframe.spreadsheets.xml_reader import Attributes

STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
NAME = f"{TABLE}name"
VISIBILITY = f"{TABLE}visibility"
HIDDEN = ("collapse", "filter")
REPEATED_COLUMNS, REPEATED_ROWS = f"{TABLE}number-columns-repeated", f"{TABLE}number-rows-repeated"
SPANNED_ROWS = f"{TABLE}number-rows-spanned"
SPANNED = (f"{TABLE}number-columns-spanned", SPANNED_ROWS)
COUNT = f"{TEXT}c"
# What holds paragraphs or cells that are not the sheet's: comments, drawings, recorded changes.
SKIPPED = {
    *("annotation", "shapes", "forms", "tracked-changes", "dde-links", "content-validations"),
    "ruby-text",  # how a word is read aloud
}
LINE_THROUGH = (f"{STYLE}text-line-through-style", f"{STYLE}text-line-through-type")
STYLE_OF_CELL, STYLE_OF_SPAN = f"{TABLE}style-name", f"{TEXT}style-name"


@dataclass(slots=True, eq=False)
class OdsSheet:
    """A sheet, as far as it has been read."""

    title: str
    is_hidden: bool
    hidden: HiddenCells = field(default_factory=HiddenCells)
    columns: int = 0
    lines: int = 0


class DocumentReader:
    """Makes rows of all sheets, from the elements of the whole document.

    ``rows`` are those not yet taken from here, each with its sheet and how often it is repeated.
    """

    def __init__(self) -> None:
        self.rows: list[tuple[OdsSheet, RawRow, int]] = []
        self.sheet: OdsSheet | None = None
        self.style, self.hidden_styles, self.struck_styles = "", set[str](), set[str]()
        self.spans: list[bool] = []
        self.struck: list[str] = []
        self.skipped_depth = 0
        self.row, self.repeated, self.row_hidden = RowBuilder(0), 1, False
        self.index = 0
        self.cell: Attributes = {}
        self.cell_text = CellText()
        self.starts: dict[str, Callable[[str, Attributes], None]] = {
            "style": self._start_style,
            "table-properties": self._start_style_of_sheet,
            "text-properties": self._start_style_of_text,
            "table": self._start_sheet,
            "table-column": self._start_column,
            "table-row": self._start_row,
            "table-cell": self._start_cell,
            "covered-table-cell": self._start_cell,
            "p": self._start_paragraph,
            "span": self._start_span,
            "s": self._add_to_paragraph,
            "tab": self._add_to_paragraph,
            "line-break": self._add_to_paragraph,
        }
        self.ends: dict[str, Callable[[], None]] = {
            "table": self._end_sheet,
            "table-row": self._end_row,
            "table-cell": self._end_cell,
            "covered-table-cell": self._end_cell,
            "p": self._end_paragraph,
            "span": self._end_span,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        # What stands within a skipped element is skipped, too.
        if self.skipped_depth or name in SKIPPED or (name == "table" and self.sheet):
            self.skipped_depth += 1
            return
        step = self.starts.get(name)
        if step:
            step(name, attributes)

    def end(self, name: str) -> None:
        if self.skipped_depth:
            self.skipped_depth -= 1
            return
        step = self.ends.get(name)
        if step:
            step()

    def text(self, text: str) -> None:
        if self.cell_text.within and not self.skipped_depth:
            self.cell_text.add_text(text)
            if any(self.spans):
                self.struck.append(text)

    def _start_style(self, name: str, attributes: Attributes) -> None:
        self.style = attributes.get(f"{STYLE}name", "")

    def _start_style_of_sheet(self, name: str, attributes: Attributes) -> None:
        if attributes.get(f"{TABLE}display") == "false":
            self.hidden_styles.add(self.style)

    def _start_style_of_text(self, name: str, attributes: Attributes) -> None:
        if any(attributes.get(line, "none") != "none" for line in LINE_THROUGH):
            self.struck_styles.add(self.style)

    def _start_span(self, name: str, attributes: Attributes) -> None:
        self.spans.append(attributes.get(STYLE_OF_SPAN) in self.struck_styles)

    def _end_span(self) -> None:
        self.spans.pop()

    def _start_sheet(self, name: str, attributes: Attributes) -> None:
        is_hidden = attributes.get(STYLE_OF_CELL) in self.hidden_styles
        self.sheet = OdsSheet(shown(attributes.get(NAME, "")), is_hidden)

    def _start_column(self, name: str, attributes: Attributes) -> None:
        if self.sheet:
            first = self.sheet.columns + 1
            self.sheet.columns += repetitions(attributes, REPEATED_COLUMNS)
            if attributes.get(VISIBILITY) in HIDDEN:
                last = min(self.sheet.columns, MOST_COLUMNS)
                self.sheet.hidden.columns += range(first, last + 1)

    def _start_row(self, name: str, attributes: Attributes) -> None:
        if self.sheet:
            self.repeated = repetitions(attributes, REPEATED_ROWS)
            self.row = RowBuilder(self.sheet.lines + 1)
            self.row_hidden = attributes.get(VISIBILITY) in HIDDEN
            self.sheet.lines += self.repeated
            self.index = 0

    def _start_cell(self, name: str, attributes: Attributes) -> None:
        self.cell, self.cell_text, self.struck = attributes, CellText(), []

    def _start_paragraph(self, name: str, attributes: Attributes) -> None:
        self.cell_text.begin_paragraph()
        if self.struck:
            self.struck.append(" ")

    def _add_to_paragraph(self, name: str, attributes: Attributes) -> None:
        if self.cell_text.within:
            self.cell_text.add_element(name, attributes.get(COUNT, "1"))
            if self.struck:
                self.struck.append(" ")

    def _end_paragraph(self) -> None:
        self.cell_text.end_paragraph()

    def _end_cell(self) -> None:
        repeated = repetitions(self.cell, REPEATED_COLUMNS) if REPEATED_COLUMNS in self.cell else 1
        if self.cell_text.paragraphs or len(self.cell) > 1:
            text = text_of(self.cell, str(self.cell_text), self.row, self.index)
            if text:
                self.row.put(self.index, text, repeated)
                if self.cell.get(STYLE_OF_CELL) in self.struck_styles:
                    self.row.note_struck(self.index, text)
                elif self.struck:
                    self.row.note_struck(self.index, "".join(self.struck))
            if FORMULA in self.cell:
                self.row.note_formula(self.index, self.cell[FORMULA])
            if self.sheet and any(self.cell.get(span, "1") != "1" for span in SPANNED):
                down = self.index if self.cell.get(SPANNED_ROWS, "1") != "1" else None
                self.sheet.hidden.add_merged(self.row.cell_name(self.index), down)
        self.index += repeated

    def _end_row(self) -> None:
        row, sheet = self.row, self.sheet
        if sheet and (row.cells or row.remarks):
            self.rows.append((sheet, row.build(), self.repeated))
            sheet.hidden.add_row(row, self.row_hidden, min(self.repeated, MOST_ROWS))

    def _end_sheet(self) -> None:
        self.sheet = None


def repetitions(attributes: Attributes, name: str) -> int:
    """How often an element stands there, as its attribute says; at least once."""
    return max(1, int(attributes.get(name, 1)))
