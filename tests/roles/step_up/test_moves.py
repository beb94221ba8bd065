import pytest

from roles.careers.family_numbers import load_counted_families
from roles.models import JobFamily
from roles.step_up.moves import MOST_LISTED, load_move
from tests.factories import make_family, make_grade, make_role, make_role_level, make_role_levels

pytestmark = pytest.mark.django_db


def move(**asked):
    named = {name.rstrip("_"): value for name, value in asked.items()}
    return load_move(load_counted_families(counted=0, all_up_to=MOST_LISTED), named)


def titles(end):
    return [option.title for _, options in end.groups for option in options]


@pytest.fixture
def large():
    """A family of more role levels than one list holds; the other has two."""
    make_role_levels(MOST_LISTED, role=make_role(family=make_family(title="Large"), title="Clerk"))
    role = make_role(family=make_family(title="Small"), title="Planner")
    return make_role_levels(2, role=role)


def test_few_role_levels_are_chosen_at_once_under_their_families(
    catalogue, django_assert_num_queries
):
    with django_assert_num_queries(3):  # two of them count families, which is kept
        found = move()
    assert found.families == ()
    assert [end.label for end in found.ends] == ["I am now", "I want to become"]
    assert [family for family, _ in found.ends[0].groups] == [
        "Digital and Data",
        "HR Professionals",
        "Policy and Performance",
    ]
    assert "Policy and Performance, PAP14 (Grade 14)" in titles(found.ends[0])
    assert "HR Business Partner, Grade 7" in titles(found.ends[1])


def test_only_what_is_published_can_be_chosen():
    make_role_level(title="Seen", grade=make_grade())
    make_role_level(title="Hidden", role=make_role(status="draft"))
    found = move()
    assert len(titles(found.ends[0])) == 1
    assert not found.is_possible


def test_of_many_the_family_is_chosen_first(large):
    found = move()
    assert [family.title for family in found.families] == ["Large", "Small"]
    assert not found.can_choose_levels
    chosen = move(from_family="small", to_family="large")
    assert chosen.can_choose_levels
    assert titles(chosen.ends[0]) == [level.full_title for level in sorted_by_title(large)]


def sorted_by_title(levels):
    return sorted(levels, key=lambda level: level.title)


def test_of_a_large_family_the_first_are_listed_until_words_say_which(large):
    make_role_level(role=make_role(family=JobFamily.objects.get(title="Large"), title="Auditor"))
    start = move(from_family="large").ends[0]
    assert (len(titles(start)), start.number, start.is_cut) == (MOST_LISTED, MOST_LISTED + 1, True)
    start = move(from_family="large", from_words=" audit ").ends[0]
    assert (start.number, start.is_cut, start.asks_for_words) == (1, False, True)


def test_what_is_chosen_names_its_family(large):
    start = move(from_=large[0].reference).ends[0]
    assert (start.family, start.chosen) == ("small", large[0].reference)


@pytest.mark.parametrize("asked", ["none", "\0", "x" * 500])
def test_an_unknown_family_is_none(large, asked):
    assert move(from_family=asked, from_=asked, from_words=asked).ends[0].groups == ()


def test_strange_words_find_nothing(large):
    assert move(from_family="small", from_words="\0 % _ " + "a " * 3000).ends[0].groups == ()


def test_an_empty_catalogue_has_no_move():
    assert not move().is_possible
