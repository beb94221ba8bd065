"""Notes on a file's cells that are said once, with the number of cells that they are about."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records


class Cell(NamedTuple):
    record: Record
    column: str


class CellNotes:
    """Counts cells by what is to be said of them, and keeps the first of each."""

    def __init__(self) -> None:
        self.numbers: Counter[str] = Counter()
        self.cells: Counter[str] = Counter()
        self.first: dict[str, Cell] = {}

    def add(self, about: str, record: Record, column: str, *, is_new: bool = True) -> None:
        """Count one more cell. Where a cell is counted for the first time, the note is shown.

        Args:
            about: what is to be said of the cell.
            record: its row.
            column: in which it stands.
            is_new: whether nothing like it has been said of the cell.
        """
        self.numbers[about] += 1
        self.cells[about] += is_new
        self.first.setdefault(about, Cell(record, column))

    def first_text(self, about: str) -> str:
        """The text of the first cell that was counted."""
        record, column = self.first[about]
        return record.get(column)

    def warn(
        self, about: str, report: Report, beginning: str, remedy: str = "", /, **alike: str
    ) -> None:
        """Say it, where there are such cells.

        Args:
            about: as the cells were counted by.
            report: is told of it.
            beginning: of the sentence, which “1 cell.” or “12 cells.” ends.
            remedy: as in Fault.
            alike: ``about`` and ``what`` as in Fault.
        """
        if number := self.numbers[about]:
            cells = "1 cell" if number == 1 else f"{number:,} cells"
            message = f"{beginning} {cells}."
            record, column = self.first[about]
            report.note(record, column, message, remedy, cells=self.cells[about], **alike)


def replace_texts(records: Records, replacements: Mapping[str, str]) -> Records:
    """The records with other texts for some; a cell whose text becomes empty is missing.

    Args:
        records: of a file.
        replacements: the new text by the old one; those that stay need not be in it.
    """
    if not replacements:
        return records
    return Records([_replaced(record, replacements) for record in records], records.headings)


def _replaced(record: Record, replacements: Mapping[str, str]) -> Record:
    if replacements.keys().isdisjoint(record.values.values()):  # many times as fast
        return record
    values = {name: replacements.get(text, text) for name, text in record.values.items()}
    return record.with_values({name: text for name, text in values.items() if text})
