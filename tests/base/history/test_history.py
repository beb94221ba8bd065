from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from capframe.base.actions import delete, sign
from capframe.base.history.changes import FieldChange
from capframe.base.history.entry_rows import (
    describe_heads,
    history_heads,
    history_version,
    last_known,
)
from capframe.base.history.saves import RecordedSaves
from capframe.base.models import Status
from roles.models import RoleLevel, Section, Statement
from skills.models import Skill
from tests.factories import (
    make_family,
    make_grade,
    make_pay,
    make_requirement,
    make_role,
    make_role_level,
    make_role_levels,
    make_section,
    make_skill,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("ed", first_name="Edith", last_name="Moss")


def save(entry, by=None, reason="", **values):
    for name, value in values.items():
        setattr(entry, name, value)
    sign(entry, by=by, reason=reason)
    entry.save()


def changes_of(entry):
    """Every change of an entry and its parts, newest first."""
    return describe_heads(history_heads(entry), entry)


def what(entry):
    return [(change.word, change.entry) for change in changes_of(entry)]


def test_it_says_who_changed_what_when_and_why(editor):
    level = make_role_level(title="Grade 7", role=make_role(title="Analyst"))
    save(level, editor, "Renamed", title="Grade 6", location="London")
    change = changes_of(level)[0]
    assert (change.who, change.reason, change.word) == ("Edith Moss", "Renamed", "changed")
    assert change.entry == "role level “Analyst, Grade 6”"
    assert timezone.now() - change.when < timedelta(minutes=1)
    assert set(change.fields) == {
        FieldChange("Title", "Grade 7", "Grade 6", "title"),
        FieldChange("Location", "", "London", "location"),
    }


def test_foreign_keys_and_choices_are_shown_by_name():
    old, new = make_grade(title="SEO"), make_grade(title="Grade 7")
    level = make_role_level(grade=old)
    save(level, grade=new, status=Status.DRAFT)
    assert set(changes_of(level)[0].fields) == {
        FieldChange("Grade", str(old), str(new), "grade"),
        FieldChange("Status", "Published", "Draft", "status"),
    }


def test_a_foreign_key_to_what_is_gone_keeps_its_name(editor):
    old = make_grade(title="SEO")
    name = str(old)
    level = make_role_level(grade=old)
    save(level, grade=None)
    delete(entry=old, by=editor, reason="")
    assert changes_of(level)[0].fields == (FieldChange("Grade", name, "", "grade"),)


def test_a_field_that_no_form_shows_is_told_too():
    old, new = make_family(title="Old"), make_family(title="New")
    level = make_role_level(role=make_role(family=old))
    save(level.role, family=new)
    assert FieldChange("Family", "Old", "New", "family") in changes_of(level)[0].fields


def test_parts_are_told_with_the_whole_newest_first():
    level = make_role_level(title="L", role=make_role(title="L"))
    section = make_section(level, "Duties", ["Lead"])
    make_requirement(level, make_skill(title="Pace"), 4)
    save(section.statements.get(), text="Lead a team")
    assert what(level) == [
        ("changed", "statement “Lead a team” (Duties)"),
        ("added", "skill requirement “Pace, Level 4”"),
        ("added", "statement “Lead” (Duties)"),
        ("added", "section “Duties”"),
        ("added", "role level “L”"),
    ]


def test_removed_parts_and_theirs_are_told(editor):
    level = make_role_level({"Duties": ["Lead"]})
    delete(entry=level.sections.get(), by=editor, reason="")
    assert what(level)[:2] == [
        ("removed", "section “Duties”"),
        ("removed", "statement “Lead” (Duties)"),
    ]


def test_a_part_tells_only_of_itself():
    level = make_role_level({"Duties": ["Lead"], "Skills": ["Plan"]})
    section = level.sections.get(heading="Duties")
    assert what(section) == [("added", "statement “Lead”"), ("added", "section “Duties”")]


def test_others_are_not_told():
    make_role_level({"Duties": ["Lead"]})
    assert len(changes_of(make_role_level())) == 1


def test_a_part_of_what_has_no_history_is_told():
    level = make_role_level({"Duties": ["Lead"]})
    for model in (Section, Statement):
        model.history.all().delete()
    save(Statement.objects.get(), text="Lead a team")
    change = changes_of(level)[0]
    assert change.entry == "statement “Lead a team” (Duties)"
    assert (change.fields, change.compared) == ((), False)


def test_what_refers_to_something_never_recorded_has_a_number(editor):
    skill = make_skill()
    level = make_role_level()
    requirement = make_requirement(level, skill)
    number = requirement.pk
    delete(entry=requirement, by=editor, reason="")
    skill.delete()
    Skill.history.all().delete()
    assert what(level)[0] == ("removed", f"skill requirement number {number}")


def test_what_was_deleted_is_known_as_it_was(editor):
    level = make_role_level(title="Grade 7", role=make_role(title="Analyst"))
    pk, role = level.pk, level.role
    save(level, title="Grade 6")
    delete(entry=level, by=editor, reason="")
    delete(entry=role, by=editor, reason="")
    assert str(last_known(RoleLevel, str(pk))) == "Analyst, Grade 6"


@pytest.mark.parametrize("pk", ["999", "x", "9" * 40, ""])
def test_what_never_was_is_not_known(pk):
    assert last_known(RoleLevel, pk) is None


def test_a_version_is_another_once_a_part_was_changed():
    grade = make_grade()
    pay = make_pay(grade)
    seen = history_version(grade)
    assert history_version(grade) == seen
    save(pay, maximum=50_000)
    assert changes_of(grade)[0].fields == (FieldChange("Maximum", "40000", "50000", "maximum"),)
    assert history_version(grade) != seen


@pytest.fixture
def clock(monkeypatch):
    """A function that sets the clock to some minutes after noon."""
    noon = datetime(2026, 3, 3, 12, tzinfo=UTC)

    def put(minutes):
        monkeypatch.setattr(timezone, "now", lambda: noon + timedelta(minutes=minutes))

    put(0)
    return put


def codes(entry):
    """What its code was changed to, newest first."""
    changes = changes_of(entry)
    return [field.new for change in changes for field in change.fields if field.label == "Code"]


@pytest.mark.parametrize("minutes", [(0, 90, 1, 2), (30, 20, 10, 0), (0, 1, -60, 2)])
def test_a_clock_that_was_put_back_changes_no_order(clock, minutes):
    level = make_role_level()
    for number, minute in enumerate(minutes):
        clock(minute)
        save(level, code=f"A{number}")
    assert codes(level) == ["A3", "A2", "A1", "A0"]
    assert [change.fields[0].new for change in changes_of(level)[1:3]] == ["A2", "A1"]


def test_what_was_saved_by_a_clock_that_ran_ahead_is_older_than_what_followed(clock):
    level = make_role_level({"Duties": ["Plan"]})
    statement = level.sections.get().statements.get()
    clock(90)
    save(level, code="ahead")
    clock(1)
    save(level, code="after")
    clock(2)
    save(statement, text="Plan ahead")
    told = [fields[0].new for change in changes_of(level) if (fields := change.fields)]
    assert told == ["Plan ahead", "after", "ahead"]


def test_saves_far_apart_are_two_though_the_clock_was_put_back(clock):
    level = make_role_level()
    for minute in (90, 1):
        clock(minute)
        save(level, code=f"A{minute}")
    assert len(RecordedSaves(level)) == 3


def test_a_long_history_costs_no_more_queries_than_a_short_one():
    costs = []
    for number in (2, 30):
        level = make_role_level(grade=make_grade())
        section = make_section(level, "Duties", [f"Do {n}" for n in range(number)])
        make_requirement(level, make_skill(), number)
        for statement in section.statements.all():
            save(statement, text=f"{statement.text} well")
        with CaptureQueriesContext(connection) as queries:
            assert len(changes_of(level)) == 2 * number + 3
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 20


# When an account goes


def test_a_row_keeps_the_name_of_who_made_it(editor):
    level = make_role_level()
    save(level, editor, title="Grade 6")
    delete(entry=make_skill(), by=editor, reason="")
    editor.delete()
    assert changes_of(level)[0].who == "Edith Moss"
    row = Skill.history.latest()
    assert (row.history_user, row.history_user_name) == (None, "Edith Moss")


def test_somebody_without_a_full_name_is_called_by_the_user_name(django_user_model):
    level = make_role_level()
    save(level, django_user_model.objects.create_user("ed"), title="Grade 6")
    assert changes_of(level)[0].who == "ed"


def test_many_rows_at_once_keep_the_name(editor):
    levels = make_role_levels(2)
    RoleLevel.history.bulk_history_create(levels, default_user=editor)
    assert {row.history_user_name for row in RoleLevel.history.all()} == {"Edith Moss"}


def test_what_nobody_signed_has_no_name():
    assert make_skill().history.get().history_user_name == ""
