"""From an import’s file to its checked rows: it is read once, from then on its kept sheets are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from capframe.imports.kept_files import keep_sheets, load_sheets, read_kept_file
from capframe.imports.kinds import IMPORT_KINDS
from capframe.imports.matching import find_problems, match_columns
from capframe.imports.models import STARTABLE, Import
from capframe.imports.remembered import say_when_answered
from capframe.plans.choices import KEEP_PLACEHOLDERS
from capframe.plans.import_kinds import Checked, Progress
from capframe.spreadsheets.assembly import find_best_sheet, table_of
from capframe.spreadsheets.faults import Fault
from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.table import Records, Table
from capframe.spreadsheets.wide import sample_table, tidy_table

# What an import says of its table.
TABLE_FIELDS = ("sheet", "notes", "headings", "columns")


def read_once(imported: Import, progress: Progress) -> None:
    """Read the file unless it has been, keep its sheets in its place, and match its columns.

    Raises Unreadable.
    """
    if not imported.file_pieces.exists():
        return
    progress("Reading the file", 0, 0)
    sheets = read_kept_file(imported)
    describe_table(imported, sheets)
    with transaction.atomic():
        keep_sheets(imported=imported, sheets=sheets)
        imported.save(update_fields=TABLE_FIELDS)


def describe_table(imported: Import, sheets: Sequence[Sheet]) -> None:
    """Set what the import says of its table, and its columns where the headings tell them all.

    The table is in the sheet that was chosen, else in the one that suits the kind of file best.

    Raises Unreadable.
    """
    kind = IMPORT_KINDS[imported.kind]
    if imported.sheet is None and not imported.headings:
        imported.sheet = find_best_sheet(sheets, kind.columns)
    table = table_of(sheets, imported.sheet)
    imported.notes, imported.headings = list(table.notes), list(table.headings)
    choices = imported.read_choices()
    matched = imported.columns or match_columns(
        kind, imported.headings, sample_table(table), choices
    )
    is_clear = not find_problems(kind, matched, choices)
    imported.columns = matched if is_clear else []


def choose_sheet(*, imported: Import, number: int) -> bool:
    """Take the table of another sheet, whose columns are matched anew; whether it was let.

    It is not while something is being done with the import, or when that is over.

    Raises Unreadable where the sheet holds no table, and leaves the import as it was.
    """
    imported.sheet, imported.columns = number, []
    describe_table(imported, load_sheets(imported))
    values = {name: getattr(imported, name) for name in TABLE_FIELDS}
    waiting = Import.objects.filter(pk=imported.pk, state__in=STARTABLE)
    return bool(waiting.update(state=Import.State.UPLOADED, **values))


@dataclass(frozen=True, slots=True)
class ReadRows:
    """The rows of a file under their columns, and what was found in them as they were read."""

    records: Records
    faults: Sequence[Fault]
    warnings: Sequence[Fault]


def open_rows(imported: Import, progress: Progress) -> ReadRows:
    """The rows of a file that has been read, under the import's columns. Raises Unreadable."""
    progress("Reading the rows", 0, 0)
    return rows_of(table_of(load_sheets(imported), imported.sheet), imported)


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
    choices = replace(imported.read_choices(), asks=asks)
    checked = kind.check(rows.records, choices, progress)
    return Checked(
        checked.plan,
        sorted([*rows.faults, *checked.errors], key=_line),
        sorted([*rows.warnings, *checked.warnings], key=_line),
        tuple(say_when_answered(checked.questions, imported.recalled)),
    )


def _line(fault: Fault) -> int:
    return fault.line
