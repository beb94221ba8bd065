import pytest
from django.utils import timezone

from capframe.base.actions import delete
from capframe.base.saves import one_save
from capframe.plans.changes import Change
from capframe.plans.from_history import read_save
from capframe.plans.plan import Plan
from capframe.plans.taken import find_taken
from capframe.plans.undo import invert
from grades.models import PayRange
from roles.models import RoleLevel
from skills.models import ProficiencyLevel, Skill
from tests.factories import (
    make_framework,
    make_grade,
    make_pay,
    make_proficiency,
    make_role_level,
    make_skill,
)

pytestmark = pytest.mark.django_db


def back_of(*entries):
    """What would take back the deletion of some entries."""
    with one_save() as number:
        for entry in entries:
            delete(entry=entry, by=None, reason="")
    return invert(read_save(number, timezone.now()), {})


def takers(plan):
    return {(taken.by, taken.columns) for taken in find_taken(plan)}


def test_nothing_is_in_the_way_of_what_was_deleted_alone():
    assert takers(back_of(make_skill())) == set()


def test_an_address_and_a_title_are_taken_by_another_entry():
    skill = make_skill(title="Planning")
    back = back_of(skill)
    other = make_skill(title="Planning", framework=skill.framework)
    assert takers(back) == {
        ((Skill, other.pk), ("framework_id", "slug")),
        ((Skill, other.pk), ("framework_id", "title")),
    }


def test_what_the_plan_itself_takes_away_is_not_in_the_way():
    skill = make_skill(title="Planning")
    with one_save() as number:
        delete(entry=skill, by=None, reason="")
        make_skill(title="Planning", framework=skill.framework)
    assert takers(invert(read_save(number, timezone.now()), {})) == set()


def test_places_that_a_plan_exchanges_are_not_in_the_way():
    framework = make_framework()
    first, second = (make_proficiency(framework, place) for place in (1, 2))

    label = ProficiencyLevel._meta.label_lower
    plan = Plan(
        changes=[
            Change(label, first.pk, {"position": 1}, {"position": 2}, -1),
            Change(label, second.pk, {"position": 2}, {"position": 1}, -1),
        ]
    )
    assert takers(plan) == set()
    (alone, _) = plan.changes
    assert takers(Plan(changes=[alone])) == {
        ((ProficiencyLevel, second.pk), ("framework_id", "position"))
    }


def test_a_place_is_taken():
    framework = make_framework()
    back = back_of(make_proficiency(framework, 1))
    other = make_proficiency(framework, 1, title="New")
    assert takers(back) == {((ProficiencyLevel, other.pk), ("framework_id", "position"))}


@pytest.mark.parametrize(("code", "is_taken"), [("A1", True), ("", False)], ids=["said", "empty"])
def test_a_condition_says_which_must_differ(code, is_taken):
    level = make_role_level(code=code)
    back = back_of(level)
    other = make_role_level(code=code, role=level.role)
    expected = {((RoleLevel, other.pk), ("family_id", "code"))} if is_taken else set()
    assert takers(back) == expected


def test_case_makes_no_difference_where_the_constraint_says_so():
    grade = make_grade()
    back = back_of(make_pay(grade, employer="Home Office"))
    other = make_pay(grade, employer="HOME office")
    assert {taken.by for taken in find_taken(back)} == {(PayRange, other.pk)}


def test_it_asks_as_often_however_many_entries_come(django_assert_num_queries):
    framework = make_framework()
    one, many = (
        back_of(*(make_skill(framework=framework) for _ in range(number))) for number in (1, 5)
    )
    for plan in (one, many):
        with django_assert_num_queries(2):
            assert not list(find_taken(plan))
