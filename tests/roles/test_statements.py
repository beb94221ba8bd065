from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles.models import Statement
from roles.statements import replace_statements
from tests.factories import make_role_level, make_section


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("editor")


@pytest.fixture
def section(db):
    return make_section(make_role_level(), "Duties", ["Lead", "Plan", "Report"])


def replace(section, *lines, by=None, reason=""):
    return replace_statements(section=section, lines=lines, by=by, reason=reason)


def texts(section):
    return list(section.statements.values_list("text", flat=True))


def numbers(section):
    return dict(section.statements.values_list("text", "pk"))


def history(section):
    """The kinds of history rows written after the section was made."""
    return Counter(Statement.history.exclude(history_type="+").values_list("history_type", "text"))


def test_it_works(section):
    replace(section, "Lead", "Plan ahead", "Report", "Learn")
    assert texts(section) == ["Lead", "Plan ahead", "Report", "Learn"]
    assert list(section.statements.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_blank_lines_and_white_space_do_not_count(section):
    replace(section, "", "  Lead\t", "   ", "Plan", "Report", "")
    assert texts(section) == ["Lead", "Plan", "Report"]
    assert not history(section)


def test_what_did_not_change_is_not_touched(section):
    replace(section, "Lead", "Plan ahead", "Report")
    assert history(section) == {("~", "Plan ahead"): 1}


def test_a_reworded_line_keeps_its_statement_and_note(section):
    section.statements.filter(text="Plan").update(note="A year at a time.")
    before = numbers(section)
    replace(section, "Lead", "Plan ahead", "Report")
    assert numbers(section)["Plan ahead"] == before["Plan"]
    assert section.statements.get(text="Plan ahead").note == "A year at a time."


def test_a_moved_line_keeps_its_statement(section):
    before = numbers(section)
    replace(section, "Report", "Lead", "Plan")
    assert texts(section) == ["Report", "Lead", "Plan"]
    assert numbers(section) == before


def test_a_line_moved_into_a_rewritten_stretch_keeps_its_statement(section):
    before = numbers(section)
    replace(section, "Report", "Learn", "Teach")
    assert numbers(section)["Report"] == before["Report"]


def test_a_line_both_moved_and_reworded_keeps_its_statement(section):
    before = numbers(section)
    replace(section, "Plan ahead", "Lead", "Report")
    assert numbers(section)["Plan ahead"] == before["Plan"]


def test_a_note_stays_with_what_it_is_about(section):
    section.statements.filter(text="Lead").update(note="Of leading.")
    section.statements.filter(text="Plan").update(note="Of planning.")
    replace(section, "Plan ahead", "Report")
    assert dict(section.statements.values_list("text", "note")) == {
        "Plan ahead": "Of planning.",
        "Report": "",
    }


def test_a_whole_new_text_is_quickly_replaced(section):
    replace(section, *(f"Old duty {number}" for number in range(150)))
    replace(section, *(f"New task {number}" for number in range(150)))
    assert texts(section)[149] == "New task 149"


def test_removed_statements_are_returned(section):
    removed = replace(section, "Lead", "Report")
    assert [statement.text for statement in removed] == ["Plan"]
    assert history(section) == {("-", "Plan"): 1, ("~", "Report"): 1}


def test_everything_can_go(section):
    replace(section)
    assert texts(section) == []


def test_history_rows_say_who_and_why(section, editor):
    replace(section, "Lead", "Plan ahead", by=editor, reason="Reworded")
    rows = Statement.history.filter(history_change_reason="Reworded")
    assert {(row.history_type, row.text, row.history_user) for row in rows} == {
        ("~", "Plan ahead", editor),
        ("-", "Report", editor),
    }


def test_lines_alike_are_statements_of_their_own(section):
    before = numbers(section)
    replace(section, "Lead", "Lead", "Plan", "Report")
    assert texts(section) == ["Lead", "Lead", "Plan", "Report"]
    assert set(before.values()) <= set(section.statements.values_list("pk", flat=True))


def test_other_sections_are_not_touched(section):
    other = make_section(section.role_level, "Skills", ["Lead"])
    replace(section, "Other")
    assert texts(other) == ["Lead"]


# Few words, so that lines repeat, move and come back.
lines = st.lists(st.sampled_from(["Lead", "Plan", "Report", "Learn", "Lead a team", "", " Plan "]))


@given(old=lines, new=lines)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_comes_out_is_what_was_typed(db, old, new):
    section = make_section(make_role_level(), "Duties")
    replace(section, *old)
    before = list(section.statements.values_list("pk", "text"))
    replace(section, *new)
    assert texts(section) == [line.strip() for line in new if line.strip()]
    places = list(section.statements.values_list("position", flat=True))
    assert places == list(range(1, len(places) + 1))
    assert_unchanged_rows_are_kept(before, list(section.statements.values_list("pk", "text")))


def assert_unchanged_rows_are_kept(before, after):
    """As many rows keep both text and number as lines are in both lists."""
    common = Counter(text for _, text in before) & Counter(text for _, text in after)
    assert Counter(text for _, text in set(before) & set(after)) == common
