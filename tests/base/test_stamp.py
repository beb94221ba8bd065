"""The stamp moves with every way of writing, in its transaction, and makes nobody wait."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.redirects.models import Redirect
from django.contrib.sessions.models import Session
from django.contrib.sites.models import Site
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from capframe.base.models import Source, Stamp
from capframe.base.stamp import move_stamp, read_stamp
from roles.models import RoleLevel
from tests.factories import make_role, make_source

pytestmark = pytest.mark.django_db
in_earnest = pytest.mark.django_db(transaction=True)


@pytest.fixture
def has_moved():
    """A function: whether the stamp has moved since it was last asked."""
    last = [read_stamp()]

    def ask():
        before, last[0] = last[0], read_stamp()
        return last[0] != before

    return ask


@pytest.fixture
def other():
    """Another connection to the same database, as another process has one."""
    other = connection.copy()
    other.ensure_connection()
    yield other
    other.close()


def test_a_save_a_change_and_a_deletion_move_it(has_moved):
    source = make_source()
    assert has_moved()
    source.save()
    assert has_moved()
    Source.objects.update(title="Another")
    assert has_moved()
    source.delete()
    assert has_moved()


def test_reading_does_not_move_it(has_moved):
    make_source()
    has_moved()
    assert Source.objects.select_for_update().first()
    assert not has_moved()


def test_bulk_writes_and_plain_sql_move_it(has_moved):
    source = Source(title="One", slug="one", publisher="Publisher")
    Source.objects.bulk_create([source])
    assert has_moved()
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE base_source SET title = %s", [["Two"], ["Three"]])
    assert has_moved()


def test_what_goes_past_the_cursor_moves_it_by_saying_so(has_moved):
    move_stamp(connection)
    assert has_moved()


def test_redirects_sites_groups_and_rights_move_it(has_moved):
    group = Group.objects.create(name="Readers")
    assert has_moved()
    group.permissions.add(Permission.objects.first())
    assert has_moved()
    Site.objects.update(name="Another")
    assert has_moved()
    Redirect.objects.create(site=Site.objects.get(), old_path="/a/", new_path="/b/")
    assert has_moved()


def test_what_no_page_shows_does_not_move_it(has_moved):
    Session.objects.create(session_key="k", session_data="", expire_date=timezone.now())
    assert not has_moved()


def test_loaddata_moves_it(has_moved, tmp_path):
    make_source()
    file = tmp_path / "sources.json"
    call_command("dumpdata", "base.source", output=str(file), verbosity=0)
    has_moved()
    call_command("loaddata", str(file), verbosity=0)
    assert has_moved()


def test_rebuilding_search_moves_it(has_moved):
    make_role()
    has_moved()
    call_command("rebuild_search", verbosity=0)
    assert has_moved()


def test_it_moves_once_in_a_transaction(monkeypatch):
    steps = []
    monkeypatch.setattr("capframe.base.stamp.randbelow", lambda most: steps.append(most) or 0)
    with transaction.atomic():
        for _ in range(3):
            make_source()
    assert len(steps) == 1


def test_it_moves_again_after_a_savepoint_was_taken_back(has_moved):
    with transaction.atomic():
        with transaction.atomic():
            make_source()
            transaction.set_rollback(True)
        make_source()
    assert has_moved()


def test_it_moves_again_after_a_savepoint_of_ones_own_was_taken_back(has_moved):
    savepoint = transaction.savepoint()
    make_source()
    transaction.savepoint_rollback(savepoint)
    make_source()
    assert has_moved()


def test_a_transaction_that_reads_it_moves_it_again(has_moved):
    make_source()
    assert has_moved()
    make_source()
    assert has_moved()


def test_nobody_who_counts_queries_counts_it():
    with CaptureQueriesContext(connection) as queries:
        Source.objects.update(title="Another")
    assert len(queries) == 1


@in_earnest
def test_others_see_it_move_with_what_was_written(groups_come_back, other):
    source = make_source()
    before = read_stamp(other)
    with transaction.atomic():
        Source.objects.update(title="Another")
        assert read_stamp(other) == before
    assert read_stamp(other) != before
    assert source.title != "Another"


@in_earnest
def test_what_is_taken_back_leaves_it(groups_come_back, other):
    make_source()
    before = read_stamp(other)
    with transaction.atomic():
        make_source()
        transaction.set_rollback(True)
    assert read_stamp(other) == before


@in_earnest
def test_a_statement_outside_of_a_transaction_takes_its_step_with_it(groups_come_back, other):
    make_source()
    before = read_stamp(other)
    Source.objects.update(title="Another")
    assert read_stamp(other) != before


@in_earnest
def test_what_a_statement_outside_of_a_transaction_returns_is_given(groups_come_back):
    sql = "INSERT INTO base_stamp (number) VALUES (3), (4) RETURNING number"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert list(cursor.fetchall()) == [(3,), (4,)]
        cursor.execute("DELETE FROM base_stamp WHERE number < 0 RETURNING number")
        assert list(cursor.fetchall()) == []


@in_earnest
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_writers_do_not_wait_and_each_end_is_a_step(groups_come_back, other):
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1s'")
    with other.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1s'")
    make_source()
    stamps = [read_stamp()]
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("UPDATE base_source SET title = 'of the long one'")
    RoleLevel.objects.all().delete()
    Site.objects.update(name="of the short one")
    stamps.append(read_stamp())
    other.commit()
    other.set_autocommit(True)
    stamps.append(read_stamp())
    assert len(set(stamps)) == 3


@in_earnest
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_it_has_as_many_rows_as_wrote_at_once(groups_come_back, other):
    for _ in range(5):
        make_source()
    assert Stamp.objects.count() == 1
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("DELETE FROM base_source WHERE id = 0")
    make_source()
    other.commit()
    other.set_autocommit(True)
    for _ in range(5):
        make_source()
    assert Stamp.objects.count() == 2
