import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base import pairing
from capframe.base.kept import Kept
from capframe.base.words import Words


def pair(old, new):
    return pairing.pair(list(map(Words.of, old)), list(map(Words.of, new)))


def test_it_works():
    old = ["Report to project leads", "Support the authority's consultation process"]
    new = ["Provide support with the Authority's consultation process", "Report to project leads"]
    assert pair(old, new) == {0: 1, 1: 0}


def test_what_has_no_counterpart_is_left_out():
    assert pair(["Manage the budget", "Drive a lorry"], ["Manage budgets"]) == {0: 0}


def test_the_same_wording_goes_first():
    old = ["Manage budgets and staff", "Manage budgets"]
    assert pair(old, ["Manage budgets; and"]) == {1: 0}


def test_of_the_same_texts_the_nearest_are_paired():
    assert pair(["A plan", "B", "C", "A plan"], ["D", "B", "C", "E", "A plan"])[3] == 4


def test_words_count_by_their_beginnings_in_any_order():
    assert pair(["Management of budgets"], ["Budget managing"]) == {0: 0}


def shares(similarity):
    """Two texts of 25 key words each that share so much of them."""
    common = [f"c{n}" for n in range(round(similarity * 25))]
    own = [[f"{side}{n}" for n in range(25 - len(common))] for side in "ab"]
    return tuple(" ".join(common + words) for words in own)


def test_alike_enough_is_a_pair_whatever_else_is_there():
    one, other = shares(0.44)
    assert pair([one, one + " x1"], [other]) in ({0: 0}, {1: 0})


def test_somewhat_alike_is_a_pair_where_nothing_else_comes_near():
    one, other = shares(0.24)
    assert pair([one], [other, "nothing like it"]) == {0: 0}
    assert pair([one, one + " x1"], [other]) == {}


def test_hardly_alike_is_no_pair():
    one, other = shares(0.16)
    assert pair([one], [other]) == {}


def test_what_is_alike_by_more_than_its_words_is_a_pair():
    old = ["Provide advice and support to stakeholders", "Drive a lorry", "Count the votes"]
    new = ["Keep the books", "Provide specialist advice, tools and materials for all services"]
    assert pair(old, new) == {0: 1}


def test_of_two_that_are_as_alike_neither_is_taken():
    old = ["Provide advice and support to stakeholders in schools across the county daily"]
    new = ["Provide advice, tools and materials for services old and new by post"]
    made = pair(old, new)
    assert made in ({}, {0: 0})
    doubled = [new[0], new[0] + " too"]
    assert pair(old, doubled) == {}


def test_far_too_many_are_paired_by_their_wording_alone(monkeypatch):
    monkeypatch.setattr(pairing, "PAIRINGS", Kept(most=0))
    monkeypatch.setattr(pairing, "MOST_PAIRS", 1)
    old, new = (
        ["Manage budgets", "Lead staff"],
        ["Manage all budgets", "Lead a staff", "Lead staff"],
    )
    assert pair(old, new) == {1: 2}


def test_pairs_are_found_once_for_the_same_texts(monkeypatch):
    monkeypatch.setattr(pairing, "PAIRINGS", Kept(most=100))
    old, new = ["Keep the accounts", "Lead staff"], ["Lead all staff"]
    first = pair(old, new)
    assert first == {1: 0}
    first.clear()  # what one page makes of them is no other's
    monkeypatch.setattr(pairing, "find_pairs", lambda *_: pytest.fail("found again"))
    assert pair(old, new) == {1: 0}


def test_of_many_pairings_the_last_ones_are_remembered(monkeypatch):
    monkeypatch.setattr(pairing, "PAIRINGS", Kept(most=1, size_of=lambda _: 1))
    found = []
    monkeypatch.setattr(pairing, "find_pairs", lambda *texts: found.append(texts) or {})
    for text in ("Lead", "Plan", "Plan", "Lead"):
        pair([text], [text])
    assert len(found) == 3


@pytest.mark.parametrize(("old", "new"), [([], []), ([], ["A plan"]), (["A plan"], [])])
def test_nothing_has_no_counterpart(old, new):
    assert pair(old, new) == {}


WORDS = ["lead", "plan", "manage", "budgets", "staff", "reports", "the", "advise", ";"]
lists = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), max_size=7)


@given(lists)
def test_a_list_is_paired_with_itself_by_place_or_wording(texts):
    made = pair(texts, texts)
    assert set(made) == set(range(len(texts)))
    for place, other in made.items():
        assert Words.of(texts[place]).wording == Words.of(texts[other]).wording


@given(lists, lists)
def test_pairs_are_one_to_one_and_the_same_the_other_way_round(old, new):
    made = pair(old, new)
    assert len(set(made.values())) == len(made)
    assert {other: place for place, other in made.items()} == pair(new, old)
