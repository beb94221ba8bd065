import random
import string

import pytest

from capframe.imports.numbers import counts_by_model, describe_outcomes, describe_size
from capframe.plans.changes import Change, Outcome, Whole
from capframe.plans.plan import Plan
from capframe.plans.preview import (
    LONGEST_TEXT,
    MOST_BYTES,
    MOST_LINES,
    Preview,
    compare_texts,
)
from tests.factories import make_role_level, make_section
from tests.sample_plans import make_builder, plan_of_a_level

pytestmark = pytest.mark.django_db


def shown(plan):
    preview = Preview(plan)
    return preview.objects(preview.indexes)


def lines(shown):
    return {line.label: line.text for line in shown.lines}


def statements(number, text=lambda: "A text"):
    """A plan that makes a role level with so many statements."""
    return plan_of_a_level(make_section(make_role_level()), *(text() for _ in range(number)))


def test_what_is_made_is_shown_with_titles_instead_of_numbers():
    section = make_section(make_role_level())
    (found,) = shown(plan_of_a_level(section, "Plan audits"))
    assert (found.title, found.noun, found.outcome) == ("Auditor, New", "role level", "created")
    assert (found.file_line, found.more) == (1, 0)
    texts = lines(found)
    assert "Plan audits" in texts["Statement under “Duties”"]
    assert "Responsibilities" in texts["Section: section type"]
    assert section.role_level.role.title in texts["Role"]


def test_of_what_is_changed_the_words_are_marked():
    level = make_role_level({"Responsibilities": ["Plan audits"]}, title="Senior")
    statement = level.sections.get().statements.get()
    change = Change("roles.statement", statement.pk, {"text": "Plan audits"}, {"text": "Do"}, 0)
    plan = Plan([Whole("roles.rolelevel", level.pk, "Senior")], [change])
    (found,) = shown(plan)
    assert found.outcome == "changed"
    text = lines(found)["Statement “Plan audits”"]
    assert '<del class="cap-del">' in text
    assert '<ins class="cap-ins">' in text


def test_choices_and_empty_values_are_shown_as_people_know_them():
    level = make_role_level()
    changes = [
        Change(
            "roles.rolelevel",
            level.pk,
            {"status": "published", "grade_id": None},
            {"status": "withdrawn", "grade_id": None},
            0,
        )
    ]
    (found,) = shown(Plan([Whole("roles.rolelevel", level.pk, "Senior")], changes))
    assert found.outcome == "withdrawn"
    assert "Withdrawn" in lines(found)["Status"]


def test_of_many_changes_the_first_are_shown_and_the_others_counted():
    (found,) = shown(statements(500))
    assert len(found.lines) == MOST_LINES
    assert found.more == 500 + 3 - MOST_LINES


def test_long_texts_are_clipped_and_say_so():
    text = compare_texts("", "word " * 1000)
    assert "4,400 characters not shown" in text
    assert len(text) < 2 * LONGEST_TEXT


def test_a_long_text_is_shown_from_its_first_change_on():
    old = "same " * 500 + "old end"
    text = compare_texts(old, old.replace("old", "new"))
    assert text.startswith("… ")
    assert "removed: </span>old" in text
    assert "added: </span>new" in text


def test_markup_in_a_file_is_text():
    assert "&lt;script&gt;" in compare_texts("", "<script>")


def test_a_page_is_never_longer_than_its_budget():
    chance = random.Random(1)

    def hostile():
        return " ".join(chance.choice(string.punctuation) * 3 for _ in range(200))

    wholes, changes = [], []
    for number in range(50):
        wholes.append(Whole("roles.rolelevel", number + 1, "<>&'\"" * 60))
        for part in range(30):
            values = [{"text": hostile()}, {"text": hostile()}]
            changes.append(Change("roles.statement", 1000 + part, *values, number))
    found = shown(Plan(wholes, changes))
    size = sum(len(line.text.encode()) for each in found for line in each.lines)
    assert size <= MOST_BYTES
    assert found[-1].lines == []
    assert all(len(each.lines) + each.more == 30 for each in found)


def test_titles_cost_a_query_a_model_however_many_objects(django_assert_num_queries):
    def queries(number):
        plan = make_builder()
        for _ in range(number):
            plan_of_a_level(make_section(make_role_level()), "One", to=plan)
        preview = Preview(plan.plan)
        with django_assert_num_queries(4):
            preview.objects(preview.indexes)

    queries(2)
    queries(20)


def test_numbers_are_a_row_a_model():
    counts = statements(3).counts
    found = {row.noun: row.created for row in counts_by_model(counts)}
    assert found == {"Role levels": 1, "Sections": 1, "Statements": 3}


def test_what_loses_text_comes_first_and_where_it_comes_from_last():
    same, losing = make_role_level(), make_role_level({"Duties": ["Plan", "Lead"]})
    plan_, lead = losing.sections.get().statements.in_order()
    changes = [
        Change("roles.rolelevel", same.pk, {"title": "A"}, {"title": "B"}, 0, line=2),
        Change("roles.statement", lead.pk, {"text": "Lead"}, {"text": "Lead all"}, 1, line=9),
        Change(
            "roles.rolelevel",
            losing.pk,
            {"place": "p. 1", "title": "C"},
            {"place": "p. 2", "title": "D"},
            1,
            line=4,
        ),
        Change(
            "roles.statement", plan_.pk, {"section_id": plan_.section_id, "text": "Plan"}, None, 1
        ),
    ]
    wholes = [Whole("roles.rolelevel", one.pk, one.title) for one in (same, losing)]
    preview = Preview(Plan(wholes, changes), losing_first=True)
    first, second = preview.objects(preview.indexes)
    assert (first.loses, second.loses) == (True, False)
    assert (first.file_line, first.last_line, first.number_of_changes) == (4, 9, 3)
    assert "Plan" in first.lines[0].text
    assert first.lines[-1].label == "Place in the source"


def test_a_plan_is_told_in_numbers():
    outcomes = {Outcome.CREATED: 1_000, Outcome.REMOVED: 2}
    assert describe_outcomes(outcomes) == "1,000 new, nothing withdrawn, 2 removed"
    assert describe_size(1_002, 8, "job family") == "1,002 changes to 8 job families"
    assert describe_size(1, 1, "role level") == "1 change to 1 role level"
    assert describe_size(0, 0, "entry") == "Nothing would change"
