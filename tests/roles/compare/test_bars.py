from roles.compare.bars import GAP, LONGEST, NARROWEST, bar_of, bars_of
from roles.compare.comparison import compare
from tests.roles.plain import profile, section


def test_parts_stand_one_after_another_and_what_is_not_stated_apart():
    bar = bar_of({"kept": 1, "changed": 2, "new": 0, "not-stated": 1}, most=4)
    assert [part.kind for part in bar.parts] == ["kept", "changed", "not-stated"]
    kept, changed, not_stated = bar.parts
    assert (kept.width, changed.width, not_stated.width) == (26, 52, 26)
    assert changed.left == kept.left + kept.width
    assert not_stated.left == changed.left + changed.width + GAP
    assert changed.stripes
    assert kept.stripes == not_stated.stripes == ""


def test_bars_share_one_scale():
    texts = [["A"], ["A", "B", "C", "D"], ["A", "B", "C", "D"]]
    columns = [profile(n, section("overview", *those)) for n, those in enumerate(texts)]
    first, second = bars_of(compare(columns).steps)
    assert [part.width for part in first.parts] == [LONGEST / 4, 3 * LONGEST / 4]
    assert [part.width for part in second.parts] == [LONGEST]


def test_the_least_is_seen():
    bar = bar_of({"kept": 1, "new": 1_000}, most=1_001)
    assert bar.parts[0].width == NARROWEST


def test_nothing_has_no_parts():
    assert bar_of({"kept": 0}, most=0).width == 0
