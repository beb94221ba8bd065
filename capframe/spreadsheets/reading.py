"""Reads a file of rows and columns, whatever its format."""

import re
from pathlib import PurePosixPath

from capframe.spreadsheets import limits
from capframe.spreadsheets.archives import Archive
from capframe.spreadsheets.assembly import table_of
from capframe.spreadsheets.delimited import open_text
from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.file_types import SAVE_AS_TABLE, is_archive, refuse_other_types
from capframe.spreadsheets.kept_sheets import Sheet, keep_sheets
from capframe.spreadsheets.ods import open_ods
from capframe.spreadsheets.table import Table
from capframe.spreadsheets.xlsx import open_xlsx

LONGEST_NAME = 150
LONGEST_EXTENSION = 10


def read_table(file_name: str, content: bytes) -> Table:
    """The table in a file.

    Raises:
        Unreadable: as ``read_sheets`` does, or there is no table.
    """
    return table_of(read_sheets(file_name, content))


def read_sheets(file_name: str, content: bytes) -> list[Sheet]:
    """The sheets of a file with anything in them: a text file, as CSV and its like, is one.

    What the file is is told by what is in it.

    Raises:
        Unreadable: it is neither text nor XLSX nor ODS, damaged, protected or too large.
    """
    limits.check_bytes(content)
    refuse_other_types(content)
    if not is_archive(content):
        return keep_sheets([open_text(content)])
    archive = Archive(content)
    if archive.is_ods:
        return keep_sheets(open_ods(archive))
    if archive.is_xlsx:
        return keep_sheets(open_xlsx(archive))
    raise Unreadable(
        f"“{safe_name(file_name)}” is a zip archive or an Office document without a table.",
        SAVE_AS_TABLE,
    )


def safe_name(file_name: str) -> str:
    """A file's name to show and keep: no folders, no invisible characters, not too long."""
    last = re.split(r"[/\\]", file_name)[-1]
    name = "".join(c for c in last if c.isprintable()).strip(" .")
    if len(name) > LONGEST_NAME:
        extension = PurePosixPath(name).suffix[:LONGEST_EXTENSION]
        name = name[: LONGEST_NAME - len(extension)].rstrip(" .") + extension
    return name or "file"
