"""A file of roles whose grades are of a structure that it does not name: one question."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from capframe.plans.undo import invert
from grades.models import Grade, GradeStructure
from roles.importing import ROLES
from roles.models import JobFamily, RoleLevel
from tests.factories import make_family, make_grade, make_role, make_role_level, make_structure
from tests.importing import no_progress, records_of

KEY = "grade-structure"
MAY_ADD = frozenset({KEY, "grade-names"})
NEW = {"title": "Ministry", "also": "Crown", "places": {"b1": 1, "b2": 2}}


def row(number, grade="", **cells):
    title = f"Role {number}"
    return {"job_family": "Policy", "role": title, "level": title, "grade": grade, **cells}


def check(*rows, answer=None, asks=True, may_add=MAY_ADD, answers=(), without=()):
    given = dict(answers) | ({KEY: answer} if answer is not None else {})
    choices = Choices(answers=given, asks=asks, may_add=may_add, file_name="posts.csv")
    return ROLES.check(records_of(ROLES, rows, without), choices, no_progress)


def carry_out(*rows, **given):
    checked = check(*rows, **given)
    assert checked.errors == ()
    assert not any(question.stops for question in checked.questions)
    return checked, apply(plan=checked.plan, by=None, reason="Imported")


def grades_of_levels():
    levels = RoleLevel.objects.order_by("title").values_list(
        "grade__structure__title", "grade__title"
    )
    return list(levels)


@pytest.fixture
def civil_service(db):
    structure = make_structure(title="Civil Service", slug="civil-service")
    for title in ("SEO", "Grade 7"):
        make_grade(structure=structure, title=title)
    return structure


@pytest.mark.parametrize("without", [(), ("grade_structure",)])
@pytest.mark.parametrize("asks", [True, False])
def test_on_an_empty_catalogue_it_is_one_question(db, without, asks):
    checked = check(row(1, "B2"), row(2, "B1"), row(3, "b2"), row(4), asks=asks, without=without)
    assert (checked.errors, checked.plan.changes) == ((), [])
    [question] = checked.questions
    assert (question.key, question.stops, question.rows) == (KEY, True, 3)
    assert question.about == "The file has 2 grades for which it names no structure."
    assert [(one.label, one.effect) for one in question.words] == [
        ("B2", "2 rows"),
        ("B1", "1 row"),
    ]
    assert [one.value for one in question.entries] == ["each"]


def test_a_new_structure_is_made_with_its_grades(db):
    checked, _ = carry_out(row(1, "B2"), row(2, "B1"), row(3, "b2"), row(4), answer=NEW)
    [question] = checked.questions
    assert question.answer == NEW
    structure = GradeStructure.objects.get()
    assert (structure.title, structure.slug, structure.organisation) == (
        "Ministry",
        "ministry",
        "Crown",
    )
    assert (structure.source.title, structure.place) == ("Imported file: posts.csv", "Line 2")
    assert list(structure.grades.values_list("title", "position", "slug")) == [
        *(("B1", 1, "b1"), ("B2", 2, "b2")),
    ]
    in_ministry = [("Ministry", one) for one in ("B2", "B1", "B2")]
    assert grades_of_levels() == [*in_ministry, (None, None)]


def test_a_second_time_nothing_changes_asked_or_answered(db):
    rows = [row(1, "B2"), row(2, "B1")]
    carry_out(*rows, answer=NEW)
    again = check(*rows)
    assert (again.questions, again.plan.changes) == ((), [])
    again = check(*rows, answer=NEW, asks=False)
    assert again.plan.changes == []
    assert not any(question.is_open for question in again.questions)


def test_an_undo_takes_the_structure_away(db):
    checked, made = carry_out(row(1, "B2"), row(2, "B1"), answer=NEW)
    apply(plan=invert(checked.plan, made), by=None, reason="Undone")
    for model in (GradeStructure, Grade, RoleLevel, JobFamily):
        assert not model.objects.exists()


def test_the_order_of_levels_is_that_of_the_new_grades(db):
    rows = [row(1, "B2"), row(1, "B1", level="Junior")]
    checked, _ = carry_out(*rows, answer=NEW)
    assert [one for one in checked.warnings if "order" in one.message] == []


def test_while_it_is_open_nothing_is_said_of_orders(db):
    checked = check(row(1, "B2"), row(1, "B1", level="Junior"))
    assert [one for one in checked.warnings if "order" in one.message] == []


def test_grades_that_are_each_one_grade_need_no_question(civil_service):
    make_grade(structure=make_structure(title="Derbyshire"), title="Band 9")
    checked, _ = carry_out(row(1, "SEO"), row(2, "Band 9"), row(3, "grade 7"))
    assert checked.questions == ()
    assert grades_of_levels() == [
        *(("Civil Service", "SEO"), ("Derbyshire", "Band 9"), ("Civil Service", "Grade 7")),
    ]


def test_several_grades_in_one_cell_are_said_to_be_so(civil_service):
    checked = check(row(1, "SEO/Grade 7"), asks=False)
    assert checked.questions == ()
    assert "names several grades, “SEO” and “Grade 7”" in checked.errors[0].message
    [question] = check(row(1, "SEO/Grade 7")).questions
    assert question.key == "grade-names||seo/grade 7"


def test_rows_that_name_a_structure_or_have_no_grade_are_not_asked_about(civil_service):
    checked = check(row(1, "SEO", grade_structure="Civil Service"), row(2))
    assert checked.questions == ()


def test_structures_that_know_most_of_the_grades_come_first(civil_service):
    other = make_structure(title="Army")
    make_grade(structure=other, title="OF-3")
    checked = check(row(1, "SEO"), row(2, "Grade 7"), row(3, "B1"))
    first, second, each = checked.questions[0].entries
    assert (first.label, first.effect) == (
        *("Civil Service", "2 grades, SEO to Grade 7. It has 2 of the file’s 3 grades."),
    )
    assert (second.label, second.effect) == ("Army", "1 grade, OF-3. It has none of them.")
    assert each.value == "each"
    assert checked.questions[0].examples == ("B1",)


def test_what_a_chosen_structure_does_not_have_is_asked_next(civil_service):
    checked = check(row(1, "SEO"), row(2, "B1"), answer={"entry": civil_service.pk})
    assert checked.errors == ()
    first, second = checked.questions
    assert (first.key, first.answer) == (KEY, {"entry": civil_service.pk})
    assert (second.key, second.is_open) == ("grade-names||b1", True)
    checked, _ = carry_out(
        *(row(1, "SEO"), row(2, "B1")),
        answer={"entry": civil_service.pk},
        answers={second.key: "none"},
    )
    assert grades_of_levels() == [("Civil Service", "SEO"), (None, None)]


def test_it_settles_grades_that_several_structures_have(civil_service):
    make_grade(structure=make_structure(title="Derbyshire"), title="SEO")
    assert [one.key for one in check(row(1, "SEO")).questions] == [KEY]
    carry_out(row(1, "SEO"), answer={"entry": civil_service.pk})
    assert grades_of_levels() == [("Civil Service", "SEO")]
    # The role level is in that structure by now.
    again = check(row(1, "SEO"))
    assert (again.questions, again.plan.changes) == ((), [])


def test_each_grade_may_be_asked_about_by_itself(civil_service):
    checked = check(row(1, "SEO"), row(2, "B1"), answer={"entry": "each"})
    assert [(one.key, one.is_open) for one in checked.questions] == [
        *((KEY, False), ("grade-names||b1", True)),
    ]


def test_a_word_without_a_place_is_asked_next_and_may_be_of_the_new_structure(db):
    answer = NEW | {"places": {"b1": 1, "b2": 3}}
    rows = [row(1, "B1"), row(2, "B2"), row(3, "Vacant"), row(4, "B1a")]
    checked = check(*rows, answer=answer)
    assert checked.errors == ()
    keys = {"grade-names||vacant": "none", "grade-names||b1a": "new:ministry/2"}
    assert {one.key for one in checked.questions if one.is_open} == {*keys}
    carry_out(*rows, answer=answer, answers=keys)
    assert GradeStructure.objects.get().grades.count() == 3
    in_ministry = [("Ministry", one) for one in ("B1", "B2")]
    assert grades_of_levels() == [*in_ministry, (None, None), ("Ministry", "B1a")]
    assert [*Grade.objects.values_list("title", "position")] == [("B1", 1), ("B1a", 2), ("B2", 3)]


def test_a_place_that_the_new_structure_has_given_is_taken(db):
    rows = [row(1, "B1"), row(2, "B2"), row(3, "B3")]
    checked = check(*rows, answer=NEW, answers={"grade-names||b3": "new:ministry/2"})
    assert [one.key for one in checked.questions if one.is_open] == ["grade-names||b3"]
    [why] = [one.remedy for one in checked.warnings if "cannot be done" in one.message]
    assert why.startswith("“b2” has the place 2 in “Ministry”.")


def test_a_structure_of_that_title_that_was_made_meanwhile_is_taken(civil_service):
    answer = NEW | {"title": "civil service", "places": {"seo": 1, "b1": 2}}
    checked = check(row(1, "SEO"), row(2, "B1"), answer=answer)
    assert [one.key for one in checked.questions if one.is_open] == ["grade-names||b1"]


def test_an_answer_is_followed_where_the_catalogue_would_tell_it_too(civil_service):
    carry_out(row(1, "SEO"), answer=NEW | {"places": {"seo": 1}})
    assert grades_of_levels() == [("Ministry", "SEO")]


def test_the_grade_of_a_level_that_is_there_stays_in_its_structure(civil_service):
    make_grade(structure=make_structure(title="Derbyshire"), title="SEO")
    role = make_role(title="Role 1", family=make_family(title="Policy"))
    make_role_level(role=role, title="Role 1", grade=civil_service.grades.get(title="SEO"))
    checked = check(row(1, "SEO"))
    assert (checked.questions, checked.plan.changes) == ((), [])


@pytest.mark.parametrize(
    "answer",
    [
        *("x", {}, {"entry": 10**9}, {"entry": None}, {"entry": []}, {"title": " "}),
        *(NEW | {"title": "N" * 201}, NEW | {"also": " "}, NEW | {"also": "O" * 201}),
        *(NEW | {"places": {}}, NEW | {"places": []}, NEW | {"places": {"b1": "1"}}),
        *(NEW | {"places": {"b1": 0}}, NEW | {"places": {"b1": 10000}}),
        NEW | {"places": {"b1": 1, "b2": 1}},
    ],
)
def test_what_cannot_be_followed_is_no_answer(db, answer):
    checked = check(row(1, "B1"), row(2, "B2"), answer=answer)
    assert [(one.key, one.stops) for one in checked.questions] == [(KEY, True)]
    assert checked.plan.changes == []


def test_who_cannot_be_asked_has_to_place_all_of_them(db):
    rows = [row(1, "B1"), row(2, "B2"), row(3, "B3")]
    [question] = check(*rows, answer=NEW, asks=False).questions
    assert question.stops
    assert "--grade-order and all of the grades" in question.command


def test_who_may_not_add_grades_is_offered_no_new_one(civil_service):
    [question] = check(row(1, "B1"), may_add=frozenset()).questions
    assert (question.may_be_new, question.words) == (False, ())
    [question] = check(row(1, "B1"), answer=NEW, may_add=frozenset()).questions
    assert question.stops


def test_of_thousands_of_spellings_those_of_most_rows_can_be_placed(db):
    rows = [row(number, f"X{number}") for number in range(150)]
    rows += [row(200 + number, "X149") for number in range(3)]
    [question] = check(*rows).questions
    assert len(question.words) == 100
    assert "X149" in [one.label for one in question.words]
    assert question.about_words.startswith("These are the 100 grades of most rows, of 150.")


def test_what_cannot_be_the_title_of_a_grade_has_no_place(db):
    [question] = check(row(1, "B" * 101), row(2, "B1")).questions
    assert [one.label for one in question.words] == ["B1"]


WORDS = ("SEO", "seo", "Grade 7", "B1", "b1", "B 2", "")
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words, st.randoms(use_true_random=False))
def test_a_new_structure_has_every_grade_of_the_file_once(civil_service, grades, random):
    rows = [row(number, grade) for number, grade in enumerate(grades)]
    if not (asked := check(*rows).questions):
        return
    places = list(range(1, len(asked[0].words) + 1))
    random.shuffle(places)
    given = {word.value: place for word, place in zip(asked[0].words, places, strict=True)}
    with transaction.atomic():
        carry_out(*rows, answer=NEW | {"places": given})
        made = GradeStructure.objects.get(title="Ministry").grades
        assert {one.title.casefold(): one.position for one in made.all()} == given
        levels = RoleLevel.objects.values_list("title", "grade__title", "grade__structure__title")
        there = {title: (grade or "").casefold() for title, grade, _ in levels}
        assert there == {f"Role {number}": one.casefold() for number, one in enumerate(grades)}
        assert {structure for *_, structure in levels} <= {"Ministry", None}
        again = check(*rows)
        assert (again.questions, again.plan.changes) == ((), [])
        transaction.set_rollback(True)
