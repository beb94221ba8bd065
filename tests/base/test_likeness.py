import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base import likeness
from capframe.base.words import Words


def likenesses(old, new):
    """How like each other all texts of two lists are, by their places."""
    lists = [list(map(Words.of, texts)) for texts in (old, new)]
    found = likeness.likenesses(lists, [range(len(texts)) for texts in lists])
    return {(one, other): alike for alike, one, other in found}


def like(one, other, *, beside=("nothing of it", "quite another")):
    """How like two texts are, each first of a list of its own."""
    return likenesses([one, beside[0]], [other, beside[1]]).get((0, 0), 0)


def test_it_works():
    old = ["Prepare plans", "Drive a lorry", "Advise managers on policy"]
    new = ["Give advice on policies to senior managers", "Preparing complex plans"]
    alike = likenesses(old, new)
    assert set(alike) == {(0, 1), (2, 0)}
    assert all(0 < one < 1 for one in alike.values())


def test_what_shares_no_word_is_not_alike():
    assert like("Lead a team", "Drive lorries") == 0


def test_what_shares_too_little_is_not_alike(monkeypatch):
    one, other = "Lead one two three", "Lead four five six"
    assert like(one, other) > 0
    monkeypatch.setattr(likeness, "LEAST_SHARED", 0.5)
    assert like(one, other) == 0


def test_a_rare_word_tells_more_than_one_that_most_have():
    old = ["Lead budgets", "Lead staff", "Lead research", "Lead events"]
    alike = likenesses(old, ["Prepare budgets", "Lead nothing"])
    assert alike[0, 0] > alike[0, 1] - likeness.OF_OPENING / 2


def test_words_for_how_well_tell_little():
    assert like("Knowledge of payroll", "Excellent payroll") > like(
        "Knowledge of payroll", "Knowledge of lorries"
    )


def test_groups_of_letters_find_what_words_share_beyond_their_beginnings():
    assert like("Lead reorganisation", "Lead organisation") > like(
        "Lead reorganisation", "Lead consultation"
    )


def test_a_short_text_within_a_long_one_is_not_lost():
    short, long = "Annual plans", "Develop annual plans which name aims, owners, costs and dates"
    shared = 2 * 2 / (2 + 9)  # of the words of both
    assert like(short, long) > shared


def test_the_first_words_count_twice():
    assert like("Lead teams of staff now", "Lead teams with care daily") > like(
        "Of staff now lead teams", "With care daily lead teams"
    )


def test_the_nearer_place_is_more_alike():
    old = ["Lead teams", *(f"other {n}" for n in range(8))]
    new = [*(["Lead teams here"] * 9)]
    alike = likenesses(old, new)
    near = [alike[0, place] for place in range(9)]
    assert near == sorted(near, reverse=True)
    assert near[likeness.FAR] == near[-1] < near[0]


def test_the_only_place_there_is_tells_nothing():
    (alone,) = likenesses(["Lead teams"], ["Lead teams"]).values()
    assert alone == pytest.approx(1 - likeness.OF_PLACE)


def test_only_the_places_that_are_left_are_looked_at():
    lists = [[Words.of("Lead teams")] * 3] * 2
    found = likeness.likenesses(lists, [[1], [0, 2]])
    assert {(one, other) for _, one, other in found} == {(1, 0), (1, 2)}


WORDS = ["lead", "plan", "manage", "management", "budgets", "staff", "skills", "the", "good", ";"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


@given(st.lists(texts, min_size=1, max_size=6), st.lists(texts, min_size=1, max_size=6))
def test_it_is_the_same_the_other_way_round_and_never_more_than_one(old, new):
    alike = likenesses(old, new)
    assert {(other, one): value for (one, other), value in alike.items()} == likenesses(new, old)
    assert all(0 < value <= 1 + 1e-9 for value in alike.values())


@given(st.lists(texts, min_size=1, max_size=6), texts)
def test_no_text_is_more_alike_than_the_same_one_in_the_same_place(others, text):
    alike = likenesses([text, *others], [text, *others])
    beside = [value for places, value in alike.items() if 0 in places]
    assert max(beside) == alike[0, 0]
