"""How well statements are paired; docs/comparison.md gives the counts for other rules."""

import pytest

from tests.roles.compare.judged import BY_HAND, found_and_wrong, lists_of, pairs, texts_of


@pytest.fixture
def texts(catalogue):
    return texts_of()


@pytest.mark.parametrize(
    ("judged", "sure", "counts"),
    [("neighbours", 107, (86, 3)), ("tuned on", 75, (60, 5)), ("held out", 112, (74, 5))],
)
def test_most_pairs_are_found_and_few_are_wrong(texts, judged, sure, counts):
    assert found_and_wrong(BY_HAND[judged], texts) == counts
    assert sum(len(each["sure"]) for each in BY_HAND[judged]) == sure


@pytest.mark.parametrize("judged", list(BY_HAND))
def test_every_place_that_was_judged_has_a_statement(texts, judged):
    for each in BY_HAND[judged]:
        old, new = lists_of(each, texts)
        for one, other in pairs(each, "sure") | pairs(each, "arguable"):
            assert one < len(old), each
            assert other < len(new), each


def test_no_pair_is_judged_twice():
    entries = [
        (each["lower"], each["upper"], each["section"])
        for those in BY_HAND.values()
        for each in those
    ]
    assert len(set(entries)) == len(entries)
    for those in BY_HAND.values():
        assert not any(pairs(each, "sure") & pairs(each, "arguable") for each in those)
