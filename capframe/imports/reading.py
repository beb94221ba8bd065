"""From an import’s file to its checked rows: it is read once, from then on its kept sheets are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from capframe.imports.columns.matching import Matched, find_problems, match_columns
from capframe.imports.columns.table_fields import TABLE_FIELDS
from capframe.imports.kept_files import keep_sheets, load_sheets, read_kept_file
from capframe.imports.kinds import IMPORT_KINDS, read_choices
from capframe.imports.models import STARTABLE, Import
from capframe.imports.questions.remembered import say_when_answered
from capframe.plans.files.choices import KEEP_PLACEHOLDERS
from capframe.plans.files.import_kinds import Checked, Progress
from capframe.spreadsheets.assembly import table_of
from capframe.spreadsheets.column_survey import ColumnSurvey, survey_columns
from capframe.spreadsheets.faults import Fault
from capframe.spreadsheets.filling import NO_FILLING, Filling, find_filling
from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.layout import (
    Layout,
    choose_sheet,
    find_best_sheet,
    find_heading_row,
    find_named_places,
    read_first_rows,
)
from capframe.spreadsheets.part_counts import PartCounts, count_parts
from capframe.spreadsheets.table import Records, Table
from capframe.spreadsheets.wide import sample_table, tidy_table


def read_once(imported: Import, progress: Progress) -> Table | None:
    """Read the file unless it has been, keep its sheets in its place, and match its columns.

    Returns its table; None where it has been read before. Raises Unreadable.
    """
    if not imported.file_pieces.exists():
        return None
    progress("Reading the file", 0, 0)
    sheets = read_kept_file(imported)
    table = describe_table(imported, sheets)
    with transaction.atomic():
        keep_sheets(imported=imported, sheets=sheets)
        imported.save(update_fields=TABLE_FIELDS)
    return table


def describe_table(imported: Import, sheets: Sequence[Sheet]) -> Table:
    """Set what the import says of its table, and its columns where the headings tell them all.

    The table is in the sheet that was chosen, else in the one that suits the kind of file best;
    likewise the row of its headings. A table below a title, or with cells that may have to be
    filled from above, is for somebody to look at, whatever its headings tell.

    Returns the table. Raises Unreadable.
    """
    kind = IMPORT_KINDS[imported.kind]
    if imported.sheet is None:
        imported.sheet = find_best_sheet(sheets, kind.all_columns)
    sheet = choose_sheet(sheets, imported.sheet)
    if imported.heading_row is None:
        imported.heading_row = find_heading_row(sheet, kind.all_columns).line
    layout = imported.layout
    table = table_of(sheets, layout)
    imported.notes, imported.headings = list(table.notes), list(table.headings)
    imported.places = list(table.places)
    choices = imported.read_choices()
    matched = imported.columns or match_columns(
        kind, imported.headings, sample_table(table), choices
    )
    is_clear = not find_problems(kind, matched, choices)
    is_seen = bool(imported.columns) or is_plain(imported, sheet)
    imported.columns = matched if is_clear and is_seen else []
    return table if imported.layout == layout else table_of(sheets, imported.layout)


def is_plain(imported: Import, sheet: Sheet) -> bool:
    """Whether the table begins its sheet, and no cell may have to be filled from above."""
    has_title = imported.heading_row != read_first_rows(sheet, 1)[0].line
    return not has_title and find_filling_of(imported, sheet) == NO_FILLING


def find_filling_of(imported: Import, sheet: Sheet) -> Filling:
    """What may be filled from above in the import’s table, of which the sheet is.

    Columns without a heading, such as of running numbers, begin no groups.
    """
    columns = zip(imported.headings, imported.places, strict=False)
    places = [place for heading, place in columns if heading]
    return find_filling(sheet, imported.heading_row, places)


def choose_layout(*, imported: Import, sheet: int | None, heading_row: int | None) -> bool:
    """Take the table from another place, where its columns are matched anew; whether it was let.

    It is not while something is being done with the import, or when that is over.

    Raises Unreadable where there is no table, and leaves the import as it was.
    """
    imported.sheet, imported.heading_row = sheet, heading_row
    imported.headings, imported.places, imported.columns, imported.fill_down = [], [], [], []
    describe_table(imported, load_sheets(imported))
    values = {name: getattr(imported, name) for name in TABLE_FIELDS}
    waiting = Import.objects.filter(pk=imported.pk, state__in=STARTABLE)
    return bool(waiting.update(state=Import.State.UPLOADED, **values))


@dataclass(frozen=True, slots=True)
class TableSurvey:
    """What stands in the table of a file, for whoever says what its columns are.

    Args:
        sheet: that it is in.
        layout: where it is there.
        columns: one for each heading.
        filling: what may be filled from above.
    """

    sheet: Sheet
    layout: Layout
    columns: Sequence[ColumnSurvey]
    filling: Filling

    @property
    def samples(self) -> list[list[str]]:
        return [column.values for column in self.columns]

    def count_parts(self, matched: Matched, within: Sequence[str], part: str) -> PartCounts | None:
        """How the parts of wholes are spread; None where no column is the last of the wholes.

        Args:
            matched: the column of each heading.
            within: the columns that name a whole.
            part: the column that names a part.
        """
        places = {
            name: column.place for name, column in zip(matched, self.columns, strict=True) if name
        }
        if within[-1] not in places:
            return None
        wholes = [places[name] for name in within if name in places]
        return count_parts(self.sheet, self.layout, wholes, places.get(part))


def survey_table(imported: Import, sheets: Sequence[Sheet]) -> TableSurvey:
    """What stands in the table of an import. Raises Unreadable."""
    sheet = choose_sheet(sheets, imported.sheet)
    # Imports of before it was kept have no column without a heading.
    places = imported.places or find_named_places(sheet, imported.heading_row)
    columns = survey_columns(sheet, imported.heading_row, places)
    return TableSurvey(sheet, imported.layout, columns, find_filling_of(imported, sheet))


@dataclass(frozen=True, slots=True)
class ReadRows:
    """The rows of a file under their columns, and what was found in them as they were read."""

    records: Records
    faults: Sequence[Fault]
    warnings: Sequence[Fault]


def open_rows(imported: Import, progress: Progress, table: Table | None = None) -> ReadRows:
    """The rows of a file that has been read, under the import's columns. Raises Unreadable.

    Args:
        imported: the import.
        progress: is told that they are read.
        table: the file's, where it was read just now: it is not made twice.
    """
    progress("Reading the rows", 0, 0)
    return rows_of(table or table_of(load_sheets(imported), imported.layout), imported)


def rows_of(table: Table, imported: Import) -> ReadRows:
    """The rows of a table under the columns of an import, which need not be kept yet.

    Raises Unreadable where a wide table holds too much.
    """
    tidy = tidy_table(
        table,
        imported.columns,
        IMPORT_KINDS[imported.kind].all_columns,
        keeps_placeholders=KEEP_PLACEHOLDERS.name in imported.read_choices().flags,
    )
    faults, warnings = (*table.faults, *tidy.faults), (*table.warnings, *tidy.warnings)
    return ReadRows(tidy.records, faults, warnings)


def check_rows(
    rows: ReadRows, imported: Import, progress: Progress, *, asks: bool = True
) -> Checked:
    """What a check of these rows finds now; writes nothing.

    The import gives the kind and choices; it need not be kept yet. Where nobody can be asked, what
    the file leaves open is a fault.
    """
    kind = IMPORT_KINDS[imported.kind]
    choices = replace(read_choices(imported, imported.by), asks=asks)
    checked = kind.check(rows.records, choices, progress)
    return Checked(
        checked.plan,
        sorted([*rows.faults, *checked.errors], key=_line),
        sorted([*rows.warnings, *checked.warnings], key=_line),
        tuple(say_when_answered(checked.questions, imported.recalled)),
    )


def _line(fault: Fault) -> int:
    return fault.line
