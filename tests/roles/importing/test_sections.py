import pytest

from capframe.spreadsheets.faults import Remark
from roles.importing import ROLES
from roles.models import RoleLevel, Section, SectionType
from tests.factories import (
    make_family,
    make_role,
    make_role_level,
    make_section,
    make_section_type,
)
from tests.importing import carry_out, found

LEVEL = {"job_family": "Policy", "role": "Adviser", "level": "Junior"}


@pytest.fixture
def level(db):
    role = make_role(title="Adviser", family=make_family(title="Policy"))
    return make_role_level(role=role, title="Junior")


def say(*headings, level="Junior"):
    """A row with a statement for each heading."""
    return [LEVEL | {"level": level, "section": one, "statement": f"On {one}"} for one in headings]


def sections(title="Junior"):
    found = RoleLevel.objects.get(title=title).sections.order_by("position", "pk")
    return list(found.values_list("heading", "section_type__title"))


def test_a_heading_keeps_the_type_it_has_in_its_level(level):
    make_section(level, heading="Duties", title="Responsibilities")
    make_section_type("Duties")
    carry_out(ROLES, *say("duties"))
    assert sections() == [("Duties", "Responsibilities")]


def test_a_heading_gets_the_type_of_its_title(level):
    make_section_type("People management")
    carry_out(ROLES, *say("People Management"))
    assert sections() == [("People Management", "People management")]


def test_a_heading_gets_the_type_that_it_mostly_has_elsewhere(level):
    for title, number in (("Overview", 1), ("Responsibilities", 2)):
        for _ in range(number):
            make_section(make_role_level(), heading="Key Duties", title=title)
    carry_out(ROLES, *say("Key duties"))
    assert sections() == [("Key duties", "Responsibilities")]


def test_a_new_heading_makes_a_type_to_be_confirmed(level):
    make_section_type("Overview")
    checked = carry_out(ROLES, *say("Sea duties"), *say("Sea duties", level="Senior"))
    assert SectionType.objects.filter(slug="sea-duties").count() == 1
    assert found(one for one in checked.warnings if one.remark == Remark.NEW) == [
        (2, "section", "The file makes a new type of section, “Sea duties”.")
    ]


def test_two_headings_of_one_type_are_two_sections(level):
    for heading in ("Duties", "Tasks"):
        make_section(make_role_level(), heading=heading, title="Responsibilities")
    carry_out(ROLES, *say("Duties", "Tasks"), *say("Duties", "Tasks", level="Senior"))
    assert sections() == [("Duties", "Responsibilities"), ("Tasks", "Tasks")]
    assert sections("Senior") == sections()


def test_a_type_that_is_taken_lends_its_title(level):
    make_section(level, heading="Tasks", title="Duties")
    carry_out(ROLES, *say("Tasks", "Duties"))
    assert sections() == [("Tasks", "Duties"), ("Duties", "Duties (2)")]


def test_a_section_of_the_same_type_gets_the_new_heading(level):
    section = make_section(level, heading="Tasks", title="Duties", statements=["On Duties"])
    carry_out(ROLES, *say("Duties"))
    section.refresh_from_db()
    assert section.heading == "Duties"


def test_sections_that_the_file_leaves_out_are_removed(level):
    make_section(level, title="Duties", heading="Duties", statements=["Plan", "Act"])
    checked = carry_out(ROLES, *say("Travel"))
    assert sections() == [("Travel", "Travel")]
    assert checked.plan.counts["withdrawn"] == {"roles.section": 1, "roles.statement": 2}


def test_sections_stay_where_the_file_says_nothing_of_them(level):
    make_section(level, title="Duties", statements=["Plan"])
    carry_out(ROLES, LEVEL | {"location": "Leeds"})
    assert level.sections.get().statements.count() == 1


def test_a_section_may_have_no_statements(level):
    carry_out(ROLES, LEVEL | {"section": "Duties"})
    assert Section.objects.get().statements.count() == 0


def test_sections_stand_in_the_order_of_the_file(level):
    for position, heading in enumerate(("Duties", "Travel"), start=1):
        make_section(level, title=heading, heading=heading, position=position)
    carry_out(ROLES, *say("Travel", "Duties"))
    assert [heading for heading, _ in sections()] == ["Travel", "Duties"]


def test_headings_that_are_nearly_the_same_are_warned_of(level):
    checked = carry_out(ROLES, *say("Duties", "DUTIES"))
    near = found(one for one in checked.warnings if one.remark == Remark.NEAR)
    message = (
        "The heading “DUTIES” differs from “Duties” of the same role level in case, spacing or "
        "punctuation only; each is a section."
    )
    assert (3, "section", message) in near
    assert [heading for heading, _ in sections()] == ["Duties", "DUTIES"]


def test_sections_that_the_file_takes_away_are_warned_of_once_a_level(level):
    make_section(level, heading="Duties", statements=["Lead", "Plan"])
    make_section(level, heading="Pay", title="Pay")
    make_section(make_role_level(), heading="Duties")
    [warning] = [one for one in carry_out(ROLES, *say("Other")).warnings if one.remark == "gone"]
    assert (warning.line, warning.remark) == (2, Remark.GONE)
    assert warning.message == (
        "The role level “Adviser, Junior” loses the sections “Duties” and “Pay”, with 2 "
        "statements: the file does not have them."
    )
    assert warning.remedy == "Add the rows of what is to stay."


def test_a_section_that_stays_is_not_warned_of(level):
    make_section(level, heading="Duties", statements=["Lead"])
    checked = carry_out(ROLES, *say("Duties"))
    assert not [one for one in checked.warnings if one.remark == Remark.GONE]
