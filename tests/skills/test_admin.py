from html import unescape

import pytest
from django.urls import reverse

from skills.models import Indicator, ProficiencyLevel, Skill
from tests.admin_forms import edit, load, send
from tests.factories import (
    make_framework,
    make_proficiency,
    make_requirement,
    make_role_level,
    make_skill,
    make_skill_level,
)

pytestmark = pytest.mark.django_db


def change_url(entry):
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])


def test_a_skill_links_to_the_notes_on_the_behaviours_of_its_levels(admin_client):
    level = make_skill_level(make_skill(), 4, [("Act with integrity", "Act alone")])
    page = admin_client.get(change_url(level.skill)).content.decode()
    assert f'<a href="{change_url(level)}">Notes on its behaviours</a>' in page


def test_behaviours_are_edited_with_their_level(admin_client, admin_user):
    level = make_skill_level(make_skill(), 4, [("Act", "Wait"), ("Listen", "Shout")])
    typed = {"indicators-1-ineffective": "Talk", "indicators-0-DELETE": "on"}
    edit(admin_client, change_url(level), typed, reason="As printed")
    behaviour = Indicator.objects.get()
    assert (behaviour.effective, behaviour.ineffective) == ("Listen", "Talk")
    rows = Indicator.history.filter(history_change_reason="As printed")
    assert sorted(row.history_type for row in rows) == ["-", "~"]


def test_a_pair_without_any_behaviour_is_refused(admin_client):
    level = make_skill_level(make_skill(), 4, [("Act", "Wait")])
    emptied = {"indicators-0-effective": "", "indicators-0-ineffective": ""}
    answer = send(admin_client, change_url(level), load(admin_client, change_url(level)) | emptied)
    assert "Give an effective or an ineffective behaviour." in answer.content.decode()


def test_a_level_of_another_frameworks_scale_is_refused(admin_client):
    level = make_skill_level(make_skill(), 4)
    foreign = {"level": str(make_proficiency(make_framework(), 1).pk)}
    answer = send(admin_client, change_url(level), load(admin_client, change_url(level)) | foreign)
    assert "is not a level of" in answer.content.decode()


def test_a_framework_has_its_scale_and_its_skills_on_its_page(admin_client):
    skill = make_skill()
    make_proficiency(skill.framework, 1, title="awareness")
    page = unescape(admin_client.get(change_url(skill.framework)).content.decode())
    assert 'value="awareness"' in page
    assert f'<a href="{change_url(skill)}">{skill}</a>' in page


def test_a_step_of_the_scale_in_use_is_not_deleted(admin_client):
    level = make_skill_level(make_skill(), 4)
    framework = level.skill.framework
    fields = load(admin_client, change_url(framework)) | {"levels-0-DELETE": "on"}
    answer = send(admin_client, change_url(framework), fields)
    assert f"skill level {level}" in unescape(answer.content.decode())
    assert ProficiencyLevel.objects.exists()


def test_a_skill_in_use_names_the_role_levels_that_ask_for_it(admin_client):
    level = make_role_level()
    requirement = make_requirement(level, make_skill(), 4)
    address = reverse("admin:skills_skill_delete", args=[requirement.skill.pk])
    page = unescape(admin_client.get(address).content.decode())
    line = f'Skill requirement “{requirement}” of role level: <a href="{change_url(level)}">{level}'
    assert line in page
    admin_client.post(address, {"post": "yes"})
    assert Skill.objects.exists()


def test_the_history_of_a_skill_tells_of_behaviours(admin_client):
    level = make_skill_level(make_skill(title="Pace"), 4, [("Act", "Wait")])
    edit(admin_client, change_url(level), {"indicators-0-ineffective": "Stall"}, reason="Page 7")
    address = reverse("admin:skills_skill_history", args=[level.skill.pk])
    page = unescape(admin_client.get(address).content.decode())
    assert "Pace, Level 4, indicator 1, ineffective" in page


def test_a_skill_may_be_saved_without_a_kind(admin_client):
    skill = make_skill(kind="leadership")
    edit(admin_client, change_url(skill), kind="")
    skill.refresh_from_db()
    assert skill.kind == ""


def test_skills_without_a_kind_can_be_found(admin_client):
    make_skill(title="Riding", kind="leadership")
    make_skill(title="Rowing", kind="")
    address = reverse("admin:skills_skill_changelist")
    page = admin_client.get(address).content.decode()
    assert '<a href="?kind__exact=">-</a>' in page
    assert '<td class="field-kind">-</td>' in page
    page = admin_client.get(f"{address}?kind__exact=").content.decode()
    assert "Rowing" in page
    assert "Riding" not in page
    page = admin_client.get(f"{address}?kind__exact=leadership").content.decode()
    assert "Rowing" not in page


def test_a_skill_without_a_kind_is_exported(admin_client):
    make_skill(kind="")
    table = {"resource": "0", "format": "0"}
    rows = admin_client.post(reverse("admin:skills_skill_export"), table).content.decode()
    assert rows.splitlines()[1].split(",")[3] == ""
