import pytest

from capframe.base.outcomes import Outcome
from capframe.base.worddiff import WordChange
from roles.compare.level_increases import LevelIncrease, is_raised
from tests.roles.plain import skill


def text(half):
    return "".join(piece.text for piece in half.pieces if piece.change is not WordChange.REMOVED)


def test_it_works():
    lower = skill(level=3, pairs=[("Plan own work", "Drift"), ("Ask colleagues", "Guess")])
    upper = skill(level=4, pairs=[("Plan own work well", "Drift"), ("Inspire", "Bore")])
    changes = LevelIncrease(lower, upper).indicators
    assert [(one.outcome, text(one.effective)) for one in changes] == [
        (Outcome.REWORDED, "Plan own work well"),
        (Outcome.NEW, "Inspire"),
        (Outcome.NOT_STATED, "Ask colleagues"),
    ]
    assert text(changes[1].ineffective) == "Bore"


def test_what_is_added_is_new_or_reworded():
    lower = skill(level=3, pairs=[("Plan", "Drift"), ("Ask", "Guess")])
    upper = skill(level=4, pairs=[("Plan", "Drift"), ("Inspire", "Bore")])
    assert [text(one.effective) for one in LevelIncrease(lower, upper).added] == ["Inspire"]


def test_a_changed_ineffective_behaviour_is_reworded_too():
    (one,) = LevelIncrease(
        skill(pairs=[("Plan", "Drift")]), skill(pairs=[("Plan", "Drift off")])
    ).indicators
    assert one.outcome is Outcome.REWORDED


@pytest.mark.parametrize("pair", [("Plan", ""), ("", "Drift")])
def test_either_behaviour_may_be_missing(pair):
    (one,) = LevelIncrease(skill(pairs=[pair]), skill(level=4, pairs=[pair])).indicators
    assert (text(one.effective), text(one.ineffective)) == pair
    assert one.outcome is Outcome.KEPT


def test_levels_without_behaviours_add_none():
    assert LevelIncrease(skill(), skill(level=4)).indicators == ()


@pytest.mark.parametrize(
    ("lower", "upper", "raised"),
    [
        *((3, 4, True), (4, 4, False), (4, 3, False), (None, 4, False)),
        *(("Basic", "Expert", False), ("Expert", "Basic", False)),
    ],
)
def test_a_level_is_raised_where_the_second_is_higher(lower, upper, raised):
    assert is_raised(skill(level=lower), skill(level=upper)) is raised


def test_a_behaviour_that_the_lower_level_has_no_half_of_is_new():
    lower, upper = skill(pairs=[("Plan", "")]), skill(level=4, pairs=[("Plan", "Drift")])
    (one,) = LevelIncrease(lower, upper).indicators
    assert (one.effective.outcome, one.ineffective.outcome) == (Outcome.KEPT, Outcome.NEW)
    (back,) = LevelIncrease(upper, lower).indicators
    assert (text(back.ineffective), back.ineffective.outcome) == ("Drift", Outcome.NOT_STATED)


def test_both_halves_of_a_new_pair_are_new():
    (one,) = LevelIncrease(skill(), skill(level=4, pairs=[("Plan", "Drift")])).indicators
    assert (one.effective.outcome, one.ineffective.outcome) == (Outcome.NEW, Outcome.NEW)


def test_a_rewritten_behaviour_stands_clean():
    lower = skill(pairs=[("Plan the work of one team", "Drift")])
    upper = skill(level=4, pairs=[("Plan budgets with other directors", "Drift")])
    (one,) = LevelIncrease(lower, upper).indicators
    assert one.outcome is one.effective.outcome is Outcome.REWRITTEN
    assert {piece.change for piece in one.effective.pieces} == {WordChange.SAME}
    assert one.effective.before == "Plan the work of one team"
