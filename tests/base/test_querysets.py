import pytest

from grades.models import Grade
from tests.factories import make_family, make_grade, make_pay, make_role, make_role_level

pytestmark = pytest.mark.django_db


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
