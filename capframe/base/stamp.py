"""The stamp: a number in the database that differs whenever the catalogue may have changed.

Whoever keeps what was made of the catalogue keeps the stamp with it, read before it was made; what
was kept holds for as long as the stamp is the same.

Every statement that writes, whoever sends it, passes ``StampMover``, which adds a random step to
the stamp in the same transaction, so that both are seen at once. On PostgreSQL the number is the
sum of several rows: each transaction adds to one that no other is adding to, so none waits, and of
two under way each one's end is a step. A step is random because a transaction that was taken back
may have been read from within, and because a database may be put back to what it was.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from secrets import randbelow
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

READ = "SELECT CAST(SUM(number) AS bigint) FROM base_stamp"
# What PostgreSQL's connections have it prepared as.
PREPARED = b"capframe_stamp"
ADD = {
    "sqlite": "UPDATE base_stamp SET number = number + %s",
    "postgresql": (
        "UPDATE base_stamp SET number = number + %s WHERE id ="
        " (SELECT id FROM base_stamp LIMIT 1 FOR UPDATE SKIP LOCKED)"
    ),
}
BEGIN_ROW = "INSERT INTO base_stamp (number) VALUES (%s)"
EXISTS = {
    "sqlite": "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'base_stamp'",
    "postgresql": "SELECT 1 WHERE to_regclass('base_stamp') IS NOT NULL",
}
# Four milliards of them, on the average, until a bigint is full.
LARGEST_STEP = 2**31

# What writes to which table. What only begins with WITH writes nowhere in this project.
WRITES = re.compile(
    r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?"
    r"|MERGE\s+INTO|COPY)\s+(?:ONLY\s+)?\"?(\w+)",
    re.IGNORECASE,
)
SELECT, TAKES_BACK, DEFINES = "SELECT ", "ROLLBACK TO ", ("CREATE ", "ALTER ", "DROP ")


def read_stamp(connection: BaseDatabaseWrapper | None = None) -> int | None:
    """The stamp; None where nothing has been written yet. Raises the database's errors."""
    connection = connection or connections[DEFAULT_DB_ALIAS]
    if connection.in_atomic_block:
        _forget_step(connection)  # whoever reads in a transaction is to see its next write
    connection.ensure_connection()
    # Every request asks for it, and Django's cursor takes as long again as the query.
    with connection.wrap_database_errors:
        if connection.vendor == "postgresql" and connection.connection.autocommit:
            return _read_prepared(connection.connection)
        with closing(connection.create_cursor()) as cursor:
            cursor.execute(READ)
            return cursor.fetchone()[0]


def _read_prepared(connection: Any) -> int | None:
    """The stamp by psycopg's connection, past its cursors, which take thrice as long as libpq."""
    from psycopg import errors, pq

    libpq = connection.pgconn
    if not getattr(connection, "has_stamp_prepared", False):
        result = libpq.prepare(PREPARED, READ.encode())
        if result.status != pq.ExecStatus.COMMAND_OK:
            raise errors.error_from_result(result)
        connection.has_stamp_prepared = True
    result = libpq.exec_prepared(PREPARED, None)
    if result.status != pq.ExecStatus.TUPLES_OK:
        raise errors.error_from_result(result)
    value = result.get_value(0, 0)
    return None if value is None else int(value)


def move_stamp(connection: BaseDatabaseWrapper) -> None:
    """Move it in the present transaction: for writing that goes past ``cursor.execute``."""
    for wrapper in connection.execute_wrappers:
        if isinstance(wrapper, StampMover):
            wrapper.move(connection)


def install(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Have every statement of the connection pass a StampMover. Connected to its signal.

    It goes first: a block of ``execute_wrapper`` that the connection was opened in ends by taking
    the last one away.
    """
    others = [each for each in connection.execute_wrappers if not isinstance(each, StampMover)]
    connection.execute_wrappers[:] = [StampMover(), *others]


class StampMover:
    """Sees every statement of a connection, and moves the stamp with those that write.

    Its own statements go past Django's cursor: nobody who counts queries is to count them.
    """

    def __init__(self) -> None:
        self.has_table: bool | None = None  # unknown until asked, and after a table was defined

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict
    ) -> Any:
        connection, text = context["connection"], str(sql)
        if text.startswith(SELECT) or not self._is_seen(connection, text):
            return execute(sql, params, many, context)
        if connection.in_atomic_block or not connection.get_autocommit():
            self.move(connection)
            return execute(sql, params, many, context)
        with transaction.atomic(connection.alias):
            self.move(connection)
            result = execute(sql, params, many, context)
            if connection.vendor == "sqlite" and context["cursor"].description:
                _keep_rows(context["cursor"].cursor)
            return result

    def move(self, connection: BaseDatabaseWrapper) -> None:
        """Take a step, unless this transaction has taken one that nobody has read yet."""
        if _has_taken_step(connection) or not self._find_table(connection):
            return
        step = [randbelow(LARGEST_STEP) + 1]
        if not _run(connection, ADD[connection.vendor], step):
            _run(connection, BEGIN_ROW, step)
        if connection.in_atomic_block:
            connection.on_commit(step_taken)

    def _is_seen(self, connection: BaseDatabaseWrapper, text: str) -> bool:
        """Whether the statement writes something that a page may show."""
        if found := WRITES.match(text):
            return found[1] not in unseen_tables()
        if text.startswith(TAKES_BACK):
            _forget_step(connection)
        elif text.startswith(DEFINES):
            self.has_table = None
        return False

    def _find_table(self, connection: BaseDatabaseWrapper) -> bool:
        """Whether there is a stamp: migrations write before there is one."""
        if self.has_table is None:
            self.has_table = _run(connection, EXISTS[connection.vendor]) > 0
        return self.has_table


def _keep_rows(cursor: Any) -> None:
    """Let SQLite give what a statement returned (RETURNING) from a list of its own.

    It commits nothing while a statement that wrote still has rows to give.
    """
    rows = cursor.fetchall()
    row = f"({', '.join(['%s'] * len(rows[0]))})" if rows else ""
    values = f"VALUES {', '.join([row] * len(rows))}" if rows else "SELECT 1 WHERE 0"
    cursor.execute(values, [value for row in rows for value in row])


def step_taken() -> None:
    """Nothing: among the things to do on commit, it says that this transaction took a step.

    Django itself takes it from there where the transaction or the savepoint is taken back.
    """


def _run(connection: BaseDatabaseWrapper, sql: str, params: Sequence[int] = ()) -> int:
    """How many rows the statement changed or found."""
    with connection.wrap_database_errors, closing(connection.create_cursor()) as cursor:
        cursor.execute(sql, params)
        return len(cursor.fetchall()) if cursor.description else cursor.rowcount


def _has_taken_step(connection: BaseDatabaseWrapper) -> bool:
    return any(each[1] is step_taken for each in connection.run_on_commit)


def _forget_step(connection: BaseDatabaseWrapper) -> None:
    kept = [each for each in connection.run_on_commit if each[1] is not step_taken]
    connection.run_on_commit = kept


@cache
def unseen_tables() -> frozenset[str]:
    """The tables of which no reader's page shows anything, those of migrations and keys too."""
    return frozenset(
        model._meta.db_table
        for label in settings.APPS_OF_NO_PAGE
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ) | {MigrationRecorder.Migration._meta.db_table, "sqlite_sequence"}
