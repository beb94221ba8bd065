from bisect import bisect_left
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from capframe.base.history.changes import RecordedChange, Subject
from capframe.base.history.moves import find_shifts, longest_rising
from roles.models import Section, Statement

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def moved(old, new, section=1, word="changed"):
    subject = Subject(Statement, new, f"text {old}", False, (Section, section), "Duties", new, old)
    return RecordedChange(NOON, "Ann", "", word, "statement", subject=subject)


def added(position):
    return moved(None, position, word="added")


def told(changes):
    """By how much each group was shifted, and the old places of those in it."""
    return [
        (shift.by, [one.subject.old_position for one in shift.changes])
        for shift in find_shifts(changes)
    ]


def test_what_made_room_for_another_moved_along():
    new = added(2)
    (shift,) = find_shifts([new, moved(2, 3), moved(3, 4), moved(4, 5)])
    assert (shift.by, len(shift.changes), shift.cause) == (1, 3, new)


def test_what_closed_a_gap_moved_along():
    gone = moved(2, 2, word="removed")
    (shift,) = find_shifts([gone, moved(3, 2), moved(4, 3)])
    assert (shift.by, shift.cause) == (-1, gone)


def test_what_was_moved_past_others_is_told_by_itself():
    past = moved(7, 9)
    (shift,) = find_shifts([past, moved(8, 7), moved(9, 8)])
    assert (shift.by, len(shift.changes), shift.cause) == (-1, 2, past)


def test_two_that_changed_places_are_both_told():
    assert find_shifts([moved(3, 4), moved(4, 3)]) == []
    assert find_shifts([moved(2, 9), moved(9, 2)]) == []


def test_two_causes_are_no_single_one():
    (shift,) = find_shifts([added(1), added(2), moved(1, 3), moved(2, 4)])
    assert (shift.by, shift.cause) == (2, None)


def test_each_list_is_its_own():
    changes = [moved(2, 3), moved(3, 4), moved(1, 3, section=2), moved(2, 4, section=2)]
    assert told(changes) == [(1, [2, 3]), (2, [1, 2])]


def test_what_stands_in_no_list_is_not_shifted():
    change = RecordedChange(NOON, "Ann", "", "changed", "grade")
    assert find_shifts([change, change]) == []


@given(st.lists(st.integers(0, 20)))
def test_as_many_as_possible_keep_their_order(numbers):
    places = longest_rising(numbers)
    kept = [numbers[place] for place in places]
    assert places == sorted(set(places))
    assert all(one < other for one, other in pairwise(kept))
    ends = []
    for number in numbers:
        ends[(at := bisect_left(ends, number)) : at + 1] = [number]
    assert len(kept) == len(ends)
