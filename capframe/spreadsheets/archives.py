"""The zip archives that spreadsheets are: their sizes are checked before anything is unpacked."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.limits import MEGABYTE, MOST_ENTRIES, MOST_UNPACKED, SPLIT

DIRECTORY_ENTRY = b"PK\x01\x02"
ENCRYPTED = 1
CHUNK = 16_384
SMALL = MEGABYTE
# XML of a great many like rows shrinks to a hundredth; a bomb to a thousandth.
MOST_SHRUNK = 400
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
XLSX = (b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")
XLSB = b"ms-excel.sheet.binary"
DAMAGE_ERRORS = (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)


def damaged(what: str = "The spreadsheet is damaged.") -> Unreadable:
    return Unreadable(what, "Open it in a spreadsheet program and save it again.")


class Archive:
    """A spreadsheet's archive.

    Raises:
        Unreadable: damaged, protected, or promising more than there may be.
    """

    def __init__(self, content: bytes) -> None:
        if content.count(DIRECTORY_ENTRY) > MOST_ENTRIES:  # before a directory is made of them
            raise _too_much(f"has more than {MOST_ENTRIES:,} entries")
        try:
            self.zip = ZipFile(BytesIO(content))
        except DAMAGE_ERRORS:
            raise damaged() from None
        self._check_entries()

    def _check_entries(self) -> None:
        entries = self.zip.infolist()
        if len({entry.filename for entry in entries}) < len(entries):
            raise damaged("The spreadsheet's archive has two entries of one name.")
        if any(entry.flag_bits & ENCRYPTED for entry in entries):
            raise protected()
        if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
            raise damaged("The spreadsheet's archive is packed in an unusual way.")
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise _too_much(f"unpacks to more than {MOST_UNPACKED // MEGABYTE} MB")
        for entry in entries:
            if entry.file_size > max(MEGABYTE, entry.compress_size * MOST_SHRUNK):
                raise _too_much("unpacks to far more than a table would")

    def __contains__(self, name: str) -> bool:
        return name in self.zip.NameToInfo

    @property
    def is_ods(self) -> bool:
        return "mimetype" in self and self.beginning("mimetype").startswith(ODS)

    @property
    def is_xlsx(self) -> bool:
        """Whether it is an Excel workbook. Raises Unreadable for a binary one."""
        types = self.beginning("[Content_Types].xml") if "[Content_Types].xml" in self else b""
        if XLSB in types:
            raise Unreadable(
                "The file is a binary workbook (XLSB).", "Save it as an Excel workbook (XLSX)."
            )
        return any(kind in types for kind in XLSX)

    def beginning(self, name: str) -> bytes:
        """The first megabyte of an entry."""
        return b"".join(islice(self.chunks(name), SMALL // CHUNK))

    def pieces(self, name: str, end: bytes) -> Iterator[bytes]:
        """An entry cut after each of these bytes; what follows the last of them is left out."""
        rest = b""
        for chunk in self.chunks(name):
            *pieces, rest = (rest + chunk).split(end)
            yield from pieces

    def chunks(self, name: str) -> Iterator[bytes]:
        """An entry in pieces of ``CHUNK`` bytes, never more than the directory says that it has."""
        if name not in self:
            raise damaged(f"The spreadsheet is damaged: it has no “{name[:100]}”.")
        try:
            with self.zip.open(name) as entry:
                while chunk := entry.read(CHUNK):
                    yield chunk
        except DAMAGE_ERRORS:
            raise damaged() from None


def protected() -> Unreadable:
    return Unreadable(
        "The spreadsheet is protected by a password.", "Save it without a password first."
    )


def _too_much(what: str) -> Unreadable:
    return Unreadable(f"The spreadsheet {what}.", SPLIT)
