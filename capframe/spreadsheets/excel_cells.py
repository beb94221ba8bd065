"""What a cell of an Excel workbook holds."""

import re

from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.texts import normalise_line_ends

LONGEST = 32_767
# What XML cannot hold, and what Excel would take for a character by its number.
BY_NUMBER = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class TooLongForExcel(ValueError):
    """Raised for a text that no cell of a workbook holds.

    Args:
        column: the heading.
        text: that is too long.
    """

    def __init__(self, column: str, text: str) -> None:
        self.problem = (
            f"The text “{shown(text)[:50]}…” in the column “{column}” is longer than the"
            f" {LONGEST:,} characters that a cell of an Excel workbook holds."
        )
        self.remedy = "Use CSV instead."
        super().__init__(f"{self.problem} {self.remedy}")


def escape_cell(column: str, text: str) -> str:
    """The text as XLSX writes it: “_x000B_” for a control character. Raises TooLongForExcel."""
    text = normalise_line_ends(text)
    written = BY_NUMBER.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    length = len(written)
    if length > LONGEST // 2:  # Excel counts in UTF-16, where some characters are two
        length += sum(character > "\uffff" for character in written)
    if length > LONGEST:
        raise TooLongForExcel(column, text)
    return written
