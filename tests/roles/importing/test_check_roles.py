import pytest

from capframe.base.models import Source
from capframe.plans.existing import newest_history_versions
from capframe.plans.files.choices import Choices
from capframe.plans.plan import Plan
from capframe.spreadsheets.columns import match_headings
from roles.importing import ROLES
from roles.models import RoleLevel
from tests.factories import make_family, make_grade, make_role, make_role_level, make_structure
from tests.importing import carry_out, check, found, no_progress, records_of

LEVEL = {"job_family": "Policy", "role": "Adviser", "level": "Junior"}


def said(number):
    """Rows of this many role levels, each with two statements and a skill."""
    for n in range(number):
        level = {"job_family": "Policy", "role": f"Role {n % 7}", "level": f"Level {n}"}
        for text in ("Plan", "Act"):
            yield level | {"section": "Duties", "statement": f"{text} {n}"}
        yield level | {"skill_framework": "Craft", "skill": f"Skill {n % 5}", "skill_level": "1"}


def test_it_works(db):
    checked = carry_out(ROLES, *ROLES.example)
    assert checked.plan.counts["created"]["roles.statement"] == 4
    assert checked.plan.counts["created"]["roles.qualificationrequirement"] == 2
    level = RoleLevel.objects.get()
    assert (level.code, level.grade.title, level.location) == ("POL7", "Grade 7", "Leeds")


@pytest.fixture(autouse=True)
def grade(db):
    make_grade(structure=make_structure(title="Civil Service"), title="Grade 7")


def test_its_columns_have_the_names_of_the_published_file():
    headings = (
        *("Role Family", "Role", "Role Level", "Role Level Description", "Skill Name"),
        *("Skill Description", "Skill Level", "Skill Level Description"),
    )
    assert match_headings(headings, ROLES.columns) == [
        *("job_family", "role", "level", "level_description", "skill"),
        *("skill_description", "skill_level", "skill_level_description"),
    ]


def test_nothing_is_written():
    check(ROLES, LEVEL)
    assert not RoleLevel.objects.exists()


def test_every_fault_is_found_in_the_order_of_the_file():
    rows = (
        LEVEL | {"grade_structure": "Civil Service", "grade": "G9"},
        {"job_family": "Policy", "level": "Junior"},
        LEVEL | {"level_order": "one"},
        LEVEL | {"statement": "Plan"},
        LEVEL | {"skill_framework": "Craft", "skill": "Reading", "skill_level": "high"},
        LEVEL | {"location": "x" * 301},
    )
    checked = check(ROLES, *rows)
    assert [(line, column) for line, column, _ in found(checked.errors)] == [
        (2, "grade"),
        (3, "role"),
        (4, "level_order"),
        (5, "statement"),
        (7, "location"),
    ]
    [question] = checked.questions
    assert (question.group, [word.label for word in question.words]) == ("scale", ["high"])


def test_with_faults_there_is_no_plan_but_all_warnings():
    statement = LEVEL | {"section": "Duties", "statement": "Plan"}
    unknown = LEVEL | {"grade_structure": "Civil Service", "grade": "G9"}
    checked = check(ROLES, unknown, statement, statement | {"statement": "plan"})
    assert checked.errors
    assert checked.plan == Plan()
    assert [one.line for one in checked.warnings] == [2, 3, 4]


def test_headings_are_those_of_the_file():
    records = records_of(ROLES, [LEVEL | {"grade_structure": "Civil Service", "grade": "G9"}])
    records.headings["grade"] = "Pay Grade"
    [fault] = ROLES.check(records, Choices(), no_progress).errors
    assert fault.column == "Pay Grade"


@pytest.mark.parametrize("choice", ["source", "job_family", "skill_framework", "grade_structure"])
def test_a_choice_that_is_gone_is_a_fault(choice):
    [fault] = check(ROLES, LEVEL, **{choice: 999}).errors
    assert fault.message.endswith("that was chosen for the file has been deleted.")


def test_it_tells_what_has_been_seen():
    make_role_level(role=make_role(family=make_family(title="Policy")))
    history_versions = check(ROLES, LEVEL).plan.history_versions
    assert history_versions == newest_history_versions((Source, *ROLES.models))
    assert history_versions["roles.rolelevel"] > 0


def test_it_tells_how_far_it_has_come():
    told = []
    ROLES.check(records_of(ROLES, list(said(3))), Choices(), lambda *step: told.append(step))
    assert told == [
        ("Reading the rows", 0, 9),
        ("Reading the rows", 9, 9),
        ("Comparing the skills", 3, 3),
        ("Comparing the role levels", 3, 3),
    ]


def test_queries_do_not_grow_with_the_file(django_assert_max_num_queries):
    carry_out(ROLES, *said(2))
    with django_assert_max_num_queries(26):
        check(ROLES, *said(2))
    with django_assert_max_num_queries(26):
        check(ROLES, *said(200))
    carry_out(ROLES, *said(200))
    with django_assert_max_num_queries(26):
        assert check(ROLES, *said(200)).plan.changes == []


def test_a_file_without_rows_changes_nothing():
    assert check(ROLES).plan.changes == []


def test_an_employer_is_the_same_in_any_case():
    carry_out(ROLES, LEVEL | {"employer": "Home Office"}, LEVEL | {"employer": "HOME  office"})
    assert RoleLevel.objects.get().employer == "Home Office"
    assert carry_out(ROLES, LEVEL | {"employer": "home office"}).plan.changes == []
    carry_out(ROLES, LEVEL | {"employer": ""}, LEVEL | {"location": "Leeds"})
    assert RoleLevel.objects.get().employer == "Home Office"
    carry_out(ROLES, LEVEL | {"employer": "Treasury"})
    assert RoleLevel.objects.get().employer == "Treasury"
