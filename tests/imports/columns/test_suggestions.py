"""What headings that no column is called by may mean."""

import pytest

from capframe.imports.columns.suggestions import suggest_columns
from capframe.imports.kinds import IMPORT_KINDS
from capframe.spreadsheets.column_survey import survey_cells
from capframe.spreadsheets.columns import LEAVE_OUT

ROLES = IMPORT_KINDS["roles"]
NAMES = ["Policy Adviser", "Press Officer", "Policy Adviser"]


def suggest(heading, cells, matched=None, kind=ROLES):
    return suggest_columns(kind, [heading], [matched], [survey_cells(cells)]).get(0)


@pytest.mark.parametrize("kind", IMPORT_KINDS.values(), ids=lambda kind: kind.name)
def test_each_column_has_a_plain_name_of_its_own_and_a_group(kind):
    names = [column.plain_name for column in kind.all_columns]
    assert len(names) == len(set(names))
    assert all(kind.grouped_columns)


@pytest.mark.parametrize(
    ("heading", "cells", "column"),
    [
        ("Generic Job Title", NAMES, "role"),
        ("Professional/Occupational Group", ["Policy", "Communications"], "job_family"),
        ("Organisation", ["Ministry of Defence"] * 3, "employer"),
        ("Pay Band", ["7", "8"], "grade"),
        ("Duties", ["Plan the yearly audits", "Write reports for the board"], "statement"),
        ("Statment", ["Plans audits.", "Writes reports."], "statement"),
    ],
)
def test_it_works(heading, cells, column):
    assert suggest(heading, cells) == column


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Parent Department", [f"Department {n}" for n in range(10)]),
        ("Duties", ["Audit"] * 20 + ["Reports"] * 20),
        ("Job Title", ["155792", "5654"]),
        ("Job Title", ["A long text of what somebody does. " * 9]),
        ("Job Title", ["", ""]),
        ("Parent Organisation", ["Ministry of Defence"]),
        ("Reporting Senior Post", ["5654", "155792"]),
    ],
)
def test_values_that_do_not_support_it_are_no_column(heading, cells):
    assert suggest(heading, cells) is None


def test_a_column_is_suggested_once_and_not_beside_one_that_is_it():
    surveys = [survey_cells(NAMES)] * 3
    headings = ["role", "Job Title", "Post Title"]
    assert suggest_columns(ROLES, headings, ["role", None, None], surveys) == {}
    assert suggest_columns(ROLES, headings, [None, None, None], surveys) == {0: "role"}


def test_running_numbers_without_a_heading_are_left_out():
    assert suggest("", ["0", "1", "2", "3"]) == LEAVE_OUT
    assert suggest("", ["4", "2", "7"]) is None
    assert suggest("", ["1", "2", "3", "1"]) is None
    assert suggest("", NAMES) is None
