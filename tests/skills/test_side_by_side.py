from capframe.base.outcomes import Outcome
from skills.behaviours import IndicatorPair
from skills.side_by_side import side_by_side


def behaviours(*effective):
    return [IndicatorPair(text, "", "") for text in effective]


def test_it_works():
    low, high = side_by_side(
        [
            (3, "Level 3", behaviours("Plan own work", "Ask colleagues")),
            (4, "Level 4", behaviours("Inspire", "Plan own work")),
        ],
        in_order=True,
    )
    assert (low.compared_with, low.number_new) == ("", 0)
    assert (high.position, high.compared_with, high.number_new) == (4, "Level 3", 1)
    assert [change.outcome for change in high.changes] == [Outcome.NEW, Outcome.KEPT]


def test_a_level_without_behaviours_is_compared_with_none():
    columns = side_by_side(
        [(1, "A", behaviours("Plan")), (2, "B", []), (3, "C", behaviours("Plan"))], in_order=True
    )
    assert [column.compared_with for column in columns] == ["", "", ""]
    assert [column.number_new for column in columns] == [0, 0, 0]
    assert side_by_side([], in_order=True) == ()


def test_levels_in_no_known_order_are_not_compared():
    levels = [(1, "A", behaviours("Plan")), (2, "B", behaviours("Plan", "Inspire"))]
    columns = side_by_side(levels, in_order=False)
    assert [(column.compared_with, column.number_new) for column in columns] == [("", 0), ("", 0)]
