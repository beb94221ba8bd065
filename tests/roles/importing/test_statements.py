import pytest

from capframe.spreadsheets.faults import Remark
from roles.importing import ROLES
from tests.factories import make_family, make_role, make_role_level, make_section, make_source
from tests.importing import carry_out, check, found

LEVEL = {"job_family": "Policy", "role": "Adviser", "level": "Junior", "section": "Duties"}


@pytest.fixture
def section(db):
    role = make_role(title="Adviser", family=make_family(title="Policy"))
    level = make_role_level(role=role, title="Junior")
    statements = ["Plan the work", "Act on the plan", "Report on the work"]
    return make_section(level, "Duties", statements, heading="Duties")


def say(*statements):
    return [LEVEL | {"statement": statement} for statement in statements]


def changes(*statements, **choices):
    plan = check(ROLES, *say(*statements), **choices).plan
    return [(change.model, change.after) for change in plan.changes]


def test_it_works(section):
    rows = say("Plan the work ahead", "Act on the plan", "Report on the work", "Learn from it")
    carry_out(ROLES, *rows)
    found = section.statements.order_by("position").values_list("position", "text")
    assert list(found) == [(n, row["statement"]) for n, row in enumerate(rows, start=1)]


def test_what_is_the_same_is_unchanged(section):
    plan = check(ROLES, *say("Plan the work", "Act on the plan", "Report on the work")).plan
    assert (plan.changes, plan.unchanged["roles.statement"]) == ([], 3)


def test_white_space_around_a_statement_makes_no_change(section):
    section.statements.filter(position=1).update(text="Plan\r\nthe work\n ")
    assert changes("Plan\nthe work", "Act on the plan", "Report on the work") == []


def test_a_reworded_statement_is_one_change(section):
    assert changes("Plan the work", "Act on the agreed plan", "Report on the work") == [
        ("roles.statement", {"text": "Act on the agreed plan"})
    ]


def test_positions_with_gaps_are_left_alone(section):
    section.statements.filter(position=3).update(position=7)
    assert changes("Plan the work", "Act on the plan", "Report on the work") == []


def test_a_blank_note_leaves_the_note(section):
    section.statements.filter(position=1).update(note="Daily")
    assert changes("Plan the work", "Act on the plan", "Report on the work") == []


def test_a_note_is_set(section):
    rows = say("Plan the work", "Act on the plan", "Report on the work")
    carry_out(ROLES, rows[0] | {"note": "Daily"}, *rows[1:])
    assert section.statements.get(position=1).note == "Daily"


def test_the_section_follows_a_chosen_source(section):
    source = make_source(title="The file")
    rows = ("Plan the work", "Act on the plan", "Report on the agreed work")
    assert changes(*rows, source=source.pk) == [
        ("roles.section", {"source_id": source.pk, "place": "Line 2"}),
        ("roles.statement", {"text": "Report on the agreed work"}),
    ]


def test_an_unchanged_section_keeps_its_source(section):
    rows = ("Plan the work", "Act on the plan", "Report on the work")
    assert changes(*rows, source=make_source(title="The file").pk) == []


@pytest.mark.parametrize("text", ["Plan the work.", "plan  the WORK"])
def test_a_rewording_of_case_or_punctuation_is_warned_of(section, text):
    rows = say(text, "Act on the plan", "Report on the work")
    warnings = check(ROLES, *rows).warnings
    assert [(one.remark, one.line, one.value) for one in warnings] == [(Remark.NEAR, 2, text)]


def test_new_statements_that_are_nearly_the_same_are_warned_of(db):
    warnings = check(ROLES, *say("Plan", "Plan.")).warnings
    assert found(one for one in warnings if one.remark == Remark.NEAR) == [
        (
            3,
            "statement",
            "The statement differs from another of the same role level in case, spacing or "
            "punctuation only.",
        )
    ]
