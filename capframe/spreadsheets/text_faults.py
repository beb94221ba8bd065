"""What no text of a cell may hold, and what looks like a letter or a value that was lost."""

from collections.abc import Iterator

from capframe.spreadsheets import limits
from capframe.spreadsheets.characters import (
    REPLACEMENT,
    explain_refused,
    find_mojibake,
    find_refused,
)
from capframe.spreadsheets.faults import Fault, Remark, shown

ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}

LOST = "Letters look lost"


def is_doubtful(text: str) -> bool:
    """Whether a row whose cells make this text may have faults; much faster than to find them."""
    return len(text) > limits.LONGEST_CELL or has_doubtful_signs(text)


def has_doubtful_signs(text: str) -> bool:
    """Whether there may be faults in a text of any length."""
    if "#" in text:
        return True
    if text.isascii() and text.isprintable():  # as most are: there is nothing to look for
        return False
    return bool(find_refused(text) or find_mojibake(text))


def find_text_faults(
    line: int, column: str, cell: str, longest: int = limits.LONGEST_CELL
) -> Iterator[Fault]:
    if len(cell) > longest:
        message = f"The cell holds {len(cell):,} characters; the limit is {longest:,}."
        yield Fault(line, column, shown(cell), message, "Shorten the text.")
    refused = find_refused(cell)
    if refused:
        lost = refused == REPLACEMENT
        remedy = "Put the letter back and save the file as UTF-8." if lost else "Remove it."
        yield Fault(line, column, shown(cell), explain_refused("cell", refused), remedy)
    garbled = find_mojibake(cell)
    if garbled:
        message = f"“{garbled}” looks like a letter that was lost when the file was saved."
        remedy = "If it is wrong, correct it and save the file as UTF-8."
        yield Fault(line, column, shown(cell), message, remedy, Remark.NOTE, LOST, garbled)
    if cell.strip() in ERRORS:
        message = f"“{cell.strip()}” is what a spreadsheet shows for an error."
        remedy = "If it is not meant as text, correct the value."
        about = "Error values are taken as text"
        yield Fault(line, column, cell, message, remedy, Remark.NOTE, about, cell.strip())
