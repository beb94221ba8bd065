"""Rows that make entries on the form of what they belong to, and forms that begin as the last."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from capframe.base.admin.new_entries import MOST_PASTED, NewEntriesInline, read_cells
from grades.models import Grade
from roles.models import Role, RoleLevel
from skills.models import Skill
from tests.admin_forms import load, problems, send
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_role,
    make_role_level,
    make_skill,
    make_source,
    make_structure,
)

pytestmark = pytest.mark.django_db

# Of each form with such rows: what makes that which it is of, by the name of the rows.
WHOLES = {
    "levels": make_role,
    "roles": make_family,
    "skills": make_framework,
    "grades": make_structure,
}


def form_of(entry, page="change"):
    name = f"admin:{entry._meta.app_label}_{entry._meta.model_name}_{page}"
    return reverse(name, args=[entry.pk] if page == "change" else [])


@pytest.mark.parametrize("rows", WHOLES)
def test_rows_make_entries_after_those_that_are_there(rows, admin_client):
    whole = WHOLES[rows]()
    url = form_of(whole)
    for titles in (["Second", "First"], ["Third"]):
        typed = {f"{rows}-{row}-title": title for row, title in enumerate(titles)}
        response = send(admin_client, url, load(admin_client, url), **typed)
        assert response.status_code == 302, problems(response)
    made = list(getattr(whole, rows).order_by("pk"))
    assert [one.title for one in made] == ["Second", "First", "Third"]
    assert [one.slug for one in made] == ["second", "first", "third"]
    assert {(one.source, one.place) for one in made} == {(whole.source, whole.place)}
    assert {getattr(one, "status", "draft") for one in made} == {"draft"}
    assert [one.position for one in made if hasattr(one, "position")] in ([], [1, 2, 3])
    assert all(one.history.get().history_user_name for one in made)


def test_a_new_role_comes_with_its_levels_at_their_grades(admin_client):
    family, source, grade = make_family(), make_source(), make_grade()
    url = reverse("admin:roles_role_add")
    page = load(admin_client, f"{url}?family={family.pk}&source={source.pk}&place=Page+2")
    assert (page["source"], page["place"]) == (str(source.pk), "Page 2")
    typed = {"title": "Auditor", "levels-0-title": "Senior", "levels-0-grade": grade.pk}
    response = admin_client.post(url, page | typed, follow=True)
    level = RoleLevel.objects.get()
    assert (level.role.title, level.grade, level.family) == ("Auditor", grade, family)
    assert f'<a href="{form_of(level)}">Senior</a>' in response.content.decode()


def test_an_address_that_is_taken_is_a_fault_at_its_row(admin_client):
    level = make_role_level(title="Senior")
    url = form_of(level.role)
    for title, said in (("Senior", 1), ("senior ", 1), ("Seni-or", 0)):
        response = send(admin_client, url, load(admin_client, url), **{"levels-1-title": title})
        assert (response.status_code == 200) is bool(said), problems(response)
    typed = {"levels-0-title": "A b", "levels-1-title": "A-b"}
    response = send(admin_client, url, load(admin_client, url), **typed)
    assert response.status_code == 200
    assert not RoleLevel.objects.filter(slug="a-b").exists()


def test_pasted_lines_fill_rows_and_are_not_lost(admin_client):
    framework = make_framework()
    url = form_of(framework)
    lines = 'Planning\tSets\tout\n"Budg\nets"\t Money\n\n' + "\n".join("abc")
    page = load(admin_client, url) | {"skills-paste-lines": lines}
    response = admin_client.post(url, page)
    assert "Press “Fill in the rows”" in response.content.decode()
    response = admin_client.post(url, page | {"_rearrange": "skills-fill"})
    assert not Skill.objects.exists()
    formset = next(
        one.formset
        for one in response.context["inline_admin_formsets"]
        if one.formset.prefix == "skills"
    )
    typed = {name: value for name, value in formset.data.dict().items() if name != "_rearrange"}
    assert admin_client.post(url, typed).status_code == 302
    found = Skill.objects.order_by("position").values_list("title", "definition")
    assert list(found) == [
        ("Planning", "Sets"),
        ("Budg ets", "Money"),
        ("a", ""),
        ("b", ""),
        ("c", ""),
    ]


def test_more_lines_than_anybody_looks_through_are_refused(admin_client):
    url = form_of(make_framework())
    page = load(admin_client, url) | {"skills-paste-lines": "\n".join("x" * (MOST_PASTED + 1))}
    response = admin_client.post(url, page | {"_rearrange": "skills-fill"})
    assert f"at most {MOST_PASTED} lines" in response.content.decode()


def test_cells_are_read_as_a_spreadsheet_copies_them():
    assert read_cells('a\t"b\n c"\r\n\r\nd') == [["a", "b c"], ["d"]]
    assert read_cells('Say "no"\n') == [['Say "no"']]
    assert read_cells("") == []


def test_who_may_add_none_is_offered_none(client, django_user_model):
    who = django_user_model.objects.create(username="v", is_staff=True)
    may = Permission.objects.filter(codename__in=["view_role", "change_role"])
    who.user_permissions.add(*may)
    client.force_login(who)
    role = make_role()
    page = load(client, form_of(role))
    assert "levels-0-title" not in page
    sent = page | {"levels-TOTAL_FORMS": "1", "levels-INITIAL_FORMS": "0", "levels-0-title": "X"}
    client.post(form_of(role), sent)
    assert not RoleLevel.objects.exists()


def test_somebody_elses_save_meanwhile_is_merged_and_the_rows_are_kept(admin_client):
    role = make_role(description="Old")
    page = load(admin_client, form_of(role))
    role.description = "New"
    role.save()
    response = send(admin_client, form_of(role), page, **{"levels-0-title": "Senior"})
    assert response.status_code == 302, problems(response)
    role.refresh_from_db()
    assert (role.description, role.levels.get().title) == ("New", "Senior")


def test_another_one_begins_with_what_most_share(admin_client):
    skill = make_skill(title="Planning")
    for page in ("change", "add"):
        url = form_of(skill, page)
        typed = {"title": f"Budgets {page}", "slug": f"budgets-{page}", "_addanother": "1"}
        response = send(admin_client, url, load(admin_client, form_of(skill)), **typed)
        begun = parse_qs(urlsplit(response.url).query)
        assert begun == {
            "framework": [str(skill.framework_id)],
            "source": [str(skill.source_id)],
            "place": [skill.place],
        }
        assert load(admin_client, response.url)["place"] == skill.place


def test_each_kind_is_covered():
    inlines = {one for model in admin.site._registry.values() for one in model.inlines}
    made = {one.model for one in inlines if issubclass(one, NewEntriesInline)}
    assert made == {RoleLevel, Role, Skill, Grade}


def test_the_next_entry_is_a_button_away_until_the_last(admin_client):
    framework = make_framework()
    first, second = (make_skill(framework=framework, position=place) for place in (1, 2))
    make_skill(framework=make_framework(), position=1)
    assert "Save and open the next" in admin_client.get(form_of(first)).content.decode()
    leads_to = [
        send(admin_client, form_of(one), load(admin_client, form_of(one)), _next="1").url
        for one in (first, second)
    ]
    assert leads_to == [form_of(second), reverse("admin:skills_skill_changelist")]


def test_a_role_level_without_sections_begins_with_an_empty_one(admin_client):
    level = make_role_level()
    page = load(admin_client, form_of(level))
    assert (page["sections-TOTAL_FORMS"], page["sections-INITIAL_FORMS"]) == ("1", "0")
    assert send(admin_client, form_of(level), page).status_code == 302
    assert not level.sections.exists()
