"""Rows find the entries that they name, and what they say of each is brought together."""

import pytest

from capframe.base.models import Source
from capframe.plans.files.choices import Choices
from capframe.plans.files.columns import FieldColumn, KeyColumn, Misread
from capframe.plans.files.desired import DesiredEntry, in_batches
from capframe.plans.files.desired_entries import DesiredEntries, read_entries
from capframe.plans.files.import_kinds import FileCheck
from capframe.spreadsheets.columns import NotInUse
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from tests.factories import make_source
from tests.importing import found, no_progress

SOURCE = KeyColumn("source", "", model=Source, blank_slug="source")
PART = KeyColumn(
    "part",
    "",
    model=Source,
    within=SOURCE,
    blank_slug="part",
    is_confirmed=False,
    not_in_use=NotInUse.MEANT,
)


def parse_number(text):
    if not text.isdecimal():
        raise Misread("It is no number.", "Write one.")
    return int(text)


FIELDS = (
    FieldColumn("publisher", "", model=Source, is_name=True, in_any_case=True),
    FieldColumn("about", "", model=Source, field="description"),
    FieldColumn("number", "", model=Source, parse=parse_number, needed="Number it."),
)
COLUMNS = (SOURCE, PART, *FIELDS)


def make_file(rows=(), headings=None, chosen=None):
    headings = [column.name for column in COLUMNS] if headings is None else headings
    return FileCheck(
        [Record(line, row) for line, row in enumerate(rows, start=2)],
        COLUMNS,
        Choices(defaults={} if chosen is None else {"source": chosen}),
        Report({name: name for name in headings}),
        no_progress,
    )


def make_entries(file):
    entries = DesiredEntries(SOURCE, file, DesiredEntry)
    names = [(1, "Team work", "team"), (2, "Leading", "leading"), (3, "LEADING", "lead-2")]
    for pk, title, slug in names:
        entries.index().add(pk, title, slug)
    return entries


def match(*names, chosen=None, headings=None):
    file = make_file([{"source": name} if name else {} for name in names], headings, chosen)
    matched = make_entries(file).match_rows(file.rows)
    return [one.key for one, _ in matched], file.report


def test_rows_come_with_what_they_name():
    keys, report = match("Team work", "Planning", "planning")
    assert keys == [1, "planning", "planning"]
    assert [(one.line, one.remark) for one in report.warnings] == [(3, Remark.NEW)]


def test_a_row_that_names_nothing_takes_what_was_chosen():
    assert match("", "Team work", chosen=2)[0] == [2, 1]


def test_a_row_that_names_nothing_is_a_fault():
    keys, report = match("", "Team work")
    assert keys == [1]
    assert [error.line for error in report.errors] == [2]


def test_a_file_without_the_column_is_one_fault():
    keys, report = match("", "", headings=())
    assert keys == []
    assert [error.line for error in report.errors] == [0]


def test_what_was_chosen_may_be_gone():
    assert len(match("", chosen=99)[1].errors) == 1


def test_a_name_that_several_share_is_told_of_once():
    keys, report = match("leading", "leading", "team")
    assert keys == [1]
    assert [error.line for error in report.errors] == [2]


def test_names_are_told_apart_within_what_they_stand_in():
    file = make_file()
    wholes = make_entries(file)
    parts = DesiredEntries(PART, file, DesiredEntry, within=wholes)
    rows = [Record(line, {"source": name, "part": "A"}) for line, name in ((2, "New"), (3, "team"))]
    first, second = (parts.find(row, wholes.find(row)) for row in rows)
    assert first is not second
    assert (first.within.title, second.within.title) == ("New", "Team work")
    assert parts.find(rows[0], first.within) is first


def test_not_in_use_names_it_like_what_it_stands_in_where_that_is_meant():
    file = make_file()
    wholes = make_entries(file)
    record = Record(2, {"source": "team", "part": "Not in use"})
    assert DesiredEntries(PART, file, DesiredEntry, within=wholes).find(
        record, wholes.find(record)
    ).title == ("Team work")


def test_a_kind_that_makes_nothing_refuses_new_names():
    file = make_file()
    entries = DesiredEntries(SOURCE, file, DesiredEntry, refusal="this makes none")
    entries.index().add(1, "Team work", "team")
    assert entries.find(Record(2, {"source": "Teamwork"})) is None
    [fault] = file.report.errors
    assert (
        fault.words
        == "There is no source “Teamwork” here: this makes none. Did you mean “Team work”?"
    )


def take(*rows):
    """What rows say of one source."""
    file = make_file()
    entries = make_entries(file)
    for line, row in enumerate(rows, start=2):
        record = Record(line, {"source": "team", **row})
        entries.take(entries.find(record), record)
    entries.report_disagreements()
    return entries.desired_values(entries.found[0]), found(file.report.errors)


def test_what_rows_say_is_brought_together():
    values, faults = take({"publisher": "HR"}, {"about": "Words"}, {"number": "02"})
    assert values == {"publisher": "HR", "description": "Words", "number": 2}
    assert faults == []


def test_rows_that_disagree_are_a_fault():
    _, [(line, column, message)] = take({"about": "One"}, {"about": "Two"})
    assert (line, column) == (3, "about")
    assert message.startswith("Lines 2 and 3 disagree about the source “Team work”")


def test_the_same_in_another_case_or_way_of_writing_agrees():
    values, faults = take({"publisher": "HR", "number": "2"}, {"publisher": "hr", "number": "02"})
    assert (values, faults) == ({"publisher": "HR", "number": 2}, [])


def test_a_cell_that_cannot_be_read_says_nothing():
    values, faults = take({"number": "two"})
    assert (values, faults) == ({}, [(2, "number", "It is no number.")])


def test_a_new_entry_may_need_a_column():
    file = make_file()
    entries = make_entries(file)
    entries.find(Record(2, {"source": "New"}))
    entries.find(Record(3, {"source": "team"}))
    entries.find_incomplete()
    assert found(file.report.errors) == [(2, "number", "The new source “New” has no number.")]


@pytest.mark.django_db
def test_only_named_entries_are_read_and_forgotten_after_their_batch():
    source, _ = make_source(title="Pack"), make_source(title="Other")
    file = make_file()
    entries = DesiredEntries(SOURCE, file, DesiredEntry)
    entries.read_names()
    assert entries.find(Record(2, {"source": "pack"})).pk == source.pk
    entries.find(Record(3, {"source": "New"}))
    for batch in in_batches(entries.found):
        read_entries(entries, batch)
        assert [one.entry and one.entry.values["title"] for one in batch] == ["Pack", None]
    assert [one.entry for one in entries.found] == [None, None]
