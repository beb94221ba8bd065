import pytest

from capframe.imports.columns.matching import find_problems, match_columns, remember_columns
from capframe.imports.kinds import IMPORT_KINDS
from capframe.plans.files.choices import Choices
from capframe.spreadsheets.columns import LEAVE_OUT

pytestmark = pytest.mark.django_db

ROLES = IMPORT_KINDS["roles"]
HEADINGS = ["Role Family", "role", "Role-Level", "Text"]


def words(matched, **choices):
    return [text for text, _ in find_problems(ROLES, matched, Choices.from_json(choices))]


def test_names_and_aliases_are_matched_and_no_others():
    assert match_columns(ROLES, HEADINGS) == ["job_family", "role", "level", None]


def test_what_was_chosen_is_chosen_again():
    chosen = ["job_family", "role", "level", "statement"]
    remember_columns(ROLES, HEADINGS, chosen)
    assert match_columns(ROLES, ["role family", "ROLE", "role_level", " text "]) == chosen
    assert match_columns(ROLES, HEADINGS[:3]) == chosen[:3]
    assert match_columns(IMPORT_KINDS["skills"], HEADINGS)[-1] is None


def test_a_column_that_is_no_more_is_not_chosen_again():
    remember_columns(ROLES, HEADINGS, ["job_family", "role", "level", "gone"])
    assert match_columns(ROLES, HEADINGS)[-1] is None


def test_the_column_of_messages_is_left_out():
    assert match_columns(ROLES, ["role", "messages"]) == ["role", LEAVE_OUT]


def test_nothing_is_wrong_with_all_columns_matched():
    assert words(["job_family", "role", "level", LEAVE_OUT, LEAVE_OUT]) == []


def test_what_is_not_chosen_is_said():
    assert words(["job_family", "role", "level", None]) == [
        "Choose what column 4 is, or leave it out."
    ]


def test_a_column_is_used_once():
    (text,) = words(["job_family", "role", "level", "role"])
    assert text == "Columns 2, 4 are all “role”: choose it for one, and leave out the others."


def test_what_every_row_needs_is_left_out_only_if_chosen():
    matched = [LEAVE_OUT, "role", "level"]
    (text,) = words(matched)
    assert text.startswith("No column is “job_family”, which every row needs")
    assert "choose one value for the whole file" in text
    assert words(matched, job_family=1) == []
