"""Takes in a file for a command, and matches its columns."""

import sys
from collections.abc import Sequence
from pathlib import Path

from capframe.imports.columns.matching import (
    Matched,
    find_clashes,
    match_by_name,
    match_values,
    missing_columns,
)
from capframe.imports.columns.suggestions import allows
from capframe.plans.files.choices import Choices
from capframe.plans.files.import_kinds import ImportKind
from capframe.spreadsheets.column_survey import ColumnSurvey, survey_cells
from capframe.spreadsheets.columns import LEAVE_OUT, heading_key
from capframe.spreadsheets.faults import Fault, Unreadable, shown
from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.layout import find_best_sheet
from capframe.spreadsheets.limits import MEGABYTE, MOST_BYTES, SPLIT
from capframe.spreadsheets.names import did_you_mean
from capframe.spreadsheets.reading import safe_name
from capframe.spreadsheets.table import Table
from capframe.spreadsheets.wide import sample_table

STANDARD = "-"


def read_file(path: str) -> tuple[str, bytes]:
    """A file's name and content; never more is read of it than may be imported.

    Args:
        path: “-” for standard input.

    Raises:
        Unreadable: there is no such file, it may not be read, or it is too large.
    """
    try:
        content = _read_content(path)
    except OSError as error:
        raise Unreadable(
            f"“{shown(path)}” cannot be read: {error.strerror or error}.",
            "Give the path of a file that you may read.",
        ) from error
    if len(content) > MOST_BYTES:
        raise Unreadable(f"The file has more than {MOST_BYTES // MEGABYTE} MB.", SPLIT)
    return "standard input" if path == STANDARD else safe_name(path), content


def _read_content(path: str) -> bytes:
    if path == STANDARD:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(path).open("rb") as file:
        return file.read(MOST_BYTES + 1)


def find_sheet(kind: ImportKind, sheets: Sequence[Sheet], title: str | None) -> int | None:
    """The number of the sheet with this title, in any case; without one, of that which suits best.

    Raises Unreadable where the file has no such sheet.
    """
    if title is None:
        return find_best_sheet(sheets, kind.all_columns)
    for number, sheet in enumerate(sheets):
        if heading_key(sheet.title) == heading_key(title):
            return number
    titles = [sheet.title for sheet in sheets if sheet.title]
    raise Unreadable(
        f"--sheet: the file has no sheet “{shown(title)}” with anything in it.",
        did_you_mean(title, titles) or "Check how it is written.",
    )


def match_table(
    kind: ImportKind, table: Table, left_out: Sequence[str], choices: Choices
) -> Matched:
    """The column of each heading, by name, alias and values; None for one that means none.

    What somebody chose on a page for a file of the same headings is not chosen here: a command
    does the same for the same file, whatever has been done before.

    Args:
        kind: of the file.
        table: of the file.
        left_out: the headings that whoever imports leaves out.
        choices: of whoever imports it.

    Raises:
        Unreadable: the file does not have a heading that is to be left out.
    """
    headings = table.headings
    known = {heading_key(heading) for heading in headings}
    for heading in left_out:
        if heading_key(heading) not in known:
            problem = f"--leave-out: the file has no heading “{shown(heading)}”."
            raise Unreadable(problem, did_you_mean(heading, headings) or "Check how it is written.")
    out = {heading_key(heading) for heading in left_out} | {""}
    matched: Matched = [
        LEAVE_OUT if heading_key(heading) in out else name
        for heading, name in zip(headings, match_by_name(kind, headings), strict=True)
    ]
    samples = sample_table(table)
    return match_values(kind, headings, matched, samples, choices, is_guessing=True)


def find_column_faults(
    kind: ImportKind, table: Table, names: Matched, choices: Choices
) -> list[Fault]:
    """What stands in the way of checking the file: unknown, repeated and missing columns."""
    pairs = list(zip(table.headings, names, strict=True))
    faults = [
        _unknown_column(kind, heading, survey_cells(row.cells[index] for row in table.rows))
        for index, (heading, name) in enumerate(pairs)
        if name is None
    ]
    for column in kind.columns:
        same = [heading for heading, name in pairs if name == column.name]
        if len(set(map(heading_key, same))) > 1:
            faults.append(_repeated_column(column.name, same))
    for words, place in find_clashes(kind, names):
        faults.append(Fault(0, table.headings[place or 0], "", words))
    return faults + [_missing_column(kind, name) for name in missing_columns(kind, names, choices)]


def _unknown_column(kind: ImportKind, heading: str, survey: ColumnSurvey) -> Fault:
    columns = [column.name for column in kind.columns]
    possible = [column.name for column in kind.columns if allows(column, survey)]
    meant = did_you_mean(heading, possible) or f"The columns are {', '.join(columns)}."
    remedy = f'{meant} Rename it, or leave it out: --leave-out "{shown(heading)}".'
    message = f"“{shown(heading)}” is not a column of a file of {kind.title.lower()}."
    return Fault(0, heading, "", message, remedy)


def _repeated_column(name: str, headings: Sequence[str]) -> Fault:
    listed = " and ".join(f"“{shown(heading)}”" for heading in headings)
    message = f"{listed} are all the column {name}."
    return Fault(0, headings[-1], "", message, "Leave out all but one with --leave-out HEADING.")


def _missing_column(kind: ImportKind, name: str) -> Fault:
    choice, other = kind.default_for(name), ""
    if choice:
        other = f", or choose one for the whole file with --{choice.option}"
    for one in kind.stand_ins:
        if one.column == name:
            options = " or ".join(f"--{one.name} {option.value}" for option in one.options)
            other = f", or say what stands in for it: {options}"
    message = f"The file has no column {name}, which every row needs."
    return Fault(0, name, "", message, f"Add it{other}.")
