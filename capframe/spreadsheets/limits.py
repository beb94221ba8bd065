"""How large a file may be. Each check raises Unreadable, in its own words."""

from capframe.spreadsheets.faults import Unreadable

MEGABYTE = 1_000_000
MOST_BYTES = 25 * MEGABYTE
MOST_ROWS = 100_000
MOST_LINES = 1_000_000  # of text, cells of many lines and empty rows included
MOST_COLUMNS = 200
# What a cell repeated over rows and columns may come to when it is written out.
MOST_CELLS = 5_000_000
MOST_CHARACTERS = 50_000_000
LONGEST_CELL = 100_000
LONGEST_HEADING = 500
# What a spreadsheet's archive may promise before anything in it is opened.
MOST_UNPACKED = 200 * MEGABYTE
MOST_ENTRIES = 1_000

SPLIT = "Split it into several files and import one after the other."


def check_bytes(content: bytes) -> None:
    if not content:
        raise Unreadable("The file is empty.", "Choose the file again, or save it again first.")
    if len(content) > MOST_BYTES:
        size = len(content) / MEGABYTE
        raise Unreadable(
            f"The file has {size:.1f} MB; the limit is {MOST_BYTES // MEGABYTE} MB.", SPLIT
        )


def check_rows(number: int) -> None:
    if number > MOST_ROWS:
        raise Unreadable(f"The file has more than {MOST_ROWS:,} rows.", SPLIT)


def check_lines(number: int) -> None:
    if number > MOST_LINES:
        raise Unreadable(f"The file has more than {MOST_LINES:,} lines.", SPLIT)


def check_columns(number: int) -> None:
    if number > MOST_COLUMNS:
        raise Unreadable(
            f"The file has more than {MOST_COLUMNS} columns.",
            "Remove the columns that are not to be imported.",
        )


def check_amount(cells: int, characters: int) -> None:
    if cells > MOST_CELLS:
        raise Unreadable(f"The file has more than {MOST_CELLS:,} cells.", SPLIT)
    if characters > MOST_CHARACTERS:
        raise Unreadable(f"The cells hold more than {MOST_CHARACTERS:,} characters in all.", SPLIT)
