"""The rows of one form are judged together, and saved in one go."""

import pytest
from django.urls import reverse

from capframe.base.admin.formsets import is_held_to
from capframe.base.uniqueness import find_unique
from grades.models import PayRange
from roles.models import Section
from skills.models import ProficiencyLevel
from tests.admin_forms import edit, load, problems, send
from tests.factories import (
    make_family,
    make_family_section,
    make_framework,
    make_framework_section,
    make_grade,
    make_pay,
    make_proficiency,
    make_requirement,
    make_role_level,
    make_section,
    make_section_type,
    make_skill,
    make_skill_level,
    make_source,
)

pytestmark = pytest.mark.django_db

TAKEN = "This grade has a pay range of this employer for this location and date."


def change_url(entry):
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])


def framework_with_levels():
    framework = make_framework()
    return framework, [make_proficiency(framework, position) for position in (1, 2, 3)]


def level_with_sections():
    level = make_role_level()
    return level, [make_section(level, title) for title in ("Purpose", "Tasks", "Contacts")]


def level_with_skills():
    level, framework = make_role_level(), make_framework()
    skills = [make_skill(framework=framework) for _ in range(3)]
    return level, [make_requirement(level, skill, None) for skill in skills]


def grade_with_pay():
    grade = make_grade()
    return grade, [make_pay(grade, location=place) for place in ("Bath", "Leeds", "York")]


def family_with_sections():
    family = make_family()
    return family, [make_family_section(family, heading) for heading in ("A", "B", "C")]


def framework_with_sections():
    framework = make_framework()
    return framework, [make_framework_section(framework, heading) for heading in ("A", "B", "C")]


def skill_with_levels():
    skill = make_skill()
    return skill, [make_skill_level(skill, position) for position in (1, 2, 3)]


ROWS = [
    (framework_with_levels, "levels", "position"),
    (framework_with_levels, "levels", "title"),
    (level_with_sections, "sections", "section_type"),
    (level_with_skills, "skill_requirements", "skill"),
    (grade_with_pay, "pay_ranges", "location"),
    (family_with_sections, "sections", "heading"),
    (framework_with_sections, "sections", "heading"),
    (skill_with_levels, "levels", "level"),
]


def values_of(rows, name):
    return [type(row).objects.values_list(name, flat=True).get(pk=row.pk) for row in rows]


@pytest.mark.parametrize(("make", "prefix", "name"), ROWS)
@pytest.mark.parametrize("order", [(1, 0, 2), (1, 2, 0)])
def test_rows_exchange_what_must_be_unique(admin_client, make, prefix, name, order):
    whole, rows = make()
    before = values_of(rows, name)
    wanted = [before[place] for place in order]
    url = change_url(whole)
    edit(admin_client, url, {f"{prefix}-{i}-{name}": value for i, value in enumerate(wanted)})
    assert values_of(rows, name) == wanted
    newest = [row.history.values_list(f"{name}", flat=True).first() for row in rows]
    assert newest == wanted


@pytest.mark.parametrize(("make", "prefix", "name"), ROWS)
def test_a_row_takes_what_a_deleted_one_had(admin_client, make, prefix, name):
    whole, rows = make()
    _, second, third = values_of(rows, name)
    edit(admin_client, change_url(whole), {f"{prefix}-0-{name}": third, f"{prefix}-2-DELETE": "on"})
    assert values_of(rows[:2], name) == [third, second]
    assert not type(rows[2]).objects.filter(pk=rows[2].pk).exists()


@pytest.mark.parametrize(("make", "prefix", "name"), ROWS)
def test_two_rows_with_the_same_are_refused_and_kept_as_typed(admin_client, make, prefix, name):
    whole, rows = make()
    before = values_of(rows, name)
    url = change_url(whole)
    fields = load(admin_client, url) | {f"{prefix}-1-{name}": before[0], f"{prefix}-2-place": "p"}
    response = send(admin_client, url, fields)
    (formset,) = [
        inline.formset
        for inline in response.context["inline_admin_formsets"]
        if inline.formset.prefix == prefix
    ]
    assert [bool(errors) for errors in formset.errors] == [False, True, False]
    assert str(formset.forms[1][name].value()) == str(before[0])
    assert values_of(rows, name) == before


@pytest.mark.parametrize(("make", "prefix", "name"), ROWS)
def test_a_row_on_its_own_page_is_refused_alike(admin_client, make, prefix, name):
    _, rows = make()
    before = values_of(rows, name)
    url = change_url(rows[1])
    response = send(admin_client, url, load(admin_client, url), **{name: before[0]})
    assert response.context["adminform"].form.errors
    assert values_of(rows, name) == before


def test_pay_of_one_employer_in_capitals_is_the_same(admin_client):
    grade, _ = grade_with_pay()
    changes = {"pay_ranges-0-employer": "Home Office", "pay_ranges-1-employer": "home OFFICE"}
    response = send(
        admin_client,
        change_url(grade),
        load(admin_client, change_url(grade)),
        **changes,
        **{"pay_ranges-1-location": "Bath", "pay_ranges-1-valid_from": "2026-04-01"},
        **{"pay_ranges-0-valid_from": "2026-04-01"},
    )
    assert TAKEN in str(problems(response))
    assert set(PayRange.objects.values_list("employer", flat=True)) == {""}


def test_a_new_whole_has_no_two_rows_with_the_same(admin_client):
    url = reverse("admin:skills_skillframework_add")
    fields = load(admin_client, url) | {
        "title": "New",
        "slug": "new",
        "source": make_source().pk,
        "place": "page 1",
        "levels-TOTAL_FORMS": "2",
    }
    for number in (0, 1):
        fields |= {f"levels-{number}-title": "Working", f"levels-{number}-position": number + 1}
    response = send(admin_client, url, fields)
    assert "Another row has this title." in str(problems(response))
    assert not ProficiencyLevel.objects.exists()


def test_new_rows_come_last_by_themselves(admin_client):
    level = make_role_level()
    make_section(level, "Purpose", position=7)
    url = change_url(level)
    fields = load(admin_client, url) | {"sections-TOTAL_FORMS": "3"}
    for number, title in ((1, "Tasks"), (2, "Contacts")):
        fields |= {
            f"sections-{number}-heading": title,
            f"sections-{number}-section_type": make_section_type(title).pk,
            f"sections-{number}-layout": "bullets",
            f"sections-{number}-position": "",
        }
    assert send(admin_client, url, fields).status_code == 302
    found = Section.objects.filter(role_level=level).values_list("heading", "position")
    assert list(found) == [("Purpose", 7), ("Tasks", 8), ("Contacts", 9)]


def test_levels_are_shifted_to_make_room(admin_client):
    framework, _ = framework_with_levels()
    url = change_url(framework)
    fields = load(admin_client, url) | {"levels-TOTAL_FORMS": "4"}
    fields |= {"levels-1-position": 3, "levels-2-position": 4}
    fields |= {"levels-3-title": "Between", "levels-3-position": 2}
    assert send(admin_client, url, fields).status_code == 302
    found = framework.levels.order_by("position").values_list("title", "position")
    assert list(found) == [("Level 1", 1), ("Between", 2), ("Level 2", 3), ("Level 3", 4)]


@pytest.mark.parametrize(("valid_from", "held"), [(None, True), ("2026-04-01", False)])
def test_a_condition_is_asked_of_the_row(valid_from, held):
    pay = make_pay(make_grade(), valid_from=valid_from)
    (without_date,) = [unique for unique in find_unique(PayRange) if unique.condition]
    assert is_held_to(without_date, pay) is held
