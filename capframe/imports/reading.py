"""From an import’s file to its checked rows: it is read once, from then on its kept sheets are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from capframe.imports.kept_files import keep_sheets, load_sheets, read_kept_file
from capframe.imports.kinds import IMPORT_KINDS
from capframe.imports.matching import find_problems, match_columns
from capframe.imports.models import Import
from capframe.plans.import_kinds import Checked, Progress
from capframe.spreadsheets.assembly import table_of
from capframe.spreadsheets.columns import records_of
from capframe.spreadsheets.faults import Fault
from capframe.spreadsheets.table import Records, Table


def read_once(imported: Import, progress: Progress) -> None:
    """Read the file unless it has been, keep its sheets in its place, and match its columns.

    Raises Unreadable.
    """
    if not imported.file_pieces.exists():
        return
    progress("Reading the file", 0, 0)
    sheets = read_kept_file(imported)
    describe_table(imported, table_of(sheets))
    with transaction.atomic():
        keep_sheets(imported=imported, sheets=sheets)
        imported.save(update_fields=["notes", "headings", "columns"])


def describe_table(imported: Import, table: Table) -> None:
    """Set what the import says of its table, and its columns where the headings tell them all."""
    imported.notes, imported.headings = list(table.notes), list(table.headings)
    kind = IMPORT_KINDS[imported.kind]
    matched = imported.columns or match_columns(kind, imported.headings)
    is_clear = not find_problems(kind, matched, imported.read_choices())
    imported.columns = matched if is_clear else []


@dataclass(frozen=True, slots=True)
class ReadRows:
    """The rows of a file under their columns, and what was found in them as they were read."""

    records: Records
    faults: Sequence[Fault]
    warnings: Sequence[Fault]


def open_rows(imported: Import, progress: Progress) -> ReadRows:
    """The rows of a file that has been read, under the import's columns. Raises Unreadable."""
    progress("Reading the rows", 0, 0)
    return rows_of(table_of(load_sheets(imported)), imported)


def rows_of(table: Table, imported: Import) -> ReadRows:
    """The rows of a table under the columns of an import, which need not be kept yet."""
    records = records_of(table, imported.columns, IMPORT_KINDS[imported.kind].columns)
    return ReadRows(records, table.faults, table.warnings)


def check_rows(rows: ReadRows, imported: Import, progress: Progress) -> Checked:
    """What a check of these rows finds now; writes nothing.

    The import gives the kind and choices; it need not be kept yet.
    """
    kind = IMPORT_KINDS[imported.kind]
    checked = kind.check(rows.records, imported.read_choices(), progress)
    return Checked(
        checked.plan,
        sorted([*rows.faults, *checked.errors], key=_line),
        sorted([*rows.warnings, *checked.warnings], key=_line),
    )


def _line(fault: Fault) -> int:
    return fault.line
