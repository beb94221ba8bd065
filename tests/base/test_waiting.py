import os
import runpy
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError, connection, transaction

from capframe import environment
from capframe.base import waiting as module
from capframe.base.outages import TooManyWaiting
from capframe.base.turns import FILES
from capframe.base.waiting import (
    MOST_WAITING,
    PAGE_LOCK,
    TRIES,
    TURNS,
    SQLiteMiddleware,
    leave_other_file,
    limit_waiting,
    wait_in_turn,
    waiting,
    write_late,
)
from tests.failures import GONE, LOCKED

is_sqlite = connection.vendor == "sqlite"


def configured(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    config = environment.database("")
    limit_waiting(config)
    return config


def limits():
    """How long the connection waits for a lock, and on PostgreSQL for a statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout")
        else:
            cursor.execute(
                "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')"
            )
        return cursor.fetchone()


def test_pages_wait_less_on_postgresql(monkeypatch):
    options = configured(monkeypatch, "postgres://me@host/name")["OPTIONS"]["options"]
    assert options == "-c lock_timeout=5s -c statement_timeout=15s -c jit=off"


def test_what_the_url_says_of_the_limits_holds(monkeypatch):
    url = "postgres://me@host/name?options=-c%20statement_timeout%3D60s"
    options = configured(monkeypatch, url)["OPTIONS"]["options"]
    assert options.endswith("-c statement_timeout=15s -c statement_timeout=60s")


def test_pages_wait_less_on_sqlite_and_make_no_file(monkeypatch):
    config = configured(monkeypatch, "sqlite:////tmp/a folder/x.sqlite3")
    assert config["OPTIONS"]["timeout"] == PAGE_LOCK
    assert config["OPTIONS"]["database"] == "file:///tmp/a%20folder/x.sqlite3?mode=rw"
    assert config["NAME"] == "/tmp/a folder/x.sqlite3"


def test_a_command_may_wait_longer(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me@host/name")
    assert environment.database("")["OPTIONS"]["options"] == "-c jit=off"
    monkeypatch.setenv("DATABASE_URL", "sqlite:////tmp/x.sqlite3")
    assert environment.database("")["OPTIONS"]["timeout"] == 20


@pytest.mark.parametrize(
    ("starts", "is_limited"),
    [("import capframe.wsgi", True), ("import django; django.setup()", False)],
    ids=["server", "command"],
)
def test_only_the_server_is_limited(starts, is_limited):
    code = f"{starts}; from django.db import connection; print(connection.settings_dict)"
    said = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "capframe.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    limit = "'timeout': 5," if is_sqlite else "-c lock_timeout=5s -c statement_timeout=15s"
    assert (limit in said) is is_limited


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("seconds", "meanwhile"),
    [(1, (1000,) if is_sqlite else ("1s", "0")), (None, (20_000,) if is_sqlite else ("0", "0"))],
)
def test_the_limits_are_put_back(seconds, meanwhile):
    before = limits()
    with waiting(connection, seconds=seconds):
        assert limits() == meanwhile
    assert limits() == before
    with pytest.raises(ZeroDivisionError), waiting(connection, seconds=seconds):
        raise ZeroDivisionError
    assert limits() == before


@pytest.mark.django_db
@pytest.mark.skipif(is_sqlite, reason="a database of PostgreSQL")
def test_an_import_in_the_request_has_no_limit():
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '7s'")
    with waiting(connection, seconds=None):
        assert limits() == ("0", "0")


def test_what_cannot_be_reached_is_tried_once(monkeypatch):
    tries = []

    def fail(*args):
        tries.append(1)
        raise GONE

    monkeypatch.setattr(module, "_execute", fail)
    with pytest.raises(OperationalError), waiting(connection, seconds=1):
        pass
    assert len(tries) == 1


@pytest.fixture
def all_wait(monkeypatch):
    """As many as may wait for SQLite's lock do."""
    monkeypatch.setattr(module, "TURN", 0)
    for _ in range(MOST_WAITING):
        assert TURNS.acquire(timeout=0)
    yield
    for _ in range(MOST_WAITING):
        TURNS.release()


def in_turn(sql, *, in_atomic_block=False):
    context = {"connection": SimpleNamespace(in_atomic_block=in_atomic_block)}
    return wait_in_turn(lambda *args: "done", sql, (), False, context)


@pytest.mark.parametrize("sql", ["BEGIN IMMEDIATE", 'UPDATE "x" SET a = 1', 'INSERT INTO "x"'])
def test_no_more_threads_wait_for_the_lock(all_wait, sql):
    with pytest.raises(TooManyWaiting):
        in_turn(sql)


def test_readers_and_who_has_the_lock_go_on(all_wait):
    assert in_turn('SELECT a FROM "x"') == "done"
    assert in_turn('UPDATE "x" SET a = 1', in_atomic_block=True) == "done"


def test_a_turn_ends_with_the_statement(monkeypatch):
    monkeypatch.setattr(module, "TURN", 0)
    for _ in range(MOST_WAITING + 1):
        assert in_turn("BEGIN IMMEDIATE") == "done"

    def fail(*args):
        raise ZeroDivisionError

    context = {"connection": SimpleNamespace(in_atomic_block=False)}
    for _ in range(MOST_WAITING + 1):
        with pytest.raises(ZeroDivisionError):
            wait_in_turn(fail, "BEGIN IMMEDIATE", (), False, context)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not is_sqlite, reason="a database of SQLite")
@pytest.mark.usefixtures("groups_come_back")
def test_every_way_to_the_lock_takes_turns(all_wait, django_user_model):
    with connection.execute_wrapper(wait_in_turn):
        assert list(django_user_model.objects.all()) == []
        with pytest.raises(TooManyWaiting), transaction.atomic():
            pass
        with pytest.raises(TooManyWaiting):
            django_user_model.objects.create(username="somebody")
        with pytest.raises(TooManyWaiting):
            django_user_model.objects.update(username="somebody")
        with pytest.raises(TooManyWaiting):
            django_user_model.objects.filter(pk=1).delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not is_sqlite, reason="a database of SQLite")
@pytest.mark.usefixtures("groups_come_back")
def test_who_was_in_the_way_often_enough_is_waited_for():
    usual, tries, begun_again = (connection.transaction_mode, *limits()), [], []

    def write():
        tries.append((connection.transaction_mode, *limits()))
        if len(tries) <= TRIES:
            raise LOCKED
        return "done"

    assert write_late(write, lambda: begun_again.append(len(tries))) == "done"
    assert tries == [(None, 0)] * TRIES + [usual]
    assert begun_again == [1, 2]


@pytest.mark.django_db
def test_in_a_transaction_that_has_begun_nothing_is_tried_twice():
    tries = []

    def write():
        tries.append(connection.in_atomic_block)
        raise LOCKED

    with pytest.raises(OperationalError):
        write_late(write, tries.clear)
    assert tries == [True]


def test_readers_always_have_a_thread():
    server = runpy.run_path(str(settings.BASE_DIR / "gunicorn.conf.py"))
    assert server["threads"] > MOST_WAITING + FILES.most


class File:
    """A connection of SQLite to this file."""

    vendor, in_atomic_block = "sqlite", False

    vendor = "sqlite"
    in_atomic_block = False

    def __init__(self, path):
        self.settings_dict = {"NAME": str(path)}
        self.closed = 0

    def close(self):
        self.closed += 1


def test_a_file_in_anothers_place_is_opened_anew(monkeypatch, tmp_path):
    path = tmp_path / "x.sqlite3"
    path.touch()
    file = File(path)
    monkeypatch.setattr(module, "connections", {"default": file})
    monkeypatch.setattr(module, "OPENED", SimpleNamespace())
    closed = []
    for change in (lambda: None, lambda: path.rename(tmp_path / "away"), path.touch, lambda: None):
        change()
        leave_other_file()
        closed.append(file.closed)
    assert closed == [0, 1, 2, 2]


def test_on_postgresql_nobody_waits_for_a_turn(monkeypatch):
    monkeypatch.setattr(module, "connection", SimpleNamespace(vendor="postgresql"))
    with pytest.raises(MiddlewareNotUsed):
        SQLiteMiddleware(lambda request: None)
