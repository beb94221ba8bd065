"""Which roles ask for a skill: what a file of skills says, held against the catalogue."""

import pytest

from capframe.base.models import Status
from capframe.imports.kinds import IMPORT_KINDS
from capframe.plans.files.choices import Choices
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.table import Record, Records
from roles.importing.asking_roles import NONE_ASKS, REMEDY, split_roles
from roles.models import Role, RoleLevel, SkillRequirement
from tests.factories import (
    make_framework,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
)
from tests.importing import no_progress

SKILLS = IMPORT_KINDS["skills"]
KNOWN = {"diver": "Diver", "head of maps, charts": "Head of maps, charts", "pilot": "Pilot"}


def check_cells(*cells, skill="Reading maps"):
    values = {"skill_framework": "River skills", "skill": skill}
    rows = [
        Record(line, {**values, "asked_by": cell} if cell else values)
        for line, cell in enumerate(cells, start=2)
    ]
    headings = {"skill_framework": "skill_framework", "skill": "skill", "asked_by": "Asked"}
    checked = SKILLS.check(Records(rows, headings), Choices(), no_progress)
    assert checked.errors == ()
    return checked


def told(*cells, **values):
    warnings = check_cells(*cells, **values).warnings
    return [(one.line, one.message) for one in warnings if one.column == "Asked"]


@pytest.fixture
def skill(db):
    """One that divers ask for, beside a role that does not."""
    skill = make_skill(framework=make_framework(title="River skills"), title="Reading maps")
    level = make_role_level(role=make_role(title="Diver"), title="Lead diver")
    make_requirement(level, skill)
    make_role_level(role=make_role(title="Pilot"))
    return skill


def test_the_same_roles_are_not_spoken_of(skill):
    assert told("Diver") == told(" diver\n") == told("• Diver") == []


def test_each_difference_is_told(skill):
    message = "In the catalogue “Reading maps” is not asked for by “Pilot”, as it is here."
    assert told("Diver, Pilot") == [(2, message)]
    assert told("Pilot") == [
        (2, message),
        (2, "In the catalogue “Reading maps” is asked for by “Diver” too."),
    ]
    message = "The catalogue has no role “Sailor”, which asks for “Reading maps” here."
    assert told("Diver; Sailor") == [(2, message)]


def test_it_is_a_note_and_changes_nothing(skill):
    checked = check_cells("Pilot")
    assert checked.plan.changes == []
    assert {one.remark for one in checked.warnings} == {Remark.NOTE}
    assert {one.remedy for one in checked.warnings} == {REMEDY}
    assert SkillRequirement.objects.count() == 1


def test_a_skill_of_which_the_file_says_nothing_is_not_compared(skill):
    assert told("") == told("NOT IN USE") == []


def test_what_is_withdrawn_asks_for_nothing(skill):
    other = make_role_level(role=Role.objects.get(title="Pilot"), title="Other")
    make_requirement(other, skill)
    Role.objects.filter(title="Diver").update(status=Status.WITHDRAWN, withdrawn_on="2026-01-01")
    assert told("Pilot") == []
    RoleLevel.objects.update(status=Status.WITHDRAWN, withdrawn_on="2026-01-01")
    assert told("Pilot") == [(2, NONE_ASKS)]


def test_before_the_roles_are_there_one_line_says_so(db):
    assert told("Diver", "Pilot") == [(2, NONE_ASKS)]


def test_the_number_of_queries_does_not_grow(skill, django_assert_num_queries):
    with django_assert_num_queries(7):
        check_cells("Diver")
    with django_assert_num_queries(7):
        check_cells(*(f"Diver, {number}" for number in range(30)))


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("Diver", ["Diver"]),
        ("Diver, Pilot", ["Diver", "Pilot"]),
        ("Diver,Pilot,", ["Diver", "Pilot"]),
        ("Diver; Pilot|Cook", ["Diver", "Pilot", "Cook"]),
        ("- Diver\n- Pilot", ["Diver", "Pilot"]),
        ("Pilot, Head of maps, charts, Diver", ["Pilot", "Head of maps, charts", "Diver"]),
        ("Head of maps, Diver", ["Head of maps", "Diver"]),
        ("UX/UI designer", ["UX/UI designer"]),
        (", ;", []),
    ],
)
def test_a_cell_names_several_roles(cell, roles):
    assert [name for _, name in split_roles(cell, KNOWN)] == roles


def test_other_names_of_roles_are_known(skill):
    Role.objects.filter(title="Diver").update(aliases="Frogman\nUnderwater worker")
    assert told("frogman") == []
