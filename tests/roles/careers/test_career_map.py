import pytest

from roles.careers.career_map import career_map_of
from roles.careers.rungs import MOST_NAMED
from roles.ladder import steps_from
from roles.loading import load_profiles
from roles.models import JobFamily, RoleLevel
from roles.views.families import stop_of
from tests.roles.careers.stops import stop


def way_from(start, career_map):
    (way,) = [way for way in career_map.ways if way.start == start]
    return way


def test_role_levels_stand_by_their_grades():
    junior, senior, other, none = stop(1, 1), stop(1, 2), stop(2, 2), stop(3)
    bands = career_map_of([junior, senior, other, none]).bands
    assert [band.title for band in bands] == ["Grade 1", "Grade 2", "No grade stated"]
    starts = [[way.start for way in band.ways] for band in bands]
    assert starts == [[junior], [senior, other], [none]]


def test_grades_of_several_structures_say_which():
    bands = career_map_of([stop(1, 1), stop(1, 1, structure=2), stop(2)]).bands
    titles = ["Grade 1, Org 1", "Grade 1, Org 2", "No grade stated"]
    assert [band.title for band in bands] == titles


def test_a_step_stays_in_the_role_or_leads_into_others():
    first, last, one, two = stop(1, 1), stop(1, 2), stop(2, 3), stop(3, 3)
    career_map = career_map_of([first, last, one, two])
    within, into = way_from(first, career_map), way_from(last, career_map)
    assert (within.steps, within.is_within_role) == ((last,), True)
    assert (into.steps, into.is_within_role) == ((one, two), False)
    assert (way_from(one, career_map).steps, way_from(one, career_map).is_within_role) == (
        (),
        False,
    )


@pytest.mark.parametrize(("number", "named"), [(MOST_NAMED, MOST_NAMED), (MOST_NAMED + 1, 0)])
def test_few_steps_are_named_one_by_one(number, named):
    others = [stop(role, 2) for role in range(2, 2 + number)]
    way = way_from(stop(1, 1), career_map_of([stop(1, 1), *others]))
    assert len(way.steps) == number
    assert way.named == way.steps[:named]


def test_a_family_without_role_levels_has_an_empty_map():
    assert career_map_of([]).bands == ()


def test_the_steps_are_those_of_the_role_levels_own_pages(catalogue):
    for family in JobFamily.objects.published():
        levels = family.role_levels.published().with_role_and_grade().in_grade_order()
        for way in career_map_of(map(stop_of, levels)).ways:
            (profile,) = load_profiles([tuple(way.start.reference.split("/"))])
            steps = [(step.reference, step.title, step.url) for step in steps_from(profile).up]
            assert [(step.reference, step.title, step.url) for step in way.steps] == steps
    assert RoleLevel.objects.published().count() > 20
