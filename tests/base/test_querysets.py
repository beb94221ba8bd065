import pytest

from capframe.base.querysets import order_in_whole
from grades.models import Grade, PayRange
from roles.models import FamilySection, FamilyStatement, Section, Statement
from skills.models import ProficiencyLevel, SkillLevel
from tests.factories import (
    make_family,
    make_grade,
    make_pay,
    make_role,
    make_role_level,
    make_section,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "order"),
    [
        (Section, ["position", "pk"]),
        (FamilySection, ["position", "pk"]),
        (FamilyStatement, ["position", "pk"]),
        (ProficiencyLevel, ["position"]),
        (SkillLevel, ["level__position"]),
        (PayRange, ["employer", "location", "-valid_from"]),
    ],
)
def test_parts_are_ordered_as_their_model_says_without_the_whole(model, order):
    assert order_in_whole(model) == order


def test_an_order_may_lead_to_parts_from_elsewhere():
    assert order_in_whole(Statement, "statements__") == ["statements__position", "statements__pk"]
    assert order_in_whole(PayRange, "pay__") == [
        *("pay__employer", "pay__location", "-pay__valid_from"),
    ]


def test_parts_stand_in_the_order_of_their_whole():
    level = make_role_level()
    second = make_section(level, title="Responsibilities", position=2)
    first = make_section(level, title="Skills", position=1)
    also_second = make_section(level, title="Experience", position=2)
    assert list(level.sections.in_order()) == [first, second, also_second]


def test_a_number_counts_what_readers_see():
    grade = make_grade()
    make_role_level(grade=grade)
    make_role_level(grade=grade)
    make_role_level(grade=grade, status="withdrawn")
    make_role_level(grade=grade, role=make_role(status="draft"))
    make_role_level(grade=grade, role=make_role(family=make_family(status="draft")))
    assert Grade.objects.with_number_of("role_levels").get().number_of_role_levels == 2


def test_two_numbers_do_not_multiply_each_other():
    grade = make_grade()
    for location in ("London", "National"):
        make_pay(grade, location=location)
        make_role_level(grade=grade)
    counted = Grade.objects.with_number_of("role_levels").with_number_of("pay_ranges").get()
    assert (counted.number_of_role_levels, counted.number_of_pay_ranges) == (2, 2)


def test_nothing_refers_to_it():
    make_grade()
    assert Grade.objects.with_number_of("role_levels").get().number_of_role_levels == 0
