from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from capframe.base.actions import delete, sign
from capframe.base.history.saves import RecordedSaves
from capframe.base.saves import one_save
from roles.models import RoleLevel, Section, Statement
from tests.factories import (
    make_grade,
    make_pay,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_skill,
    make_skill_level,
)

pytestmark = pytest.mark.django_db


def save(entry, reason="", **values):
    for name, value in values.items():
        setattr(entry, name, value)
    sign(entry, by=None, reason=reason)
    entry.save()


def told(save):
    """The lines of a save, each as it reads."""
    return [": ".join(filter(None, [line.kind, line.about, line.note])) for line in save.lines]


@pytest.fixture
def level():
    """A role level whose history is that of one section with four statements."""
    with one_save():
        level = make_role_level(role=make_role(title="Analyst"))
        make_section(level, "Duties", ["Lead a team", "Plan the work", "Write", "Report"])
    return level


@pytest.fixture
def statements(level):
    return list(Statement.objects.order_by("position"))


def newest(entry):
    return RecordedSaves(entry)[0]


# What belongs together


def test_rows_with_one_number_are_one_save(level, statements):
    with one_save() as number:
        save(level, "Typo", location="London")
        save(statements[0], "Another reason", text="Lead the team")
    saves = RecordedSaves(level)
    assert (len(saves), saves[0].number) == (2, number)


def test_two_saves_of_the_same_moment_are_two(level):
    for place in ("London", "Leeds"):
        with one_save():
            save(level, location=place)
    assert len(RecordedSaves(level)) == 3


def test_rows_without_a_number_are_told_apart_by_reason_and_time(level, statements):
    save(level, "Typo", location="London")
    save(statements[0], "Typo", text="Lead the team")
    save(statements[0], "Agreed", text="Lead teams")
    assert [len(save.lines) for save in RecordedSaves(level)] == [1, 2, 1]
    late = timezone.now() + timedelta(minutes=1)
    Statement.history.exclude(history_change_reason=None).update(history_date=late)
    assert [len(save.lines) for save in RecordedSaves(level)] == [1, 1, 1, 1]


def test_a_save_is_asked_for_by_any_of_its_rows(level, statements):
    with one_save():
        save(level, location="London")
        save(statements[0], text="Lead the team")
    saves = RecordedSaves(level)
    assert saves[0].key == f"roles.statement-{Statement.history.latest('history_id').history_id}"
    row = RoleLevel.history.latest("history_id")
    assert len(saves.find(f"roles.rolelevel-{row.history_id}").lines) == 2
    for wrong in ("roles.rolelevel-0", "x", "roles.skill-1"):
        assert saves.find(wrong) is None


def test_what_was_never_recorded_has_no_saves(level):
    for model in (RoleLevel, Section, Statement):
        model.history.all().delete()
    saves = RecordedSaves(level)
    assert (list(saves), saves.since) == ([], None)


def test_what_was_deleted_has_no_current_version(level):
    with one_save():
        delete(entry=level, by=None, reason="")
    level.pk = RoleLevel.history.latest("history_id").id
    assert not any(save.is_current for save in RecordedSaves(level))


# What the lines say


def test_the_first_version_is_a_summary(level):
    (first,) = RecordedSaves(level)
    assert first.is_first
    assert told(first) == ["First version: Added with 1 section and 4 statements"]


def test_the_first_version_is_read_in_full(level):
    saves = RecordedSaves(level)
    lines = saves.find(saves[0].key).lines
    assert [line.kind for line in lines] == ["Added"] * 6
    assert lines[2].about == "Duties, statement 1"
    assert lines[2].change.new == "Lead a team"


def test_what_comes_back_is_no_first_version(level):
    pk = level.pk
    with one_save():
        delete(entry=level, by=None, reason="")
    level.pk = pk
    with one_save():
        level.save(force_insert=True)
    back, gone, first = RecordedSaves(level)
    assert told(back) == ["Put back: Added"]
    assert [save.is_first for save in (back, gone, first)] == [False, False, True]
    assert [save.is_current for save in (back, gone, first)] == [True, False, False]
    assert [save.is_removal for save in (back, gone, first)] == [False, True, False]
    assert told(RecordedSaves(level)[1]) == ["Removed: with 1 section and 4 statements"]


def test_a_field_of_the_entry_itself_goes_by_its_name(level):
    save(level, location="London")
    (line,) = newest(level).lines
    assert (line.kind, line.about, line.change.new) == ("Location", "", "London")


@pytest.mark.parametrize(
    ("text", "kind"), [("Lead the team", "Reworded"), ("Keep the accounts", "Rewritten")]
)
def test_a_part_is_reworded_or_rewritten(level, statements, text, kind):
    save(statements[0], text=text)
    assert told(newest(level)) == [f"{kind}: Duties, statement 1"]


def test_another_field_of_a_part_says_of_which(level, statements):
    save(statements[1], note="As printed")
    assert told(newest(level)) == ["Note: Duties, statement 2 “Plan the work”"]


def test_where_a_part_has_two_texts_the_line_says_which():
    with one_save():
        asked = make_skill_level(make_skill(), pairs=[("Leads", "Waits")])
    save(asked.indicators.get(), ineffective="Waits and sees")
    assert told(newest(asked)) == ["Reworded: indicator 1, ineffective behaviour"]


def test_a_part_without_a_place_is_named():
    with one_save():
        grade = make_grade(title="SEO")
        pay = make_pay(grade, location="London")
    save(pay, maximum=50_000)
    assert told(newest(grade)) == ["Maximum: pay range “SEO, London: £30,000 to £50,000 a year”"]


def test_what_moved_says_from_where_to_where(level, statements):
    with one_save():
        save(statements[3], position=9)
        save(statements[2], position=4)
    assert told(newest(level)) == [
        "Moved: Duties, statement 9: from 4th to 9th",
        "Moved: Duties, statement 4: from 3rd to 4th",
    ]
    assert newest(level).lines[0].text == "Report"


def test_what_made_room_is_told_once(level, statements):
    with one_save():
        for statement in statements[:0:-1]:
            save(statement, position=statement.position + 1)
        make_statement(level, 2)
    assert told(newest(level)) == ["Added: Duties, statement 2: the 3 below it moved down by one"]


def make_statement(level, position, text="Think"):
    return Statement.objects.create(section=level.sections.get(), position=position, text=text)


def test_where_several_came_what_made_room_is_told_below(level, statements):
    with one_save():
        for statement in reversed(statements):
            save(statement, position=statement.position + 2)
        make_statement(level, 1)
        make_statement(level, 2)
    assert told(newest(level)) == [
        "Added: Duties, statement 1",
        "Added: Duties, statement 2",
        "Moved: Duties: 4 statements down by two",
    ]


def test_what_goes_with_what_it_stands_in_is_counted(level):
    with one_save():
        delete(entry=level.sections.get(), by=None, reason="")
    assert told(newest(level)) == ["Removed: section 1: with 4 statements"]


def test_several_rows_of_one_part_are_one_change(level, statements):
    with one_save():
        save(statements[3], position=99)
        save(statements[3], position=5, text="Report back")
        save(make_statement(level, 4), text="Think ahead")
        delete(entry=make_statement(level, 6), by=None, reason="")
    lines = newest(level).lines
    assert told(newest(level)) == [
        "Moved: Duties, statement 5: from 4th to 5th",
        "Reworded: Duties, statement 5",
        "Added: Duties, statement 4",
    ]
    assert lines[2].change.new == "Think ahead"


def test_a_row_that_changed_nothing_says_so(level):
    save(level)
    assert told(newest(level)) == ["Changed: saved again with nothing changed"]


def test_a_row_with_none_before_it_says_so(level, statements):
    Statement.history.all().delete()
    save(statements[0], text="Lead the team")
    assert told(newest(level)) == [
        "Changed: Duties, statement 1 “Lead the team”: what it said before this is not recorded"
    ]


def test_more_than_five_changes_are_folded(level, statements):
    make_section(level, "More", ["One", "Two", "Three"])
    with one_save():
        for statement in Statement.objects.all():
            save(statement, text=f"{statement.text} well")
    save_of_all = newest(level)
    assert (len(save_of_all.first_lines), len(save_of_all.more_lines)) == (5, 2)


def test_one_more_than_five_is_not_worth_a_fold(level, statements):
    make_section(level, "More", ["One", "Two"])
    with one_save():
        for statement in Statement.objects.all():
            save(statement, text=f"{statement.text} well")
    assert (len(newest(level).first_lines), newest(level).more_lines) == (6, ())


def test_of_a_huge_save_the_beginning_is_described(level, statements, monkeypatch):
    monkeypatch.setattr("capframe.base.history.saves.MOST_DESCRIBED", 3)
    with one_save():
        for statement in statements:
            save(statement, text=f"{statement.text} well")
    assert (len(newest(level).lines), newest(level).left_out) == (3, 1)


def test_a_long_history_costs_no_more_queries_than_a_short_one():
    costs = []
    for number in (2, 30):
        level = make_role_level(grade=make_grade())
        section = make_section(level, "Duties", [f"Do {n}" for n in range(number)])
        make_requirement(level, make_skill(), number)
        for statement in section.statements.all():
            with one_save():
                save(statement, text=f"{statement.text} well")
        with CaptureQueriesContext(connection) as queries:
            assert len(RecordedSaves(level)[:100]) == number + 1
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 10


def test_a_section_tells_its_own_history(level):
    assert told(newest(Section.objects.get())) == ["First version: Added with 4 statements"]
