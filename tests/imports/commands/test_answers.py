"""Questions of a file, and answers to them, on the command line."""

import pytest

from roles.models import RoleLevel
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
        ("g8=7", "the file asks no question “g8”. Leave it out"),
        ("g7=8", "What is “g7”?"),
    ],
)
def test_an_answer_that_answers_nothing_is_an_error(file, monkeypatch, given, problem):
    let_ask(monkeypatch, question())
    assert problem in refusal(file(), "--answer", given)
