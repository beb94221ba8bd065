"""The order in which the databases give what they find."""

from collections import Counter
from itertools import pairwise

import pytest

from capframe.search.kinds import SEARCH_KINDS
from capframe.search.places import (
    CLASS,
    LARGE_SAMPLE,
    LENGTHS,
    SHARES,
    classes_of,
    place_of,
    places_of,
)


def class_of(stems, object_id=1):
    return place_of("skills", stems, object_id) // CLASS


@pytest.mark.parametrize("object_id", range(1, 20))
def test_the_short_stand_before_the_long(object_id):
    places = [place_of("skills", " ".join(["a"] * (n - 1)), object_id) for n in LENGTHS]
    assert places == sorted(set(places))


def test_a_sample_stands_before_all_others():
    classes = [class_of("a " * n, object_id) for n in (1, 999) for object_id in range(1, 99)]
    sample = {one for one in classes if one % 10 < LARGE_SAMPLE}
    assert max(sample) < min(set(classes) - sample)


def test_lines_are_words_too():
    assert class_of("\n".join(["a"] * 20)) == class_of(" ".join(["a"] * 20)) != class_of("a")


def test_places_end_in_the_key_of_the_object():
    assert place_of("skills", "a b", 987_654_321) % CLASS == 987_654_321


@pytest.mark.parametrize(("one", "other"), list(pairwise(SEARCH_KINDS)))
def test_kinds_stand_apart(one, other):
    longest = "a " * 10_000
    assert places_of(one)[0] <= place_of(one, "", 0)
    assert place_of(one, longest, CLASS - 1) <= places_of(one)[1] < places_of(other)[0]


def test_a_kind_is_in_its_classes_in_their_order():
    found = {
        class_of("a " * number, object_id)
        for number in (0, *LENGTHS)
        for object_id in range(1, 2_000)
    }
    assert sorted(found) == classes_of("skills")
    assert not set(classes_of("skills")) & set(classes_of("rolelevels"))


@pytest.mark.parametrize(("first", "step"), [(1, 1), (1_000_000, 1), (7, 10)])
def test_first_parts_are_small_whatever_the_keys(first, step):
    number = 50_000
    keys = range(first, first + number * step, step)
    parts = Counter(class_of("a", key) % 10 for key in keys)
    so_far = 0
    for part, share in enumerate(SHARES):
        so_far += parts[part]
        assert 0.8 * share < so_far / number < 1.2 * share
