"""Reads a file of rows and columns, whatever its format."""

import re
from pathlib import PurePosixPath

from capframe.spreadsheets import limits
from capframe.spreadsheets.archives import Archive
from capframe.spreadsheets.delimited import read_text
from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.file_types import SAVE_AS_TABLE, is_archive, refuse_other_types
from capframe.spreadsheets.ods import read_ods
from capframe.spreadsheets.table import Table
from capframe.spreadsheets.xlsx import read_xlsx

LONGEST_NAME = 150
LONGEST_EXTENSION = 10


def read_table(file_name: str, content: bytes) -> Table:
    """The table in a file: CSV and its like, XLSX or ODS, told apart by what is in it.

    Raises:
        Unreadable: it is none of these, damaged, protected, too large, or without headings.
    """
    limits.check_bytes(content)
    refuse_other_types(content)
    if not is_archive(content):
        return read_text(content)
    archive = Archive(content)
    if archive.is_ods:
        return read_ods(archive)
    if archive.is_xlsx:
        return read_xlsx(archive)
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
