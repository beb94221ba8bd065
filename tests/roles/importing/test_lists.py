"""Lists in the cells of statements, as Word and others leave them there."""

import pytest

from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from roles.importing import ROLES
from roles.models import RoleLevel, Statement
from tests.importing import carry_out, check, found, no_progress, records_of

LEVEL = {"job_family": "Heritage", "role": "Archivist", "level": "Trainee"}
DUTY = {**LEVEL, "section": "Duties"}


def statements(**of_level):
    return [
        statement.text
        for level in RoleLevel.objects.filter(**of_level)
        for section in level.sections.in_order()
        for statement in section.statements.in_order()
    ]


def test_it_works(db):
    rows = [
        {**DUTY, "statement": "• label boxes\n• fetch files\n• scan plans"},
        {**DUTY, "statement": "▪ greet readers"},
        {**DUTY, "statement": "1.2 weigh crates"},
        {**DUTY, "statement": "•\tkeep the log"},
    ]
    checked = carry_out(ROLES, *rows)
    assert statements() == [
        *("label boxes", "fetch files", "scan plans"),
        *("greet readers", "1.2 weigh crates", "keep the log"),
    ]
    said = [one.message for one in checked.warnings]
    assert "The list mark “•” is taken off in 2 cells." in said
    assert "The lines of a list are taken one by one in 1 cell." in said


def test_statements_that_are_there_keep_their_rows(db):
    carry_out(ROLES, *({**DUTY, "statement": text} for text in ("label boxes", "scan plans")))
    before = dict(Statement.objects.values_list("text", "pk"))
    carry_out(ROLES, {**DUTY, "statement": "1. scan plans\n2. fetch files\n3. label boxes"})
    after = dict(Statement.objects.values_list("text", "pk"))
    assert statements() == ["scan plans", "fetch files", "label boxes"]
    assert after | before == after


def test_a_second_time_nothing_changes(db):
    row = {**DUTY, "statement": "• label boxes\n• fetch files\n\nAs asked – by readers."}
    carry_out(ROLES, row)
    assert statements() == ["label boxes", "fetch files", "As asked – by readers."]
    assert check(ROLES, row).plan.changes == []


def test_lists_are_kept_if_somebody_says_so(db):
    row = {**DUTY, "statement": "• label boxes\n• fetch files"}
    checked = carry_out(ROLES, row, keep_list_marks=True)
    assert statements() == [row["statement"]]
    assert not any("list" in one.message for one in checked.warnings)


def test_what_asks_for_a_skill_too_asks_once(db):
    skill = {"skill_framework": "Archives", "skill": "Cataloguing"}
    carry_out(ROLES, {**DUTY, **skill, "statement": "• label boxes\n• fetch files"})
    assert statements() == ["label boxes", "fetch files"]
    assert RoleLevel.objects.get().skill_requirements.count() == 1


def test_a_list_beside_a_qualification_is_kept_as_it_is(db):
    row = {**DUTY, "statement": "• a degree\n• or practice", "qualification": "Degree"}
    checked = check(ROLES, row)
    (message,) = [text for _, column, text in found(checked.warnings) if column == "statement"]
    assert "the row a qualification, which belongs to one of them" in message


@pytest.mark.parametrize("marks", [("•\t", "\uf0b7 ", "o\t"), ("1. ", "2. ", "3. ")])
def test_the_list_of_a_description_becomes_statements(db, marks):
    lines = [f"{mark}{text}" for mark, text in zip(marks, ("plan", "do", "report"), strict=True)]
    row = {**LEVEL, "level_description": "\n".join(["A trainee can:", *lines])}
    records = records_of(ROLES, [row], without=("section", "statement"))
    checked = ROLES.check(records, Choices(), no_progress)
    assert checked.errors == ()
    apply(plan=checked.plan, by=None, reason="Import")
    assert statements() == ["plan", "do", "report"]
