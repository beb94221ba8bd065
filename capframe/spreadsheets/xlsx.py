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
from capframe.spreadsheets.xlsx_workbook import Sheet, Workbook, workbook_of
from capframe.spreadsheets.xml_reader import feed

END_OF_ROW = b"</row>"
IN_A_FILLED_ROW = (b"<v>", b"<is>")


def read_xlsx(archive: Archive) -> Table:
    """The table of an Excel workbook. Raises Unreadable."""
    workbook = workbook_of(archive)
    hidden = HiddenCells()
    chosen, rows = _first_with_content(archive, workbook, hidden)
    return assemble(
        rows,
        even=False,
        notes=[f"Read as an Excel workbook, sheet “{shown(chosen.title)}”."] if chosen else [],
        warnings=lambda: [*_not_read(archive, workbook, chosen), *hidden.warnings()],
    )


def _first_with_content(
    archive: Archive, workbook: Workbook, hidden: HiddenCells
) -> tuple[Sheet | None, Iterator[RawRow]]:
    for sheet in workbook.sheets:
        rows = _rows(archive, workbook, sheet, hidden)
        first = None if sheet.hidden else next(rows, None)
        if first:
            check_rows(_number_of_rows(archive, sheet))
            return sheet, chain([first], rows)
    return None, iter(())


def _rows(
    archive: Archive, workbook: Workbook, sheet: Sheet, hidden: HiddenCells
) -> Iterator[RawRow]:
    reader = SheetReader(workbook, hidden)
    for _ in feed(archive, sheet.part, reader):
        yield from reader.rows
        reader.rows.clear()


def _number_of_rows(archive: Archive, sheet: Sheet) -> int:
    """How many rows there are below the headings, counted before they are read in full.

    It counts what programs usually write; other spellings are counted as they are read.
    """
    rows = archive.pieces(sheet.part, END_OF_ROW)
    return sum(any(mark in row for mark in IN_A_FILLED_ROW) for row in rows) - 1


def _not_read(archive: Archive, workbook: Workbook, chosen: Sheet | None) -> list[Fault]:
    """A warning for each other sheet with something in it."""
    found: dict[bool, list[str]] = {False: [], True: []}
    for sheet in workbook.sheets:
        if sheet is not chosen and any(_rows(archive, workbook, sheet, HiddenCells())):
            found[sheet.hidden].append(sheet.title)
    return [
        fault for hidden, names in found.items() for fault in other_sheets(names, hidden=hidden)
    ]
