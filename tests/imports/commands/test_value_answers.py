"""Small files that say to a command what values mean."""

import pytest
from django.contrib.auth.models import User

from capframe.imports.models import Import
from roles.models import RoleLevel
from tests.factories import make_grade, make_structure
from tests.imports.commands.running import refusal, run

pytestmark = pytest.mark.django_db

STAFF = "job_family,role,level,grade\nAudit,Auditor,Senior,G7\nAudit,Clerk,Junior,B1\n"


@pytest.fixture(autouse=True)
def grade(db):
    structure = make_structure(title="Civil Service", slug="civil-service")
    return make_grade(structure=structure, title="Grade 7", slug="grade-7")


@pytest.fixture
def write(tmp_path):
    def write_file(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write_file


def test_a_file_of_values_says_what_they_mean(write, grade):
    values = write("values.csv", "value,means\nG7,Grade 7\nB1,Leave these rows out\nX,Y\n")
    ran = run("import_roles", write("staff.csv", STAFF), "--values", values)
    assert ran.code == 0, ran.err
    assert "1 row is left out, as answered" in ran.err
    assert RoleLevel.objects.get().grade == grade
    assert Import.objects.get().answers["grade-names||b1"] == "out"


def test_what_it_leaves_open_stays_a_fault(write):
    values = write("values.csv", "value,means\nG7,Grade 7\nB1,\n")
    said = refusal(write("staff.csv", STAFF), "--values", values)
    assert "There is no grade “B1” in Civil Service." in said
    assert "G7" not in said


def test_without_one_nothing_is_asked(write):
    said = refusal(write("staff.csv", STAFF), "--grade-structure", "civil-service")
    assert said.count("Error:") == 2
    assert "There is no grade “G7” in Civil Service." in said


def test_the_file_to_fill_in_is_written(write, tmp_path):
    values = tmp_path / "values.csv"
    ran = run("import_roles", write("staff.csv", STAFF), "--check", "--write-values", str(values))
    assert f"Wrote 2 values to {values}" in ran.out
    assert values.read_text(encoding="utf-8-sig").splitlines() == [
        "column,value,within,rows,means",
        "grade,B1,,1,",
        "grade,G7,,1,",
    ]
    said = refusal(write("staff.csv", STAFF), "--write-values", str(values))
    assert "cannot be written: File exists." in said


def test_a_file_that_is_none_is_refused(write):
    staff = write("staff.csv", STAFF)
    assert "cannot be read" in refusal(staff, "--values", "/nowhere/values.csv")
    said = refusal(staff, "--values", write("values.csv", "value,means\nG7,Grade 8\n"))
    assert "line 2, means: “Grade 8” This is no answer to what “G7” means." in said


def test_a_file_of_values_says_that_a_grade_is_new(write, grade):
    values = write("values.csv", "value,means\nG7,Grade 7\nB1,new: 3\n")
    ran = run("import_roles", write("staff.csv", STAFF), "--values", values)
    assert ran.code == 0, ran.err
    made = RoleLevel.objects.get(role__title="Clerk").grade
    assert (made.title, made.structure, made.position) == ("B1", grade.structure, 3)


def test_a_grade_is_new_for_nobody_who_may_not_add_grades(write, grade):
    User.objects.create(username="clerk")
    staff = write("staff.csv", STAFF)
    values = write("values.csv", "value,means\nG7,Grade 7\nB1,new: 3\n")
    assert "You may not add grades." in refusal(staff, "--values", values, "--by", "clerk")
    answers = (
        "--answer",
        "grade-names||g7=none",
        "--answer",
        "grade-names||b1=new:civil-service/3",
    )
    said = refusal(staff, *answers, "--grade-structure", "civil-service", "--by", "clerk")
    assert "You may not add grades." in said
    assert "There is no grade “B1” in Civil Service." in said
