import pytest

from capframe.base.models import Status
from capframe.spreadsheets.faults import Remark
from roles.importing import ROLES
from roles.models import JobFamily, Role, RoleLevel, SkillRequirement
from tests.factories import make_family, make_role, make_role_level, make_section
from tests.importing import carry_out, check, found

LEVEL = {"job_family": "Policy", "role": "Adviser", "level": "Junior"}
OTHER = LEVEL | {"level": "Senior"}

pytestmark = pytest.mark.django_db


def errors(*rows, **choices):
    return found(check(ROLES, *rows, **choices).errors)


def warnings(*rows, remark=None, **choices):
    checked = check(ROLES, *rows, **choices)
    assert checked.errors == ()
    return found(one for one in checked.warnings if remark in (None, one.remark))


def test_it_works():
    carry_out(ROLES, LEVEL, OTHER | {"level_description": "Leads."})
    assert list(RoleLevel.objects.order_by("pk").values_list("title", "slug", "description")) == [
        ("Junior", "junior", ""),
        ("Senior", "senior", "Leads."),
    ]
    assert Role.objects.get().status == Status.PUBLISHED


@pytest.mark.parametrize("column", LEVEL)
def test_each_row_names_family_role_and_level(column):
    row = {name: text for name, text in LEVEL.items() if name != column}
    assert errors(LEVEL, row) == [(3, column, f"The row has no {column}.")]


def test_the_family_may_be_chosen_for_the_file():
    family = make_family()
    carry_out(ROLES, {"role": "Adviser", "level": "Junior"}, job_family=family.pk)
    assert RoleLevel.objects.get().family == family


@pytest.mark.parametrize("name", ["policy  and PERFORMANCE", "pp"])
def test_names_are_matched_by_title_and_address(name):
    family = make_family(title="Policy and Performance", slug="pp")
    carry_out(ROLES, LEVEL | {"job_family": " ".join(name.split())})
    assert JobFamily.objects.get() == family


def test_a_name_that_several_share_is_a_fault():
    make_family(title="Policy", slug="policy-1")
    make_family(title="Policy", slug="policy-2")
    assert errors(LEVEL) == [(2, "job_family", "More than one job family is called “Policy”.")]


def test_a_new_family_is_to_be_confirmed():
    assert warnings(LEVEL, remark=Remark.NEW) == [
        (2, "job_family", "The file makes a new job family, “Policy”.")
    ]


def test_a_name_that_is_nearly_another_is_warned_of():
    role = make_role(title="Policy Adviser", family=make_family(title="Policy"))
    row = LEVEL | {"job_family": role.family.title, "role": "Policy, Adviser"}
    assert warnings(row, remark=Remark.NEAR) == [
        (
            2,
            "role",
            "The new role “Policy, Adviser” differs from “Policy Adviser” in case, spacing or "
            "punctuation only.",
        )
    ]


def test_names_in_one_file_may_differ_in_case():
    carry_out(ROLES, LEVEL, LEVEL | {"role": "ADVISER", "level": "junior", "location": "Leeds"})
    assert RoleLevel.objects.get().location == "Leeds"


def test_a_role_of_another_family_is_another_role():
    make_role(title="Adviser", slug="adviser", family=make_family(title="Law"))
    assert warnings(LEVEL, remark=Remark.NOTE) == [
        (
            2,
            "role",
            "A role of this name stands in the family “Law”; this one, in “Policy”, is another.",
        )
    ]
    carry_out(ROLES, LEVEL)
    assert Role.objects.get(family__title="Policy").slug == "adviser-policy"


def test_rows_that_disagree_are_a_fault_that_names_both():
    rows = (LEVEL | {"location": "Leeds"}, LEVEL, LEVEL | {"location": "York"})
    assert errors(*rows) == [
        (
            4,
            "location",
            "Lines 2 and 4 disagree about the role level “Adviser, Junior”: line 2 says “Leeds”, "
            "line 4 says “York”.",
        )
    ]


def test_rows_of_a_role_disagree_across_its_levels():
    rows = (LEVEL | {"role_type": "Policy"}, OTHER | {"role_type": "Law"})
    assert [(line, column) for line, column, _ in errors(*rows)] == [(3, "role_type")]


def test_a_fact_may_be_repeated_in_other_white_space():
    same = LEVEL | {"level_description": "Leads\u00a0a team."}
    assert errors(LEVEL | {"level_description": "Leads a  team."}, same) == []


def test_a_row_that_is_repeated_is_taken_once():
    row = LEVEL | {"section": "Duties", "statement": "Plan"}
    assert warnings(row, row, remark=Remark.REPEAT) == [
        (3, "", "The row repeats line 2 word for word; it is taken once.")
    ]


def test_a_statement_needs_a_section():
    row = LEVEL | {"statement": "Plan"}
    message = "The row has a statement, but no section that it stands in."
    assert errors(row) == [(2, "statement", message)]


def test_a_note_needs_a_statement():
    row = LEVEL | {"section": "Duties", "note": "Daily"}
    message = "The row has a note, but no statement that it belongs to."
    assert errors(row) == [(2, "note", message)]


@pytest.mark.parametrize("column", ["skill_level", "skill_description", "skill_level_description"])
def test_what_is_said_of_a_skill_needs_a_skill(column):
    message = f"The row has a {column}, but names no skill."
    assert errors(LEVEL | {column: "Level 1"}) == [(2, column, message)]


def test_a_statement_that_stands_there_twice_is_kept_twice():
    row = LEVEL | {"section": "Duties", "statement": "Plan"}
    rows = (row, row | {"role": "ADVISER"})
    assert [line for line, _, _ in warnings(*rows, remark=Remark.NOTE)] == [3]
    carry_out(ROLES, *rows)
    section = RoleLevel.objects.get().sections.get()
    assert [one.text for one in section.statements.all()] == ["Plan", "Plan"]


def test_a_statement_repeated_for_a_skill_is_taken_once():
    row = LEVEL | {"section": "Duties", "statement": "Plan", "skill_framework": "Skills"}
    carry_out(ROLES, row | {"skill": "Reading"}, row | {"skill": "Writing"})
    level = RoleLevel.objects.get()
    assert level.sections.get().statements.count() == 1
    assert level.skill_requirements.count() == 2


def test_not_in_use_is_a_single_level_named_like_the_role():
    carry_out(ROLES, LEVEL | {"level": "Not in use"})
    assert RoleLevel.objects.get().title == "Adviser"


def test_not_in_use_finds_the_level_that_is_there():
    role = make_role(title="Adviser", family=make_family(title="Policy"))
    level = make_role_level(role=role, title="Adviser")
    carry_out(ROLES, LEVEL | {"role": "adviser", "level": "NOT IN USE", "location": "Leeds"})
    level.refresh_from_db()
    assert level.location == "Leeds"


def test_a_text_that_is_too_long_is_a_fault():
    message = "The text has 51 characters; the limit is 50."
    assert errors(LEVEL | {"code": "x" * 51}) == [(2, "code", message)]


def test_blank_cells_leave_alone_what_is_there():
    role = make_role(title="Adviser", family=make_family(title="Policy"), description="Advises.")
    level = make_role_level(role=role, title="Junior", location="Leeds", code="A1")
    make_section(level, statements=["Plan"])
    assert check(ROLES, LEVEL).plan.changes == []


def test_not_in_use_is_nothing_to_warn_of_in_the_published_columns():
    row = dict.fromkeys(("role_description", "role_type", "level_description"), "NOT IN USE")
    skill = dict.fromkeys(("skill", "skill_description", "skill_level"), "NOT IN USE")
    checked = carry_out(ROLES, LEVEL | row | skill | {"skill_level_description": "Not in use"})
    assert not [one for one in checked.warnings if "placeholder" in one.message]
    level = RoleLevel.objects.get()
    assert (level.description, level.role.description, level.role.role_type) == ("", "", "")
    assert not SkillRequirement.objects.exists()


def test_a_placeholder_as_the_level_is_refused_where_not_in_use_would_do():
    (fault,) = check(ROLES, LEVEL | {"level": "N/A"}).errors
    assert (fault.line, fault.column, fault.value) == (2, "level", "N/A")
