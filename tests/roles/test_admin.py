"""A role level with its sections, statements and requirements on one page."""

from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from roles.models import QualificationRequirement, Section, SkillRequirement, Statement
from tests.admin_forms import edit, load, problems, send
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
    make_source,
    withdraw,
)

ADD = "/admin/roles/rolelevel/add/"
ASKED = "qualification_requirements"


def change_url(entry):
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])


def part(prefix, number, **values):
    """The fields of one part of a form."""
    return {f"{prefix}-{number}-{name}": str(value) for name, value in values.items()}


@pytest.fixture
def level(db):
    return make_role_level({"Duties": ["Lead", "Plan"], "Skills": ["Write"]})


@pytest.fixture
def noted(level):
    level.sections.get(heading="Duties").statements.filter(text="Plan").update(note="A footnote.")
    return level


def statements(level):
    return {
        section.heading: [statement.text for statement in section.statements.all()]
        for section in level.sections.all()
    }


def test_one_page_makes_a_role_level_with_all_that_it_asks(admin_client, admin_user):
    role, skill = make_role(title="Analyst"), make_skill()
    source = role.source.pk
    fields = load(admin_client, ADD) | {"role": str(role.pk), "title": "Grade 7", "slug": "grade-7"}
    fields |= {"source": str(source), "place": "Page 1", "grade": str(make_grade().pk)}
    fields |= {"sections-TOTAL_FORMS": "1", "skill_requirements-TOTAL_FORMS": "1"}
    fields |= {"reason": "A new level"}
    origin = {"source": source, "place": "Page 1", "position": 1}
    section = {"section_type": make_section_type().pk, "layout": "bullets", **origin}
    fields |= part("sections", 0, heading="Duties", statements="Lead\nPlan", **section)
    level_4 = make_proficiency(skill.framework, 4).pk
    fields |= part("skill_requirements", 0, skill=skill.pk, level=level_4, **origin)
    answer = send(admin_client, ADD, fields)
    assert answer.status_code == 302, problems(answer)
    level = role.levels.get()
    assert statements(level) == {"Duties": ["Lead", "Plan"]}
    assert level.skill_requirements.get().level.position == 4
    for row in (*Statement.history.all(), *Section.history.all(), *level.history.all()):
        assert (row.history_user, row.history_change_reason) == (admin_user, "A new level")


def test_a_section_comes_from_the_source_and_place_of_its_level(admin_client):
    role, source = make_role(), make_source()
    fields = load(admin_client, ADD) | {"role": str(role.pk), "title": "Grade 7", "slug": "grade-7"}
    fields |= {"source": str(source.pk), "place": "Annex Z", "sections-TOTAL_FORMS": "1"}
    given = {"section_type": make_section_type().pk, "layout": "bullets", "position": 1}
    fields |= part("sections", 0, heading="Duties", source="", place="", **given)
    answer = send(admin_client, ADD, fields)
    assert answer.status_code == 302, problems(answer)
    section = role.levels.get().sections.get()
    assert (section.source, section.place) == (source, "Annex Z")


def test_a_section_without_anything_to_take_is_refused(level, admin_client):
    typed = {"source": "", "place": "", "sections-0-source": "", "sections-0-place": ""}
    answer = send(admin_client, change_url(level), load(admin_client, change_url(level)) | typed)
    assert answer.status_code == 200
    assert "This field is required." in answer.content.decode()


def test_many_statements_are_pasted_at_once(level, admin_client):
    pasted = "Lead\r\n\r\n  Budget\t\r\nPlan\u2028Report\r\n"
    edit(admin_client, change_url(level), {"sections-0-statements": pasted})
    assert statements(level)["Duties"] == ["Lead", "Budget", "Plan", "Report"]


def test_only_what_changed_has_a_history_row(level, admin_client, admin_user):
    typed = {"sections-0-statements": "Lead\nPlan ahead"}
    edit(admin_client, change_url(level), typed, reason="As printed")
    rows = Statement.history.filter(history_type="~")
    assert [(row.text, row.history_user) for row in rows] == [("Plan ahead", admin_user)]
    assert rows.get().history_change_reason == "As printed"
    assert not Section.history.filter(history_type="~").exists()
    assert level.history.count() == 1


def test_a_section_and_its_statements_change_together(level, admin_client):
    typed = {"sections-1-heading": "Know-how", "sections-1-statements": "Write\nRead"}
    edit(admin_client, change_url(level), typed)
    assert statements(level) == {"Duties": ["Lead", "Plan"], "Know-how": ["Write", "Read"]}


def test_a_removed_section_takes_its_statements_along(level, admin_client):
    typed = {"sections-1-DELETE": "on", "sections-1-statements": "Something else"}
    edit(admin_client, change_url(level), typed, reason="Printed twice")
    assert statements(level) == {"Duties": ["Lead", "Plan"]}
    row = Statement.history.get(history_type="-")
    assert (row.text, row.history_change_reason) == ("Write", "Printed twice")


def test_notes_are_listed_beside_the_statements(noted, admin_client):
    page = unescape(admin_client.get(change_url(noted)).content.decode())
    assert "<li>“Plan” – note: “A footnote.”</li>" in page
    section = noted.sections.get(heading="Duties")
    assert f'<a href="{change_url(section)}">Notes on its statements</a>' in page


def test_a_note_survives_rewording(noted, admin_client):
    edit(admin_client, change_url(noted), {"sections-0-statements": "Plan ahead\nLead"})
    assert Statement.objects.filter(note="A footnote.").count() == 1


def test_a_note_removed_with_its_line_is_named(noted, admin_client):
    fields = load(admin_client, change_url(noted)) | {"sections-0-statements": "Lead"}
    page = admin_client.post(change_url(noted), fields, follow=True)
    assert "With “Plan” its note was removed: “A footnote.”" in unescape(page.content.decode())


def test_a_statement_asks_for_a_qualification_on_the_levels_page(level, admin_client, admin_user):
    plan, cipd = Statement.objects.get(text="Plan"), make_qualification("CIPD")
    asked = part(ASKED, 0, statement=plan.pk, qualification=cipd.pk, strength="ideal")
    edit(admin_client, change_url(level), {f"{ASKED}-TOTAL_FORMS": "1", **asked})
    requirement = level.qualification_requirements.get()
    assert (requirement.statement, str(requirement)) == (plan, "CIPD: ideal")
    assert requirement.history.get().history_user == admin_user
    page = unescape(admin_client.get(change_url(level)).content.decode())
    assert "<li>“Plan” – CIPD: ideal</li>" in page


def test_a_statement_of_another_level_cannot_be_chosen(level, admin_client):
    other = make_role_level({"Duties": ["Teach"]}).sections.get().statements.get()
    asked = part(ASKED, 0, statement=other.pk, qualification=make_qualification().pk, strength="")
    fields = load(admin_client, change_url(level)) | {f"{ASKED}-TOTAL_FORMS": "1"} | asked
    answer = send(admin_client, change_url(level), fields)
    assert "Select a valid choice" in answer.content.decode()


def test_what_a_statement_asks_goes_with_it_even_where_both_were_edited(level, admin_client):
    plan = Statement.objects.get(text="Plan")
    make_qualification_requirement(plan, "CIPD", "ideal")
    fields = load(admin_client, change_url(level)) | {f"{ASKED}-0-strength": "required"}
    fields |= {"sections-0-statements": "Lead"}
    page = admin_client.post(change_url(level), fields, follow=True)
    assert "With “Plan” what it asks was removed: CIPD: ideal" in unescape(page.content.decode())
    assert not level.qualification_requirements.exists()
    assert QualificationRequirement.history.latest().history_type == "-"


def test_a_statement_of_several_lines_is_not_torn_apart(level, admin_client):
    Statement.objects.filter(text="Plan").update(text="Plan:\n- ahead")
    fields = load(admin_client, change_url(level)) | {"sections-0-statements": "Torn"}
    assert "<li>Torn</li>" in send(admin_client, change_url(level), fields).content.decode()
    assert statements(level)["Duties"] == ["Lead", "Plan:\n- ahead"]
    page = admin_client.get(change_url(level)).content.decode()
    assert "A statement of this section runs over several lines" in page


def test_markup_in_a_note_is_shown_as_text(noted, admin_client):
    Statement.objects.filter(text="Plan").update(note="<b>bold</b>")
    assert "&lt;b&gt;bold" in admin_client.get(change_url(noted)).content.decode()


def test_two_sections_of_one_type_are_refused(level, admin_client):
    fields = load(admin_client, change_url(level))
    fields["sections-1-section_type"] = fields["sections-0-section_type"]
    answer = send(admin_client, change_url(level), fields)
    assert answer.status_code == 200
    assert "This role level has a section of this type already" in answer.content.decode()


def test_a_requirement_at_another_frameworks_level_is_refused(admin_client):
    level = make_role_level()
    make_requirement(level, make_skill(), 1)
    foreign = make_proficiency(make_framework(), 1)
    fields = load(admin_client, change_url(level)) | {"skill_requirements-0-level": foreign.pk}
    answer = send(admin_client, change_url(level), fields)
    assert "is not a level of" in answer.content.decode()
    assert SkillRequirement.objects.get().level != foreign


def test_the_family_is_the_roles_own(level, admin_client):
    fields = load(admin_client, change_url(level))
    assert "family" not in fields
    other = make_role(title="Another")
    edit(admin_client, change_url(level), role=str(other.pk))
    level.refresh_from_db()
    assert level.family == other.family


def test_a_roles_levels_follow_it_into_another_family(level, admin_client):
    family = make_family(title="Another")
    edit(admin_client, change_url(level.role), family=str(family.pk), reason="As agreed")
    level.refresh_from_db()
    assert level.family == family


def test_notes_are_edited_on_the_sections_page(noted, admin_client):
    section = noted.sections.get(heading="Duties")
    edit(admin_client, change_url(section), {"statements-1-note": "Another footnote."})
    assert section.statements.get(text="Plan").note == "Another footnote."


def test_who_may_only_view_sees_the_statements(level, client, django_user_model):
    viewer = django_user_model.objects.create(username="viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="Viewer"))
    client.force_login(viewer)
    page = client.get(change_url(level)).content.decode()
    assert "<p>Lead</p><p>Plan</p>" in page
    assert "<textarea" not in page


def test_a_section_type_in_use_is_not_deleted(level, admin_client):
    section = make_section(level, "Overview")
    address = reverse("admin:roles_sectiontype_delete", args=[section.section_type.pk])
    page = unescape(admin_client.get(address).content.decode())
    assert f'Section “Overview” of role level: <a href="{change_url(level)}">{level}' in page


@pytest.mark.parametrize("field", ["slug", "title", "role"])
def test_what_is_missing_is_said(field, level, admin_client):
    fields = load(admin_client, change_url(level)) | {field: ""}
    answer = send(admin_client, change_url(level), fields)
    assert "This field is required." in answer.content.decode()


def test_what_is_withdrawn_is_not_offered_anew_and_stays_where_it_is(admin_client):
    skill = withdraw(make_skill(title="Pace"))
    make_skill(title="Tempo")
    asked = {"app_label": "roles", "model_name": "skillrequirement", "field_name": "skill"}
    offered = admin_client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert ["Tempo" in one["text"] for one in offered] == [True]
    level = make_role_level()
    make_requirement(level, skill)
    assert "Pace" in admin_client.get(change_url(level)).text
    edit(admin_client, change_url(level), location="Leeds")
    assert SkillRequirement.objects.get().skill == skill
    found = admin_client.get(reverse("admin:skills_skill_changelist"), {"q": "Pace"})
    assert [one.title for one in found.context["cl"].result_list] == ["Pace"]


def test_a_code_of_another_level_of_the_family_is_refused(admin_client):
    level = make_role_level(code="A1")
    other = make_role_level(role=level.role)
    url = f"/admin/roles/rolelevel/{other.pk}/change/"
    response = send(admin_client, url, load(admin_client, url), code="A1")
    assert response.context["errors"] == [["Another role level of this family has this code."]]
    assert "code" in response.context["adminform"].form.errors


@pytest.mark.parametrize("button", ["_save", "_keep"])
def test_so_is_that_of_a_new_level(button, admin_client):
    level = make_role_level(code="A1")
    other = make_role(family=level.family)
    fields = load(admin_client, ADD) | {"role": str(other.pk), "title": "One", "slug": "one"}
    fields |= {"source": str(other.source_id), "place": "Page 1", "reason": "As printed"}
    response = send(admin_client, ADD, fields | {button: "Send"}, code="A1")
    assert "Another role level of this family has this code." in str(problems(response))
    assert list(response.context["adminform"].form.errors) == ["code"]
    assert send(admin_client, ADD, fields | {button: "Send"}, code="A2").status_code == 302
