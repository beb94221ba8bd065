"""Where a command takes the table of a file from: as its options say, else where it suits best."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capframe.imports.columns.matching import Matched
from capframe.imports.commands.input_file import find_column_faults, find_sheet, match_table
from capframe.imports.models import Import
from capframe.imports.reading import find_filling_of
from capframe.plans.files.import_kinds import ImportKind
from capframe.spreadsheets.assembly import table_of
from capframe.spreadsheets.columns import LEAVE_OUT, heading_key
from capframe.spreadsheets.faults import Fault, Unreadable, file_note, shown
from capframe.spreadsheets.filling import Filling
from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.layout import choose_sheet, find_heading_row, read_first_rows
from capframe.spreadsheets.letters import column_letters
from capframe.spreadsheets.names import did_you_mean
from capframe.spreadsheets.table import Table


def add_table_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--sheet", metavar="TITLE", help="sheet that the table is in")
    about = "row that has the headings, as the file counts its rows"
    add("--heading-row", type=int, metavar="N", help=about)
    about = "leave out the column with this heading; may be repeated"
    add("--leave-out", action="append", default=[], metavar="HEADING", help=about)
    add("--leave-out-nameless", action="store_true", help="leave out columns without a heading")
    about = "fill empty cells of the column with this heading from the cell above; may be repeated"
    add("--fill-down", action="append", default=[], metavar="HEADING", help=about)


@dataclass(frozen=True, slots=True)
class TakenTable:
    """The table of a file.

    Args:
        table: as the options have it.
        faults: what stands in the way of checking it.
        warnings: what is to be said of where it was found.
    """

    table: Table
    faults: list[Fault]
    warnings: list[Fault]


def take_table(
    kind: ImportKind, sheets: Sequence[Sheet], imported: Import, options: Mapping[str, Any]
) -> TakenTable:
    """The table of a file. Sets what the import says of it.

    Raises:
        Unreadable: the file has no table, or not what an option names.
    """
    imported.sheet = find_sheet(kind, sheets, options["sheet"])
    sheet = choose_sheet(sheets, imported.sheet)
    imported.heading_row = options["heading_row"]
    if imported.heading_row is None:
        imported.heading_row = find_heading_row(sheet, kind.all_columns).line
    layout = imported.layout
    table = table_of(sheets, layout)
    imported.headings, imported.places = list(table.headings), list(table.places)
    choices = imported.read_choices()
    names = match_table(kind, table, options["leave_out"], choices)
    imported.columns = [name or LEAVE_OUT for name in names]
    imported.fill_down = find_places(table, options["fill_down"])
    warnings = [*_warn_of_titles(imported, sheet, options), *_warn_of_gaps(imported, sheet)]
    faults = [*find_column_faults(kind, table, names, choices), *_find_repeated(table, names)]
    if not options["leave_out_nameless"]:
        faults += _find_nameless(table)
    if imported.layout != layout:
        table = table_of(sheets, imported.layout)
    imported.notes = list(table.notes)
    return TakenTable(table, faults, warnings)


def find_places(table: Table, headings: Sequence[str]) -> list[int]:
    """The places of the columns with these headings. Raises Unreadable for one that is missing."""
    known = {
        heading_key(heading): place
        for heading, place in zip(table.headings, table.places, strict=True)
    }
    for heading in headings:
        if not heading_key(heading) or heading_key(heading) not in known:
            problem = f"--fill-down: the file has no heading “{shown(heading)}”."
            remedy = did_you_mean(heading, filter(None, table.headings))
            raise Unreadable(problem, remedy or "Check how it is written.")
    return sorted({known[heading_key(heading)] for heading in headings})


def _find_repeated(table: Table, names: Matched) -> Iterator[Fault]:
    """A fault for each heading that an earlier one is like: no option can tell them apart."""
    seen: set[str] = set()
    for heading, name in zip(table.headings, names, strict=True):
        if heading_key(heading) in seen and name != LEAVE_OUT:
            message = f"More than one column has the heading “{shown(heading)}”."
            remedy = f'Rename one of them, or leave out both: --leave-out "{shown(heading)}".'
            yield Fault(0, heading, "", message, remedy)
        seen.update(filter(None, [heading_key(heading)]))


def _find_nameless(table: Table) -> list[Fault]:
    """A fault for each column without a heading: nothing is left out unasked."""
    return [
        Fault(
            0,
            "",
            "",
            f"Column {column_letters(place + 1)} has no heading, though it has something in it.",
            "Give it one, or leave out all such columns: --leave-out-nameless.",
        )
        for heading, place in zip(table.headings, table.places, strict=True)
        if not heading
    ]


def _warn_of_titles(imported: Import, sheet: Sheet, options: Mapping[str, Any]) -> list[Fault]:
    first = read_first_rows(sheet, 1)[0].line
    if options["heading_row"] is not None or imported.heading_row == first:
        return []
    message = f"Row {imported.heading_row} is taken for the headings; those above are not read."
    return [file_note(message, "If another row has them, give its number: --heading-row.")]


def _warn_of_gaps(imported: Import, sheet: Sheet) -> list[Fault]:
    """What might have been filled from above, where nobody has said so."""
    filling = Filling() if imported.fill_down else find_filling_of(imported, sheet)
    headings = dict(zip(imported.places, imported.headings, strict=True))
    columns = [headings[place] for place in filling.numbers if headings[place]]
    if not columns:
        return []
    message = f"Cells below those of {', '.join(columns)} are empty, as where cells are merged."
    option = " ".join(f'--fill-down "{shown(column)}"' for column in columns)
    return [file_note(message, f"To fill them from the cell above: {option}.")]
