"""Giving many entries another value of one field: asked with both values of each."""

from html import unescape

import pytest

from capframe.base.admin.bulk.field_pages import BulkField
from roles.models import RoleLevel, Section, SkillRequirement
from tests.admin_forms import Fields
from tests.base.test_admin_actions import act, url
from tests.factories import (
    make_framework,
    make_grade,
    make_proficiency,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_section_type,
    make_skill,
    make_source,
    make_structure,
    make_workstream,
)


def show(client, action, *entries, value="", **more):
    """The page that shows what a value would change, as text."""
    keys = [entry.pk for entry in entries]
    page = act(client, action, *entries, show="yes", value=value, ticked=keys, **more)
    assert page.status_code == 200
    return unescape(page.content.decode())


def change(client, action, *entries, value="", ticked=None, **more):
    """Choose a value, look at what it would change, and press the button."""
    fields = Fields(show(client, action, *entries, value=value)).values
    keys = [entry.pk for entry in (entries if ticked is None else ticked)]
    sent = {name: fields[name] for name in ("seen", "shown")}
    sent |= {"confirmed": "yes", "value": value, "ticked": keys, "reason": "Agreed"}
    page = act(client, action, *entries, **(sent | more))
    return unescape(page.content.decode())


def test_the_value_is_asked_for_first(admin_client):
    grade = make_grade()
    levels = [make_role_level(grade=grade), make_role_level()]
    page = unescape(act(admin_client, "change_grade", *levels, reason="Moved").content.decode())
    assert "Change the grade of 2 role levels?" in page
    assert str(grade) in page
    assert "No grade" in page
    assert 'name="confirmed"' not in page
    assert 'value="Moved"' in page


def test_a_grade_is_changed_in_one_save(admin_client, admin_user):
    old, new = make_grade(), make_grade()
    levels = [make_role_level(grade=old) for _ in range(3)]
    page = show(admin_client, "change_grade", *levels, value=new.pk)
    assert f"3 role levels would have “{new}”." in page
    assert 'name="confirmed"' in page
    page = change(admin_client, "change_grade", *levels, value=new.pk, ticked=levels[1:])
    assert "Grade changed of 2 role levels." in page
    assert [one.grade for one in RoleLevel.objects.order_by("pk")] == [old, new, new]
    newest = [level.history.first() for level in levels[1:]]
    assert {(row.history_user, row.history_change_reason) for row in newest} == {
        (admin_user, "Agreed")
    }
    assert len({row.history_save for row in newest}) == 1


def test_a_grade_is_taken_away(admin_client):
    level = make_role_level(grade=make_grade())
    change(admin_client, "change_grade", level, value="nothing")
    assert RoleLevel.objects.get().grade is None


def test_grades_are_those_of_one_structure(admin_client):
    grade, other = make_grade(), make_grade(structure=make_structure())
    assert str(other) not in show(admin_client, "change_grade", make_role_level(grade=grade))
    both = make_role_level(grade=grade), make_role_level(grade=other)
    page = show(admin_client, "change_grade", *both)
    assert str(grade) in page
    assert str(other) in page


def test_what_a_change_costs_is_said_and_must_have_been_shown(admin_client):
    structure = make_structure()
    role = make_role()
    grades = [make_grade(structure=structure) for _ in range(2)]
    low, high = (make_role_level(role=role, grade=grade) for grade in grades)
    page = show(admin_client, "change_grade", low, value="nothing")
    assert "would no longer be known" in page
    page = change(admin_client, "change_grade", low, value="nothing", seen="")
    assert RoleLevel.objects.get(pk=low.pk).grade == grades[0]
    change(admin_client, "change_grade", low, value="nothing")
    assert RoleLevel.objects.get(pk=low.pk).grade is None
    assert RoleLevel.objects.get(pk=high.pk).grade == grades[1]


def test_an_employer_is_typed(admin_client):
    levels = [make_role_level(employer="Home Office"), make_role_level(employer="Leeds")]
    page = show(admin_client, "change_employer", *levels, value="  Leeds ")
    assert "1 role level would have “Leeds”." in page
    assert "Has it already: left as it is" in page
    change(admin_client, "change_employer", *levels, value="Leeds")
    assert {level.employer for level in RoleLevel.objects.all()} == {"Leeds"}


def test_an_employer_is_taken_away(admin_client):
    level = make_role_level(employer="Home Office")
    assert "1 role level would have “No employer”." in show(
        admin_client, "change_employer", level, value=""
    )
    change(admin_client, "change_employer", level, value="")
    assert RoleLevel.objects.get().employer == ""


def test_a_source_of_whatever_has_one(admin_client):
    entries, new = [make_workstream() for _ in range(2)], make_source()
    change(admin_client, "change_source", *entries, value=new.pk)
    for entry in entries:
        entry.refresh_from_db()
        assert entry.source == new


def test_a_heading_of_sections_that_have_the_same(admin_client):
    levels = [make_role_level() for _ in range(2)]
    sections = [make_section(level, "Purpose", ["One"]) for level in levels]
    other = make_section(levels[0], "Duties", ["Two"])
    page = act(admin_client, "change_heading", *sections, other).content.decode()
    assert "Choose sections of one sort: these are of “Duties”, “Purpose”." in unescape(page)
    page = show(admin_client, "change_heading", *sections, value="Level purpose")
    assert str(levels[0]) in page
    change(admin_client, "change_heading", *sections, value="Level purpose")
    assert Section.objects.filter(heading="Level purpose").count() == 2


def test_an_empty_heading_is_refused(admin_client):
    section = make_section(make_role_level(), "Purpose", ["One"])
    page = show(admin_client, "change_heading", section, value="")
    assert "This field is required." in page
    assert 'name="confirmed"' not in page


@pytest.mark.parametrize("value", ["a\x00b", "\ud800", "x" * 201])
def test_a_text_that_cannot_be_kept_is_refused(value, admin_client):
    section = make_section(make_role_level(), "Purpose", ["One"])
    keys = {"action": "change_heading", "_selected_action": section.pk, "show": "yes"}
    encoded = value.encode("utf-8", "surrogatepass")
    page = admin_client.post(url("changelist", Section), keys | {"value": encoded})
    assert page.status_code in (200, 400)
    assert Section.objects.get().heading == "Purpose"


def test_what_would_be_twice_is_said_of_its_row(admin_client):
    level = make_role_level()
    sections = [make_section(level, title, ["One"]) for title in ("Purpose", "Duties")]
    taken = sections[1].section_type
    page = show(admin_client, "change_section_type", *sections, value=taken.pk)
    assert "Cannot be changed so" in page
    assert "This role level has a section of this type already" in page


def test_what_would_be_twice_once_changed_is_said_and_nothing_is_lost(admin_client):
    level, other = make_role_level(), make_role_level()
    sections = [make_section(level, title, ["One"]) for title in ("Purpose", "Duties")]
    third = make_section(other, "Purpose", ["One"])
    new = make_section_type("Profile")
    chosen = [*sections, third]
    page = change(admin_client, "change_section_type", *chosen, value=new.pk, reason="Why I did")
    assert "untick or correct what is marked below" in page
    assert "Another of those that are ticked would be the same: untick one." in page
    assert 'value="Why I did"' in page
    assert not Section.objects.filter(section_type=new).exists()
    change(admin_client, "change_section_type", *chosen, value=new.pk, ticked=chosen[1:])
    assert Section.objects.filter(section_type=new).count() == 2


def test_a_level_of_the_same_framework(admin_client):
    framework = make_framework()
    low, high = (make_proficiency(framework, position) for position in (1, 2))
    skill, level = make_skill(framework=framework), make_role_level()
    requirement = make_requirement(level, skill, low.position)
    elsewhere = make_requirement(level, make_skill(framework=make_framework()))
    page = act(admin_client, "change_level", requirement, elsewhere).content.decode()
    assert "Choose skill requirements of one sort" in page
    change(admin_client, "change_level", requirement, value=high.pk)
    assert SkillRequirement.objects.get(pk=requirement.pk).level == high


@pytest.mark.parametrize("value", ["9" * 40, "x", "-1", "0", "\u0661", ""])
def test_a_value_that_is_not_offered_is_refused(value, admin_client):
    level = make_role_level(grade=make_grade())
    page = show(admin_client, "change_grade", level, value=value)
    assert "Choose one" in page
    assert 'name="confirmed"' not in page


def test_a_value_that_was_not_shown_is_shown_first(admin_client):
    old, new, third = make_grade(), make_grade(), make_grade()
    level = make_role_level(grade=old)
    page = change(admin_client, "change_grade", level, value=new.pk, shown=third.pk)
    assert "Choose first, and look at what it would change." in page
    assert RoleLevel.objects.get().grade == old


def test_the_sections_of_several_headings_are_refused_when_sent_too(admin_client):
    level = make_role_level()
    sections = [make_section(level, title, ["One"]) for title in ("Purpose", "Duties")]
    fields = {"confirmed": "yes", "value": "New", "shown": "New", "reason": "x"}
    keys = [section.pk for section in sections]
    page = act(admin_client, "change_heading", *sections, ticked=keys, **fields)
    assert page.status_code == 200
    assert not Section.objects.filter(heading="New").exists()


def test_only_what_has_a_source_offers_to_change_it(admin_client):
    assert "change_source" not in admin_client.get("/admin/roles/statement/").content.decode()
    assert BulkField("grade").action == "change_grade"


def test_the_number_of_queries_does_not_grow(admin_client, django_assert_num_queries):
    grade = make_grade()
    levels = [make_role_level(role=make_role(), grade=grade) for _ in range(9)]
    new = make_grade()
    for chosen in (levels[:2], levels):
        keys = [level.pk for level in chosen]
        sent = {"action": "change_grade", "_selected_action": keys, "ticked": keys}
        with django_assert_num_queries(15):
            admin_client.post(url("changelist", RoleLevel), sent | {"show": "yes", "value": new.pk})
