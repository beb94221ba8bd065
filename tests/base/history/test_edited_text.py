import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.history.edited_text import find_differences, is_new_text, only_spaces_differ
from capframe.base.worddiff import Piece, WordChange

SAME, ADDED, REMOVED = WordChange.SAME, WordChange.ADDED, WordChange.REMOVED


def test_words_that_went_and_came_stand_in_the_text():
    assert find_differences("Lead a small team", "Lead a large team") == (
        Piece(SAME, "Lead a"),
        Piece(REMOVED, " small"),
        Piece(ADDED, " large"),
        Piece(SAME, " team"),
    )


def test_a_quote_that_is_set_otherwise_is_a_difference():
    pieces = find_differences("Lead the 'best' team", "Lead the ‘best’ team")
    assert {piece.change for piece in pieces} == {SAME, ADDED, REMOVED}


def test_a_text_with_little_in_common_stands_after_the_old_one():
    pieces = find_differences("Lead a team", "Write reports for the Council")
    assert pieces == (
        Piece(REMOVED, "Lead a team"),
        Piece(ADDED, "Write reports for the Council"),
    )
    assert is_new_text(pieces)
    assert not is_new_text(find_differences("Lead a team", "Lead the team well"))


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "London", (Piece(ADDED, "London"),)),
        ("London", " ", (Piece(REMOVED, "London"),)),
        ("", "", ()),
    ],
)
def test_either_may_be_blank(old, new, pieces):
    assert find_differences(old, new) == pieces
    assert not is_new_text(pieces)


def test_it_tells_where_only_spaces_differ():
    assert only_spaces_differ("Lead\na team", "Lead a team")
    assert not only_spaces_differ("Lead a team", "Lead a team")
    assert not only_spaces_differ("Lead a team", "Lead the team")
    assert not only_spaces_differ("", "Lead")


@given(st.text(), st.text())
def test_what_is_not_removed_is_the_new_text(old, new):
    kept = "".join(text for change, text in find_differences(old, new) if change is not REMOVED)
    assert kept == (new if new.strip() else "")
