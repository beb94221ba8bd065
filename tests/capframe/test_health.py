"""What ``/healthz`` says of a database that fails."""

import sqlite3

import pytest
from django.db import ProgrammingError, connection

from capframe import health
from tests.failures import GONE, LOCKED, of_sqlite, read_only

pytestmark = pytest.mark.django_db


def failing(monkeypatch, error, *, at):
    """Let the statements that begin so fail with this error."""
    execute = health.execute

    def fail(connection, sql):
        if sql.startswith(at):
            raise error
        return execute(connection, sql)

    monkeypatch.setattr(health, "execute", fail)


READING, SAVING = ("SELECT", "LOCK"), "UPDATE"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (GONE, "database unreachable"),
        (LOCKED, "database locked"),
        (of_sqlite(sqlite3.SQLITE_FULL), "database full"),
        (ProgrammingError("no such table"), "database not as it should be"),
    ],
)
def test_where_nothing_can_be_read(client, monkeypatch, error, words):
    failing(monkeypatch, error, at=READING)
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (503, f"{words}\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("error", "words"),
    [(LOCKED, "database locked"), (of_sqlite(sqlite3.SQLITE_FULL), "database full")],
)
def test_where_pages_can_be_read_load_balancers_send_readers(client, monkeypatch, error, words):
    failing(monkeypatch, error, at=SAVING)
    response = client.get("/healthz")
    said = f"pages can be read, nothing can be saved: {words}\n"
    assert (response.status_code, response.text) == (200, said)


def test_a_database_that_can_only_be_read(client):
    with read_only():
        response = client.get("/healthz")
    assert response.status_code == 200
    assert response.text == "pages can be read, nothing can be saved: database read-only\n"


def test_it_changes_nothing(client):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(id) FROM django_migrations")
        before = cursor.fetchone()
    assert client.get("/healthz").text == "ok\n"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(id) FROM django_migrations")
        assert cursor.fetchone() == before


def test_every_table_is_asked_for():
    if connection.vendor == "sqlite":
        pytest.skip("a database of PostgreSQL")
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("LOCK TABLE search_searchentry IN ACCESS EXCLUSIVE MODE")
            assert health.find_health(connection) == health.Health("database locked", 503)
            cursor.execute("ROLLBACK")
        assert health.find_health(connection).words == "ok"
    finally:
        other.close()
