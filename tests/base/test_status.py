"""Since when an entry is withdrawn, and what replaces it."""

import json
from itertools import pairwise

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.timezone import localdate

from capframe.base.data_migrations import date_withdrawals
from capframe.base.history.rows import find_gaps
from capframe.base.models import Status
from capframe.base.status import find_successors
from capframe.base.withdrawal import Successor, Withdrawal
from roles.models import RoleLevel, Section, SkillRequirement
from skills.models import Skill
from tests.factories import (
    WITHDRAWN_ON,
    make_family,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
    make_workstream,
    set_status,
    withdraw,
)

pytestmark = pytest.mark.django_db

DRAFT, PUBLISHED, WITHDRAWN = Status.DRAFT, Status.PUBLISHED, Status.WITHDRAWN


def through(entry, *statuses):
    """The entry, saved with one status after another."""
    for status in statuses:
        set_status([entry], status)
    entry.refresh_from_db()
    return entry


@pytest.mark.parametrize(
    "make", [make_family, make_role, make_role_level, make_skill, make_workstream]
)
def test_it_works(make):
    entry = through(make(), WITHDRAWN)
    assert entry.withdrawn_on == entry.history.first().withdrawn_on == localdate()
    assert type(entry).objects.published_or_withdrawn().get() == entry


@pytest.mark.parametrize(
    ("statuses", "seen"),
    [
        ([WITHDRAWN], False),
        ([PUBLISHED, WITHDRAWN], True),
        ([PUBLISHED, DRAFT, WITHDRAWN], True),
        ([PUBLISHED, WITHDRAWN, DRAFT], False),
        ([PUBLISHED, WITHDRAWN, PUBLISHED], True),
    ],
)
def test_only_what_was_published_once_is_withdrawn_for_readers(statuses, seen):
    entry = through(make_skill(status=DRAFT), *statuses)
    assert Skill.objects.published_or_withdrawn().exists() == seen
    assert (entry.withdrawn_on is not None) == (seen and entry.status == WITHDRAWN)


def test_the_day_stays_while_it_is_withdrawn():
    entry = withdraw(make_skill())
    entry.title = "Mended"
    entry.save()
    assert Skill.objects.get().withdrawn_on == WITHDRAWN_ON


def test_what_readers_never_saw_stays_hidden_whatever_is_mended_in_it():
    entry = make_skill(status=WITHDRAWN)
    entry.title = "Mended"
    entry.save()
    assert Skill.objects.get().withdrawn_on is None


def test_published_again_nothing_replaces_it():
    entry = through(withdraw(make_skill(), successor=make_skill()), PUBLISHED)
    assert (entry.withdrawn_on, entry.successor) == (None, None)


@pytest.mark.parametrize("since", [None, "2026-03-03"])
def test_loaded_from_a_fixture(tmp_path, since):
    entry = withdraw(make_skill()) if since else make_skill()
    call_command("dumpdata", "skills.skill", natural_foreign=True, output=tmp_path / "a.json")
    (row,) = json.loads((tmp_path / "a.json").read_text())
    row["fields"] |= {"status": "withdrawn", "withdrawn_on": None}
    (tmp_path / "a.json").write_text(json.dumps([row]))
    call_command("loaddata", tmp_path / "a.json", verbosity=0)
    entry.refresh_from_db()
    assert str(entry.withdrawn_on) == (since or str(localdate()))


def test_what_replaces_something_cannot_be_deleted():
    successor = make_skill()
    withdraw(make_skill(), successor=successor)
    with pytest.raises(ProtectedError):
        successor.delete()


def refusal(entry):
    with pytest.raises(ValidationError) as refused:
        entry.clean()
    return refused.value.message_dict["successor"][0]


def test_only_what_is_withdrawn_is_replaced():
    entry = make_skill()
    entry.successor = make_skill()
    assert "Only what is withdrawn is replaced" in refusal(entry)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_successors_lead_round_in_no_circle(number):
    entries = [withdraw(make_skill()) for _ in range(number + 1)]
    for entry, successor in pairwise(entries):
        withdraw(entry, successor=successor)
    last = entries[-1]
    last.successor = entries[0]
    assert "leads back to the entry itself" in refusal(last)
    last.successor = make_skill()
    last.clean()


# What readers see


@pytest.mark.parametrize("model", [RoleLevel, Section, SkillRequirement])
@pytest.mark.parametrize("holder", ["itself", "role", "family"])
def test_a_part_is_withdrawn_with_its_whole(model, holder):
    level = make_role_level({"Overview": ["Text"]})
    make_requirement(level, make_skill())
    withdraw({"itself": level, "role": level.role, "family": level.family}[holder])
    assert not model.objects.published().exists()
    assert model.objects.published_or_withdrawn().exists()


@pytest.mark.parametrize("status", [DRAFT, WITHDRAWN])
@pytest.mark.parametrize("model", [RoleLevel, Section, SkillRequirement])
def test_a_part_of_what_readers_never_saw_is_hidden_withdrawn_or_not(model, status):
    for role in (make_role(status=status), make_role(family=make_family(status=status))):
        for level in [make_role_level({"Overview": ["Text"]}, role=role) for _ in range(2)]:
            make_requirement(level, make_skill())
        withdraw(level)
    assert not model.objects.published_or_withdrawn().exists()


def test_an_entry_that_is_not_withdrawn(django_assert_num_queries):
    make_role_level()
    entry = RoleLevel.objects.with_role_and_grade().get()
    with django_assert_num_queries(0):
        assert entry.withdrawal is None


def test_its_own_withdrawal_comes_before_that_of_its_whole():
    level = withdraw(make_role_level(), successor=make_role_level(title="Grade 6"))
    withdraw(level.role)
    successor = Successor(str(level.successor), level.successor.get_absolute_url())
    assert level.withdrawal == Withdrawal(WITHDRAWN_ON, successor)


def test_with_its_whole_it_is_replaced_by_what_replaces_that():
    level = make_role_level()
    withdraw(level.role, successor=make_role(title="Planner"))
    assert str(level.withdrawal) == (
        "withdrawn with its role on 3 March 2026 (replaced by Planner)"
    )


@pytest.mark.parametrize("status", [DRAFT, WITHDRAWN])
def test_what_readers_may_not_see_is_not_named_as_what_replaces_it(status):
    entry = withdraw(make_skill(), successor=make_skill(status=status))
    assert str(entry.withdrawal) == "withdrawn on 3 March 2026"


def test_what_replaces_it_may_be_withdrawn_in_turn():
    entry = withdraw(make_skill(), successor=withdraw(make_skill(title="Pace")))
    assert entry.withdrawal.successor.title == "Pace"


def test_nothing_is_asked_where_nothing_is_replaced(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert find_successors(Skill, [None]) == {}


# What the migrations do


@pytest.mark.parametrize(
    ("statuses", "day"),
    [
        (["published", "withdrawn"], 2),
        (["published", "withdrawn", "withdrawn"], 2),
        (["published", "draft", "withdrawn"], 3),
        (["published", "withdrawn", "published", "withdrawn", "withdrawn"], 4),
        (["draft", "withdrawn"], None),
        (["withdrawn", "published"], None),
        ([], None),
    ],
)
def test_migrated_from_the_history(statuses, day):
    entry = make_skill(status=statuses[-1] if statuses else "withdrawn")
    entry.history.all().delete()
    for number, status in enumerate(statuses, start=1):
        # The day is that in London.
        when = timezone.datetime(2026, 3, number, 23, 30, tzinfo=timezone.get_current_timezone())
        row = entry.history.model(**values_of(entry), history_type="~", history_date=when)
        row.status = status
        row.save()
    date_withdrawals("skills")(apps, connection.schema_editor())
    entry.refresh_from_db()
    assert (entry.withdrawn_on and entry.withdrawn_on.day) == day
    reasons = entry.history.values_list("history_change_reason", flat=True)
    assert ("Withdrawn on this day, as its history says" in reasons) == (day is not None)
    if statuses:
        assert not list(find_gaps(Skill))


def values_of(entry):
    return {field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields}
