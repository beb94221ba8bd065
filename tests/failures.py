"""Databases that fail, and errors as Django raises them then."""

import sqlite3
from contextlib import contextmanager
from types import SimpleNamespace

import psycopg
from django.db import connection, transaction
from django.db.utils import DatabaseErrorWrapper


def raised(cause: Exception, database) -> Exception:
    """What Django makes of an error of this module of a database."""
    try:
        with DatabaseErrorWrapper(SimpleNamespace(Database=database, errors_occurred=False)):
            raise cause
    except Exception as error:
        return error


def of_sqlite(code: int, words: str = "", kind: type = sqlite3.OperationalError) -> Exception:
    """The error with a result code of SQLite."""
    cause = kind(words)
    cause.sqlite_errorcode = code
    return raised(cause, sqlite3)


def of_postgresql(state: str, words: str = "") -> Exception:
    """The error with an SQLSTATE of PostgreSQL."""
    return raised(psycopg.errors.lookup(state)(words), psycopg)


FULL = of_sqlite(sqlite3.SQLITE_FULL, "database or disk is full")
LOCKED = of_sqlite(sqlite3.SQLITE_BUSY, "database is locked")
READ_ONLY = of_postgresql("25006", "cannot execute UPDATE in a read-only transaction")
GONE = raised(psycopg.OperationalError("connection refused"), psycopg)


@contextmanager
def read_only():
    """The test’s database can only be read meanwhile; what fails in it ends no more than this."""
    sqlite = connection.vendor == "sqlite"
    try:
        with transaction.atomic():
            run("PRAGMA query_only = 1" if sqlite else "SET TRANSACTION READ ONLY")
            yield
            transaction.set_rollback(True)
    finally:
        if sqlite:
            run("PRAGMA query_only = 0")


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
