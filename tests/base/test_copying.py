"""A copy holds all that the entry does, but for its own names, and is a draft."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from capframe.base.copying import begin_copy, copy, count_copied, list_copied
from capframe.base.models import Status
from roles.models import Role, RoleLevel, SkillRequirement, Statement
from roles.ordering import OrderFrom
from skills.models import Indicator, Skill
from tests.factories import (
    make_grade,
    make_qualification_requirement,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_skill,
    make_skill_level,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def level():
    """A role level with something of all that may stand in one."""
    role = make_role(title="Auditor", order_from=OrderFrom.SOURCE)
    level = make_role_level(role=role, title="Senior", grade=make_grade(), code="A1", level_order=2)
    section = make_section(level, statements=["Audits accounts.", "Is qualified."])
    make_section(level, "Skills needed", statements=["Writes well."])
    make_qualification_requirement(section.statements.last(), "CIPD")
    make_requirement(level, make_skill(title="Pace"), 4)
    return level


def make_copy(entry, **values):
    begun = begin_copy(entry)
    for name, value in values.items():
        setattr(begun, name, value)
    copy(entry=entry, begun=begun, by=None, reason="Another grade")
    return type(entry).objects.get(pk=begun.pk)


def texts_of(entry):
    """What stands in an entry, without keys of its own."""
    own = {"role_level", "section", "statement", "skill", "skill_level"}
    return [
        {
            field.name: getattr(one, field.attname)
            for field in one._meta.concrete_fields
            if not field.primary_key and field.name not in own
        }
        for one in list_copied(entry)
    ]


def test_a_role_level_is_copied_with_all_that_stands_in_it(level):
    made = make_copy(level, title="Principal", slug="principal")
    assert texts_of(made) == texts_of(level) != []
    assert (made.role, made.grade, made.source) == (level.role, level.grade, level.source)
    assert Statement.objects.count() == 6
    requirement = made.qualification_requirements.get()
    assert requirement.statement.section.role_level == made
    assert level.qualification_requirements.get().statement.section.role_level == level


def test_a_copy_is_a_draft_without_names_that_only_one_may_have(level):
    made = make_copy(level, title="Principal", slug="principal")
    assert (made.status, made.code, made.level_order) == (Status.DRAFT, "", None)
    level.refresh_from_db()
    assert (level.status, level.code, level.level_order) == (Status.PUBLISHED, "A1", 2)


def test_a_role_is_copied_with_its_levels_in_their_order(level):
    made = make_copy(level.role, title="Inspector", slug="inspector")
    copied = made.levels.get()
    assert (copied.title, copied.slug, copied.level_order) == ("Senior", level.slug, 2)
    assert (copied.status, copied.code, made.order_from) == (Status.DRAFT, "", OrderFrom.SOURCE)
    assert texts_of(copied) == texts_of(level)
    assert SkillRequirement.objects.count() == 2


def test_a_skill_is_copied_with_its_levels_and_behaviours():
    skill = make_skill(title="Pace", aliases="Speed")
    make_skill_level(skill, 3, pairs=[("Does", "Does not"), ("Says", "")])
    made = make_copy(skill, title="Tempo", slug="tempo")
    assert made.aliases == ""
    assert texts_of(made) == texts_of(skill)
    assert Indicator.objects.filter(skill_level__skill=made).count() == 2


def test_each_copy_has_a_first_version_with_who_and_why(level):
    made = make_copy(level, title="Principal", slug="principal")
    for one in (made, *list_copied(made)):
        assert [row.history_change_reason for row in one.history.all()] == ["Another grade"]


def test_what_is_copied_is_counted_in_words(level):
    assert count_copied(level) == [
        (2, "sections"),
        (3, "statements"),
        (1, "qualification requirement"),
        (1, "skill requirement"),
    ]


@pytest.fixture
def owner(admin_client):
    return admin_client


def page_of(entry, name="copy"):
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", args=[entry.pk])


def test_an_editor_copies_a_role_level_and_goes_on_in_its_form(owner, level):
    assert page_of(level) in owner.get(page_of(level, "change")).text
    text = " ".join(owner.get(page_of(level)).text.split())
    assert "2 sections, 3 statements, 1 qualification requirement, 1 skill requirement." in text
    assert "Left empty in the copy: code, level order." in text
    answer = owner.post(page_of(level), {"title": "Principal", "reason": "New grade"}, follow=True)
    made = RoleLevel.objects.get(slug="principal")
    assert answer.request["PATH_INFO"] == page_of(made, "change")
    assert "This is the copy, a draft: readers do not see it." in answer.text
    assert made.history.get().history_change_reason == "New grade"
    assert made.history.get().history_user == User.objects.get()


def test_without_a_reason_the_history_says_what_it_was_copied_from(owner, level):
    owner.post(page_of(level), {"title": "Principal"})
    reason = RoleLevel.objects.get(slug="principal").history.get().history_change_reason
    assert reason == "Copied from Auditor, Senior"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "SENIOR", "slug": "other"}, "is there already"),
        ({"title": "Principal", "slug": "senior"}, "already exists"),
        ({"title": "Principal", "reason": "x" * 501}, "at most 500 characters"),
    ],
    ids=["no title", "title alike", "address taken", "long reason"],
)
def test_what_cannot_be_saved_is_said_and_nothing_is_copied(owner, level, sent, said):
    RoleLevel.objects.filter(pk=level.pk).update(slug="senior")
    text = owner.post(page_of(level), sent).text
    assert "Nothing is copied yet." in text
    assert said in text
    assert RoleLevel.objects.count() == 1


def test_only_who_may_add_one_may_copy(client, level):
    user = User.objects.create_user("viewer", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_rolelevel"))
    client.force_login(user)
    assert "/copy/" not in client.get(page_of(level, "change")).text
    assert client.post(page_of(level), {"title": "Principal"}).status_code == 403
    assert RoleLevel.objects.count() == 1


@pytest.mark.parametrize("model", [Role, RoleLevel, Skill])
def test_an_entry_that_is_not_there(owner, model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_copy"
    for key in ("999", "x"):
        assert owner.get(reverse(name, args=[key])).status_code == 302
