"""Questions of a file, and answers to them, on the command line."""

import pytest
from django.contrib.auth.models import User

from grades.models import GradeStructure
from roles.models import RoleLevel
from skills.models import SkillFramework, SkillLevel
from tests.factories import make_framework, make_grade, make_structure
from tests.imports.asking import let_ask, question
from tests.imports.commands.running import answer, refusal, run

pytestmark = pytest.mark.django_db


def test_an_open_question_is_an_error_with_its_answers(file, monkeypatch):
    let_ask(monkeypatch, question())
    said = refusal(file())
    assert "Error: What is “g7”? It stands in the column grade. Answer with --answer “g7=…”" in said
    assert "“7” for “Grade 7”, “-” for “No grade”." in said


def test_a_question_names_the_options_that_answer_it(file, monkeypatch):
    let_ask(monkeypatch, question(command="Say --grade-structure."))
    assert "It stands in the column grade. Say --grade-structure." in refusal(file())


def test_an_answer_is_taken(file, monkeypatch):
    had = let_ask(monkeypatch, question())
    ran = run("import_roles", file(), "--answer", "g7=-")
    assert ran.code == 0, ran.err
    assert had == {"g7": "-"}
    assert RoleLevel.objects.exists()


def test_one_that_can_be_left_is_listed_and_stops_nothing(file, monkeypatch):
    let_ask(monkeypatch, question(is_required=False))
    code, said = answer("import_roles", file(), "--check")
    assert code == 0
    [listed] = said["questions"]
    assert (listed["key"], listed["answer"], listed["is_required"]) == ("g7", None, False)
    assert listed["options"][0] == {"value": "7", "label": "Grade 7", "effect": ""}


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("g7", "does not say to which question"),
        ("g8=7", "The file asks no question “g8”, and an option answers it. Leave the option out"),
        ("g7=8", "What is “g7”?"),
    ],
)
def test_an_answer_that_answers_nothing_is_an_error(file, monkeypatch, given, problem):
    let_ask(monkeypatch, question())
    assert problem in refusal(file(), "--answer", given)


SKILLS = "skill,level,level_description\nA,basic,a\nA,expert,b\nB,expert,c\n"
NEW = ("--new-skill-framework", "Our skills")


def test_a_new_framework_goes_into_an_empty_catalogue(file):
    ran = run("import_skills", file(SKILLS, "skills.csv"), *NEW, "--scale", "basic, expert")
    assert ran.code == 0, ran.err
    levels = SkillFramework.objects.get(title="Our skills").levels
    assert list(levels.values_list("title", "position")) == [("basic", 1), ("expert", 2)]
    assert SkillLevel.objects.count() == 3


@pytest.mark.parametrize(
    ("command", "text", "options"),
    [
        ("import_skills", SKILLS, (*NEW, "--scale", "basic,expert")),
        (
            "import_skills",
            f"skill_framework,{SKILLS}".replace("\n", "\nTech,", 3),
            ("--scale", "basic,expert"),
        ),
        ("import_roles", "job_family,role,level,skill\nAudit,Auditor,Senior,Reading\n", NEW),
    ],
)
def test_the_same_command_changes_nothing_a_second_time(file, command, text, options):
    path = file(text, "some.csv")
    assert run(command, path, *options).code == 0
    code, said = answer(command, path, *options)
    assert code == 0, said
    assert (said["created"], said["changed"]) == ({}, {})


def test_without_one_the_command_says_which_options_there_are(file):
    said = refusal(file(SKILLS, "skills.csv"), command="import_skills")
    assert said.count("Error:") == 1
    assert "Say --skill-framework and the address of one, or --new-skill-framework" in said


def test_the_scale_of_a_framework_that_the_file_names(file):
    text = "skill_framework,skill,level\nTech,A,basic\nTech,A,expert\n"
    said = refusal(file(text, "skills.csv"), command="import_skills")
    assert "In what order are the levels of “Tech”?" in said
    assert "--scale basic,advanced,expert" in said
    ran = run("import_skills", file(text, "skills.csv"), "--scale", "basic,expert")
    assert ran.code == 0, ran.err
    assert SkillFramework.objects.get().levels_in_order


def test_the_order_of_a_scale_may_be_unknown(file):
    text = "skill_framework,skill,level\nTech,A,basic\nTech,A,advanced\n"
    ran = run("import_skills", file(text, "skills.csv"), "--scale", "")
    assert ran.code == 0, ran.err
    assert "Which of the levels of “Tech” is higher is not known" in ran.err
    assert not SkillFramework.objects.get().levels_in_order
    assert SkillLevel.objects.count() == 2


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ((*NEW, "--scale", "expert,Expert"), "names one of them twice"),
        ((*NEW, "--scale", "basic"), "In what order are the levels of “Our skills”?"),
        ((*NEW, "--skill-framework", "craft"), "Give one or the other."),
        (("--new-skill-framework", " "), "cannot be a title"),
    ],
)
def test_options_that_do_not_answer_say_why(file, options, problem):
    make_framework(title="Craft", slug="craft")
    said = refusal(file(SKILLS, "skills.csv"), *options, command="import_skills")
    assert problem in said


@pytest.mark.parametrize("option", ["--grade-order", "--scale"])
def test_a_new_grade_structure_goes_into_an_empty_catalogue(file, option):
    path = file("grade\nSEO\nHEO\n", "grades.csv")
    assert "--new-grade-structure" in refusal(path, command="import_grades")
    new = ("--new-grade-structure", "Ministry", "--organisation", "Crown")
    ran = run("import_grades", path, *new, option, "HEO,SEO")
    assert ran.code == 0, ran.err
    grades = GradeStructure.objects.get(organisation="Crown").grades
    assert list(grades.values_list("title", "position")) == [("HEO", 1), ("SEO", 2)]


POSTS = "job_family,role,level,grade\nAudit,Clerk,Clerk,EO\nAudit,Auditor,Auditor,HEO\n"
MINISTRY = ("--new-grade-structure", "Ministry", "--organisation", "Crown")
ORDER = ("--grade-order", "EO, HEO")


def test_a_file_of_roles_brings_its_grade_structure_along(file):
    ran = run("import_roles", file(POSTS), *MINISTRY, *ORDER)
    assert ran.code == 0, ran.err
    structure = GradeStructure.objects.get(organisation="Crown")
    assert list(structure.grades.values_list("title", "position")) == [("EO", 1), ("HEO", 2)]
    assert RoleLevel.objects.get(title="Clerk").grade.title == "EO"
    for options in ((), (*MINISTRY, *ORDER), MINISTRY):
        code, said = answer("import_roles", file(POSTS), *options)
        assert (code, said["created"], said["changed"]) == (0, {}, {})


def test_it_may_have_a_scale_beside_the_order_of_grades(file):
    text = "job_family,role,level,grade,skill,skill_level\nA,B,C,EO,S,basic\nA,D,E,HEO,S,expert\n"
    ran = run("import_roles", file(text), *MINISTRY, *ORDER, *NEW, "--scale", "basic,expert")
    assert ran.code == 0, ran.err
    assert GradeStructure.objects.get().grades.count() == 2
    assert SkillFramework.objects.get().levels_in_order


def test_a_file_of_roles_without_one_is_one_error(file):
    said = refusal(file(POSTS))
    assert said.count("Error:") == 1
    assert "The file has 2 grades for which it names no structure." in said
    assert "Say --grade-structure and the address of one, or --new-grade-structure" in said


def test_a_grade_structure_that_is_there_is_taken(file):
    structure = make_structure(title="Civil Service", slug="civil-service")
    for title in ("EO", "HEO"):
        make_grade(structure=structure, title=title)
    make_grade(structure=make_structure(title="Ministry"), title="EO")
    assert refusal(file(POSTS)).count("Error:") == 1
    ran = run("import_roles", file(POSTS), "--grade-structure", "civil-service")
    assert ran.code == 0, ran.err
    assert set(RoleLevel.objects.values_list("grade__structure", flat=True)) == {structure.pk}


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ((*MINISTRY, "--grade-order", "EO,eo"), "--grade-order: “EO,eo” names one of them twice"),
        ((*MINISTRY, "--grade-order", "EO"), "Which grade structure are these grades in?"),
        (MINISTRY, "Which grade structure are these grades in?"),
        ((*MINISTRY[:2], *ORDER), "Which grade structure are these grades in?"),
        ((*MINISTRY[:3], "C" * 201, *ORDER), "--organisation: “CCC"),
        (("--new-grade-structure", " ", *MINISTRY[2:], *ORDER), "cannot be a title"),
        (ORDER, "--grade-order is the order of a new grade structure."),
        ((*MINISTRY, *ORDER, "--grade-structure", "craft"), "Give one or the other."),
        ((*MINISTRY, *ORDER, "--by", "clerk"), "Which grade structure are these grades in?"),
    ],
)
def test_what_does_not_say_the_grade_structure_says_why(file, options, problem):
    User.objects.create(username="clerk")
    make_structure(title="Craft", slug="craft")
    said = refusal(file(POSTS), *options)
    assert problem in said
    assert said.count("Error:") == 1
    assert GradeStructure.objects.count() == 1
