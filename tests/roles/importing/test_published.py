"""A file in the shape in which the Government Digital and Data framework publishes its roles."""

from pathlib import Path

import pytest

from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from capframe.spreadsheets.columns import match_headings, records_of
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.reading import read_table
from capframe.spreadsheets.table import Record, Records
from roles.exporting import export_roles
from roles.importing import ROLES
from roles.models import RoleLevel, Section, SectionLayout
from skills.models import Indicator, ProficiencyLevel, SkillLevel
from tests.factories import make_framework, make_role_level, make_section
from tests.importing import carry_out, check, found, no_progress

FILE = Path(__file__).with_name("published.csv")


@pytest.fixture
def records():
    table = read_table(FILE.name, FILE.read_bytes())
    assert (table.faults, table.warnings) == ((), ())
    chosen = match_headings(table.headings, ROLES.columns)
    assert None not in chosen
    return records_of(table, chosen, ROLES.columns)


@pytest.fixture
def choices(db):
    return Choices(defaults={"skill_framework": make_framework(title="River skills").pk})


@pytest.fixture
def imported(records, choices):
    checked = ROLES.check(records, choices, no_progress)
    assert checked.errors == ()
    apply(plan=checked.plan, by=None, reason="Import")
    return checked


def sections(role, level):
    """Description, headings and statements of a role level."""
    entry = RoleLevel.objects.get(role__title=role, title=level)
    return entry.description, {
        section.heading: [one.text for one in section.statements.order_by("position")]
        for section in entry.sections.order_by("position")
    }


def test_it_goes_in_as_it_is(imported):
    assert imported.plan.counts["created"] == {
        "base.source": 1,
        "roles.jobfamily": 2,
        "roles.role": 8,
        "roles.rolelevel": 16,
        "roles.section": 14,
        "roles.sectiontype": 1,
        "roles.skillrequirement": 35,
        "roles.statement": 32,
        "skills.indicator": 16,
        "skills.proficiencylevel": 4,
        "skills.skill": 3,
        "skills.skilllevel": 12,
    }


def test_its_repeated_rows_are_reported(imported):
    repeats = [one for one in imported.warnings if one.remark == Remark.REPEAT]
    assert [one.line for one in repeats] == [42, 240]  # physical lines, after cells of many


def test_once_imported_it_changes_nothing(imported, records, choices):
    again = ROLES.check(records, choices, no_progress)
    assert (again.errors, again.plan.changes) == ((), [])


def test_bullets_become_statements_under_the_line_that_leads_to_them(imported):
    prose, text = sections("Ferry pilot", "Ferry pilot")
    assert prose == "A ferry pilot takes people over the river."
    assert text == {
        "At this role level, you will:": ["steer the ferry", "watch the weather", "report damage"]
    }
    assert set(Section.objects.values_list("section_type__slug", flat=True)) == {"responsibilities"}


def test_bullets_without_a_line_take_the_columns_heading(imported):
    assert sections("River warden", "Senior river warden") == (
        "",
        {"Role Level Description": ["leads the wardens", "writes the yearly report"]},
    )


def test_prose_after_bullets_stands_among_them(imported):
    _, text = sections("River warden", "River warden")
    assert text == {
        "Role Level Description": [
            "- looks for damage",
            "- talks to walkers",
            "The warden may ask the police for help.",
        ]
    }
    assert Section.objects.get(role_level__title="River warden").layout == SectionLayout.PROSE


def test_a_role_without_levels_is_a_single_one(imported):
    prose = "A lock keeper opens and shuts the gates, day and night."
    assert sections("Lock keeper", "Lock keeper") == (prose, {})


def test_a_skill_without_levels_is_asked_for_without_one(imported):
    level = RoleLevel.objects.get(title="Lock keeper")
    asked = level.skill_requirements.order_by("position").values_list(
        "skill__title", "level__title"
    )
    assert list(asked) == [
        ("Keeping time", "Expert"),
        ("Caring for boats", None),
        ("Reading maps", "Awareness"),
    ]


def test_its_scale_has_the_order_that_is_known(imported):
    titles = ProficiencyLevel.objects.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Awareness", "Working", "Practitioner", "Expert"]


def test_bullets_of_a_skill_become_behaviours(imported):
    level = SkillLevel.objects.get(skill__title="Keeping time", level__title="Working")
    assert level.description == "You can:"
    assert level.pairs == [("keep a calendar", "", ""), ("warn others in time", "", "")]


def test_a_skill_with_prose_among_its_bullets_keeps_its_text(imported):
    level = SkillLevel.objects.get(skill__title="Keeping time", level__title="Practitioner")
    assert level.description.endswith("where it is asked for:\n- settle clashes")
    assert not Indicator.objects.filter(skill_level=level).exists()


def test_nothing_orders_its_levels_but_a_grade_would(imported):
    notes = found(one for one in imported.warnings if one.remark == Remark.NOTE)
    orders = [line for line, _, message in notes if message.startswith("Nothing says")]
    assert orders == [2, 94, 115, 142, 190, 214]
    assert set(RoleLevel.objects.values_list("level_order", flat=True)) == {None}


def test_the_marks_of_its_lists_are_noted_once_a_column(imported):
    notes = found(one for one in imported.warnings if one.remark == Remark.NOTE)
    assert [one for one in notes if "mark “-”" in one[2]] == [
        (2, "Role Level Description", "The list mark “-” is taken off in 11 cells."),
        (2, "Skill Level Description", "The list mark “-” is taken off in 9 cells."),
    ]


def test_without_a_framework_it_asks_once_for_all_skills(records, db):
    checked = ROLES.check(records, Choices(), no_progress)
    assert checked.errors == ()
    [question] = checked.questions
    assert question.group == "skill-framework"
    assert sorted(question.examples) == ["Caring for boats", "Keeping time", "Reading maps"]


def test_other_sections_of_a_level_stay(imported, records, choices):
    level = RoleLevel.objects.get(title="Lead diver")
    make_section(level, "Travel", ["By boat"], heading="Travel", position=2)
    assert ROLES.check(records, choices, no_progress).plan.changes == []


def test_an_existing_section_is_brought_up_to_date(db):
    level = make_role_level({"Responsibilities": ["plan dives", "swim"]}, title="Diver")
    section = level.sections.get()
    row = {"job_family": level.role.family.title, "role": level.role.title, "level": "Diver"}
    text = "Plans.\n- plan dives\n- dive"
    headings = {name: name for name in (*row, "level_description")}
    records = Records([Record(2, row | {"level_description": text})], headings)
    checked = ROLES.check(records, Choices(), no_progress)
    apply(plan=checked.plan, by=None, reason="Import")
    section.refresh_from_db()
    assert section.heading == "Responsibilities"
    assert list(section.statements.values_list("text", flat=True)) == ["plan dives", "dive"]


def test_an_export_gives_it_back(imported):
    exported = list(export_roles(True))
    assert check(ROLES, *exported).plan.changes == []
    RoleLevel.objects.update(location="Elsewhere")
    carry_out(ROLES, *exported)
    assert len(list(export_roles(True))) == len(exported)
