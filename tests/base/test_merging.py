"""Two changes of one thing: nothing that only one of them touched is lost or asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.merging import (
    Change,
    Side,
    merge_lines,
    merge_orders,
    merge_positions,
)

TEXTS = st.one_of(st.none(), st.sampled_from(["", "a", "b", "c"]))
# Each so unlike the others that no line is taken for another one.
WORDS = ("Analyse budgets", "Lead people", "Write minutes", "Travel widely", "Test software")
BASES = st.permutations(WORDS).flatmap(lambda words: st.sampled_from([words[:n] for n in range(6)]))


def lines_of(merged):
    """The lines that a merge leaves, none of which has to be chosen."""
    assert all(line.change.side is not Side.BOTH for line in merged)
    return [text for line in merged if (text := line.change.settled) is not None]


@pytest.mark.parametrize(
    ("change", "side", "settled"),
    [
        (Change("a", "a", "a"), Side.NEITHER, "a"),
        (Change("a", "b", "a"), Side.THEIRS, "b"),
        (Change("a", "a", "b"), Side.MINE, "b"),
        (Change("a", "b", "b"), Side.NEITHER, "b"),
        (Change("a", "b", "c"), Side.BOTH, "c"),
        (Change("a", None, "a"), Side.THEIRS, None),
        (Change("a", None, "b"), Side.BOTH, "b"),
        (Change("a", "b", None), Side.BOTH, None),
        (Change(None, "a", None), Side.THEIRS, "a"),
        (Change(None, None, "a"), Side.MINE, "a"),
        (Change("a", None, None), Side.NEITHER, None),
    ],
)
def test_whose_change_it_is(change, side, settled):
    assert (change.side, change.settled) == (side, settled)


@given(TEXTS, TEXTS, TEXTS)
def test_whose_change_it_is_is_told_alike_from_both_sides(base, theirs, mine):
    other = {Side.THEIRS: Side.MINE, Side.MINE: Side.THEIRS}
    side = Change(base, theirs, mine).side
    assert Change(base, mine, theirs).side is other.get(side, side)


def test_a_line_that_both_reworded_is_asked_about_and_the_others_are_kept():
    base = ["Lead a small team", "Manage the budget", "Report on progress each month"]
    theirs = ["Lead a large team", "Manage the budget", "Report on progress every month"]
    mine = ["Lead a small team", "Manage the whole budget", "Report on progress each week"]
    merged = merge_lines(base, theirs, mine)
    assert [line.change.side for line in merged] == [Side.THEIRS, Side.MINE, Side.BOTH]
    assert [line.key for line in merged] == ["0", "1", "2"]


def test_a_line_that_one_removed_and_the_other_reworded_is_asked_about():
    base = ["Lead a small team", "Manage the budget"]
    merged = merge_lines(base, ["Manage the budget"], ["Lead a large team", "Manage the budget"])
    assert merged[0].change == Change("Lead a small team", None, "Lead a large team")
    assert merged[0].change.side is Side.BOTH


@pytest.mark.parametrize("theirs", [True, False])
def test_a_line_that_one_removed_goes(theirs):
    base, less = ["Lead people", "Write minutes"], ["Write minutes"]
    assert lines_of(merge_lines(base, *((less, base) if theirs else (base, less)))) == less


def test_what_both_added_in_the_same_words_is_there_once():
    base, more = ["Lead people"], ["Lead people", "Write minutes"]
    assert lines_of(merge_lines(base, more, more)) == more


def test_two_new_lines_at_the_same_place_are_both_kept():
    merged = merge_lines(
        ["Lead people"], ["Lead people", "Write minutes"], ["Lead people", "Travel widely"]
    )
    assert lines_of(merged) == ["Lead people", "Write minutes", "Travel widely"]


@given(BASES)
def test_what_nobody_touched_stays(base):
    assert lines_of(merge_lines(base, base, base)) == list(base)


@given(BASES, st.permutations(WORDS), st.integers(0, 5))
def test_where_one_alone_changed_anything_it_is_theirs(base, changed, number):
    changed = changed[:number]
    assert lines_of(merge_lines(base, changed, base)) == list(changed)


@given(BASES, st.permutations(WORDS), st.integers(0, 5))
def test_where_both_did_the_same_nothing_is_asked(base, changed, number):
    changed = changed[:number]
    assert lines_of(merge_lines(base, changed, changed)) == list(changed)


@given(st.data())
def test_changes_that_do_not_overlap_are_both_made(data):
    """Each line is touched by one of the two at most: reworded or removed."""
    whose = data.draw(st.lists(st.sampled_from(Side), min_size=5, max_size=5))
    removed = data.draw(st.lists(st.booleans(), min_size=5, max_size=5))

    def touch(sides):
        kept = []
        for words, side, goes in zip(WORDS, whose, removed, strict=True):
            if side not in sides:
                kept.append(words)
            elif not goes:
                kept.append(f"{words} well")
        return kept

    merged = merge_lines(WORDS, touch({Side.THEIRS}), touch({Side.MINE}))
    assert lines_of(merged) == touch({Side.THEIRS, Side.MINE})


LINES = st.lists(st.text("ab ", min_size=1).map(str.strip).filter(bool), max_size=6)


@given(LINES, LINES, LINES)
def test_nothing_is_lost_whatever_was_changed(base, theirs, mine):
    """Every line of theirs and mine is there, or stands to be chosen; no line comes twice."""
    merged = merge_lines(base, theirs, mine)
    assert len({line.key for line in merged}) == len(merged)
    for side, lines in (("theirs", theirs), ("mine", mine), ("base", base)):
        shown = [getattr(line.change, side) for line in merged]
        assert sorted(text for text in shown if text is not None) == sorted(lines)


@given(LINES, LINES, LINES)
def test_who_chooses_theirs_everywhere_has_theirs_and_what_mine_alone_says(base, theirs, mine):
    merged = [line.change for line in merge_lines(base, theirs, mine)]
    chosen = [one.theirs if one.side is Side.BOTH else one.settled for one in merged]
    expected = [one.mine if one.side is Side.MINE else one.theirs for one in merged]
    assert chosen == expected


ORDERS = st.lists(st.integers(0, 7), unique=True, max_size=6)


@given(ORDERS, ORDERS, ORDERS)
def test_an_order_has_everything_once(base, theirs, mine):
    merged = merge_orders(base, theirs, mine)
    assert len(merged) == len(set(merged))
    assert set(merged) == {*theirs, *mine}


@given(ORDERS, ORDERS)
def test_where_one_alone_moved_anything_the_order_is_theirs(base, changed):
    both = [key for key in base if key in changed]
    order = [key for key in changed if key in base]
    assert merge_orders(both, order, both) == list(order)
    assert merge_orders(both, both, order) == list(order)


def test_moves_of_both_are_kept():
    theirs, mine = [2, 1, 3, 4, 5], [1, 2, 3, 5, 4]
    assert merge_orders([1, 2, 3, 4, 5], theirs, mine) == [2, 1, 3, 5, 4]


POSITIONS = st.dictionaries(st.integers(0, 5), st.integers(1, 9), max_size=6)


@given(POSITIONS, POSITIONS)
def test_where_one_alone_gave_positions_they_are_kept(base, changed):
    mine = {key: changed.get(key, position) for key, position in base.items()}
    assert merge_positions(base, mine, base) == mine
    assert merge_positions(base, base, mine) == mine


@given(ORDERS, ORDERS, ORDERS)
def test_no_two_come_to_have_one_position(base, theirs, mine):
    numbered = [{key: number for number, key in enumerate(one, 1)} for one in (base, theirs, mine)]
    merged = merge_positions(*numbered)
    assert set(merged) == {*theirs, *mine}
    assert len(set(merged.values())) == len(merged)


def test_what_was_given_no_position_has_none_unless_all_are_numbered():
    base = {"a": 1, "b": 2}
    assert merge_positions(base, base, base | {"new": None}) == base | {"new": None}
    both_last = merge_positions(base, base | {"theirs": 3}, base | {"mine": 3, "new": None})
    assert both_last == {"a": 1, "b": 2, "theirs": 3, "mine": 4, "new": 5}
