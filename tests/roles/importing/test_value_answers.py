"""Grades and levels of skills that the catalogue does not know, and what is answered about them."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.plans.files.choices import Choices
from capframe.plans.files.questions import Option
from roles.importing import ROLES
from skills.importing import SKILLS
from tests.factories import make_framework, make_grade, make_proficiency, make_skill, make_structure
from tests.importing import found, no_progress, records_of

OUT = "out"
ROW = {"job_family": "Policy", "role": "Adviser", "level": "Junior"}
SENIOR = ROW | {"role": "Manager", "level": "Senior"}
EACH = {"grade-structure": {"entry": "each"}}
GRADE_7 = "is:civil-service/grade-7"


@pytest.fixture
def structure(db):
    structure = make_structure(title="Civil Service", slug="civil-service")
    for slug, title in (("seo", "SEO"), ("grade-7", "Grade 7")):
        make_grade(structure=structure, title=title, slug=slug)
    return structure


@pytest.fixture
def framework(db):
    framework = make_framework(title="Digital", slug="digital")
    for position, title in enumerate(("Awareness", "Working", "Practitioner"), start=1):
        make_proficiency(framework, position, title=title)
    make_skill(framework=framework, title="Agile", slug="agile")
    return framework


def ask(*rows, kind=ROLES, answers=(), **choices):
    """A check by somebody who can be asked, and said that the grades are of no one structure."""
    chosen = Choices(answers=EACH | dict(answers), asks=True, defaults=choices)
    checked = kind.check(records_of(kind, rows), chosen, no_progress)
    others = tuple(one for one in checked.questions if one.key not in EACH)
    return replace(checked, questions=others)


def open_keys(checked):
    return [question.key for question in checked.questions if question.is_open]


def test_an_unknown_grade_is_one_question_however_many_rows_have_it(structure):
    rows = [
        ROW | {"grade": "SEO"},
        *(
            SENIOR | {"grade": "b1", "section": "Duties", "statement": text}
            for text in ("Lead", "Plan", "Write")
        ),
        ROW | {"role": "Clerk", "grade": "G7"},
        ROW | {"role": "Usher", "grade": "B1"},
    ]
    checked = ask(*rows)
    assert checked.errors == ()
    assert checked.plan.changes == []
    first, second = checked.questions
    assert (first.key, first.group, first.title, first.rows) == (
        "grade-names||b1",
        "grade-names",
        "b1",
        4,
    )
    assert first.examples == ("Manager", "Usher")
    assert (second.key, second.rows) == ("grade-names||g7", 1)


@pytest.mark.parametrize(
    ("answer", "by_hand"),
    [
        (GRADE_7, {"grade": "Grade 7", "grade_structure": "Civil Service"}),
        ("none", {"grade": ""}),
    ],
)
def test_an_answer_does_what_writing_it_in_the_file_does(structure, answer, by_hand):
    rows = [ROW | {"grade": "G7"}, SENIOR | {"grade": "SEO"}]
    checked = ask(*rows, answers={"grade-names||g7": answer})
    assert checked.errors == ()
    assert open_keys(checked) == []
    assert checked.plan.changes == ask(ROW | by_hand, rows[1]).plan.changes


def test_rows_are_left_out_with_one_warning(structure):
    rows = [ROW | {"grade": "SEO"}, SENIOR | {"grade": "G7"}, SENIOR | {"grade": "g7", "note": ""}]
    checked = ask(*rows, answers={"grade-names||g7": OUT})
    left_out = [one for one in checked.warnings if "left out" in one.message]
    assert found(left_out) == [
        (
            0,
            "grade",
            "2 rows are left out, as answered: they have values of grade that nothing is taken "
            "from.",
        )
    ]
    assert checked.plan.changes == ask(rows[0]).plan.changes


def test_what_was_answered_comes_back_with_its_rows(structure):
    checked = ask(
        ROW | {"grade": "G7"}, answers={"grade-names||g7": GRADE_7, "grade-names||g8": OUT}
    )
    (question,) = checked.questions
    assert (question.key, question.rows, question.answer) == ("grade-names||g7", 1, GRADE_7)


def test_an_answer_names_a_structure_even_where_one_is_chosen(structure):
    other = make_structure(title="Derbyshire", slug="derbyshire")
    chosen = {"grade_structure": other.pk}
    assert open_keys(ask(ROW | {"grade": "SEO"}, **chosen)) == ["grade-names||seo"]
    answers = {"grade-names||seo": "is:civil-service/seo"}
    checked = ask(ROW | {"grade": "SEO"}, answers=answers, **chosen)
    assert checked.errors == ()
    assert checked.plan.changes


def test_a_grade_of_an_unknown_structure_is_asked_about(structure):
    rows = [
        ROW | {"grade_structure": "MoD", "grade": "C1"},
        ROW | {"grade_structure": "MoD", "section": "Duties", "statement": "Lead"},
    ]
    assert open_keys(ask(*rows)) == ["grade-names|mod|c1"]
    checked = ask(*rows, answers={"grade-names|mod|c1": GRADE_7})
    assert checked.errors == ()
    assert checked.questions[0].about == "Looked for in “MoD”."
    assert checked.plan.changes


def test_a_grade_of_two_structures_and_two_grades_in_a_cell_are_questions(structure):
    make_grade(structure=make_structure(title="Derbyshire", slug="derbyshire"), title="Grade 7")
    checked = ask(ROW | {"grade": "Grade 7"}, SENIOR | {"grade": "SEO/Grade 7"})
    assert [question.about for question in checked.questions] == [
        "The grade “Grade 7” stands more than once: in “Civil Service”, “Derbyshire”.",
        "“SEO/Grade 7” names several grades, “SEO” and “Grade 7”; a role level has one.",
    ]


def test_what_the_catalogue_has_come_to_know_keeps_its_own_meaning(structure):
    structure.grades.filter(title="SEO").update(aliases="G7")
    checked = ask(ROW | {"grade": "G7"}, answers={"grade-names||g7": GRADE_7})
    assert checked.questions == ()
    assert checked.plan.changes == ask(ROW | {"grade": "SEO"}).plan.changes


@pytest.mark.parametrize("answer", ["is:civil-service/gone", "nonsense", 7])
def test_an_answer_that_means_nothing_is_asked_for_again(structure, answer):
    checked = ask(ROW | {"grade": "G7"}, answers={"grade-names||g7": answer})
    assert open_keys(checked) == ["grade-names||g7"]


def test_where_nobody_can_be_asked_it_is_a_fault(structure):
    choices = Choices(answers=EACH)
    checked = ROLES.check(records_of(ROLES, [ROW | {"grade": "G7"}]), choices, no_progress)
    assert (len(checked.errors), open_keys(checked)) == (1, [])


def test_a_level_of_a_known_scale_is_asked_about_with_the_levels_of_that_scale(framework):
    row = ROW | {"skill": "Agile", "skill_level": "Praktitioner"}
    checked = ask(row, SENIOR | {"skill": "Agile", "skill_level": "Working"})
    (question,) = checked.questions
    assert question.key == "level-names||praktitioner"
    assert question.about == "Looked for in “Digital”."
    assert question.options[2] == Option("is:Practitioner", "Practitioner")
    checked = ask(row, answers={question.key: "is:Practitioner"})
    by_hand = ask(row | {"skill_level": "Practitioner"})
    assert checked.errors == ()
    assert checked.plan.changes == by_hand.plan.changes


def test_a_skill_may_be_asked_for_without_the_level(framework):
    row = ROW | {"skill": "Agile", "skill_level": "Some"}
    checked = ask(row, answers={"level-names||some": "none"})
    assert checked.errors == ()
    assert checked.plan.changes == ask(row | {"skill_level": "NOT IN USE"}).plan.changes


def test_a_level_that_its_own_framework_has_is_left_alone(framework):
    other = make_framework(title="Craft", slug="craft")
    make_proficiency(other, 1, title="Apprentice")
    make_skill(framework=other, title="Carving", slug="carving")
    rows = [
        ROW | {"skill": "Carving", "skill_level": "Apprentice"},
        SENIOR | {"skill": "Agile", "skill_level": "Apprentice"},
    ]
    (question,) = ask(*rows).questions
    assert question.rows == 2
    checked = ask(*rows, answers={question.key: "is:Awareness"})
    by_hand = ask(rows[0], rows[1] | {"skill_level": "Awareness"})
    assert checked.plan.changes == by_hand.plan.changes


def test_a_file_of_skills_asks_too_and_has_no_skill_level_without_a_level(framework):
    row = {"skill_framework": "Digital", "skill": "Agile", "level": "Praktitioner"}
    row |= {"level_description": "Knows"}
    assert open_keys(ask(row, kind=SKILLS)) == ["level-names|digital|praktitioner"]
    answers = {"level-names|digital|praktitioner": "none"}
    assert open_keys(ask(row, kind=SKILLS, answers=answers)) == ["level-names|digital|praktitioner"]
    answers = {"level-names|digital|praktitioner": "is:Working"}
    assert ask(row, kind=SKILLS, answers=answers).plan.changes


def test_a_new_framework_asks_nothing_here(framework):
    row = {"skill_framework": "New", "skill": "Agile", "level": "Expert-ish"}
    assert not [one for one in ask(row, kind=SKILLS).questions if one.group == "level-names"]


def count_queries(number, answers):
    rows = [ROW | {"role": f"Role {n}", "grade": f"X{n}"} for n in range(number)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ask(*rows, answers=answers)
    return len(queries)


def test_many_values_cost_no_more_queries_than_one(structure):
    assert count_queries(1, {}) == count_queries(400, {})
    answers = {f"grade-names||x{n}": GRADE_7 for n in range(400)}
    assert count_queries(1, answers) == count_queries(400, answers)


VALUES = ("SEO", "Grade 7", "G7", "g7", "B1", "C2", "")
BY_HAND = {
    GRADE_7: {"grade": "Grade 7", "grade_structure": "Civil Service"},
    "none": {"grade": ""},
}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    grades=st.lists(st.sampled_from(VALUES), min_size=1, max_size=8),
    answers=st.fixed_dictionaries(
        {
            f"grade-names||{value}": st.sampled_from([GRADE_7, "none", OUT])
            for value in ("g7", "b1", "c2")
        }
    ),
)
def test_answers_are_the_same_as_editing_the_file(structure, grades, answers):
    rows = [ROW | {"role": f"Role {n}", "grade": grade} for n, grade in enumerate(grades)]
    edited = []
    for row in rows:
        answer = answers.get(f"grade-names||{row['grade'].lower()}")
        if answer != OUT:
            edited.append(row | BY_HAND.get(answer, {}))
        else:
            edited.append(None)
    checked = ask(*rows, answers=answers)
    records = records_of(ROLES, [row or {} for row in edited])
    records.records[:] = [one for one in records.records if one.values]
    by_hand = ROLES.check(records, Choices(asks=True), no_progress)
    assert checked.errors == by_hand.errors == ()
    assert checked.plan.changes == by_hand.plan.changes
