"""OpenDocument spreadsheets: their sheets, which stand one after another in one document."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from capframe.spreadsheets.archives import Archive, protected
from capframe.spreadsheets.kept_sheets import OpenSheet
from capframe.spreadsheets.limits import check_rows
from capframe.spreadsheets.ods_sheets import DocumentReader, OdsSheet
from capframe.spreadsheets.rows import RawRow
from capframe.spreadsheets.xml_reader import feed

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
BEGINNING_OF_SHEET = b"<table:table "
END_OF_ROW, IN_A_FILLED_ROW = b"</table:table-row>", b"<text:p"
ENCRYPTED = b"encryption-data"


def open_ods(archive: Archive) -> Iterator[OpenSheet]:
    """The sheets of an OpenDocument spreadsheet with cells, in their order. Raises Unreadable.

    The rows of each are to be read before the next is asked for.
    """
    if MANIFEST in archive and ENCRYPTED in archive.beginning(MANIFEST):
        raise protected()
    _check_rows(archive)
    for sheet, rows in groupby(_read_rows(archive, DocumentReader()), key=itemgetter(0)):
        yield OpenSheet(
            sheet.title,
            f"Read as an OpenDocument spreadsheet, sheet “{sheet.title}”.",
            (row for _, row in rows),
            is_hidden=sheet.is_hidden,
            warnings=sheet.hidden.warnings,
            merged=sheet.hidden.list_merged_down,
        )


def _check_rows(archive: Archive) -> None:
    """Count the rows of each sheet as programs usually write them, before they are read in full."""
    number = 0
    for row in archive.pieces(CONTENT, END_OF_ROW):
        if BEGINNING_OF_SHEET in row:
            number = 0
        number += IN_A_FILLED_ROW in row
        check_rows(number - 1)


def _read_rows(archive: Archive, reader: DocumentReader) -> Iterator[tuple[OdsSheet, RawRow]]:
    """The rows of all sheets, each with its sheet; those that the file repeats written out."""
    for _ in feed(archive, CONTENT, reader):
        for sheet, row, repeated in reader.rows:
            yield sheet, row
            for line in range(row.line + 1, row.line + repeated):
                yield sheet, RawRow(line, row.cells)
        reader.rows.clear()
