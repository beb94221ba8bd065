from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from grades.models import Grade, GradeStructure, PayRange
from tests.factories import (
    make_family,
    make_grade,
    make_pay,
    make_role,
    make_role_level,
    make_structure,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def test_current_pay_is_the_latest_that_has_begun():
    grade = make_grade()
    make_pay(grade, valid_from=date(2025, 4, 1))
    latest = make_pay(grade, valid_from=date(2026, 4, 1))
    make_pay(grade, valid_from=date(2027, 4, 1))
    assert list(PayRange.objects.current(on=TODAY)) == [latest]


def test_pay_begins_on_its_day():
    pay = make_pay(make_grade(), valid_from=TODAY)
    assert list(PayRange.objects.current(on=TODAY)) == [pay]


def test_pay_without_a_date_holds_until_some_has_one():
    grade = make_grade()
    dateless = make_pay(grade)
    assert list(PayRange.objects.current(on=TODAY)) == [dateless]
    dated = make_pay(grade, valid_from=date(2020, 1, 1))
    assert list(PayRange.objects.current(on=TODAY)) == [dated]
    assert list(PayRange.objects.current(on=date(2019, 1, 1))) == [dateless]


def test_every_grade_and_location_has_its_own_current_pay():
    ranges = [
        make_pay(grade, location=location)
        for grade in (make_grade(), make_grade())
        for location in ("London", "National")
    ]
    assert set(PayRange.objects.current(on=TODAY)) == set(ranges)


def test_every_employer_has_its_own_current_pay_in_whatever_case_it_is_written():
    grade = make_grade()
    make_pay(grade, employer="Home Office", valid_from=date(2020, 1, 1))
    later = make_pay(grade, employer="HOME OFFICE", valid_from=date(2021, 1, 1))
    other = make_pay(grade, employer="Cabinet Office", valid_from=date(2019, 1, 1))
    nobodys = make_pay(grade)
    assert set(PayRange.objects.current(on=TODAY)) == {later, other, nobodys}


def test_pay_without_a_location_is_other_pay_and_begins_by_itself():
    grade = make_grade()
    make_pay(grade, location="", valid_from=date(2025, 4, 1))
    latest = make_pay(grade, location="", valid_from=date(2026, 4, 1))
    london = make_pay(grade, valid_from=date(2025, 4, 1))
    assert set(PayRange.objects.current(on=TODAY)) == {latest, london}


@pytest.mark.parametrize("day", [None, TODAY])
def test_a_grade_has_such_pay_without_a_location_once(day):
    pay = make_pay(make_grade(), location="", valid_from=day, employer="Home Office")
    pay.full_clean()
    pay.pk, pay.employer = None, "HOME OFFICE"
    with pytest.raises(ValidationError, match="has a pay range of this employer"):
        pay.full_clean()
    with pytest.raises(IntegrityError):
        pay.save()


def test_pay_stands_by_employer_and_location_and_the_latest_first():
    grade = make_grade()
    unnamed = make_pay(grade)
    named = {"employer": "Home Office"}
    nowhere = make_pay(grade, location="", **named)
    dateless = make_pay(grade, **named)
    national = make_pay(grade, location="National", **named)
    dated = make_pay(grade, valid_from=TODAY, **named)
    assert list(grade.pay_ranges.by_employer()) == [dated, dateless, national, nowhere, unnamed]


def test_above_and_below_are_the_nearest_of_the_same_structure():
    first, second, third, fourth = (make_grade() for _ in range(4))
    make_grade(structure=make_structure(), position=2)
    assert list(Grade.objects.above(second)) == [third, fourth]
    assert list(Grade.objects.below(third)) == [second, first]
    assert not Grade.objects.below(first)


def test_a_structure_shows_its_grades_most_senior_first():
    junior, senior = make_grade(), make_grade()
    pay = make_pay(senior)
    make_role_level(grade=junior)
    make_role_level(grade=junior, status="draft")
    make_role_level(grade=junior, role=make_role(status="withdrawn"))
    make_role_level(grade=junior, role=make_role(family=make_family(status="draft")))
    (structure,) = GradeStructure.objects.with_grades(on=TODAY)
    shown = [(grade, grade.current_pay) for grade in structure.grades.all()]
    assert shown == [(senior, [pay]), (junior, [])]
    assert Grade.objects.numbers_of_role_levels() == {junior.pk: 1}


def test_a_structure_says_whether_it_gives_pay():
    paid, unpaid = make_structure(), make_structure()
    make_pay(make_grade(structure=paid))
    make_pay(make_grade(structure=unpaid), valid_from=date(2027, 1, 1))
    structures = GradeStructure.objects.with_grades(on=TODAY)
    assert {structure: structure.gives_pay for structure in structures} == {
        paid: True,
        unpaid: False,
    }
