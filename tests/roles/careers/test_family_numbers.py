import pytest

from roles.careers.family_numbers import load_counted_families
from tests.factories import make_family, make_role, make_role_level

pytestmark = pytest.mark.django_db


def numbers(*, counted=10, all_up_to=10):
    found = load_counted_families(counted=counted, all_up_to=all_up_to)
    return {one.title: (one.number_of_roles, one.number_of_role_levels) for one in found}


def make(title, *levels):
    """A family with a role for each of these numbers of levels."""
    family = make_family(title=title)
    for number in levels:
        role = make_role(family=family)
        for _ in range(number):
            make_role_level(role=role)
    return family


def test_it_works():
    make("B", 2, 1)
    make("A", 3)
    assert list(numbers().items()) == [("A", (1, 3)), ("B", (2, 3))]


def test_only_what_readers_find_counts():
    family = make("A", 1)
    make_role_level(role=make_role(family=family), status="draft")
    make_role_level(role=make_role(family=family, status="withdrawn"))
    make_role(family=family)
    make_role_level(role=make_role(family=make_family(title="Hidden", status="draft")))
    make_role_level(role=make_role(family=make_family(title="Drafts")), status="draft")
    make_family(title="Empty")
    assert numbers() == {"A": (1, 1)}


def test_of_many_only_the_first_are_counted():
    for title in "ABC":
        make(title, 2, 2)
    assert numbers(counted=1, all_up_to=2) == {"A": (2, 4), "B": (1, 1), "C": (1, 1)}
    assert numbers(counted=1, all_up_to=3) == dict.fromkeys("ABC", (2, 4))


@pytest.mark.parametrize("number", [1, 12])
def test_two_queries_however_many_and_none_once_kept(django_assert_num_queries, number):
    for _ in range(number):
        make_role_level(role=make_role(family=make_family()))
    with django_assert_num_queries(2):
        before = numbers()
    with django_assert_num_queries(0):
        numbers()
    make("New", 1)
    assert numbers() == before | {"New": (1, 1)}


def test_an_empty_catalogue_has_none():
    assert numbers() == {}
