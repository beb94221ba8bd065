"""What sheets of XLSX and ODS have in common: their rows, remarks on cells, what is hidden."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from capframe.spreadsheets.faults import Fault, Remark, file_note, shown
from capframe.spreadsheets.letters import column_letters
from capframe.spreadsheets.limits import MOST_COLUMNS, check_columns
from capframe.spreadsheets.rows import CellRemark, RawRow

MOST_RANGES = 20
AS_TEXT = "If it is meant as text, format the column as text and type it again."
AS_VALUES = "Copy the cells and paste them as values only."


@dataclass(slots=True)
class RowBuilder:
    """Makes a row cell by cell.

    Args:
        line: the row's number.
        cells: up to the last that is filled.
        remarks: what was found in them.
    """

    line: int
    cells: list[str] = field(default_factory=list)
    remarks: list[CellRemark] = field(default_factory=list)

    def put(self, index: int, text: str, repeated: int = 1) -> None:
        """Put a text that is not empty into one cell, or into several side by side."""
        check_columns(index + repeated)
        if index > len(self.cells):
            self.cells.extend([""] * (index - len(self.cells)))
        self.cells.extend([text] * repeated)

    def note_formula(self, index: int, formula: str) -> None:
        name = f"“{shown(formula)}”" if formula else "part of another one"
        message = f"{self.cell_name(index)} holds a formula ({name}), not a value."
        self._add(CellRemark(index, message, AS_VALUES))

    def note_error(self, index: int, value: str) -> None:
        message = f"{self.cell_name(index)} holds the error value {shown(value)}."
        self._add(CellRemark(index, message, "Correct the value, or empty the cell."))

    def note_date(self, index: int, text: str) -> None:
        message = f"{self.cell_name(index)} is a date; the column gets “{text}”."
        self._note(index, message, AS_TEXT, "Dates are taken as text")

    def note_format(self, index: int, text: str) -> None:
        """Say that a cell shows its number in another way, and which text is taken instead."""
        message = f"{self.cell_name(index)} shows its number in a format; the column gets “{text}”."
        self._note(index, message, AS_TEXT, "Numbers are taken without their format")

    def note_struck(self, index: int, text: str) -> None:
        """Say that some text is struck through, which a document may mean as deleted."""
        message = f"{self.cell_name(index)} has text struck through: “{shown(text.strip())}”."
        remedy = "It is read as any other: delete it, if it no longer holds."
        self._note(index, message, remedy, "Text is struck through")

    def cell_name(self, index: int) -> str:
        """A cell's name, for example B7."""
        return f"{column_letters(index + 1)}{self.line}"

    def _note(self, index: int, message: str, remedy: str, about: str) -> None:
        self._add(CellRemark(index, message, remedy, Remark.NOTE, about=about))

    def _add(self, remark: CellRemark) -> None:
        if len(self.remarks) < MOST_COLUMNS:
            self.remarks.append(remark)

    def build(self) -> RawRow:
        return RawRow(self.line, self.cells, self.remarks)


@dataclass(slots=True)
class HiddenCells:
    """The hidden rows and columns of a sheet, which are read, and its merged cells.

    Args:
        rows: hidden ones with something in them, by number.
        columns: hidden ones by number, the first is 1.
        merged: the name of the first cells that are merged.
        merged_down: the columns with cells merged downwards, from 0.
        width: of the widest row.
    """

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    merged: str = ""
    merged_down: set[int] = field(default_factory=set)
    width: int = 0

    def add_row(self, row: RowBuilder, hidden: bool, repeated: int = 1) -> None:
        """Take in a row that has something in it."""
        self.width = max(self.width, len(row.cells))
        if hidden:
            self.rows += range(row.line, row.line + repeated)

    def add_merged(self, cells: str, down: int | None = None) -> None:
        """Take in merged cells; ``down`` is their column, where they span several rows."""
        self.merged = self.merged or cells
        if down is not None and down < MOST_COLUMNS:
            self.merged_down.add(down)

    def list_merged_down(self) -> list[int]:
        return sorted(self.merged_down)

    def warnings(self) -> list[Fault]:
        columns = {number for number in self.columns if number <= self.width}
        remedy = "Remove what is not to be imported."
        found = []
        if self.rows:
            what = "Row" if len(self.rows) == 1 else "Rows"
            numbers = list_ranges(self.rows)
            found.append(file_note(f"{what} {numbers} of the sheet: hidden, but read.", remedy))
        if columns:
            what = "Column" if len(columns) == 1 else "Columns"
            names = list_ranges(columns, letters=True)
            found.append(file_note(f"{what} {names} of the sheet: hidden, but read.", remedy))
        if self.merged:
            message = f"Cells are merged, first {self.merged}: only one of them holds the value."
            filled = ", or have the cells below filled as it is read" if self.merged_down else ""
            remedy = f"Unmerge them and fill in each one{filled}."
            found.append(file_note(message, remedy))
        return found


def list_ranges(numbers: Iterable[int], *, letters: bool = False) -> str:
    """Whole numbers in few words: 2, 5–9. As letters of columns: B, E–I."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    name = column_letters if letters else str
    words = [
        name(first) if first == last else f"{name(first)}–{name(last)}"
        for first, last in found[:MOST_RANGES]
    ]
    return ", ".join(words) + (" and others" if len(found) > MOST_RANGES else "")
