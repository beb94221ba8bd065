"""Grades that the catalogue does not know and somebody says are new, each with its place."""

from dataclasses import replace

import pytest

from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from capframe.plans.files.value_columns import split_key
from capframe.plans.undo import invert
from grades.models import Grade
from roles.importing import ROLES
from roles.models import RoleLevel
from tests.factories import make_grade, make_structure
from tests.importing import no_progress, records_of

ROW = {"job_family": "Policy", "role": "Adviser", "level": "Junior"}
SENIOR = ROW | {"role": "Manager", "level": "Senior"}
B1 = "grade-names||b1"
EACH = {"grade-structure": {"entry": "each"}}
NEW = {B1: "new:civil-service/3"}
MAY_ADD = frozenset({"grade-names"})


@pytest.fixture
def structure(db):
    structure = make_structure(title="Civil Service", slug="civil-service")
    for position, title, slug in ((2, "SEO", "seo"), (5, "Grade 7", "grade-7")):
        make_grade(structure=structure, title=title, slug=slug, position=position)
    return structure


def check(*rows, answers=NEW, may_add=MAY_ADD):
    """A check by somebody who has said that the grades are of no one structure."""
    chosen = Choices(answers=EACH | answers, asks=True, may_add=may_add, file_name="posts.csv")
    checked = ROLES.check(records_of(ROLES, rows), chosen, no_progress)
    others = tuple(one for one in checked.questions if one.key not in EACH)
    return replace(checked, questions=others)


def open_keys(checked):
    return [question.key for question in checked.questions if question.is_open]


def why_not(checked):
    """What is said of answers that are not followed."""
    return [one.remedy for one in checked.warnings if "cannot be done" in one.message]


def test_a_new_grade_is_made_once_before_the_levels_that_have_it(structure):
    checked = check(ROW | {"grade": "B1"}, SENIOR | {"grade": "b1"})
    assert checked.errors == ()
    (question,) = checked.questions
    assert (question.answer, question.rows) == ("new:civil-service/3", 2)
    assert question.options[0].label == "A new grade of Civil Service, place 3"
    assert question.options[0].effect == "between “SEO” (2) and “Grade 7” (5)"
    assert checked.plan.counts["created"]["grades.grade"] == 1
    apply(plan=checked.plan, by=None, reason="Imported")
    grade = Grade.objects.get(title="B1")
    assert (grade.structure, grade.position, grade.slug) == (structure, 3, "b1")
    assert (grade.source.title, grade.place) == ("Imported file: posts.csv", "Line 2")
    assert [level.grade for level in RoleLevel.objects.all()] == [grade, grade]
    assert list(structure.grades.values_list("position", flat=True)) == [2, 3, 5]


def test_a_second_time_nothing_changes_and_an_undo_takes_it_away(structure):
    rows = [ROW | {"grade": "B1"}, SENIOR | {"grade": "SEO"}]
    checked = check(*rows)
    made = apply(plan=checked.plan, by=None, reason="Imported")
    again = check(*rows)
    assert again.questions == ()
    assert again.plan.changes == []
    apply(plan=invert(checked.plan, made), by=None, reason="Undone")
    assert not Grade.objects.filter(title="B1").exists()
    assert not RoleLevel.objects.exists()


def test_an_answer_means_the_grade_that_was_made_since(structure):
    other = make_structure(title="Derbyshire", slug="derbyshire")
    make_grade(structure=other, title="B1")
    make_grade(structure=structure, title="B1", slug="b1", position=9)
    checked = check(ROW | {"grade": "B1"}, may_add=frozenset())
    assert open_keys(checked) == []
    assert checked.questions[0].options[0].label == "B1, Civil Service"
    by_hand = check(ROW | {"grade": "B1", "grade_structure": "Civil Service"}, answers={})
    assert checked.plan.changes == by_hand.plan.changes


def test_levels_are_ordered_by_the_place_of_a_new_grade(structure):
    rows = [ROW | {"grade": "SEO"}, ROW | {"level": "Middle", "grade": "B1"}]
    assert [one for one in check(*rows).warnings if "order" in one.message] == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            "new:civil-service/2",
            "“SEO” has the place 2 in “Civil Service”. Give the new grade a place that is",
        ),
        ("new:civil-service/0", "A new grade needs its grade structure and its place there"),
        ("new:civil-service/10000", "a whole number from 1, the most junior, to 9,999."),
        ("new:civil-service/x", "A new grade needs its grade structure and its place there"),
        ("new:civil-service", "A new grade needs its grade structure and its place there"),
        ("new:nowhere/3", "A new grade needs its grade structure and its place there"),
    ],
)
def test_what_cannot_be_made_is_asked_again_and_says_why(structure, answer, words):
    checked = check(ROW | {"grade": "B1"}, answers={B1: answer})
    assert open_keys(checked) == [B1]
    assert checked.plan.changes == []
    (why,) = why_not(checked)
    assert words in why


def test_who_may_not_add_grades_makes_none(structure):
    checked = check(ROW | {"grade": "B1"}, may_add=frozenset())
    assert open_keys(checked) == [B1]
    assert why_not(checked)[0].startswith("You may not add grades.")


def test_of_two_new_grades_for_one_place_the_second_is_asked_again(structure):
    answers = NEW | {"grade-names||b2": "new:civil-service/3"}
    rows = [ROW | {"grade": "B1"}, SENIOR | {"grade": "B2"}]
    checked = check(*rows, answers=answers)
    assert open_keys(checked) == ["grade-names||b2"]
    assert why_not(checked)[0].startswith("“b1” has the place 3 in “Civil Service”.")
    checked = check(*rows, answers=answers | {"grade-names||b2": "new:civil-service/4"})
    assert open_keys(checked) == []
    assert checked.plan.counts["created"]["grades.grade"] == 2


def test_one_new_grade_has_one_place(structure):
    rows = [ROW | {"grade": "B1"}, SENIOR | {"grade": "B1", "grade_structure": "MoD"}]
    answers = NEW | {"grade-names|mod|b1": "new:civil-service/4"}
    checked = check(*rows, answers=answers)
    assert open_keys(checked) == ["grade-names|mod|b1", B1]
    assert set(why_not(checked)) == {
        "Two answers give this new grade different places. Give it one."
    }
    checked = check(*rows, answers=answers | {"grade-names|mod|b1": "new:civil-service/3"})
    assert open_keys(checked) == []
    assert checked.plan.counts["created"]["grades.grade"] == 1


def test_what_cannot_be_a_title_makes_no_grade(structure):
    name = "B" * 101
    key = f"grade-names||{name.lower()}"
    checked = check(ROW | {"grade": name}, answers={key: "new:civil-service/3"})
    assert open_keys(checked) == [key]
    assert "This cannot be the name of a grade" in why_not(checked)[0]


def test_an_answer_for_a_value_that_the_file_does_not_have_makes_no_grade(structure):
    checked = check(ROW | {"grade": "SEO"})
    assert "grades.grade" not in checked.plan.counts["created"]


@pytest.mark.parametrize("name", ["B|1", "B%7C1", "50%|"])
def test_a_name_with_any_sign_can_be_that_of_a_new_grade(structure, name):
    row = ROW | {"grade": name, "grade_structure": "A|B%"}
    [question] = check(row, answers={}).questions
    assert split_key(question.key) == ("a|b%", name.lower())
    checked = check(row, answers={question.key: "new:civil-service/3"})
    assert open_keys(checked) == []
    apply(plan=checked.plan, by=None, reason="Imported")
    assert Grade.objects.get(position=3).title == name
