import pytest

from roles.careers.career_map import career_map_of
from roles.careers.ladders import MOST_NAMED
from roles.careers.next_levels import next_levels_from
from roles.loading import load_profiles
from roles.models import JobFamily, RoleLevel
from roles.views.families import map_level_of, role_orders_of
from tests.roles.careers.map_levels import level


def entry_of(start, career_map):
    (entry,) = [entry for entry in career_map.entries if entry.level == start]
    return entry


def test_role_levels_stand_by_their_grades():
    junior, senior, other, none = level(1, 1), level(1, 2), level(2, 2), level(3)
    graded, ungraded = career_map_of([junior, senior, other, none]).bands
    assert [grade.title for grade in graded.grades] == ["Grade 1", "Grade 2"]
    starts = [[entry.level for entry in grade.entries] for grade in graded.grades]
    assert starts == [[junior], [senior, other]]
    assert [entry.level for entry in ungraded.entries] == [none]


def test_every_structure_is_a_band():
    bands = career_map_of([level(1, 1), level(1, 1, structure=2), level(2)]).bands
    assert [band.title for band in bands] == ["Org 1", "Org 2", "No grade stated"]


def test_roles_whose_order_nothing_states_are_listed_by_title():
    first, second = (level(1, place=None, name=name, title=title) for name, title in ("aB", "bA"))
    career_map = career_map_of([first, second, level(2)])
    assert career_map.unordered == (("Role 1", (second, first)),)
    assert not any(entry.steps_up for entry in career_map.entries)


def test_a_step_stays_in_the_role_or_leads_into_others():
    first, last, one, two = level(1, 1), level(1, 2), level(2, 3), level(3, 3)
    career_map = career_map_of([first, last, one, two])
    within, into = entry_of(first, career_map), entry_of(last, career_map)
    assert (within.steps_up, within.is_within_role) == ((last,), True)
    assert (into.steps_up, into.is_within_role) == ((one, two), False)
    assert career_map.has_inferred_steps
    assert (entry_of(one, career_map).steps_up, entry_of(one, career_map).is_within_role) == (
        (),
        False,
    )


@pytest.mark.parametrize(("number", "named"), [(MOST_NAMED, MOST_NAMED), (MOST_NAMED + 1, 0)])
def test_few_steps_are_named_one_by_one(number, named):
    others = [level(role, 2) for role in range(2, 2 + number)]
    entry = entry_of(level(1, 1), career_map_of([level(1, 1), *others]))
    assert len(entry.steps_up) == number
    assert entry.named == entry.steps_up[:named]


def test_a_family_without_role_levels_has_an_empty_map():
    assert career_map_of([]).bands == ()


def test_the_steps_are_those_of_the_role_levels_own_pages(catalogue):
    for family in JobFamily.objects.published():
        levels = family.role_levels.published().with_role_and_grade().in_grade_order()
        orders = role_orders_of(levels)
        places = (map_level_of(level, orders[level.role_id]) for level in levels)
        for entry in career_map_of(places).entries:
            (profile,) = load_profiles([tuple(entry.level.reference.split("/"))])
            steps = [
                (step.reference, step.title, step.url) for step in next_levels_from(profile).up
            ]
            assert [(step.reference, step.title, step.url) for step in entry.steps_up] == steps
    assert RoleLevel.objects.published().count() > 20
