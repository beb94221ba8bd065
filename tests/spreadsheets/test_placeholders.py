"""Cells that only say that there is nothing to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.columns import Column, NotInUse
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.placeholders import is_placeholder, take_out_placeholders
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records

COLUMNS = (
    Column("role", "", required=True),
    Column("note", ""),
    Column("level", "", not_in_use=NotInUse.MEANT),
    Column("text", "", not_in_use=NotInUse.EXPECTED),
)
WORDS = ("NOT IN USE", "MISSING", "N/A", "TBC", "TBD", "-", "–", "—", "\u2011", "\u2212")
NOT_DEFINED = "This skill level is currently not defined."
CELLS = ("note", "text")

spaces = st.sampled_from(["", " ", "\n", "\u00a0"])
cases = st.sampled_from([str.upper, str.lower, str.title, str.swapcase])
placeholders = st.builds(
    lambda before, word, case, after: before + case(word) + after,
    *(spaces, st.sampled_from([*WORDS, NOT_DEFINED]), cases, spaces),
)
others = st.text("-–/. aNntbcTBC", min_size=1, max_size=6).filter(lambda t: not is_placeholder(t))
cells = placeholders | others


def taken_out(*rows):
    """The values that are left of each row, and what is said of the others."""
    records = [Record(line, row) for line, row in enumerate(rows, start=2)]
    report = Report({column.name: column.name for column in COLUMNS})
    left = take_out_placeholders(Records(records, report.headings), COLUMNS, {"role"}, report)
    return [record.values for record in left], report


@given(placeholders)
def test_a_placeholder_is_one_whatever_its_case_and_dash(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["", "NA", "Not in use here", "--", "- do", "Missing persons"])
def test_other_texts_are_none(text):
    assert not is_placeholder(text)


@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(CELLS, cells)), max_size=4))
def test_nothing_but_placeholders_is_taken_out(rows):
    left, report = taken_out(*rows)
    assert left == [
        {name: text for name, text in row.items() if not is_placeholder(text)} for row in rows
    ]
    assert report.errors == []


def test_each_is_warned_of_once_with_its_number():
    rows = [{"note": "N/A"}, {"note": "n/a", "text": "TBC"}, {"note": "N/A"}]
    _, report = taken_out(*rows)
    assert [(w.line, w.column, w.value, w.message, w.remark) for w in report.warnings] == [
        (2, "note", "N/A", found_in("3 cells that say this are"), Remark.NOTE),
        (3, "text", "TBC", found_in("1 cell that says this is"), Remark.NOTE),
    ]


def found_in(cells):
    return f"This is a placeholder: {cells} taken as empty."


def test_not_in_use_is_warned_of_where_no_published_file_has_it():
    left, report = taken_out({"text": "NOT IN USE"}, {"text": "Not in use", "note": "not in use"})
    assert left == [{}, {}]
    assert [(warning.line, warning.column) for warning in report.warnings] == [(3, "note")]
    assert "1 cell" in report.warnings[0].message


def test_not_in_use_stays_where_it_means_something():
    left, report = taken_out({"level": "NOT IN USE"}, {"level": "TBC"})
    assert left == [{"level": "NOT IN USE"}, {}]
    assert [warning.value for warning in report.warnings] == ["TBC"]


@pytest.mark.parametrize("text", ["NOT IN USE", "TBC"])
def test_a_needed_cell_says_what_to_do(text):
    _, report = taken_out({"role": text})
    (fault,) = report.errors
    assert (fault.line, fault.column, fault.value) == (2, "role", text)
    assert "every row needs a role. Fill it in" in fault.words
    assert report.warnings == []
