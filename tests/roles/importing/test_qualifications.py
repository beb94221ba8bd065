import pytest

from capframe.plans.apply import apply
from capframe.plans.undo import invert
from capframe.spreadsheets.faults import Remark
from roles.importing import ROLES
from roles.models import Qualification, QualificationRequirement, RoleLevel, Statement
from tests.factories import (
    make_family,
    make_qualification,
    make_qualification_requirement,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
)
from tests.importing import carry_out, check, found

LEVEL = {"job_family": "Policy", "role": "Adviser", "level": "Junior"}
BOTH = LEVEL | {"section": "Skills", "statement": "Be both degree and CIPD qualified."}
WRITE = LEVEL | {"section": "Skills", "statement": "Write well."}


@pytest.fixture
def statements(db):
    """“Be both …” and “Write well.” of a role level."""
    role = make_role(title="Adviser", family=make_family(title="Policy"))
    texts = [BOTH["statement"], WRITE["statement"]]
    level = make_role_level({"Skills": texts}, role=role, title="Junior")
    return list(level.sections.get().statements.in_order())


def asks(qualification, strength=""):
    return {"qualification": qualification, "strength": strength}


def asked():
    return [str(one) for one in QualificationRequirement.objects.in_order()]


def errors(*rows):
    return found(check(ROLES, *rows).errors)


def test_rows_alike_but_for_what_they_ask_are_one_statement(db):
    rows = [BOTH | asks("Degree", "required"), BOTH | asks("CIPD", "ideal"), WRITE]
    checked = carry_out(ROLES, *rows)
    assert [one.text for one in Statement.objects.in_order()] == [
        BOTH["statement"],
        WRITE["statement"],
    ]
    assert asked() == ["CIPD: ideal", "Degree: required"]
    (degree, cipd) = Qualification.objects.order_by("pk")
    assert (degree.title, cipd.slug, cipd.place) == ("Degree", "cipd", "Line 3")
    level = RoleLevel.objects.get()
    assert set(level.qualification_requirements.all()) == set(
        QualificationRequirement.objects.all()
    )
    assert [one.message for one in checked.warnings if one.remark is not Remark.NEW] == []


def test_a_new_qualification_is_to_be_confirmed(statements):
    make_qualification("CIPD")
    checked = check(ROLES, BOTH | asks("cipd"), BOTH | asks("Degree"))
    new = [one for one in checked.warnings if one.remark is Remark.NEW]
    assert found(new) == [(3, "qualification", "The file makes a new qualification, “Degree”.")]


@pytest.mark.parametrize("note", ["", "A footnote."])
def test_further_rows_need_not_repeat_the_note(statements, note):
    carry_out(ROLES, BOTH | asks("Degree") | {"note": "A footnote."}, BOTH | asks("CIPD"), WRITE)
    assert asked() == ["CIPD", "Degree"]
    assert Statement.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("required", "required"),
        ("Ideal or working towards it", "ideal_or_working_towards"),
        ("ideal_or_equivalent", "ideal_or_equivalent"),
    ],
)
def test_a_strength_is_known_by_its_words_and_by_its_name(statements, text, strength):
    carry_out(ROLES, BOTH, WRITE | {"strength": text})
    assert [one.strength for one in Statement.objects.in_order()] == ["", strength]


@pytest.mark.parametrize("column", ["strength", "assessed"])
def test_another_word_is_a_fault(db, column):
    ((line, where, message),) = errors(
        WRITE | {"skill": "Art", "skill_framework": "Arts", column: "x"}
    )
    assert (line, where, message) == (2, column, f"The {column} is none that is known.")


@pytest.mark.parametrize("column", ["strength", "qualification"])
def test_what_is_asked_needs_a_statement(db, column):
    assert errors(LEVEL | {"section": "Skills", column: "ideal"}) == [
        (2, column, f"The row has a {column}, but no statement that it belongs to.")
    ]


@pytest.mark.parametrize("qualification", ["", "CIPD"])
def test_rows_that_ask_in_two_strengths_disagree(db, qualification):
    rows = [BOTH | asks(qualification, strength) for strength in ("ideal", "required")]
    assert errors(*rows) == [
        (
            3,
            "strength",
            "Lines 2 and 3 disagree about how strongly the statement asks: line 2 says “ideal”, "
            "line 3 says “required”.",
        )
    ]


def test_a_level_gets_exactly_the_qualifications_of_the_file(statements):
    both, write = statements
    kept = make_qualification_requirement(both, "CIPD", "ideal")
    make_qualification_requirement(both, "Diploma")
    make_qualification_requirement(write, "Degree")
    carry_out(ROLES, BOTH | asks("CIPD", "required"), WRITE)
    assert QualificationRequirement.objects.get() == kept
    assert asked() == ["CIPD: required"]


def test_a_file_that_names_none_leaves_them_alone(statements):
    make_qualification_requirement(statements[0], "CIPD", "ideal")
    plan = check(ROLES, BOTH, WRITE).plan
    assert plan.changes == []


def test_a_blank_strength_leaves_the_strength(statements):
    both, write = statements
    make_qualification_requirement(both, "CIPD", "ideal")
    write.strength = "required"
    write.save()
    assert check(ROLES, BOTH | asks("CIPD"), WRITE).plan.changes == []


def test_a_statement_that_goes_takes_what_it_asks_with_it(statements):
    make_qualification_requirement(statements[0], "CIPD", "ideal")
    carry_out(ROLES, WRITE)
    assert asked() == []
    assert QualificationRequirement.history.latest().history_type == "-"


def test_a_statement_that_stands_twice_asks_for_the_same_twice(db):
    again = BOTH | {"role": "adviser"} | asks("CIPD", "ideal")
    carry_out(ROLES, BOTH | asks("CIPD", "ideal"), again)
    assert asked() == ["CIPD: ideal", "CIPD: ideal"]
    assert Statement.objects.count() == 2


def test_undone_all_is_as_it_was(statements):
    make_qualification_requirement(statements[0], "CIPD", "ideal")
    before = asked()
    checked = check(ROLES, BOTH | asks("Degree"), WRITE | asks("CIPD", "required"))
    keys = apply(plan=checked.plan, by=None, reason="Import")
    assert asked() == ["CIPD: required", "Degree"]
    apply(plan=invert(checked.plan, keys), by=None, reason="Undo")
    assert asked() == before
    assert not Qualification.objects.filter(title="Degree").exists()


def test_how_skills_are_introduced_and_assessed(statements):
    skill = make_skill(title="Art")
    level = RoleLevel.objects.get()
    make_requirement(level, skill, None)
    row = {"skill": "Art", "assessed": "Interview", "skills_introduction": "At interview:"}
    carry_out(ROLES, LEVEL | row)
    level.refresh_from_db()
    assert level.skills_introduction == "At interview:"
    assert level.skill_requirements.get().assessed == "interview"
    assert check(ROLES, LEVEL | {"skill": "Art"}).plan.changes == []
