"""Texts that a spreadsheet program has most likely made of others: a code that became a month."""

import re
from collections.abc import Iterable

from capframe.spreadsheets.cell_notes import CellNotes
from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Records

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
# What the program writes, by what it is likely to have been, in words.
CHANGES = {
    "a code, such as MAR1 or 3/1, of which Excel makes a month": re.compile(
        rf"[0-9]{{1,2}}-(?:{MONTHS})|(?:{MONTHS})-[0-9]{{2}}"
    ),
    "a long number, of which Excel shows the first digits only": re.compile(
        r"-?[0-9](?:[.,][0-9]+)?E[+-][0-9]{2,3}"
    ),
    "a value that Excel had no room to show": re.compile("#{3,}"),
}
# None of them is longer.
LONGEST = 40
CHANGED = "Excel may have changed values"
REMEDY = "If it was another, format the column as text, type it again and save the file anew."


def find_change(text: str) -> str:
    """What the text is likely to have been, in words; empty where nothing is likely."""
    if len(text) > LONGEST:
        return ""
    return next((was for was, pattern in CHANGES.items() if pattern.fullmatch(text)), "")


def find_excel_changes(records: Records, columns: Iterable[Column], report: Report) -> None:
    """Warn of names and codes that a spreadsheet program has most likely changed.

    Each kind of change is said once a file, with the number of cells.
    """
    names = {column.name for column in columns if column.is_name}
    changed = {text: was for text in records.texts if (was := find_change(text))}
    notes = CellNotes()
    for record in records if changed else ():
        for column, text in record.values.items():
            if text in changed and column in names:
                notes.add(changed[text], record, column)
    for was in notes.numbers:
        first = notes.first_text(was)
        beginning = f"“{first}” may have been {was}, in"
        notes.warn(was, report, beginning, REMEDY, about=CHANGED, what=first)
