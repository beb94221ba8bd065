"""So much is kept, of one state of the catalogue."""

import pytest

from capframe.base.kept import Kept
from tests.factories import make_source


def test_a_value_is_found_under_its_state_and_key():
    kept = Kept(10)
    assert kept.find("state", "key") is None
    kept.put("state", "key", "value")
    assert kept.find("state", "key") == "value"
    assert kept.find("state", "other") is None


def test_all_values_of_another_state_are_let_go():
    kept = Kept(10)
    kept.find("state", "key")
    kept.put("state", "key", "value")
    assert kept.find("later", "key") is None
    assert kept.find("state", "key") is None
    assert kept.size == 0


def test_a_value_that_was_made_while_the_state_changed_is_not_kept():
    kept = Kept(10)
    kept.find("state", "key")
    kept.find("later", "other")
    kept.put("state", "key", "value")
    assert (kept.find("later", "key"), kept.size) == (None, 0)


def test_what_was_not_asked_for_the_longest_goes_first():
    kept = Kept(10, len)
    kept.find("state", "")
    for key in ("first", "second"):
        kept.put("state", key, "value")
    kept.find("state", "first")
    kept.put("state", "third", "value")
    found = [key for key in ("first", "second", "third") if kept.find("state", key)]
    assert found == ["first", "third"]
    assert kept.size == 10


def test_a_value_in_place_of_itself_takes_no_more_room():
    kept = Kept(10, len)
    kept.find("state", "")
    kept.put("state", "key", "value")
    kept.put("state", "key", "value")
    assert kept.size == 5


def test_a_value_too_large_for_all_the_room_is_not_kept_and_leaves_the_others():
    kept = Kept(4, len)
    kept.find("state", "")
    kept.put("state", "small", "abc")
    kept.put("state", "key", "value")
    assert (kept.find("state", "key"), kept.find("state", "small")) == (None, "abc")
    assert kept.size == 3


@pytest.mark.django_db
def test_what_is_made_of_the_catalogue_is_made_again_once_it_has_changed():
    kept, made = Kept(10), iter("abc")
    assert [kept.find_or_make("key", lambda: next(made)) for _ in range(2)] == ["a", "a"]
    assert kept.find_or_make("other", lambda: next(made)) == "b"
    make_source()
    assert kept.find_or_make("key", lambda: next(made)) == "c"


@pytest.mark.django_db
def test_what_is_not_worth_it_is_not_kept():
    kept, made = Kept(10), iter("abc")

    def find():
        return kept.find_or_make("key", lambda: next(made), lambda value: value == "b")

    assert [find(), find(), find()] == ["a", "b", "b"]
