"""Excel workbooks: the first visible sheet with anything in it."""

from collections.abc import Iterator
from itertools import chain

from capframe.spreadsheets.archives import Archive
from capframe.spreadsheets.assembly import RawRow, assemble
from capframe.spreadsheets.faults import Fault, shown
from capframe.spreadsheets.limits import check_rows
from capframe.spreadsheets.sheets import HiddenCells, other_sheets
from capframe.spreadsheets.table import Table
from capframe.spreadsheets.xlsx_cells import SheetReader
from capframe.spreadsheets.xlsx_workbook import Workbook, XlsxSheet, read_workbook
from capframe.spreadsheets.xml_reader import feed

END_OF_ROW = b"</row>"
IN_A_FILLED_ROW = (b"<v>", b"<is>")


def read_xlsx(archive: Archive) -> Table:
    """The table of an Excel workbook. Raises Unreadable."""
    workbook = read_workbook(archive)
    hidden = HiddenCells()
    chosen, rows = _find_first_with_content(archive, workbook, hidden)
    return assemble(
        rows,
        equal_width=False,
        notes=[f"Read as an Excel workbook, sheet “{shown(chosen.title)}”."] if chosen else [],
        warnings=lambda: [*_find_other_sheets(archive, workbook, chosen), *hidden.warnings()],
    )


def _find_first_with_content(
    archive: Archive, workbook: Workbook, hidden: HiddenCells
) -> tuple[XlsxSheet | None, Iterator[RawRow]]:
    for sheet in workbook.sheets:
        rows = _read_rows(archive, workbook, sheet, hidden)
        first = None if sheet.hidden else next(rows, None)
        if first:
            check_rows(_count_rows(archive, sheet))
            return sheet, chain([first], rows)
    return None, iter(())


def _read_rows(
    archive: Archive, workbook: Workbook, sheet: XlsxSheet, hidden: HiddenCells
) -> Iterator[RawRow]:
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


def _find_other_sheets(
    archive: Archive, workbook: Workbook, chosen: XlsxSheet | None
) -> list[Fault]:
    """A warning for each other sheet with something in it."""
    found: dict[bool, list[str]] = {False: [], True: []}
    for sheet in workbook.sheets:
        if sheet is not chosen and any(_read_rows(archive, workbook, sheet, HiddenCells())):
            found[sheet.hidden].append(sheet.title)
    return [
        fault for hidden, names in found.items() for fault in other_sheets(names, hidden=hidden)
    ]
