"""Levels are moved up and down by buttons, before anything is saved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.admin.moves import as_number, can_move, move


@pytest.mark.parametrize(
    ("numbers", "up", "moved"),
    [
        pytest.param({1: 3, 2: 2}, True, {1: 1, 2: 2}, id="changes places"),
        pytest.param({1: 2, 2: 5, 3: 9}, False, {1: 2, 2: 1, 3: 3}, id="goes down"),
        pytest.param({1: 1, 2: 1, 3: 2}, False, {1: 2, 2: 1, 3: 3}, id="parts from its equal"),
        pytest.param({1: None, 2: 1, 3: None}, True, {1: 2, 2: 1, 3: None}, id="joins at the end"),
        pytest.param({1: None, 2: None}, True, {1: 1, 2: None}, id="is the first to be placed"),
        pytest.param({1: 1, 2: 2}, True, {1: 1, 2: 2}, id="is the first already"),
        pytest.param({1: None, 2: 1}, False, {1: None, 2: 1}, id="without a number, not down"),
    ],
)
def test_a_level_moves(numbers, up, moved):
    assert move(numbers, 1, up=up) == moved


@pytest.mark.parametrize(
    ("typed", "number"),
    [("3", 3), (3, 3), (" 2 ", 2), ("", None), (None, None), ("two", None), ("9" * 50, None)],
)
def test_what_is_typed_may_be_a_number(typed, number):
    assert as_number(typed) == number


some_numbers = st.dictionaries(
    st.integers(1, 5), st.one_of(st.none(), st.integers(1, 4)), min_size=1
)


@given(some_numbers, st.booleans(), st.data())
def test_others_keep_their_order_and_nothing_else_is_placed(numbers, up, data):
    pk = data.draw(st.sampled_from(sorted(numbers)))
    moved = move(numbers, pk, up=up)
    assert (moved != dict(numbers)) or not can_move(numbers, pk, up=up)
    others = [one for one in numbers if one != pk and numbers[one] is not None]
    assert {one for one, number in moved.items() if number is None} - {pk} == {
        one for one, number in numbers.items() if number is None
    } - {pk}
    for one in others:
        for other in others:
            assert (numbers[one] < numbers[other]) == (moved[one] < moved[other])
