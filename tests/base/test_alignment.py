from hypothesis import given
from hypothesis import strategies as st

from capframe.base.alignment import align


def test_it_works():
    assert align(["Lead", "Plan", "Report"], ["Report", "Lead", "Plan ahead"]) == {0: 2, 1: 0, 2: 1}


def test_a_new_line_continues_none():
    assert align(["Lead"], ["Lead", "Learn"]) == {0: 0}


@given(st.lists(st.text(max_size=2)), st.lists(st.text(max_size=2)))
def test_no_old_line_is_continued_twice(old, new):
    kept = align(old, new)
    assert len(set(kept.values())) == len(kept)
    assert all(place < len(new) and one < len(old) for place, one in kept.items())
