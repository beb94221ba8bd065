import pytest

from roles.loading import load_profiles
from roles.step_up.where_next import where_next
from tests.factories import (
    make_family,
    make_grade,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
)

pytestmark = pytest.mark.django_db


def asking(skills, **values):
    """A role level of a role and a family of its own that asks for these skills."""
    level = make_role_level(role=make_role(family=make_family()), **values)
    for skill in skills:
        make_requirement(level, skill, 3)
    return level


def ways(level):
    """The keys of the role levels that are next, and of those elsewhere."""
    (start,) = load_profiles([(level.role.slug, level.slug)])
    found = where_next(start)
    return [[step.goal.pk for step in steps] for steps in (found.up, found.elsewhere)]


def elsewhere(level):
    return ways(level)[1]


def test_it_works():
    skills = [make_skill() for _ in range(4)]
    start = asking(skills)
    half, most, everything = asking(skills[:2]), asking(skills[1:]), asking(skills)
    asking(skills[:1])
    make_requirement(half, make_skill(), 1)
    assert elsewhere(start) == [everything.pk, most.pk, half.pk]


def test_next_grades_come_nearest_first_and_not_elsewhere_again():
    role, grades = make_role(), [make_grade() for _ in range(2)]
    skill = make_skill()
    start = make_role_level({"Overview": ["Plan all work"]}, role=role, grade=grades[0])
    family = {"grade": grades[1]}
    far = make_role_level({"Overview": ["Fly"]}, role=make_role(family=role.family), **family)
    near = make_role_level(
        {"Overview": ["Plan all work"]}, role=make_role(family=role.family), **family
    )
    for level in (start, far, near):
        make_requirement(level, skill, 3)
    assert ways(start) == [[near.pk, far.pk], []]


def test_of_skills_alike_statements_decide():
    skill = make_skill()
    start = make_role_level({"Overview": ["Plan all work"]})
    make_requirement(start, skill, 3)
    another = asking([skill], sections={"Overview": ["Fly aeroplanes", "Sail"]})
    same = asking([skill], sections={"Overview": ["Plan all work"]})
    assert elsewhere(start) == [same.pk, another.pk]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_readers_cannot_see_is_not_there(status):
    skill = make_skill()
    start = asking([skill])
    asking([skill], status=status)
    assert elsewhere(start) == []


def test_a_skill_that_is_not_published_is_not_shared():
    hidden, shown = make_skill(status="draft"), make_skill()
    start = asking([hidden, shown])
    asking([hidden])
    same = asking([shown])
    assert elsewhere(start) == [same.pk]


def test_levels_of_the_same_role_are_not_elsewhere():
    skill, role = make_skill(), make_role()
    low, _, high = [make_role_level(role=role, grade=make_grade()) for _ in range(3)]
    for level in (low, high):
        make_requirement(level, skill, 3)
    assert elsewhere(low) == []


def test_of_many_the_twelve_that_share_most_are_measured():
    skills = [make_skill() for _ in range(2)]
    start = asking(skills)
    for _ in range(13):
        asking(skills[:1])
    both = asking(skills)
    assert len(elsewhere(start)) == 12
    assert elsewhere(start)[0] == both.pk


def test_what_asks_for_no_skills_has_nothing_elsewhere():
    assert ways(make_role_level()) == [[], []]
