"""Whatever a file says, the check answers; what it lets in goes in, and is in order then."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from roles.importing import ROLES
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_proficiency,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_skill,
    make_skill_level,
    make_structure,
)
from tests.importing import no_progress, records_of

NAMES = ("A", "a", "B", "A!", "b-1", "??", "Level 1", "NOT IN USE", "1")
TEXTS = ("Plan", "plan.", "- do\n- act", "Lead.\nYou will:\n• do\nand\n• act", "=1+1", "2")
NAMED = {
    "job_family": st.sampled_from(NAMES[:3]),
    "role": st.sampled_from(NAMES),
    "level": st.sampled_from(NAMES),
}
names, texts = st.sampled_from(NAMES), st.sampled_from(TEXTS)
statements = {"section": names, "statement": texts}
skills = {"skill_framework": st.sampled_from(NAMES[:3]), "skill": names}
column_values = {
    "level_order": st.sampled_from(["1", "2", "x"]),
    "grade": st.sampled_from(NAMES[:3]),
    "code": st.sampled_from(NAMES),
    "level_description": texts,
    "role_description": texts,
    "aliases": st.sampled_from(["A", "C", "C\nD", "b"]),
}
skill_facts = {
    "skill_level": st.sampled_from(["1", "Level 1", "Level 2", "Expert", "NOT IN USE"]),
    "skill_description": texts,
    "skill_level_description": texts,
}
rows = st.lists(
    st.one_of(
        st.fixed_dictionaries(NAMED | statements, optional={"note": texts}),
        st.fixed_dictionaries(NAMED | skills),
        st.fixed_dictionaries(NAMED | skills, optional=skill_facts),
        st.fixed_dictionaries(NAMED, optional=column_values),
        st.fixed_dictionaries(NAMED | statements | skills),
    ),
    max_size=8,
)


@pytest.fixture
def entries(db):
    """Entries whose names the files use, some of them in other ways than the files do."""
    make_grade(structure=make_structure(title="A"), title="A")
    make_grade(structure=make_structure(title="B"), title="B")
    framework = make_framework(title="A")
    for position in (1, 2):
        make_proficiency(framework, position)
    skill = make_skill(framework=framework, title="A")
    make_skill_level(skill, 1, [("do", "shout"), ("act", "")])
    role = make_role(title="A", slug="b-1", family=make_family(title="A"))
    for title, code in (("A", "1"), ("B", "2")):
        level = make_role_level(role=role, title=title, code=code)
        make_section(level, "A", ["Plan", "=1+1"], heading="B")
        make_section(level, "B", ["Plan", "2"], heading="a", position=2)
        make_requirement(level, skill, 1)


@given(
    rows,
    st.sampled_from([(), ("section", "statement"), ("job_family",), ("skill_framework",)]),
    st.booleans(),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_has_no_faults_goes_in_and_is_there_then(entries, rows, without, withdraw):
    rows = [{name: text for name, text in row.items() if name not in without} for row in rows]
    records = records_of(ROLES, rows, without)
    choices = Choices(flags=frozenset(["withdraw_missing"] if withdraw else ()))
    with transaction.atomic():
        checked = ROLES.check(records, choices, no_progress)
        if not checked.errors:
            apply(plan=checked.plan, by=None, reason="Import")
            again = ROLES.check(records, choices, no_progress)
            assert (again.errors, again.plan.changes) == ((), [])
        transaction.set_rollback(True)
