from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.names import folded
from capframe.spreadsheets.texts import desired_text, make_distinct, tidy_text, vary_case


def test_line_ends_are_alike():
    assert tidy_text(" One\r\nTwo\rThree\n\n") == "One\nTwo\nThree"


def test_a_text_that_says_the_same_is_left_as_it_is():
    assert desired_text("One\r\nTwo\r\n", "One\nTwo") == "One\r\nTwo\r\n"


def test_a_blank_text_leaves_what_is_there():
    assert desired_text("One", "") == "One"


def test_another_text_is_taken():
    assert desired_text("One two", "One\n\ntwo") == "One\n\ntwo"


def test_rows_that_differ_stay_as_they_are():
    rows = [{"skill": "Lead", "effective": "A"}, {"skill": "Lead", "effective": "B"}]
    assert list(make_distinct(rows, "skill")) == rows


def test_equal_rows_are_made_distinct():
    rows = [{"skill": "Lead", "effective": "A"}] * 4
    names = [row["skill"] for row in make_distinct(rows, "skill")]
    assert names == ["Lead", "lead", "LEad", "lEad"]


def test_names_without_two_cases_leave_it_to_the_next():
    rows = [{"skill": "数", "level": "B", "effective": "A"}] * 3
    assert [(row["skill"], row["level"]) for row in make_distinct(rows, "skill", "level")] == [
        ("数", "B"),
        ("数", "b"),
        ("数", "B"),
    ]


@given(st.text(), st.text(), st.integers(0, 100))
def test_names_spelled_otherwise_mean_the_same(skill, level, number):
    row = {"skill": skill, "level": level, "effective": "Lead"}
    other = vary_case(row, ("skill", "level"), number)
    assert {name: folded(text) for name, text in other.items()} == {
        name: folded(text) for name, text in row.items()
    }
    assert other["effective"] == "Lead"
