"""OpenDocument spreadsheets: the first visible sheet with anything in it."""

from collections.abc import Iterator
from itertools import chain

from capframe.spreadsheets.archives import Archive, protected
from capframe.spreadsheets.assembly import RawRow, assemble
from capframe.spreadsheets.faults import Fault, shown
from capframe.spreadsheets.limits import check_rows
from capframe.spreadsheets.ods_sheets import DocumentReader
from capframe.spreadsheets.sheets import other_sheets
from capframe.spreadsheets.table import Table
from capframe.spreadsheets.xml_reader import feed

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
BEGINNING_OF_SHEET = b"<table:table "
END_OF_ROW, IN_A_FILLED_ROW = b"</table:table-row>", b"<text:p"
ENCRYPTED = b"encryption-data"


def read_ods(archive: Archive) -> Table:
    """The table of an OpenDocument spreadsheet. Raises Unreadable."""
    if MANIFEST in archive and ENCRYPTED in archive.beginning(MANIFEST):
        raise protected()
    _check_rows(archive)
    reader = DocumentReader()
    rows = _read_rows(archive, reader)
    first = next(rows, None)
    title = shown(reader.chosen.title) if reader.chosen else ""
    return assemble(
        chain([first], rows) if first else (),
        equal_width=False,
        notes=[f"Read as an OpenDocument spreadsheet, sheet “{title}”."],
        warnings=lambda: _warnings(reader),
    )


def _check_rows(archive: Archive) -> None:
    """Count the rows of each sheet as programs usually write them, before they are read in full."""
    number = 0
    for row in archive.pieces(CONTENT, END_OF_ROW):
        if BEGINNING_OF_SHEET in row:
            number = 0
        number += IN_A_FILLED_ROW in row
        check_rows(number - 1)


def _read_rows(archive: Archive, reader: DocumentReader) -> Iterator[RawRow]:
    """The rows of the chosen sheet, those that the file repeats written out."""
    for _ in feed(archive, CONTENT, reader):
        for row, repeated in reader.rows:
            yield row
            for line in range(row.line + 1, row.line + repeated):
                yield RawRow(line, row.cells)
        reader.rows.clear()


def _warnings(reader: DocumentReader) -> list[Fault]:
    shown_sheets = [sheet.title for sheet in reader.others if not sheet.is_hidden]
    hidden_sheets = [sheet.title for sheet in reader.others if sheet.is_hidden]
    return [
        *other_sheets(shown_sheets, hidden=False),
        *other_sheets(hidden_sheets, hidden=True),
        *(reader.chosen.hidden.warnings() if reader.chosen else ()),
    ]
