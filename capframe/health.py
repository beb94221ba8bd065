"""Whether pages can be read and saved: what ``/healthz`` answers.

The status is for load balancers: 200 as long as readers get their pages, since taking a server out
helps nobody where only saving fails. The text is for whoever watches: anything but “ok” is a fault.
"""

from dataclasses import dataclass

from django.db import Error, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from capframe.base.outages import outage_of
from capframe.base.waiting import waiting

# So many seconds may a lock be held before it counts as a fault.
PATIENCE = 1
# Changes nothing, and fails where nothing can be changed.
NO_CHANGE = "UPDATE django_migrations SET id = id WHERE 1 = 0"


@dataclass(frozen=True, slots=True)
class Health:
    """The answer: its text, and its status."""

    words: str
    status: int


def find_health(connection: BaseDatabaseWrapper) -> Health:
    """Read, then try to save nothing."""
    try:
        with waiting(connection, seconds=PATIENCE):
            read(connection)
    except Error as error:
        return Health(f"database {state_of(error)}", 503)
    try:
        with waiting(connection, seconds=PATIENCE), transaction.atomic():
            execute(connection, NO_CHANGE)
    except Error as error:
        return Health(f"pages can be read, nothing can be saved: database {state_of(error)}", 200)
    return Health("ok", 200)


def read(connection: BaseDatabaseWrapper) -> None:
    """Read, on PostgreSQL from every table: one that is locked fails the pages that want it."""
    if connection.vendor == "sqlite":  # a transaction would wait for those that write
        execute(connection, "SELECT id FROM django_migrations LIMIT 1")
        return
    names = connection.introspection.django_table_names()
    tables = ", ".join(connection.ops.quote_name(name) for name in sorted(names))
    with transaction.atomic():
        execute(connection, f"LOCK TABLE {tables} IN ACCESS SHARE MODE")  # as every query does


def execute(connection: BaseDatabaseWrapper, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def state_of(error: Error) -> str:
    outage = outage_of(error)
    return outage.word if outage else "not as it should be"
