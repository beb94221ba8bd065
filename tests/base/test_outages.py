import errno
import sqlite3

import psycopg
import pytest
from django.core.files.uploadhandler import StopUpload
from django.db import DatabaseError, IntegrityError, OperationalError, connection

from capframe.base.outages import (
    Outage,
    TooManyWaiting,
    broke_off_at_commit,
    outage_behind,
    outage_of,
    unless_outage,
)
from tests.failures import FULL, GONE, LOCKED, READ_ONLY, of_postgresql, of_sqlite, raised

# SQLITE_READONLY_DIRECTORY is a kind of SQLITE_READONLY.
DIRECTORY = sqlite3.SQLITE_READONLY | (6 << 8)


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (READ_ONLY, Outage.READ_ONLY),
        (of_postgresql("55P03"), Outage.BUSY),
        (of_postgresql("57014"), Outage.BUSY),
        (of_postgresql("40P01"), Outage.BUSY),
        (of_postgresql("53100"), Outage.FULL),
        (of_postgresql("57P01"), Outage.UNREACHABLE),
        (of_postgresql("08006"), Outage.UNREACHABLE),
        (GONE, Outage.UNREACHABLE),
        (raised(psycopg.InterfaceError("cursor already closed"), psycopg), Outage.UNREACHABLE),
        (LOCKED, Outage.BUSY),
        (FULL, Outage.FULL),
        (of_sqlite(sqlite3.SQLITE_READONLY), Outage.READ_ONLY),
        (of_sqlite(DIRECTORY), Outage.READ_ONLY),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), Outage.UNREACHABLE),
        (of_sqlite(sqlite3.SQLITE_IOERR), Outage.UNREACHABLE),
        (of_sqlite(sqlite3.SQLITE_CORRUPT, kind=sqlite3.DatabaseError), Outage.UNREACHABLE),
        (TooManyWaiting("others wait"), Outage.BUSY),
        (OSError(errno.ENOSPC, "No space left on device"), Outage.FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), Outage.FULL),
    ],
    ids=lambda value: value.name if isinstance(value, Outage) else None,
)
def test_what_fails_is_known_by_its_code(error, outage):
    assert outage_of(error) is outage


@pytest.mark.parametrize(
    "error",
    [
        None,
        ValueError("no"),
        StopUpload(),
        OSError(errno.ENOENT, "No such file or directory"),
        of_sqlite(sqlite3.SQLITE_ERROR, "too many SQL variables"),
        of_postgresql("42601", "syntax error"),
        of_postgresql("54001", "stack depth limit exceeded"),
        of_postgresql("23505", "duplicate key"),
        IntegrityError("not unique"),
        DatabaseError("Forced update did not affect any rows."),
    ],
)
def test_an_error_of_ours_is_no_outage(error):
    assert outage_of(error) is None


def test_the_error_behind_another_is_found():
    def fail():
        try:
            raise LOCKED
        except OperationalError:
            raise ValueError("the session was deleted")  # noqa: B904 - as Django's sessions do

    with pytest.raises(ValueError, match="deleted") as caught:
        fail()
    assert outage_behind(caught.value) is LOCKED
    assert outage_behind(ValueError()) is None


def test_what_can_wait_is_left_out_where_the_database_fails():
    with unless_outage():
        raise LOCKED
    with pytest.raises(IntegrityError), unless_outage():
        raise IntegrityError("not unique")


class Lost:
    """A connection that breaks off as it commits."""

    def commit(self):
        raise connection.Database.OperationalError("server closed the connection unexpectedly")


def test_a_commit_that_is_not_answered_is_uncertain():
    lost = connection.copy()
    lost.connection = Lost()
    with pytest.raises(OperationalError) as caught:
        lost._commit()
    assert broke_off_at_commit(caught.value)


def test_a_commit_that_is_refused_is_certain():
    def _commit():
        raise LOCKED

    with pytest.raises(OperationalError) as caught:
        _commit()
    assert not broke_off_at_commit(caught.value)
    assert not broke_off_at_commit(GONE)
    assert not broke_off_at_commit(None)
