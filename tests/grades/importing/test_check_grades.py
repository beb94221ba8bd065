from datetime import date

import pytest

from capframe.base.models import Source
from capframe.plans.files.choices import Choices
from capframe.spreadsheets.faults import Remark
from grades.importing import GRADES
from grades.models import Grade, GradeStructure, PayRange
from tests.factories import make_grade, make_pay, make_source, make_structure
from tests.importing import carry_out, check, found, no_progress, records_of

STRUCTURE = {"grade_structure": "Civil Service"}
ROW = {**STRUCTURE, "grade": "Grade 7"}
NEW = {**STRUCTURE, "organisation": "Crown", "grade": "Grade 7", "position": "2"}
PAY = {"location": "London", "minimum": "52969", "maximum": "62239"}


@pytest.fixture
def structure(db):
    return make_structure(title="Civil Service", slug="cs", organisation="Crown")


@pytest.fixture
def grade(structure):
    return make_grade(title="Grade 7", slug="g7", full_title="Seven", position=2)


@pytest.fixture
def pay(grade):
    return make_pay(grade, location="London", minimum=50_000, maximum=60_000)


def errors(*rows, **choices):
    checked = check(GRADES, *rows, **choices)
    assert checked.plan.changes == []
    return found(checked.errors)


def remarks(*rows):
    return [(one.line, one.column, one.remark) for one in check(GRADES, *rows).warnings]


def test_it_works(db):
    carry_out(
        GRADES,
        {**NEW, **PAY, "structure_description": "As printed", "full_title": "Seven"},
        {**ROW, "location": "National", "minimum": "£48,004", "maximum": "£56,405"},
        {**ROW, **PAY, "minimum": "53000", "valid_from": "2026-04-01"},
        {**STRUCTURE, "grade": "SEO", "position": "1"},
        source_title="Pay 2026",
        publisher="Home Office",
    )
    structure = GradeStructure.objects.get()
    assert (structure.slug, structure.organisation) == ("civil-service", "Crown")
    assert (structure.description, structure.source.title) == ("As printed", "Pay 2026")
    grades = Grade.objects.order_by("position").values_list("title", "full_title", "slug", "place")
    assert list(grades) == [("SEO", "", "seo", "Line 5"), ("Grade 7", "Seven", "grade-7", "Line 2")]
    ranges = PayRange.objects.order_by("place")
    assert list(ranges.values_list("location", "minimum", "maximum", "valid_from", "place")) == [
        ("London", 52_969, 62_239, None, "Line 2"),
        ("National", 48_004, 56_405, None, "Line 3"),
        ("London", 53_000, 62_239, date(2026, 4, 1), "Line 4"),
    ]


def test_nothing_is_written(pay, django_assert_num_queries):
    with django_assert_num_queries(5):
        check(GRADES, {**ROW, **PAY}, {**NEW, "grade": "Grade 6", "position": "3"})
    assert (Grade.objects.count(), Source.objects.count()) == (1, 1)


def test_the_number_of_queries_does_not_grow(pay, django_assert_num_queries):
    rows = [
        {**STRUCTURE, "grade": f"G{number}", "position": str(number)} for number in range(3, 60)
    ]
    with django_assert_num_queries(5):
        check(GRADES, *rows)


def test_the_plan_knows_what_it_has_seen(grade):
    history_versions = check(GRADES, ROW).plan.history_versions
    assert history_versions["grades.grade"] == Grade.history.latest("history_id").history_id
    assert set(history_versions) == {
        "base.source",
        *(model._meta.label_lower for model in GRADES.models),
    }


def test_an_empty_file_asks_for_nothing(db):
    assert check(GRADES).plan.changes == []


def test_progress_is_told(grade):
    steps = []
    GRADES.check(records_of(GRADES, [ROW]), Choices(), lambda *step: steps.append(step))
    assert steps == [("Reading the rows", 0, 1), ("Reading the rows", 1, 1)]


# What is there already


def test_names_match_without_case_and_by_address(pay):
    checked = check(GRADES, {"grade_structure": "CS", "grade": "grade  7"}, {**ROW, "grade": "g7"})
    assert (checked.plan.changes, checked.warnings) == ([], ())


def test_a_grade_keeps_what_the_file_does_not_say(pay):
    carry_out(GRADES, {**ROW, "grade": "GRADE 7", "position": "5"})
    grade = Grade.objects.get()
    assert (grade.title, grade.slug, grade.full_title) == ("Grade 7", "g7", "Seven")
    assert (grade.position, grade.place) == (5, "Page 1")
    assert grade.pay_ranges.get() == pay


def test_facts_of_a_structure_and_a_grade_change(grade):
    carry_out(GRADES, {**NEW, "organisation": "Cabinet Office", "full_title": "Grade Seven"})
    assert GradeStructure.objects.get().organisation == "Cabinet Office"
    assert Grade.objects.get().full_title == "Grade Seven"


def test_pay_of_the_same_place_and_day_changes(pay):
    carry_out(GRADES, {**ROW, **PAY, "location": "LONDON"})
    changed = PayRange.objects.get()
    assert (changed.pk, changed.location) == (pay.pk, "London")
    assert (changed.minimum, changed.maximum) == (52_969, 62_239)
    assert changed.history.latest().history_change_reason == "Import"


def test_pay_of_another_day_is_added(pay):
    carry_out(GRADES, {**ROW, **PAY, "valid_from": "2026-04-01"})
    assert PayRange.objects.count() == 2
    pay.refresh_from_db()
    assert pay.minimum == 50_000


def test_grades_can_exchange_positions(grade):
    other = make_grade(title="Grade 6", position=3)
    carry_out(GRADES, {**ROW, "position": "3"}, {**STRUCTURE, "grade": "Grade 6", "position": "2"})
    positions = Grade.objects.values_list("pk", "position")
    assert dict(positions) == {grade.pk: 3, other.pk: 2}


def test_the_structure_can_be_chosen_for_the_file(structure):
    carry_out(GRADES, {"grade": "Grade 7", "position": "2"}, grade_structure=structure.pk)
    assert Grade.objects.get().structure == structure


def test_a_changed_entry_gets_the_chosen_source(pay):
    source = make_source()
    carry_out(GRADES, {**ROW, **PAY}, source=source.pk)
    pay.refresh_from_db()
    assert (pay.source, pay.place) == (source, "Line 2")
    assert Grade.objects.get().source != source


def test_the_same_twice_is_taken_once(pay):
    carry_out(GRADES, {**ROW, **PAY}, {**ROW, **PAY, "minimum": "£52,969", "position": "2"})
    assert PayRange.objects.count() == 1


def test_employers_of_one_structure_do_not_collide(pay):
    home_office = {**ROW, **PAY, "employer": "Home Office"}
    carry_out(GRADES, home_office, {**ROW, **PAY, "employer": "Treasury", "minimum": "1"})
    carry_out(GRADES, {**home_office, "employer": "HOME OFFICE", "minimum": "2"})
    found = PayRange.objects.order_by("employer").values_list("employer", "minimum")
    assert list(found) == [("", 50_000), ("Home Office", 2), ("Treasury", 1)]


def test_a_period_and_currency_may_stand_with_the_amounts(grade):
    row = {**ROW, "location": "London", "pay_note": "Reviewed each year."}
    carry_out(GRADES, {**row, "minimum": "€12.45 per hour", "maximum": "13.1"})
    made = PayRange.objects.get()
    assert (made.amounts, made.note) == ("EUR 12.45 to EUR 13.10 an hour", "Reviewed each year.")
    carry_out(GRADES, {**row, "minimum": "90", "maximum": "95", "period": "day"})
    made.refresh_from_db()
    assert made.amounts == "£90 to £95 a day"


# Warnings


def test_pay_without_an_employer_beside_that_of_one_is_warned_of(grade):
    make_pay(grade, employer="Home Office")
    assert remarks({**ROW, **PAY}) == [(2, "employer", Remark.NOTE)]
    assert remarks({**ROW, **PAY, "employer": "Treasury"}) == []


def test_pay_without_a_location_beside_that_of_one_is_warned_of(pay):
    row = {**ROW, **PAY, "location": ""}
    [warning] = check(GRADES, row).warnings
    assert (warning.line, warning.column) == (2, "location")
    assert warning.words == (
        "The grade “Grade 7” has such pay for the location “London”; this row names none, so it is "
        "other pay. Fill in the location, if it is the same."
    )
    assert remarks({**row, "location": "Leeds"}) == []
    assert remarks({**row, "valid_from": "2026-04-01"}) == []
    assert remarks({**row, "employer": "Treasury"}) == []
    carry_out(GRADES, row)
    assert remarks(row) == []


def test_a_new_structure_is_to_be_confirmed(db):
    assert remarks(NEW, ROW) == [(2, "grade_structure", Remark.NEW)]


def test_a_new_name_that_is_nearly_another_is_warned_of(grade):
    assert remarks({**NEW, "grade": "Grade-7", "position": "9"}) == [(2, "grade", Remark.NEAR)]


def test_a_repeated_row_is_warned_of(grade):
    assert remarks(ROW, ROW) == [(3, "", Remark.REPEAT)]


# Refusals


def test_a_row_without_a_grade_is_a_fault(structure):
    assert errors(NEW, {**STRUCTURE, **PAY}) == [(3, "grade", "The row has no grade.")]


def test_a_row_without_a_structure_is_a_fault(structure):
    faults = errors(NEW, {"grade": "Grade 6", "position": "3"})
    assert faults == [(3, "grade_structure", "The row names no grade structure.")]


def test_a_file_without_the_columns_is_two_faults(db):
    records = records_of(GRADES, [PAY], without=("grade", "grade_structure"))
    checked = GRADES.check(records, Choices(), no_progress)
    assert [fault.line for fault in checked.errors] == [0, 0]


def test_a_new_structure_needs_an_organisation(db):
    [(line, column, message)] = errors({**ROW, "position": "1"})
    assert (line, column) == (2, "organisation")
    assert message == "The new grade structure “Civil Service” has no organisation."


def test_a_new_grade_needs_a_position(structure):
    [(line, column, message)] = errors(ROW, {**ROW, **PAY})
    assert (line, column) == (2, "position")
    assert message == "The new grade “Grade 7” has no position."


def test_a_position_that_cannot_be_read_is_one_fault(structure):
    [(line, column, message)] = errors({**ROW, "position": "first"})
    assert (line, column, message) == (2, "position", "“first” is not a position.")


def test_new_grades_with_the_same_position_are_a_fault(structure):
    [(line, column, message)] = errors(NEW, {**NEW, "grade": "Grade 6"})
    assert (line, column) == (3, "position")
    assert message == "“Grade 6” cannot have the position 2: “Grade 7” on line 2 has it."


def test_the_position_of_a_grade_that_stays_is_taken(grade):
    [(line, column, message)] = errors({**NEW, "grade": "Grade 6"}, ROW)
    assert (line, column) == (2, "position")
    assert message == "“Grade 6” cannot have the position 2: “Grade 7” of the catalogue has it."


def test_positions_of_other_structures_are_free(grade):
    checked = check(GRADES, {**NEW, "grade_structure": "Council", "grade": "Grade 6"})
    assert checked.errors == ()


@pytest.mark.parametrize("missing", ["minimum", "maximum"])
def test_pay_needs_both_amounts(grade, missing):
    row = {name: text for name, text in {**ROW, **PAY}.items() if name != missing}
    assert [(line, column) for line, column, _ in errors(row)] == [(2, missing)]


@pytest.mark.parametrize(
    "cells",
    [
        {"minimum": "£45,000 - £52,000"},
        {"maximum": "45–52k"},
        {"minimum": "£45k to £52k", "maximum": "£45k to £52k"},
    ],
)
def test_both_ends_may_stand_in_one_cell(grade, cells):
    carry_out(GRADES, {**ROW, "location": "London", **cells})
    pay = PayRange.objects.get()
    assert (pay.minimum, pay.maximum) == (45_000, 52_000)


def test_a_range_beside_another_amount_is_a_fault(grade):
    row = {**ROW, "location": "London", "minimum": "45,000 - 52,000", "maximum": "60,000"}
    [(line, column, message)] = errors(row)
    assert (line, column) == (2, "minimum")
    assert "is two amounts" in message


def test_pay_without_a_location_stands_beside_that_of_a_location(grade, pay):
    nowhere = {**ROW, "minimum": "45,000 - 52,000"}
    carry_out(GRADES, {**ROW, **PAY}, nowhere)
    assert list(grade.pay_ranges.values_list("location", "minimum", "place")) == [
        ("", 45_000, "Line 3"),
        ("London", 52_969, pay.place),
    ]
    assert carry_out(GRADES, nowhere).plan.changes == []
    carry_out(GRADES, {**nowhere, "minimum": "46,000 - 52,000"})
    assert grade.pay_ranges.get(location="").minimum == 46_000
    assert grade.pay_ranges.get(location="London").minimum == 52_969


def test_rows_without_a_location_that_disagree_are_faults(grade):
    row = {**ROW, **PAY, "location": ""}
    [(line, column, message)] = errors(row, {**row, "minimum": "1"})
    assert (line, column) == (3, "minimum")
    assert "about the pay of the grade “Grade 7” without a location: line 2 says" in message


def test_a_range_the_wrong_way_round_is_a_fault(grade):
    [(_, column, message)] = errors({**ROW, "location": "London", "minimum": "52k - 45k"})
    assert (column, "is more than the maximum" in message) == ("minimum", True)


def test_a_day_alone_is_no_pay(grade):
    faults = errors({**ROW, "valid_from": "2026-04-01"})
    assert [column for _, column, _ in faults] == ["minimum", "maximum"]


def test_a_minimum_above_the_maximum_is_a_fault(grade):
    [(line, column, message)] = errors({**ROW, **PAY, "minimum": "70000"})
    assert (line, column) == (2, "minimum")
    assert message == "The minimum, £70,000, is more than the maximum, £62,239."


@pytest.mark.parametrize(
    ("column", "text"),
    [("minimum", "52.969"), ("maximum", "lots"), ("valid_from", "01/04/2026"), ("position", "0")],
)
def test_what_cannot_be_read_is_a_fault(grade, column, text):
    [(line, where, message)] = errors({**ROW, **PAY, column: text})
    assert (line, where) == (2, column)
    assert f"“{text}”" in message


def test_rows_that_disagree_are_faults(grade):
    faults = errors(
        {**NEW, **PAY, "full_title": "Seven", "structure_description": "One"},
        {**ROW, **PAY, "minimum": "1"},
        {**ROW, **PAY, "location": "london", "maximum": "99999"},
        {**ROW, "position": "3"},
        {**ROW, "full_title": "Grade Seven"},
        {**ROW, "organisation": "Home Office"},
        {**ROW, "structure_description": "Two"},
    )
    assert [(line, column) for line, column, _ in faults] == [
        (3, "minimum"),
        (4, "maximum"),
        (5, "position"),
        (6, "full_title"),
        (7, "organisation"),
        (8, "structure_description"),
    ]
    assert faults[0][2] == (
        "Lines 2 and 3 disagree about the pay of the grade “Grade 7” in London: line 2 says "
        "£52,969 to £62,239 a year, line 3 says £1 to £62,239 a year."
    )
    assert all("Lines 2 and " in message for _, _, message in faults)


def test_amounts_of_two_units_in_a_row_are_faults(grade):
    faults = errors(
        {**ROW, **PAY, "minimum": "£12 per hour", "period": "day"},
        {**ROW, **PAY, "minimum": "€12", "maximum": "£13"},
        {**ROW, **PAY, "period": "week"},
        {**ROW, **PAY, "currency": "pounds"},
    )
    assert [(line, column) for line, column, _ in faults] == [
        *((2, "period"), (3, "currency"), (4, "period"), (5, "currency")),
    ]
    assert faults[0][2] == "The row gives its amounts in several ways: a day and an hour."


def test_names_that_are_too_long_are_faults(structure):
    rows = [
        {**NEW, "grade_structure": "S" * 201},
        {**NEW, "grade": "G" * 101},
        {**NEW, **PAY, "location": "L" * 101},
    ]
    faults = [(line, column) for line, column, message in errors(*rows) if "limit" in message]
    assert faults == [(2, "grade_structure"), (3, "grade"), (4, "location")]


def test_the_example_is_true(catalogue):
    checked = check(GRADES, *GRADES.example)
    assert (checked.errors, checked.warnings, checked.plan.changes) == ((), (), [])
    assert checked.plan.unchanged["grades.payrange"] == len(GRADES.example) == 2


@pytest.mark.parametrize("choice", ["source", "grade_structure"])
def test_a_choice_that_is_gone_is_a_fault(choice, db):
    [fault] = check(GRADES, ROW, **{choice: 999}).errors
    assert fault.message.endswith("that was chosen for the file has been deleted.")
