"""Rows checked as the rows of a file, without a file."""

from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from capframe.spreadsheets import columns
from capframe.spreadsheets.reading import read_table
from capframe.spreadsheets.table import Record, Records
from capframe.spreadsheets.writing import csv_file

# An export may hold a text that looks like a placeholder, or begins like a list.
EXPORTED = {"keep_placeholders": True, "keep_list_marks": True}
AS_EXPORTED = Choices.from_json(EXPORTED)


def no_progress(step, done, total):
    """A progress that tells nobody."""


def records_of(kind, rows, without=()):
    """The rows as records, from line 2 on, under all columns of the kind but some.

    Of the columns that exports do not write there are those that the rows have.
    """
    records = [Record(line, row) for line, row in enumerate(rows, start=2)]
    used = {column.name for column in kind.columns}.union(*rows)
    names = [one.name for one in kind.all_columns if one.name in used.difference(without)]
    return Records(records, {name: name for name in names})


def check(kind, *rows, **choices):
    return kind.check(records_of(kind, rows), Choices.from_json(choices), no_progress)


def carry_out(kind, *rows, **choices):
    """Check and apply; there must be nothing wrong."""
    checked = check(kind, *rows, **choices)
    assert checked.errors == ()
    apply(plan=checked.plan, by=None, reason="Import")
    return checked


def exported(kind):
    """Everything of a kind, as a file."""
    return csv_file([column.name for column in kind.columns], kind.export(True))


def imported(kind, content):
    """Read a file, check it and apply it; there must be nothing wrong."""
    table = read_table("file.csv", content)
    assert table.faults == ()
    chosen = columns.match_headings(table.headings, kind.columns)
    checked = kind.check(columns.records_of(table, chosen, kind.columns), AS_EXPORTED, no_progress)
    assert checked.errors == ()
    apply(plan=checked.plan, by=None, reason="Import")


def found(faults):
    """Line, column and message of each fault."""
    return [(fault.line, fault.column, fault.message) for fault in faults]
