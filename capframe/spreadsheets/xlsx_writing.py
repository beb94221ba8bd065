"""Writes Excel workbooks in which every text stays text."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from capframe.spreadsheets.excel_cells import escape_cell
from capframe.spreadsheets.formulas import would_run

TEXT = "@"  # the number format of cells that stay text when somebody edits them
WIDTH = 30
ONLY_SHEET = "xl/worksheets/sheet1.xml"
WRAPPED = Alignment(wrap_text=True, vertical="top")


def workbook_file(headings: Sequence[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """A workbook of one sheet, its headings in view and every text in a cell that stays text.

    Args:
        headings: of the columns.
        rows: values in their order; what is no text, for example a number, stays what it is.

    Raises:
        TooLongForExcel: a text does not fit into a cell.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    sheet.freeze_panes = "A2"
    for number in range(1, len(headings) + 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width, column.number_format = WIDTH, TEXT
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        with archive.open(ONLY_SHEET, "w") as out:
            sheet._writer = WorksheetWriter(sheet, out)
            sheet._writer.write_top()
            try:
                _fill(sheet, headings, rows)
            finally:
                sheet.close()
        ArchiveWriter(book, archive).save()
    return made.getvalue()


def workbook_bytes(book: Workbook) -> bytes:
    """The file of a workbook without pictures and charts; the time is not written down."""
    made = BytesIO()
    ArchiveWriter(book, ZipFile(made, "w", ZIP_DEFLATED)).save()
    return made.getvalue()


class ArchiveWriter(ExcelWriter):
    """Writes the sheets straight into the archive.

    openpyxl gathers each in a temporary file. Where there was no room for it, a small sheet came
    out empty without a word, and the file of a large one stayed behind.
    """

    def write_worksheet(self, ws: Any) -> None:
        """Write a sheet; one that only takes rows has been written while it was filled."""
        ws._drawing = None
        if self.workbook.write_only:
            writer = ws._writer
        else:
            with self._archive.open(ws.path[1:], "w") as out:
                writer = WorksheetWriter(ws, out)
                writer.write()
        ws._rels = writer._rels
        self.manifest.append(ws)


def _fill(sheet: Any, headings: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
    plain, bold = CellStyle(sheet), CellStyle(sheet, bold=True)
    sheet.append([bold.cell(name, name) for name in headings])
    for row in rows:
        sheet.append([plain.cell(name, value) for name, value in zip(headings, row, strict=True)])


class CellStyle:
    """Makes cells that look alike. Their style is made once: openpyxl takes long to make each."""

    def __init__(self, sheet: Any, *, bold: bool = False) -> None:
        self.sheet = sheet
        self.plain = self._make_style(bold, runs=False)
        self.quoted = self._make_style(bold, runs=True)

    def _make_style(self, bold: bool, *, runs: bool) -> Any:
        cell = WriteOnlyCell(self.sheet)
        cell.alignment, cell.font, cell.number_format = WRAPPED, Font(bold=bold), TEXT
        cell.quotePrefix = runs  # a text also when somebody edits it
        return cell._style

    def cell(self, column: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(self.sheet, escape_cell(column, value))
        cell.data_type = "s"  # openpyxl would make a formula of what begins with =
        cell._style = self.quoted if would_run(value) else self.plain
        return cell
