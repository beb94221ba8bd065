"""One declaration says how a cell is read and how it is written."""

import pytest

from capframe.base.models import Source
from capframe.plans.files.columns import FieldColumn, WrittenFields, names_of
from grades.columns import GRADE, GRADE_COLUMNS, STRUCTURE
from grades.models import Grade
from roles.columns import LEVEL, ROLE
from tests.factories import make_grade, make_structure


def column(**says):
    return FieldColumn("publisher", "", model=Source, **says)


@pytest.mark.parametrize(
    ("says", "existing", "text", "desired"),
    [
        ({}, "Old", "New", "New"),
        ({}, "Two\r\nlines ", "Two\nlines", "Two\r\nlines "),
        ({}, "Two\nlines", "Two lines", "Two lines"),
        ({"is_name": True}, "Home\u00a0 Office", "Home Office", "Home\u00a0 Office"),
        ({"in_any_case": True}, "Home Office", "HOME office", "Home Office"),
        ({"field": "aliases"}, "A\nB", "C \n\n D", "C\nD"),
        ({"parse": int}, 1, "02", 2),
    ],
)
def test_what_is_there_stays_where_a_file_says_the_same(says, existing, text, desired):
    assert column(**says).desired_value(existing, text) == desired


@pytest.mark.parametrize(
    ("says", "value", "text"),
    [
        ({}, " Two\r\nlines ", "Two\nlines"),
        ({"is_name": True}, "Home\u00a0 Office", "Home Office"),
        ({"field": "aliases"}, "A\r\n\r\nB", "A\nB"),
        ({}, None, ""),
        ({}, 2, "2"),
        ({"write": str.upper}, "a", "A"),
    ],
)
def test_a_value_is_written_as_a_file_has_it(says, value, text):
    assert column(**says).written(value) == text


def test_what_entries_stand_in_is_told_by_the_columns():
    assert (STRUCTURE.within_field, GRADE.within_field) == ("", "structure")
    assert (ROLE.within_field, LEVEL.within_field) == ("family", "role")
    assert [one.is_slug_unique_within for one in (STRUCTURE, GRADE, ROLE, LEVEL)] == [
        *(False, True, False, True),
    ]


def test_the_fields_of_a_model_are_written_under_their_columns():
    written = WrittenFields(Grade, GRADE_COLUMNS, "grade__")
    assert list(written.by_lookup) == ["grade__full_title", "grade__position", "grade__aliases"]
    values = {"grade__full_title": "Seven", "grade__position": 7, "grade__aliases": "G7"}
    assert written.cells(values) == {"full_title": "Seven", "position": "7", "aliases": "G7"}


def test_names_are_told_apart_within_what_entries_stand_in(db):
    for title in ("Crown", "Council"):
        make_grade(structure=make_structure(title=title), title="Grade 7", slug="g7")
    assert set(names_of(GRADE).values()) == {"Grade 7"}
