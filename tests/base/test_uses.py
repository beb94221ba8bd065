"""What uses an entry: found, shown on its form, and asked about before it goes."""

from html import unescape

import pytest
from django.contrib.auth.models import Permission

from capframe.base.models import Source, Status
from capframe.base.uses import find_uses, uses_of
from skills.models import Skill
from tests.admin_forms import load, send
from tests.base.test_admin_actions import change_url, url
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_proficiency,
    make_qualification,
    make_qualification_requirement,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_section_type,
    make_skill,
    make_skill_level,
    make_structure,
    make_workstream,
)


def used_by(entry):
    """What uses the entry, in words."""
    return [str(uses) for uses in find_uses(entry)]


def test_a_skill_is_used_by_role_levels(db):
    skill = make_skill()
    make_skill_level(skill, pairs=[("Does", "Does not")])
    assert used_by(skill) == []
    for _ in range(2):
        make_requirement(make_role_level(), skill)
    assert used_by(skill) == ["2 role levels"]


def test_what_replaces_something_is_used_by_it(db):
    new = make_skill()
    make_skill(status=Status.WITHDRAWN, successor=new)
    assert used_by(new) == ["1 skill"]


def test_a_section_type_counts_each_role_level_once(db):
    level, kind = make_role_level(), make_section_type()
    make_section(level, kind.title, ["One", "Two"])
    assert used_by(kind) == ["1 role level"]


def test_a_grade_a_role_and_a_family(db):
    level = make_role_level(grade=make_grade())
    assert used_by(level.grade) == ["1 role level"]
    assert used_by(level.role) == ["1 role level"]
    assert used_by(level.family) == ["1 role", "1 role level"]


def test_a_framework_is_used_by_what_uses_its_levels_too(db):
    skill = make_skill(framework=make_framework())
    make_skill_level(skill)
    level = make_proficiency(skill.framework)
    assert used_by(level) == ["1 skill"]
    make_requirement(make_role_level(), skill, level.position)
    assert used_by(skill.framework) == ["1 skill", "1 role level"]


def test_a_qualification_is_used_by_the_role_level_that_asks_for_it(db):
    section = make_section(make_role_level(), "Essential", ["A degree"])
    degree = make_qualification()
    make_qualification_requirement(section.statements.get(), degree)
    assert used_by(degree) == ["1 role level"]


def test_nothing_uses_a_role_level(db):
    level = make_role_level({"Purpose": ["One"]})
    make_requirement(level, make_skill())
    assert used_by(level) == []


def test_it_is_asked_in_the_same_number_of_queries(db, django_assert_num_queries):
    skills = [make_skill() for _ in range(5)]
    for skill in skills:
        make_requirement(make_role_level(), skill)
    for some in (skills[:1], skills):
        with django_assert_num_queries(2):
            assert len(uses_of(Skill, [skill.pk for skill in some])) == len(some)


def test_a_form_says_what_uses_the_entry(admin_client):
    skill = make_skill()
    level = make_role_level(status=Status.DRAFT)
    make_requirement(level, skill)
    page = unescape(admin_client.get(change_url(skill)).content.decode())
    assert "<summary>Used by 1 role level</summary>" in page
    assert f'<a href="{change_url(level)}">{level}</a> (draft)' in page


def test_who_may_not_see_what_uses_it_is_told_how_many_there_are(client, django_user_model):
    skill, level = make_skill(), make_role_level(title="Secret")
    make_requirement(level, skill)
    user = django_user_model.objects.create(username="nearly", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_skill"))
    client.force_login(user)
    page = client.get(change_url(skill)).content.decode()
    assert "Used by 1 role level" in page
    assert "Secret" not in page


def test_a_long_list_of_uses_is_cut(admin_client):
    for _ in range(25):
        source = make_workstream().source
    page = admin_client.get(change_url(source)).content.decode()
    assert "Used by 25 workstreams" in page
    assert "<li>and 5 more</li>" in page


def test_a_form_of_what_nothing_uses_says_nothing(admin_client):
    assert "Used by" not in admin_client.get(change_url(make_workstream())).content.decode()
    assert "Used by" not in admin_client.get(url("add", Source)).content.decode()


@pytest.fixture
def used(db):
    """A published skill that a role level asks for."""
    skill = make_skill()
    make_requirement(make_role_level(), skill)
    return skill


def save(client, entry, **changes):
    return send(client, change_url(entry), load(client, change_url(entry)), **changes)


def asked(response):
    """Whether the form asks for a word, as it shows what uses the entry."""
    page = unescape(response.content.decode())
    assert '<details class="capframe-uses" open>' in page
    return page


def test_withdrawing_what_is_in_use_asks_for_a_successor_or_a_reason(admin_client, used):
    page = asked(save(admin_client, used, status="withdrawn"))
    assert (
        "It is used by 1 role level. Choose what replaces it as its successor, or say why." in page
    )
    used.refresh_from_db()
    assert used.status == "published"


@pytest.mark.parametrize("with_successor", [True, False])
def test_with_one_of_both_it_is_withdrawn(with_successor, admin_client, used):
    successor = make_skill(framework=used.framework)
    changes = {"status": "withdrawn"}
    changes |= {"successor": successor.pk} if with_successor else {"reason": "Not used any more"}
    page = save(admin_client, used, **changes)
    # What role levels go on naming is said in any case.
    changes["agreed_to"] = page.context["adminform"].form.agreement
    assert save(admin_client, used, **changes).status_code == 302
    used.refresh_from_db()
    assert used.status == "withdrawn"


def test_taking_what_is_in_use_back_to_draft_asks_for_a_reason(admin_client, used):
    page = asked(save(admin_client, used, status="draft"))
    assert "It is used by 1 role level. Say why." in page


def test_moving_what_is_in_use_asks_for_a_reason(admin_client):
    level = make_role_level(grade=make_grade())
    other, family = make_structure(), make_family()
    assert "Say why." in asked(save(admin_client, level.grade, structure=other.pk))
    assert "Say why." in asked(save(admin_client, level.role, family=family.pk))
    assert save(admin_client, level.role, family=family.pk, reason="Agreed").status_code == 302


def test_what_nothing_uses_is_moved_and_withdrawn_without_a_word(admin_client):
    role = make_role()
    assert save(admin_client, role, family=make_family().pk).status_code == 302
    assert save(admin_client, role, status="withdrawn").status_code == 302


def test_other_changes_of_what_is_in_use_need_no_word(admin_client, used):
    assert save(admin_client, used, definition="What it is").status_code == 302


def test_what_cannot_be_deleted_can_be_withdrawn(admin_client, used):
    page = admin_client.get(url("delete", Skill, used.pk)).content.decode()
    assert "withdraw it on its form" in page
    level = make_role_level(grade=make_grade())
    page = admin_client.get(url("delete", type(level.grade), level.grade.pk)).content.decode()
    assert "withdraw it" not in page
