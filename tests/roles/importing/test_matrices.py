"""Matrices of skills by role levels."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.imports.columns.matching import find_problems, match_columns
from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from capframe.spreadsheets.table import Row, Table
from capframe.spreadsheets.wide import sample_table, tidy_table
from roles.importing import ROLES
from roles.models import Role, RoleLevel, SkillRequirement
from skills.models import Skill
from tests.factories import (
    make_family,
    make_framework,
    make_proficiency,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
)
from tests.importing import found, no_progress

pytestmark = pytest.mark.django_db
LEVELS = ("Awareness", "Working", "Expert")
BY_LEVEL, BY_SKILL = "role_level_as_heading", "skill_as_heading"


@pytest.fixture
def catalogue(db):
    """Two roles, one with two levels, and three skills of one framework."""
    framework = make_framework(title="River skills")
    for position, title in enumerate(LEVELS, start=1):
        make_proficiency(framework, position, title=title)
    skills = [make_skill(framework=framework, title=one) for one in ("Rowing", "Maps", "Bells")]
    family = make_family(title="River")
    diver = make_role(title="Diver", family=family)
    make_role_level(role=diver, title="Diver", code="D1")
    make_role_level(role=diver, title="Lead diver", code="D2")
    make_role_level(role=make_role(title="Pilot", family=family), title="Pilot")
    make_requirement(RoleLevel.objects.get(code="D1"), skills[2], 1)
    return skills


def table(headings, *rows):
    return Table(tuple(headings), [Row(n, tuple(row)) for n, row in enumerate(rows, start=2)])


def match(whole, *, guessing=False, **defaults):
    choices = Choices(defaults=defaults)
    samples = sample_table(whole)
    return match_columns(ROLES, whole.headings, samples, choices, is_guessing=guessing)


def check(whole, chosen=None, **defaults):
    chosen = chosen or match(whole, guessing=True)
    assert find_problems(ROLES, chosen, Choices(defaults=defaults)) == []
    tidied = tidy_table(whole, chosen, ROLES.all_columns, keeps_placeholders=False)
    checked = ROLES.check(tidied.records, Choices(defaults=defaults), no_progress)
    return tidied, checked


def carry_out(whole, chosen=None):
    tidied, checked = check(whole, chosen)
    assert (tidied.faults, checked.errors) == ((), ())
    apply(plan=checked.plan, by=None, reason="Import")


def asked():
    """Which role level asks for which skill at which level."""
    values = ("role_level__title", "skill__title", "level__title")
    return set(SkillRequirement.objects.values_list(*values))


BY_ROW = table(
    ["Skill", "Lead diver", "D1", "Pilot"],
    ["Rowing", "Expert", "Working", "-"],
    ["Maps", "working", "", "Awareness"],
)
AS_ASKED = {
    ("Lead diver", "Rowing", "Expert"),
    ("Diver", "Rowing", "Working"),
    ("Lead diver", "Maps", "Working"),
    ("Pilot", "Maps", "Awareness"),
}


def test_a_row_for_each_skill(catalogue):
    assert match(BY_ROW) == ["skill", BY_LEVEL, BY_LEVEL, BY_LEVEL]
    carry_out(BY_ROW)
    assert asked() == AS_ASKED
    assert check(BY_ROW)[1].plan.changes == []


def test_a_row_for_each_role_level(catalogue):
    whole = table(
        ["Job", "Rowing", "Maps"],
        ["Diver, Lead diver", "Expert", "Working"],
        ["D1", "Working", ""],
        ["pilot", "", "Awareness"],
    )
    assert match(whole) == ["existing_level", BY_SKILL, BY_SKILL]
    carry_out(whole)
    assert asked() == AS_ASKED


def test_roles_and_levels_in_columns_of_their_own_stay(catalogue):
    whole = table(
        ["job_family", "Role", "Role level", "Rowing", "Maps"],
        ["River", "Diver", "Lead diver", "Expert", "Working"],
        ["River", "Cook", "Cook", "", ""],
    )
    assert match(whole) == ["job_family", "role", "level", BY_SKILL, BY_SKILL]
    carry_out(whole)
    assert ("Lead diver", "Rowing", "Expert") in asked()
    assert RoleLevel.objects.filter(title="Cook").exists()


def test_a_column_of_levels_that_has_the_name_of_something_else_names_them(catalogue):
    whole = table(["Role Level", "Rowing", "Maps"], ["Pilot", "", "Expert"])
    assert match(whole) == ["existing_level", BY_SKILL, BY_SKILL]


@pytest.mark.parametrize("heading", ["What", ""])
def test_skills_are_known_by_their_values(catalogue, heading):
    whole = table([heading, "Pilot", "D1"], ["Rowing", "Expert", ""], ["Maps", "", "Expert"])
    assert match(whole) == ["skill", BY_LEVEL, BY_LEVEL]


def test_a_role_level_that_the_matrix_does_not_speak_of_stays(catalogue):
    carry_out(
        table(["Skill", "D1", "Pilot"], ["Rowing", "", "Working"]), ["skill", *[BY_LEVEL] * 2]
    )
    assert asked() == {("Diver", "Bells", "Awareness"), ("Pilot", "Rowing", "Working")}


def test_an_unknown_role_level_says_what_to_do(catalogue):
    whole = table(["Skill", "Lead diver", "Pilott"], ["Rowing", "Expert", "Working"])
    assert match(whole) == ["skill", BY_LEVEL, BY_LEVEL]
    tidied, _ = check(whole)
    assert found(tidied.faults) == [(0, "Pilott", "The catalogue has no role level “Pilott”.")]
    assert tidied.faults[0].remedy.startswith("Did you mean “Pilot”? Write its code, its role")
    tidied, _ = check(table(["Skill", "D1", "Other jobs"], ["Rowing", "Expert", "Working"]))
    assert tidied.faults[0].remedy.startswith("Write its code, its role")


def test_other_names_of_roles_and_skills_are_known(catalogue):
    Role.objects.filter(title="Pilot").update(aliases="Steersman")
    Role.objects.filter(title="Diver").update(aliases="Frogman")
    Skill.objects.filter(title="Rowing").update(aliases="Sculling")
    whole = table(["Job", "Sculling"], ["Steersman", "Expert"], ["Frogman, Lead diver", "Working"])
    assert match(whole) == ["existing_level", BY_SKILL]
    carry_out(whole)
    assert {("Pilot", "Rowing", "Expert"), ("Lead diver", "Rowing", "Working")} <= asked()


def test_a_title_that_several_share_says_which_they_are(catalogue):
    make_role_level(role=make_role(title="Cook"), title="Lead diver")
    tidied, _ = check(table(["Skill", "D1", "Lead diver"], ["Rowing", "Expert", "Working"]))
    words = "More than one role level is called “Lead diver”: “Diver, Lead diver” and “Cook, Lead"
    assert [one.message[: len(words)] for one in tidied.faults] == [words]


def test_two_columns_of_one_role_level_are_a_fault(catalogue):
    tidied, _ = check(table(["Skill", "D2", "Lead diver"], ["Rowing", "Expert", "Working"]))
    assert found(tidied.faults) == [(0, "Lead diver", "“D2” stands for the same.")]


def test_a_level_that_the_scale_has_not_names_its_cell(catalogue):
    whole = table(["Skill", "D1", "Pilot"], ["Rowing", "Expert", "Working"], ["Maps", "", "Guru"])
    _, checked = check(whole, ["skill", BY_LEVEL, BY_LEVEL])
    ((line, column, message),) = found(checked.errors)
    assert (line, column) == (3, "Pilot")
    assert message.startswith("“River skills” has no level “Guru”")


def test_a_skill_may_be_asked_for_without_a_level(catalogue):
    whole = table(["Skill", "D1", "Pilot"], ["Rowing", "NOT IN USE", "Working"])
    carry_out(whole)
    assert asked() == {("Diver", "Rowing", None), ("Pilot", "Rowing", "Working")}


@pytest.mark.parametrize(
    ("headings", "row", "guessed"),
    [
        (["Skill", "Team A", "Team B"], ["Rowing", "Expert", "Working"], [BY_LEVEL] * 2),
        (["Skill", "Posts", "Cost"], ["Rowing", "12", "3"], [None, None]),
        (["Skill", "Pilot", "Notes"], ["Rowing", "Expert", "Ask Bo"], [BY_LEVEL, None]),
    ],
)
def test_what_is_only_likely_is_guessed_and_numbers_are_not(catalogue, headings, row, guessed):
    whole = table(headings, row)
    assert match(whole, guessing=True) == ["skill", *guessed]
    known = [BY_LEVEL if heading == "Pilot" else None for heading in headings[1:]]
    assert match(whole) == ["skill", *known]


def test_a_tidy_file_is_no_matrix(catalogue):
    headings = ["job_family", "role", "level", "skill", "skill_level", "Pilot", "Rowing"]
    whole = table(headings, ["River", "Pilot", "Pilot", "Rowing", "Expert", "Expert", "Expert"])
    assert match(whole, guessing=True)[-2:] == [None, None]


def test_what_cannot_stand_beside_is_a_problem(catalogue):
    columns = ["skill", BY_LEVEL, BY_SKILL, "statement", "level"]
    problems = [words for words, _ in find_problems(ROLES, columns, Choices())]
    assert any(f"“statement” cannot stand beside “{BY_LEVEL}”" in one for one in problems)
    assert any(f"“{BY_SKILL}” cannot stand beside “{BY_LEVEL}”" in one for one in problems)


def test_the_number_of_queries_does_not_grow(catalogue, django_assert_num_queries):
    few = table(["Skill", "D1", "Pilot"], ["Rowing", "Expert", "Working"])
    with django_assert_num_queries(3):
        match(few)
    rows = [[f"Skill {n}", "Expert", "Working"] for n in range(30)]
    with django_assert_num_queries(3):
        match(table(few.headings, *rows))


TITLES = ("Diver, Diver", "Diver, Lead diver", "Pilot")
ASKS = st.dictionaries(
    st.sampled_from([(level, skill) for level in TITLES for skill in ("Rowing", "Maps", "Bells")]),
    st.sampled_from(LEVELS),
    min_size=1,
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ASKS)
def test_both_ways_ask_for_the_same(catalogue, asks):
    SkillRequirement.objects.all().delete()
    skills = ("Rowing", "Maps", "Bells")
    by_row = table(
        ["skill", *TITLES],
        *([skill, *(asks.get((level, skill), "") for level in TITLES)] for skill in skills),
    )
    by_level = table(
        ["Job", *skills],
        *([level, *(asks.get((level, skill), "") for skill in skills)] for level in TITLES),
    )
    carry_out(by_row, ["skill", *[BY_LEVEL] * 3])
    short = {title: title.rpartition(", ")[2] for title in TITLES}
    assert asked() == {(short[level], skill, said) for (level, skill), said in asks.items()}
    assert check(by_level, ["existing_level", *[BY_SKILL] * 3])[1].plan.changes == []
