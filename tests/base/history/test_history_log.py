from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from capframe.base.actions import delete, sign
from capframe.base.history import log as history_log
from capframe.base.history.log import LogFilter, LogPlace, find_saves
from capframe.base.history.wholes import changed_entries
from capframe.base.models import entry_models
from capframe.base.saves import one_save
from grades.models import Grade
from roles.models import Role, RoleLevel, Statement
from skills.models import Skill
from tests.factories import (
    make_framework,
    make_grade,
    make_qualification_requirement,
    make_role,
    make_role_level,
    make_section,
    make_skill,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)
EVERYTHING = LogFilter(entry_models())


@pytest.fixture
def clock(monkeypatch):
    """A function that sets the clock to some seconds after noon of 3 March 2027."""

    def put(seconds):
        monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(seconds=seconds))

    put(0)
    return put


def save(entry, by=None, reason="", **values):
    for name, value in values.items():
        setattr(entry, name, value)
    sign(entry, by=by, reason=reason)
    entry.save()


def reasons(found):
    return [one.newest.reason for one in found]


@pytest.fixture
def ten_saves(clock):
    """A skill that was saved ten times, each for a reason of its own."""
    with one_save():
        skill = make_skill()
    for number in range(10):
        clock(60 + number)
        with one_save():
            save(skill, reason=str(number), definition=f"Version {number}")
    return skill


def test_saves_come_newest_first_whatever_they_changed(clock):
    grade, role = make_grade(), make_role()
    for seconds, entry in ((10, grade), (20, role), (30, make_skill())):
        clock(seconds)
        with one_save():
            save(entry, reason=f"After {seconds}")
    found, _ = find_saves(EVERYTHING, 3)
    assert reasons(found) == ["After 30", "After 20", "After 10"]


def test_a_save_is_one_row_whatever_it_wrote(clock):
    with one_save() as number:
        level = make_role_level({"Duties": ["Lead", "Plan"]})
    (newest, *_), _ = find_saves(EVERYTHING, 5)
    assert newest.newest.save == number
    assert newest.numbers["roles.Statement", "+"] == 2
    assert newest.numbers[level._meta.label, "+"] == 1
    assert newest.is_complete


def test_pages_follow_each_other_without_a_gap(ten_saves):
    found, place = [], None
    for _ in range(4):
        page, place = find_saves(EVERYTHING, 3, place)
        found += page
    assert reasons(found)[:10] == list("9876543210")
    assert len(found) == 11


def test_the_last_page_leads_no_further(ten_saves):
    assert find_saves(EVERYTHING, 100)[1] is None


def test_a_save_that_goes_on_while_another_is_made_is_shown_once(clock):
    long, short = make_skill(), make_role()
    with one_save() as number:
        for seconds in (10, 30):
            clock(seconds)
            save(long, reason="Long", definition=f"Version {seconds}")
    clock(20)
    with one_save():
        save(short, reason="Short")
    page, place = find_saves(EVERYTHING, 1)
    assert (reasons(page), place) == (["Long"], LogPlace(NOON + timedelta(seconds=20), (number,)))
    page, place = find_saves(EVERYTHING, 1, place)
    assert reasons(page) == ["Short"]
    assert number not in {one.newest.save for one in find_saves(EVERYTHING, 9, place)[0]}


def test_rows_without_a_number_are_told_apart_by_person_reason_and_time(clock):
    skill, role = make_skill(), make_role()
    for seconds, entry, reason in ((100, skill, "A"), (103, role, "A"), (104, role, "B")):
        clock(seconds)
        save(entry, reason=reason)
    clock(120)
    save(role, reason="B")
    found, _ = find_saves(EVERYTHING, 4)
    assert [(one.newest.reason, len(one.heads)) for one in found[:3]] == [
        ("B", 1),
        ("B", 1),
        ("A", 2),
    ]


@pytest.mark.parametrize("numbered", [True, False])
def test_what_one_save_wrote_in_great_number_is_counted(numbered, clock, monkeypatch):
    monkeypatch.setattr(history_log, "CHUNK", 4)
    monkeypatch.setattr(history_log, "MANY", 3)
    clock(10)
    level = make_role_level()
    clock(100)
    if numbered:
        with one_save():
            make_section(level, "Duties", [f"Do {number}" for number in range(20)])
    else:
        make_section(level, "Duties", [f"Do {number}" for number in range(20)])
    clock(200)
    with one_save():
        save(level, reason="Later")
    found, place = find_saves(EVERYTHING, 2)
    assert reasons(found) == ["Later", ""]
    assert found[1].numbers["roles.Statement", "+"] == 20
    assert len(found[1].heads) < 20
    assert not found[1].is_complete
    (older,), _ = find_saves(EVERYTHING, 1, place)
    assert older.newest.when == NOON + timedelta(seconds=10)


def test_rows_of_one_moment_are_all_found(clock, monkeypatch):
    monkeypatch.setattr(history_log, "CHUNK", 4)
    framework = make_framework()
    for _ in range(12):
        with one_save():
            make_skill(framework=framework)
    found, _ = find_saves(LogFilter([Skill]), 20)
    assert len(found) == 12


# What is asked for


@pytest.fixture
def people(django_user_model):
    return [django_user_model.objects.create(username=name) for name in ("ann", "bob")]


def test_it_is_narrowed_down_to_a_person(clock, people):
    skill = make_skill()
    for by in people:
        with one_save():
            save(skill, by=by, reason=by.username)
    found, _ = find_saves(LogFilter(entry_models(), by=people[0].pk), 5)
    assert reasons(found) == ["ann"]


def test_it_is_narrowed_down_to_models(clock):
    make_role_level()
    found, _ = find_saves(LogFilter([Grade, Role]), 5)
    assert {head.label for one in found for head in one.heads} == {"roles.Role"}


def test_it_is_narrowed_down_to_days(ten_saves):
    since, until = NOON + timedelta(seconds=63), NOON + timedelta(seconds=65)
    found, _ = find_saves(LogFilter(entry_models(), since=since, until=until), 9)
    assert reasons(found) == ["5", "4", "3"]


def test_it_is_narrowed_down_to_saves(ten_saves):
    number = ten_saves.history.get(history_change_reason="7").history_save
    assert reasons(find_saves(LogFilter(entry_models(), saves=[number]), 9)[0]) == ["7"]
    assert find_saves(LogFilter(entry_models(), saves=[]), 9) == ([], None)


# What was changed


def entries_of(found):
    return [
        [(one.model, one.title, one.is_there, one.in_words) for one in entries]
        for entries in changed_entries([save.heads for save in found])
    ]


def test_parts_are_told_of_what_they_stand_in(clock):
    level = make_role_level({"Duties": ["Lead", "Plan"]})
    requirement = make_qualification_requirement(Statement.objects.first())
    clock(60)
    with one_save():
        save(level, location="London")
        save(Statement.objects.last(), text="Plan ahead")
        save(requirement)
    assert entries_of(find_saves(EVERYTHING, 1)[0]) == [
        [
            (
                RoleLevel,
                str(level),
                True,
                "Fields changed, 1 statement and 1 qualification requirement changed",
            )
        ]
    ]


def test_what_was_made_and_removed_is_told_with_its_parts(clock):
    role = make_role()
    clock(60)
    with one_save():
        level = make_role_level({"Duties": ["Lead", "Plan"]}, role=role)
    name = str(level)
    clock(120)
    with one_save():
        delete(entry=level, by=None, reason="")
    removed, made = entries_of(find_saves(EVERYTHING, 2)[0])
    with_parts = "with 1 section and 2 statements"
    assert removed == [(RoleLevel, name, False, f"Removed {with_parts}")]
    assert (RoleLevel, name, False, f"Added {with_parts}") in made


def test_several_rows_of_a_part_count_once(clock):
    level = make_role_level({"Duties": ["Lead"]})
    clock(60)
    with one_save():
        for text in ("Lead on", "Lead well"):
            save(Statement.objects.get(), text=text)
    assert entries_of(find_saves(EVERYTHING, 1)[0]) == [
        [(RoleLevel, str(level), True, "1 statement changed")]
    ]


def test_what_was_never_recorded_and_is_gone_has_a_number(clock):
    level = make_role_level({"Duties": ["Lead"]})
    clock(60)
    with one_save():
        save(Statement.objects.get(), text="Lead well")
    pk = level.pk
    level.delete()
    RoleLevel.history.all().delete()
    ((entry, *_), *_) = entries_of(find_saves(LogFilter([Statement]), 2)[0][1:])
    assert entry[1] == f"role level number {pk}"


def test_a_page_costs_as_many_queries_long_as_short(clock):
    costs = []
    for number in (1, 12):
        for _ in range(number):
            with one_save():
                make_role_level({"Duties": ["Lead"] * number}, grade=make_grade())
        with CaptureQueriesContext(connection) as queries:
            found, _ = find_saves(LogFilter([RoleLevel, Statement]), number)
            changed_entries([one.heads for one in found])
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 9
