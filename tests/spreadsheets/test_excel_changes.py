"""Names and codes that a spreadsheet program has most likely changed."""

import pytest

from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.excel_changes import find_change, find_excel_changes
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records
from tests.importing import found

COLUMNS = (Column("code", "", is_name=True), Column("statement", ""))


@pytest.mark.parametrize(
    ("text", "was"),
    [
        *((text, "a month") for text in ("01-Mar", "1-Sep", "Mar-01", "Sept-12")),
        *((text, "first digits only") for text in ("1.23E+11", "1,23E+11", "-5E-07", "4E+100")),
        *((text, "no room to show") for text in ("###", "########")),
    ],
)
def test_it_works(text, was):
    assert was in find_change(text)


@pytest.mark.parametrize(
    "text",
    [
        *("MAR1", "1-March", "March-01", "01-Mar-26", "01-mar", "2026-03-01", "1.23", "1E5"),
        *("E+11", "C#", "##", "#1", "PAP-14", "May", "", "###" * 20, "see 01-Mar"),
    ],
)
def test_other_texts_are_none(text):
    assert find_change(text) == ""


def test_each_kind_of_change_is_warned_of_once_with_its_number():
    rows = [{"code": code} for code in ("PAP14", "01-Mar", "1.23E+11", "02-Mar", "01-Mar")]
    records = [Record(line, row) for line, row in enumerate(rows, start=2)]
    report = Report({"code": "Code"})
    find_excel_changes(Records(records, report.headings), COLUMNS, report)
    assert found(report.warnings) == [
        (
            3,
            "Code",
            "“01-Mar” may have been a code, such as MAR1 or 3/1, of which Excel makes a month, "
            "in 3 cells.",
        ),
        (
            4,
            "Code",
            "“1.23E+11” may have been a long number, of which Excel shows the first digits only, "
            "in 1 cell.",
        ),
    ]
    assert report.errors == []


def test_texts_that_name_nothing_are_left_alone():
    report = Report({"statement": "Statement"})
    records = Records([Record(2, {"statement": "01-Mar"})], report.headings)
    find_excel_changes(records, COLUMNS, report)
    assert report.warnings == []
