"""Excel workbooks: their sheets, each a part of its own."""

from collections.abc import Iterator

from capframe.spreadsheets.archives import Archive
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.kept_sheets import OpenSheet
from capframe.spreadsheets.limits import check_rows
from capframe.spreadsheets.rows import RawRow
from capframe.spreadsheets.sheets import HiddenCells
from capframe.spreadsheets.xlsx_cells import SheetReader
from capframe.spreadsheets.xlsx_workbook import Workbook, XlsxSheet, read_workbook
from capframe.spreadsheets.xml_reader import feed

END_OF_ROW = b"</row>"
IN_A_FILLED_ROW = (b"<v>", b"<is>")


def open_xlsx(archive: Archive) -> Iterator[OpenSheet]:
    """The sheets of an Excel workbook in their order. Raises Unreadable."""
    workbook = read_workbook(archive)
    for sheet in workbook.sheets:
        hidden, title = HiddenCells(), shown(sheet.title)
        yield OpenSheet(
            title,
            f"Read as an Excel workbook, sheet “{title}”.",
            _read_rows(archive, workbook, sheet, hidden),
            is_hidden=sheet.hidden,
            warnings=hidden.warnings,
            merged=hidden.list_merged_down,
            is_apart=True,
        )


def _read_rows(
    archive: Archive, workbook: Workbook, sheet: XlsxSheet, hidden: HiddenCells
) -> Iterator[RawRow]:
    check_rows(_count_rows(archive, sheet))
    reader = SheetReader(workbook, hidden)
    for _ in feed(archive, sheet.part, reader):
        yield from reader.rows
        reader.rows.clear()


def _count_rows(archive: Archive, sheet: XlsxSheet) -> int:
    """How many rows there are below the headings, counted before they are read in full.

    It counts what programs usually write; other spellings are counted as they are read.
    """
    rows = archive.pieces(sheet.part, END_OF_ROW)
    return sum(any(mark in row for mark in IN_A_FILLED_ROW) for row in rows) - 1
