"""One rule says which of a role's levels are in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.models import Status
from roles.models import RoleLevel
from roles.ordering import PlacedLevel, numbers_decide, places_of
from tests.factories import make_grade, make_role, make_role_level, make_structure


def levels(*values):
    """Role levels of (structure, position of the grade, number), with primary keys from 1."""
    return [PlacedLevel(pk, *each) for pk, each in enumerate(values, start=1)]


@pytest.mark.parametrize(
    ("values", "places"),
    [
        pytest.param([(7, 20, None), (7, 10, None)], {1: 2, 2: 1}, id="grades"),
        pytest.param([(7, 10, 2), (7, 20, 1)], {1: 1, 2: 2}, id="grades before numbers"),
        pytest.param([(7, 1, None), (7, 1, None)], {1: 1, 2: 1}, id="one grade shares a place"),
        pytest.param([(7, 1, 5), (7, 1, 3)], {1: 2, 2: 1}, id="numbers within a grade"),
        pytest.param(
            [(7, 1, 2), (7, 1, 1), (7, 1, None), (7, 2, None)],
            {1: 1, 2: 1, 3: 1, 4: 2},
            id="a grade with one number too few shares a place",
        ),
        pytest.param([(None, None, 4), (None, None, 2)], {1: 2, 2: 1}, id="numbers alone"),
        pytest.param([(None, None, 3), (None, None, 3)], {1: 1, 2: 1}, id="one number"),
        pytest.param([(7, 9, 1), (None, None, 2)], {1: 1, 2: 2}, id="a grade and none, numbered"),
        pytest.param([(7, 9, 2), (8, 1, 1)], {1: 2, 2: 1}, id="two structures, numbered"),
        pytest.param([(None, None, None)], {1: 1}, id="a single level"),
        pytest.param([], {}, id="no level"),
    ],
)
def test_levels_have_places(values, places):
    assert places_of(levels(*values)) == places


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([(None, None, None)] * 2, id="nothing"),
        pytest.param([(None, None, 1), (None, None, None)], id="one number too few"),
        pytest.param([(7, 1, None), (7, 2, None), (None, None, 1)], id="one without a grade"),
        pytest.param([(7, 1, None), (8, 2, None)], id="two structures"),
    ],
)
def test_without_an_order_none_has_a_place(values):
    assert places_of(levels(*values)) is None


@pytest.mark.parametrize(
    ("values", "decide"),
    [
        ([(7, 1, 1), (7, 2, 2)], False),
        ([(7, 1, 1), (7, 1, 2)], True),
        ([(7, 1, 1), (7, 1, 1)], False),
        ([(None, None, 1), (None, None, 1)], True),
        ([(None, None, 1), (None, None, None)], False),
        ([(None, None, 1)], False),
    ],
)
def test_numbers_decide_where_the_order_would_be_another_without_them(values, decide):
    assert numbers_decide(levels(*values)) is decide


grades = st.one_of(st.just((None, None)), st.tuples(st.sampled_from([7, 8]), st.integers(1, 3)))
some_levels = st.lists(
    st.builds(
        lambda grade, number: (*grade, number), grades, st.one_of(st.none(), st.integers(1, 3))
    ),
    max_size=5,
).map(lambda values: levels(*values))


@given(some_levels)
def test_either_every_level_has_a_place_or_none_has(placed):
    places = places_of(placed)
    assert places is None or places.keys() == {level.pk for level in placed}
    if places:
        assert set(places.values()) == set(range(1, max(places.values()) + 1))


@given(some_levels, st.randoms())
def test_the_order_in_which_levels_are_given_says_nothing(placed, random):
    shuffled = random.sample(placed, len(placed))
    assert places_of(shuffled) == places_of(placed)


@given(some_levels)
def test_no_number_contradicts_the_grades_of_one_structure(placed):
    places = places_of(placed)
    if len({level.structure_pk for level in placed}) == 1 and placed[0].structure_pk and places:
        for one in placed:
            for other in placed:
                if one.grade_position < other.grade_position:
                    assert places[one.pk] < places[other.pk]


@pytest.mark.django_db
def test_places_of_roles_are_read_in_one_query(django_assert_num_queries):
    ordered, unordered = make_role(), make_role()
    structure = make_structure()
    low, high = make_grade(structure=structure), make_grade(structure=structure)
    senior = make_role_level(role=ordered, grade=high)
    junior = make_role_level(role=ordered, grade=low)
    make_role_level(role=ordered, status=Status.DRAFT)
    make_role_level(role=unordered)
    make_role_level(role=unordered, level_order=1)
    with django_assert_num_queries(1):
        places = RoleLevel.objects.published().places()
    assert places == {ordered.pk: {junior.pk: 1, senior.pk: 2}, unordered.pk: None}


@pytest.mark.django_db
def test_levels_of_unknown_order_come_by_title_behind_those_that_are_known():
    role = make_role()
    titles = [("Beta", None), ("Alpha", None), ("Zeta", 1), ("Eta", 2)]
    for title, number in titles:
        make_role_level(role=role, title=title, level_order=number)
    found = ["Zeta", "Eta", "Alpha", "Beta"]
    assert [level.title for level in RoleLevel.objects.in_grade_order()] == found
    assert [level.title for level in RoleLevel.objects.all()] == found
