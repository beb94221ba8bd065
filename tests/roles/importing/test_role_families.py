"""A role that comes with several job families is a question."""

from dataclasses import replace

import pytest

from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from roles.importing import ROLES
from roles.models import JobFamily, Role, Statement
from tests.factories import make_family, make_role
from tests.importing import check, no_progress, records_of

pytestmark = pytest.mark.django_db

ROWS = [
    {"job_family": "Audit", "role": "Analyst", "level": "Junior", "level_order": "1"},
    {"job_family": "Data", "role": "analyst", "level": "Senior", "level_order": "2"},
    {"job_family": "Data", "role": "Engineer", "level": "Senior"},
]
KEY = "role-families|analyst"


def answered(*rows, family):
    choices = replace(Choices(), answers={KEY: family})
    return ROLES.check(records_of(ROLES, rows), choices, no_progress)


def test_it_is_asked_and_left_open_they_are_two():
    checked = check(ROLES, *ROWS)
    [question] = checked.questions
    assert (question.key, question.title) == (KEY, "Is “Analyst” one role?")
    assert "“Audit” (1 row), “Data” (1 row)" in question.about
    assert [option.value for option in question.options] == ["audit", "data"]
    apply(plan=checked.plan, by=None, reason="")
    assert Role.objects.count() == 3


def test_one_role_stands_in_the_family_that_was_answered():
    checked = answered(*ROWS, family="data")
    assert checked.errors == ()
    apply(plan=checked.plan, by=None, reason="")
    role = Role.objects.get(title="Analyst")
    assert role.family.title == "Data"
    assert set(role.levels.values_list("title", flat=True)) == {"Junior", "Senior"}
    assert not JobFamily.objects.filter(title="Audit").exists()  # nothing else was in it


def test_an_answer_that_is_no_family_of_it_is_none():
    [question] = answered(*ROWS, family="Nowhere").questions
    assert question.is_open


def test_what_the_catalogue_has_in_both_is_not_asked():
    for title in ("Audit", "Data"):
        make_role(family=make_family(title=title), title="Analyst", slug=f"analyst-{title.lower()}")
    assert check(ROLES, *ROWS).questions == ()


def test_one_family_by_its_title_and_its_address_is_one():
    make_family(title="Auditing", slug="audit")
    rows = [ROWS[0], {**ROWS[1], "job_family": "auditing"}]
    assert check(ROLES, *rows).questions == ()


def test_no_row_is_lost_whatever_is_answered():
    rows = [{**row, "section": "Duties", "statement": f"Do {n}"} for n, row in enumerate(ROWS)]
    checked = answered(*rows, family="audit")
    apply(plan=checked.plan, by=None, reason="")
    assert set(Statement.objects.values_list("text", flat=True)) == {"Do 0", "Do 1", "Do 2"}
