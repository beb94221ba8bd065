import pytest

from capframe.base.worddiff import WordChange
from roles.compare.level_increases import is_raised, rise
from roles.compare.threads import Fate
from tests.roles.plain import skill


def text(pieces):
    return "".join(piece.text for piece in pieces if piece.change is not WordChange.REMOVED)


def test_it_works():
    lower = skill(level=3, pairs=[("Plan own work", "Drift"), ("Ask colleagues", "Guess")])
    upper = skill(level=4, pairs=[("Plan own work well", "Drift"), ("Inspire", "Bore")])
    changes = rise(lower, upper).indicators
    assert [(one.fate, text(one.effective)) for one in changes] == [
        (Fate.REWORDED, "Plan own work well"),
        (Fate.NEW, "Inspire"),
        (Fate.GONE, "Ask colleagues"),
    ]
    assert text(changes[1].ineffective) == "Bore"


def test_what_is_added_is_new_or_reworded():
    lower = skill(level=3, pairs=[("Plan", "Drift"), ("Ask", "Guess")])
    upper = skill(level=4, pairs=[("Plan", "Drift"), ("Inspire", "Bore")])
    assert [text(one.effective) for one in rise(lower, upper).added] == ["Inspire"]


def test_a_changed_ineffective_behaviour_is_reworded_too():
    (one,) = rise(skill(pairs=[("Plan", "Drift")]), skill(pairs=[("Plan", "Drift off")])).indicators
    assert one.fate is Fate.REWORDED


@pytest.mark.parametrize("pair", [("Plan", ""), ("", "Drift")])
def test_either_behaviour_may_be_missing(pair):
    (one,) = rise(skill(pairs=[pair]), skill(level=4, pairs=[pair])).indicators
    assert (text(one.effective), text(one.ineffective)) == pair
    assert one.fate is Fate.KEPT


def test_levels_without_behaviours_add_none():
    assert rise(skill(), skill(level=4)).indicators == ()


@pytest.mark.parametrize(
    ("lower", "upper", "raised"), [(3, 4, True), (4, 4, False), (4, 3, False), (None, 4, False)]
)
def test_a_level_is_raised_where_both_are_named_and_the_second_is_higher(lower, upper, raised):
    assert is_raised(skill(level=lower), skill(level=upper)) is raised
