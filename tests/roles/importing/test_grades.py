import pytest

from capframe.plans.files.choices import Choices
from capframe.spreadsheets.faults import Remark
from roles.importing import ROLES
from roles.models import RoleLevel
from tests.factories import make_family, make_grade, make_role, make_role_level, make_structure
from tests.importing import carry_out, check, found, no_progress, records_of

LEVEL = {"job_family": "Policy", "role": "Adviser", "level": "Junior"}
OTHER = LEVEL | {"level": "Senior"}


@pytest.fixture
def structure(db):
    structure = make_structure(title="Civil Service", slug="cs")
    for title in ("SEO", "Grade 7", "Grade 6"):
        make_grade(structure=structure, title=title)
    structure.grades.filter(title="SEO").update(full_title="Senior Executive Officer")
    return structure


def errors(*rows, **choices):
    return [(one.line, one.column, one.words) for one in check(ROLES, *rows, **choices).errors]


@pytest.mark.parametrize("name", ["SEO", "seo", "Senior executive officer"])
def test_a_grade_is_found_by_name(structure, name):
    carry_out(ROLES, LEVEL | {"grade_structure": "Civil Service", "grade": name})
    assert RoleLevel.objects.get().grade.title == "SEO"


def test_a_grade_is_found_by_another_name_of_it(structure):
    structure.grades.filter(title="Grade 7").update(aliases="G7\nBand B")
    carry_out(ROLES, LEVEL | {"grade": "g7"})
    assert RoleLevel.objects.get().grade.title == "Grade 7"


def test_a_grade_that_is_not_there_is_a_fault(structure):
    row = LEVEL | {"grade_structure": "cs", "grade": "G06"}
    assert errors(row) == [
        (
            2,
            "grade",
            "There is no grade “G06” in Civil Service. Did you mean “Grade 6”? The grades are "
            "“SEO”, “Grade 7”, “Grade 6”.",
        )
    ]


@pytest.mark.parametrize("name", ["SEO/Grade 7", "SEO or grade 7", "SEO - Grade 7", "SEO; Grade 7"])
def test_several_grades_in_one_cell_are_a_fault_that_says_so(structure, name):
    ((_, column, words),) = errors(LEVEL | {"grade_structure": "cs", "grade": name})
    assert column == "grade"
    assert words.startswith(f"“{name}” names several grades, “SEO” and “")
    assert "; a role level has one. Write one of them, or name a role level for each" in words


def test_a_grade_beside_what_is_none_is_one_name(structure):
    ((_, _, words),) = errors(LEVEL | {"grade_structure": "cs", "grade": "SEO/Lead"})
    assert words.startswith("There is no grade “SEO/Lead” in Civil Service.")


def test_no_more_than_ten_grades_are_named(structure):
    for number in range(8, 20):
        make_grade(structure=structure, title=f"Grade {number}")
    [(_, _, words)] = errors(LEVEL | {"grade": "Captain"}, grade_structure=structure.pk)
    assert "“Grade 14” and 5 more." in words


def test_a_structure_without_grades_says_so(db):
    words = (
        "There is no grade “SEO” in Ministry. The grades come first: the catalogue has none yet."
    )
    chosen = make_structure(title="Ministry").pk
    assert errors(LEVEL | {"grade": "SEO"}, grade_structure=chosen) == [(2, "grade", words)]


def test_a_structure_that_is_not_there_is_a_fault(structure):
    words = (
        "There is no grade structure “Civil Servants”. Did you mean “Civil Service”? The grade "
        "structures are “Civil Service”."
    )
    row = LEVEL | {"grade_structure": "Civil Servants", "grade": "SEO"}
    assert errors(row) == [(2, "grade_structure", words)]


def test_structures_that_share_a_title_are_a_fault(structure):
    make_structure(title="Civil Service", slug="cs-2")
    words = (
        "2 grade structures share the name “Civil Service”. Write the address of one instead: "
        "“cs” or “cs-2”."
    )
    row = LEVEL | {"grade_structure": "Civil Service", "grade": "SEO"}
    assert errors(row) == [(2, "grade_structure", words)]


def test_a_grade_of_several_structures_is_a_fault(structure):
    make_grade(structure=make_structure(title="Derbyshire"), title="Grade 7")
    words = (
        "The grade “Grade 7” stands more than once: in “Civil Service”, “Derbyshire”. Name the "
        "grade structure, and write the grade’s title in full."
    )
    choices = Choices(answers={"grade-structure": {"entry": "each"}})
    records = records_of(ROLES, [LEVEL | {"grade": "Grade 7"}])
    [fault] = ROLES.check(records, choices, no_progress).errors
    assert (fault.line, fault.column, fault.words) == (2, "grade", words)


def test_the_structure_may_be_chosen_for_the_file(structure):
    make_grade(structure=make_structure(title="Derbyshire"), title="Grade 7")
    carry_out(ROLES, LEVEL | {"grade": "Grade 7"}, grade_structure=structure.pk)
    assert RoleLevel.objects.get().grade.structure == structure


def test_a_level_stays_in_its_structure(structure):
    make_grade(structure=make_structure(title="Derbyshire"), title="Grade 7")
    role = make_role(title="Adviser", family=make_family(title="Policy"))
    level = make_role_level(role=role, title="Junior", grade=structure.grades.get(title="SEO"))
    carry_out(ROLES, LEVEL | {"grade": "Grade 7"})
    level.refresh_from_db()
    assert level.grade == structure.grades.get(title="Grade 7")


def test_rows_may_write_a_grade_in_another_case(structure):
    assert errors(LEVEL | {"grade": "Grade 7"}, LEVEL | {"grade": "GRADE 7", "note": ""}) == []


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "32768", "first", "²", "9" * 5000])
def test_an_order_is_a_whole_number(db, text):
    [(line, column, words)] = errors(LEVEL | {"level_order": text})
    assert (line, column) == (2, "level_order")
    assert words.endswith("Write a whole number from 1, the most junior, to 32,767.")


def test_levels_that_nothing_orders_are_noted_once_a_role(db):
    checked = check(ROLES, LEVEL, OTHER, OTHER | {"level": "Chief"})
    assert found(one for one in checked.warnings if one.remark == Remark.NOTE) == [
        (
            2,
            "level",
            "Nothing says in which order the 3 new levels of the role “Adviser” go; neither the "
            "file’s rows nor the alphabet tell who is senior.",
        )
    ]


def test_levels_with_an_order_are_not_noted(db):
    checked = check(ROLES, LEVEL | {"level_order": "2"}, OTHER | {"level_order": "1"})
    assert [one.remark for one in checked.warnings] == [Remark.NEW]


def test_two_levels_of_a_file_cannot_share_a_code(db):
    [(line, column, words)] = errors(LEVEL | {"code": "P1"}, OTHER | {"code": "P1"})
    assert (line, column) == (3, "code")
    assert words == (
        "The role level “Adviser, Senior” has the code “P1” (line 3), and so has line 2 of the "
        "same family. Give each role level of a family a code of its own."
    )


def test_a_level_cannot_take_the_code_of_one_that_is_there(db):
    role = make_role(title="Adviser", family=make_family(title="Policy"))
    make_role_level(role=role, title="Senior", code="P1")
    [(line, _, words)] = errors(LEVEL | {"code": "P1"})
    assert (line, "and so has the level “Senior”" in words) == (2, True)


def test_levels_may_exchange_their_codes(db):
    role = make_role(title="Adviser", family=make_family(title="Policy"))
    for title, code in (("Junior", "P1"), ("Senior", "P2")):
        make_role_level(role=role, title=title, code=code)
    carry_out(ROLES, LEVEL | {"code": "P2"}, OTHER | {"code": "P1"})
    assert dict(RoleLevel.objects.values_list("title", "code")) == {"Junior": "P2", "Senior": "P1"}
