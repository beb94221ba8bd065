"""How long a database is waited for: commands and imports may take their time, pages may not.

Whoever waits in a web server holds one of its few threads.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from threading import BoundedSemaphore, local
from typing import Any, TypeVar

from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

from capframe.base.outages import TooManyWaiting

# In seconds: for a lock, and on PostgreSQL for a statement.
PAGE_LOCK, PAGE_STATEMENT = 5, 15
# SQLite has one lock for all that write; on PostgreSQL commands wait without a limit.
COMMAND_LOCK = 20

# Of the threads of a process, so many may wait for SQLite’s lock; the next one waits for a turn of
# theirs, in seconds, which is longer than a save takes and shorter than a reader notices.
MOST_WAITING, TURN = 2, 0.2
TAKE_THE_LOCK = ("BEGIN", "INSERT", "UPDATE", "DELETE", "REPLACE")

# So often a request that writes late is tried before it takes SQLite’s lock as it begins.
TRIES = 2

TURNS = BoundedSemaphore(MOST_WAITING)
# The file that each thread has open.
OPENED = local()
PATIENT = ContextVar("PATIENT", default=False)

Result = TypeVar("Result")


def limit_waiting(config: dict[str, Any]) -> None:
    """Let every connection that is made from now on wait no longer than a page may.

    Args:
        config: an entry of DATABASES. What its own options say of the timeouts holds.
    """
    options = config["OPTIONS"]
    if config["ENGINE"].endswith("sqlite3"):
        # A server makes no new file in place of one that is gone: it would be empty.
        file = f"{Path(config['NAME']).absolute().as_uri()}?mode=rw"
        config["OPTIONS"] = {**options, "timeout": PAGE_LOCK, "database": file}
        return
    limits = f"-c lock_timeout={PAGE_LOCK}s -c statement_timeout={PAGE_STATEMENT}s"
    config["OPTIONS"] = {**options, "options": f"{limits} {options.get('options', '')}".strip()}


@contextmanager
def waiting(connection: BaseDatabaseWrapper, *, seconds: int | None) -> Iterator[None]:
    """Wait so long for a lock meanwhile.

    Args:
        connection: of the request.
        seconds: None to wait as commands do, also for statements and for a turn.
    """
    before, after = _changes(connection, seconds)
    _execute(connection, before)
    patient = PATIENT.set(seconds is None)
    try:
        yield
    finally:
        PATIENT.reset(patient)
        if connection.connection is not None:
            with suppress(Error):  # a connection that is lost has nothing to put back
                _execute(connection, after)


@contextmanager
def lock_late(connection: Any) -> Iterator[None]:
    """Let SQLite's transactions take the write lock with their first write, not as they begin.

    Whoever waits for it there keeps a thread without having had a turn, so nobody does: where
    somebody else is writing, or has written since such a transaction began, it raises
    OperationalError. Begin again then, without this.
    """
    mode, connection.transaction_mode = connection.transaction_mode, None
    try:
        with waiting(connection, seconds=0):
            yield
    finally:
        connection.transaction_mode = mode


def write_late(write: Callable[[], Result], begin_again: Callable[[], None]) -> Result:
    """Do what ``write`` does; on SQLite without keeping others from writing until it writes itself.

    Where somebody else writes at that moment, it begins again; in the end it waits for them.

    Args:
        write: reads and writes in one transaction, so that nothing is left of a try that failed.
        begin_again: called after such a try, to put back what it changed beside the database.
    """
    late = connection.vendor == "sqlite" and not connection.in_atomic_block
    for _ in range(TRIES if late else 0):
        with suppress(OperationalError), lock_late(connection):
            return write()
        begin_again()
    return write()


def _changes(connection: BaseDatabaseWrapper, seconds: int | None) -> tuple[list[str], list[str]]:
    """What changes the limits, and what puts them back."""
    if connection.vendor == "sqlite":
        usual = connection.settings_dict["OPTIONS"]["timeout"]
        both = (COMMAND_LOCK if seconds is None else seconds, usual)
        change, back = (f"PRAGMA busy_timeout = {limit * 1000}" for limit in both)
        return [change], [back]
    limits = {"lock_timeout": f"{seconds}s"}
    if seconds is None:
        limits = {"lock_timeout": "0", "statement_timeout": "0"}
    return (
        [f"SET {name} = '{value}'" for name, value in limits.items()],
        [f"RESET {name}" for name in limits],
    )


def _execute(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def wait_in_turn(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Execute a statement; one that waits for SQLite's write lock, only where few others wait.

    Inside of a transaction nobody waits: it took the lock as it began. Raises TooManyWaiting.
    """
    if context["connection"].in_atomic_block or not sql.startswith(TAKE_THE_LOCK):
        return execute(sql, params, many, context)
    if not TURNS.acquire(timeout=COMMAND_LOCK if PATIENT.get() else TURN):
        raise TooManyWaiting("others wait for the database’s write lock already")
    try:
        return execute(sql, params, many, context)
    finally:
        TURNS.release()


class SQLiteMiddleware:
    """Keeps threads for readers while the database is locked, and notices where its file goes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if connection.vendor != "sqlite":
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        leave_other_file()
        with connection.execute_wrapper(wait_in_turn):
            return self.get_response(request)


def leave_other_file() -> None:
    """Where another file is in SQLite's place by now, or none: let go of the one before.

    What is written to a file that was moved away, nobody finds again.
    """
    default: Any = connections[DEFAULT_DB_ALIAS]  # faster than ``connection``, which looks it up
    if default.vendor != "sqlite":
        return
    file = identity_of(default.settings_dict["NAME"])
    if file != getattr(OPENED, "file", file) and not default.in_atomic_block:
        default.close()
    OPENED.file = file


def identity_of(path: str) -> tuple[int, int] | None:
    """What tells a file from every other one; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
