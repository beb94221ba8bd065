from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from capframe.imports.models import Import, RememberedColumns
from capframe.plans.changes import Whole
from capframe.plans.plan import Plan
from tests.imports.files import make_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody():
    return User.objects.create(username="somebody")


def test_unfinished_imports_are_seen_by_who_made_them(publisher, somebody):
    made = {state: make_import(publisher, state=state) for state in ("checked", "applied")}
    mine = make_import(somebody, state="failed")
    assert set(Import.objects.visible_to(somebody)) == {made["applied"], mine}


def test_uploads_expire_after_a_day(publisher):
    yesterday = timezone.now() - timedelta(hours=25)
    old = make_import(publisher, content=b"a", made_at=yesterday, state="checked")
    old.keep_pieces(Plan([Whole("roles.role", -1, "A")], []))
    kept = [
        make_import(publisher, content=b"a", state="checked"),
        make_import(publisher, content=b"a", made_at=yesterday, state="applied"),
        make_import(
            publisher, content=b"a", made_at=yesterday, state="applying", heartbeat=timezone.now()
        ),
    ]
    Import.objects.expire_old(timezone.now())
    old.refresh_from_db()
    assert (old.state, old.file_pieces.count()) == (Import.State.EXPIRED, 0)
    assert not old.pieces.exists()
    assert all(bytes(each.file_pieces.get().content) == b"a" for each in kept)


def test_what_was_interrupted_a_day_ago_expires():
    yesterday = timezone.now() - timedelta(hours=25)
    old = make_import(content=b"a", made_at=yesterday, heartbeat=yesterday, state="applying")
    Import.objects.expire_old(timezone.now())
    assert Import.objects.get(pk=old.pk).state == Import.State.EXPIRED


def test_where_nothing_is_old_nothing_is_written(publisher, django_assert_num_queries):
    make_import(publisher)
    with django_assert_num_queries(1):
        Import.objects.expire_old(timezone.now())


def test_of_two_who_begin_one_may():
    mine = Import.objects.filter(pk=make_import(state="checked").pk)
    begun = [
        mine.begin(Import.State.APPLYING, after=(Import.State.CHECKED,), now=timezone.now())
        for _ in range(2)
    ]
    assert begun == [True, False]


def test_only_what_is_silent_runs_again():
    now = timezone.now()
    silent = make_import(state="checking", heartbeat=now - timedelta(seconds=21))
    alive = make_import(state="checking", heartbeat=now)
    assert silent.is_silent(now)
    assert not alive.is_silent(now)
    assert [Import.objects.filter(pk=each.pk).begin_again(now) for each in (silent, alive)] == [
        True,
        False,
    ]
    assert not Import.objects.filter(pk=silent.pk).begin_again(now)


@pytest.mark.parametrize(
    "heard",
    [None, timedelta(days=365), timedelta(seconds=21), timedelta(seconds=-21)],
    ids=["never", "next year", "in a moment", "a while ago"],
)
def test_what_was_not_heard_of_just_now_runs_again(heard):
    now = timezone.now()
    heartbeat = None if heard is None else now + heard
    for state in ("checking", "applying", "undoing"):
        silent = make_import(state=state, heartbeat=heartbeat)
        assert silent.is_silent(now)
        assert Import.objects.filter(pk=silent.pk).begin_again(now)
        silent.refresh_from_db()
        assert not silent.is_silent(now)


def test_the_clocks_of_two_servers_may_differ_a_little():
    now = timezone.now()
    alive = make_import(state="checking", heartbeat=now + timedelta(seconds=15))
    assert not alive.is_silent(now)
    assert not Import.objects.filter(pk=alive.pk).begin_again(now)


def test_what_was_interrupted_by_a_clock_that_ran_ahead_expires():
    now = timezone.now()
    old = make_import(
        content=b"a",
        made_at=now - timedelta(hours=25),
        heartbeat=now + timedelta(days=1),
        state="applying",
    )
    Import.objects.expire_old(now)
    assert Import.objects.get(pk=old.pk).state == Import.State.EXPIRED


@pytest.mark.parametrize(
    "values",
    [
        {"state": "lost"},
        {"kind": "cars"},
        {"state": "applied", "applied_at": None},
        {"state": "checked", "applied_at": timezone.now()},
        {"state": "undone"},
        {"state": "applied", "undone_at": timezone.now()},
        {"done": 2, "total": 1},
        {"problem": "", "problem_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_cannot_be(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_import(**values)


def test_columns_are_remembered_once_for_the_same_headings():
    RememberedColumns.objects.create(kind="roles", headings="a")
    RememberedColumns.objects.create(kind="skills", headings="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        RememberedColumns.objects.create(kind="roles", headings="a")


def test_an_account_may_be_deleted(somebody):
    made = make_import(somebody)
    somebody.delete()
    made.refresh_from_db()
    assert made.by is None
