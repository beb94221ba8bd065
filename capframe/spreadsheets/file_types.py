"""What a file is, told from its first bytes and not from its name."""

import re

from capframe.spreadsheets.faults import Unreadable

SAVE_AS_TABLE = "Save the table as CSV, XLSX or ODS and choose that file."
SAVE_AS_UTF8 = (
    "Save it as “CSV UTF-8” in Excel, or as “Text CSV” with the character set"
    " “Unicode (UTF-8)” in LibreOffice; an Excel workbook (XLSX) does as well."
)
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHER_TYPES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an XZ archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
MARKUP = re.compile(
    r"\s*<(?:!doctype|!--|html|head|body|meta|style|table|div|svg|\?xml|[a-z]+:[a-z]+)\b", re.I
)
JSON = re.compile(r'\s*(?:\[\s*)?\{\s*"')


def is_archive(content: bytes) -> bool:
    return content.startswith(ZIP)


def refuse_other_types(content: bytes) -> None:
    """Raise Unreadable for a file that is neither text nor archive, by its type."""
    if content.startswith(OLE):
        raise _old_office(content)
    if content[:4] == b"RIFF" and content[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise _not_a_table("an image, sound or film")
    for beginning, what in OTHER_TYPES:
        if content.startswith(beginning):
            raise _not_a_table(what)


def refuse_markup(text: str) -> None:
    """Raise Unreadable for HTML, XML and JSON."""
    if MARKUP.match(text):
        raise _not_a_table("an HTML or XML document")
    if JSON.match(text):
        raise _not_a_table("a JSON document")


def _not_a_table(what: str) -> Unreadable:
    return Unreadable(f"The file is {what}, whatever its name says.", SAVE_AS_TABLE)


def _old_office(content: bytes) -> Unreadable:
    if ENCRYPTED in content:
        return Unreadable(
            "The workbook is protected by a password.", "Save it without a password first."
        )
    return Unreadable(
        "The file is in the old format of Excel 97 to 2003 (XLS) or of another Office program.",
        "Open it and save it as an Excel workbook (XLSX) or as CSV UTF-8.",
    )
