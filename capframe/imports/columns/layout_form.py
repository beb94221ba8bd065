"""The form that says where the table of a file is."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget

from capframe.base.forms import DesignForm, Radios
from capframe.imports.models import Import
from capframe.plans.files.import_kinds import ImportKind
from capframe.plans.titles import shorten
from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.layout import MOST_ROWS_ABOVE, find_best_sheet, read_first_rows
from capframe.spreadsheets.rows import RawRow

NO_SHEET, NO_ROW = "Choose one of the sheets.", "Choose one of the rows."
# Of the rows that may be the headings, so many at least, and so many cells of each, are shown.
ROWS_SHOWN, CELLS_SHOWN, LONGEST_CELL_SHOWN = 4, 3, 40


class LayoutForm(DesignForm):
    """Asks which sheet of a file its table is in, where it has several, and which row heads it.

    Args:
        sheets: of the file.
        imported: whose file it is.
        kind: of which the file is: the sheet that suits it best comes first.
    """

    heading_row = forms.TypedChoiceField(
        label="Which row has the headings?",
        coerce=int,
        required=False,
        empty_value=None,
        widget=Radios,
        error_messages={"invalid_choice": NO_ROW},
    )

    def __init__(
        self, sheets: Sequence[Sheet], imported: Import, kind: ImportKind, *args: Any
    ) -> None:
        initial = {"sheet": imported.sheet, "heading_row": imported.heading_row}
        super().__init__(*args)
        self.initial = initial
        self.imported = imported
        chosen = sheets[imported.sheet or 0]
        self.first_rows = find_first_rows(chosen, imported.heading_row)
        rows: Any = self.fields["heading_row"]
        rows.choices = [(row.line, f"Row {row.line:,}") for row in self.first_rows]
        if sheets[1:]:
            self.fields["sheet"] = forms.TypedChoiceField(
                label="Which sheet is the table in?",
                coerce=int,
                choices=list_sheets(sheets, kind),
                widget=Radios,
                required=False,
                error_messages={"invalid_choice": NO_SHEET},
            )

    @property
    def has_titles(self) -> bool:
        """Whether something stands above the headings."""
        first = self.first_rows[:1]
        return bool(first) and self.imported.heading_row not in (None, first[0].line)

    @property
    def rows(self) -> Iterator[tuple[BoundWidget, list[str]]]:
        """The radio button of each row, with its first cells."""
        for option, row in zip(self["heading_row"].subwidgets, self.first_rows, strict=True):
            cells = [*row.cells[:CELLS_SHOWN], *[""] * (CELLS_SHOWN - len(row.cells))]
            yield option, [shorten(cell, LONGEST_CELL_SHOWN) for cell in cells]


def find_first_rows(sheet: Sheet, heading_row: int | None) -> list[RawRow]:
    """The first rows of a sheet, down to the one below the headings."""
    rows = read_first_rows(sheet, MOST_ROWS_ABOVE + ROWS_SHOWN)
    shown = sum(row.line <= (heading_row or 0) for row in rows) + 1
    return rows[: max(shown, ROWS_SHOWN)]


def list_sheets(sheets: Sequence[Sheet], kind: ImportKind) -> list[tuple[int, str]]:
    """The sheets by their numbers, that which suits the kind best before all others."""
    best = find_best_sheet(sheets, kind.all_columns)
    choices = [(number, describe_sheet(sheet)) for number, sheet in enumerate(sheets)]
    if best is None:
        return choices
    return [(best, f"{choices[best][1]} (best match)"), *choices[:best], *choices[best + 1 :]]


def describe_sheet(sheet: Sheet) -> str:
    """A sheet’s title and size: Posts, hidden: 1,330 rows, 11 columns."""
    rows, columns = sheet.number_of_rows, sheet.width
    size = f"{rows:,} row{'' if rows == 1 else 's'}, {columns} column{'' if columns == 1 else 's'}"
    return f"{sheet.title}{', hidden' if sheet.is_hidden else ''}: {size}"
