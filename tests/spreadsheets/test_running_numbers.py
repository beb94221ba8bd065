"""Numbers and letters that run on from one line to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.running_numbers import find_running_numbers

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
SCHEMES = {
    "1.": [f"{number}." for number in range(1, 13)],
    "1)": [f"{number})" for number in range(1, 13)],
    "(1)": [f"({number})" for number in range(1, 13)],
    "1.)": [f"{number}.)" for number in range(1, 13)],
    "1.1": [f"1.{number}" for number in range(1, 13)],
    "a)": [f"{letter})" for letter in "abcdefghijkl"],
    "(a)": [f"({letter})" for letter in "abcdefghijkl"],
    "A.": [f"{letter}." for letter in "ABCDEFGHIJKL"],
    "i.": [f"{roman}." for roman in ROMAN],
    "(I)": [f"({roman.upper()})" for roman in ROMAN],
}
schemes = pytest.mark.parametrize("numbers", SCHEMES.values(), ids=list(SCHEMES))


@schemes
@pytest.mark.parametrize("space", [" ", "\t", "   ", "\u00a0"])
def test_it_works(numbers, space):
    lines = [f"{number}{space}plan {place}" for place, number in enumerate(numbers)]
    assert find_running_numbers(lines) == {
        place: (f"plan {place}", number) for place, number in enumerate(numbers)
    }


@schemes
def test_one_line_alone_is_text(numbers):
    assert find_running_numbers([f"{numbers[0]} plan", "report"]) == {}


@schemes
def test_lines_out_of_order_are_text(numbers):
    assert find_running_numbers([f"{number} plan" for number in reversed(numbers)]) == {}


@pytest.mark.parametrize(
    "lines",
    [
        ["3.5 years of experience", "4.5 years at least"],
        ["1 year of practice", "2 years of practice"],
        ["2nd line", "3rd line"],
        ["e.g. plans", "f.g. reports"],
        ["C. difficile", "C. perfringens"],
        ["C. difficile", "control", "D. radiodurans"],
        ["(1 a", "(2 b"],
        ["1.", "2."],
        ["2024. A year", "2025. Another"],
        ["1.1", "1.2"],
        ["iv", "v"],
        ["a. plan", "", "b."],
        ["mix. a", "mx. b"],
    ],
)
def test_what_only_looks_like_numbers_is_text(lines):
    assert find_running_numbers(lines) == {}


def test_parts_run_on_from_their_whole():
    lines = ["1. a", "1.1 b", "1.2 c", "1.2.1 d", "2. e", "3 f"]
    assert [mark for _, mark in find_running_numbers(lines).values()] == [
        *("1.", "1.1", "1.2", "1.2.1", "2.")
    ]


def test_a_line_goes_on_below_its_number():
    lines = ["1. plan", "every week", "2. report", "c) x", "y", "d) z"]
    assert list(find_running_numbers(lines)) == [0, 2, 3, 5]


def test_a_list_within_a_list_has_numbers_of_its_own():
    lines = ["1. a", "(i) b", "(ii) c", "2. d", "(i) e", "3. f"]
    assert sorted(find_running_numbers(lines)) == [0, 1, 2, 3, 5]


def test_each_list_begins_anew():
    assert sorted(find_running_numbers(["1. a", "2. b", "1. c", "2. d", "5. e"])) == [0, 1, 2, 3]


def test_a_number_may_touch_its_text():
    assert find_running_numbers(["1.Plan", "2.Do"]) == {0: ("Plan", "1."), 1: ("Do", "2.")}


def test_a_tab_sets_a_number_off():
    assert find_running_numbers(["1\tPlan", "2\tDo"]) == {0: ("Plan", "1"), 1: ("Do", "2")}


@given(st.lists(st.text(alphabet="12.)( aibivx\tAC", max_size=8), max_size=8))
def test_what_is_taken_off_is_said_and_nothing_else_is(lines):
    for place, (text, mark) in find_running_numbers(lines).items():
        assert lines[place].startswith(mark)
        assert lines[place].endswith(text)
        assert lines[place].removeprefix(mark).removesuffix(text).strip() == ""
        assert text
