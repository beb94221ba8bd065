"""The order in which the databases give what they find."""

from collections import Counter
from itertools import pairwise

import pytest

from capframe.search.kinds import SEARCH_KINDS
from capframe.search.places import (
    CLASS,
    LENGTHS,
    PART,
    SAMPLE,
    SHARES,
    list_parts,
    place_of,
    places_of,
)


def class_of(stems, object_id=1):
    return place_of("skills", stems, object_id) // CLASS


def part_of(object_id):
    return place_of("skills", "a", object_id) // PART


@pytest.mark.parametrize("object_id", range(1, 20))
def test_the_short_stand_before_the_long(object_id):
    places = [place_of("skills", " ".join(["a"] * (n - 1)), object_id) for n in LENGTHS]
    assert places == sorted(set(places))


def test_a_part_is_of_all_lengths():
    lengths = (0, *LENGTHS)
    assert len({place_of("skills", "a " * n, 1) // PART for n in lengths}) == 1


def test_lines_are_words_too():
    assert class_of("\n".join(["a"] * 20)) == class_of(" ".join(["a"] * 20)) != class_of("a")


def test_places_end_in_the_key_of_the_object():
    assert place_of("skills", "a b", 987_654_321) % CLASS == 987_654_321


@pytest.mark.parametrize(("one", "other"), list(pairwise(SEARCH_KINDS)))
def test_kinds_stand_apart(one, other):
    longest = "a " * 10_000
    assert places_of(one)[0] <= place_of(one, "", 0)
    assert place_of(one, longest, CLASS - 1) <= places_of(one)[1] < places_of(other)[0]


def test_a_kind_is_in_its_parts_in_their_order():
    found = {part_of(object_id) for object_id in range(1, 20_000)}
    assert sorted(found) == list_parts("skills")
    assert not set(list_parts("skills")) & set(list_parts("rolelevels"))


def test_parts_have_places_of_their_own():
    sample, rest = range(SAMPLE), range(SAMPLE, SAMPLE + 1)
    (first, middle), (after, last) = places_of("skills", sample), places_of("skills", rest)
    assert (first, last) == places_of("skills")
    assert middle + 1 == after
    assert {place_of("skills", "a", n) <= middle for n in range(1, 99)} == {True, False}


@pytest.mark.parametrize(("first", "step"), [(1, 1), (1_000_000, 1), (7, 10)])
def test_first_parts_are_small_whatever_the_keys(first, step):
    number = 100_000
    keys = range(first, first + number * step, step)
    parts = Counter(map(part_of, keys))
    so_far = 0
    for part, share in zip(list_parts("skills"), SHARES, strict=False):
        so_far += parts[part]
        assert 0.8 * share < so_far / number < 1.2 * share
