import pytest
from django.db.models import ProtectedError

from capframe.base.actions import delete, reasons_hidden, sign
from capframe.base.models import Status
from roles.models import RoleLevel, Section, Statement
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_proficiency,
    make_role,
    make_role_level,
    make_section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("editor")


def test_a_signed_save_keeps_who_and_why(editor):
    level = make_role_level()
    sign(level, by=editor, reason="Because")
    level.save()
    newest = level.history.first()
    assert (newest.history_user, newest.history_change_reason) == (editor, "Because")


def test_an_empty_reason_is_none(editor):
    level = make_role_level()
    sign(level, by=editor, reason="")
    level.save()
    assert level.history.first().history_change_reason is None


def test_deleting_signs_everything_that_goes_with_it(editor):
    level = make_role_level({"Responsibilities": ["Lead", "Plan"]})
    delete(entry=level, by=editor, reason="Duplicate")
    for model, number in ((RoleLevel, 1), (Section, 1), (Statement, 2)):
        rows = model.history.filter(history_type="-")
        assert [(row.history_user, row.history_change_reason) for row in rows] == [
            (editor, "Duplicate")
        ] * number
        assert not model.objects.exists()


def test_deleting_what_is_in_use_deletes_nothing(editor):
    grade = make_grade()
    make_role_level(grade=grade)
    with pytest.raises(ProtectedError):
        delete(entry=grade, by=editor, reason="")


def test_parts_that_are_protected_stay(editor):
    framework = make_framework()
    make_proficiency(framework)
    with pytest.raises(ProtectedError):
        delete(entry=framework, by=editor, reason="")
    assert framework.levels.count() == 1


def test_readers_see_what_has_no_obstacles():
    assert list(reasons_hidden(make_role_level())) == []
    assert list(reasons_hidden(make_grade())) == []


def test_obstacles_name_what_is_in_the_way():
    family = make_family(status=Status.WITHDRAWN)
    role = make_role(family=family, status=Status.DRAFT)
    section = make_section(make_role_level(role=role, status=Status.DRAFT))
    assert list(reasons_hidden(section.role_level)) == [
        "it is a draft",
        "the role is a draft",
        "the job family is withdrawn",
    ]
    assert next(reasons_hidden(section)) == "the role level is a draft"
