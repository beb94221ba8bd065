"""Writes many rows at once: a number of statements that grows with tables and columns, not rows.

Django's bulk operations make an object and a placeholder of each value and split by batches; for
tens of thousands of rows that takes many times as long as the database needs. SQLite is given its
rows by ``executemany``, PostgreSQL by COPY. Values must be as the database has them.
"""

import gc
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Model, Value

from capframe.base.history.rows import name_of
from capframe.base.models import Entry
from capframe.base.saves import current_save
from capframe.base.stamp import move_stamp

HISTORY = (
    *("history_date", "history_change_reason", "history_type"),
    *("history_user_id", "history_user_name", "history_save"),
)
# In KB; more makes it hardly faster.
CACHE = 8_000
# Any number that no other part of the site locks by: imports wait for one another on it.
ONE_AT_A_TIME = 7_041_776


@contextmanager
def pause_garbage_collection() -> Iterator[None]:
    """Keep Python from looking for garbage meanwhile: it would walk all rows at every step."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def larger_cache() -> Iterator[None]:
    """Let SQLite have more of its file at hand meanwhile: each thread keeps little of it.

    What is written goes in among the indexes of all that is there.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    execute = connection.connection.execute  # whatever becomes of the transaction
    (before,) = execute("PRAGMA cache_size").fetchone()
    execute(f"PRAGMA cache_size = {-CACHE}")
    try:
        yield
    finally:
        execute(f"PRAGMA cache_size = {before}")


def wait_for_other_imports() -> None:
    """Until this transaction ends no other import writes. SQLite has one writer in any case."""
    if connection.vendor == "postgresql":
        _run("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def lock_rows(model: type[Model], pks: Iterable[int]) -> None:
    """Make everybody else who would change these rows wait for this transaction."""
    if connection.features.has_select_for_update:
        among, values = _among(pks)
        _run(
            f"SELECT id FROM {_table(model)} WHERE id {among} ORDER BY id FOR UPDATE",
            values,
        )


def reserve_keys(model: type[Model], number: int) -> list[int]:
    """Primary keys that no other row of the model has or will get, ascending."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = (
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            )
            cursor.execute(sequence, [table, number])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone()
    return list(range(last + 1, last + 1 + number))


def use_up_keys(model: type[Model], last: int) -> None:
    """See to it that no other row of the model gets a primary key up to this one.

    On PostgreSQL a sequence is not put back with a transaction, so there is nothing to do.
    """
    if connection.vendor == "postgresql":
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        higher = "UPDATE sqlite_sequence SET seq = MAX(seq, %s) WHERE name = %s"
        cursor.execute(higher, [last, table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])


def read_rows(
    model: type[Model], columns: Sequence[str], pks: Iterable[int], among_column: str = "id"
) -> dict[int, tuple]:
    """The values of these columns by primary key, of those rows that are there.

    Args:
        model: whose rows.
        columns: their names.
        pks: primary keys, or the keys that ``among_column`` holds.
        among_column: the column that must hold one of the keys.
    """
    among, values = _among(pks)
    listed, column = _listed(["id", *columns]), _quoted(among_column)
    sql = f"SELECT {listed} FROM {_table(model)} WHERE {column} {among}"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {row[0]: row[1:] for row in cursor.fetchall()}


def among(column: str, pks: Iterable[int]) -> Func:
    """A condition for ``filter``: that a column of the model holds one of these keys.

    With one parameter, however many there are: Django prepares one for each key of ``pk__in``,
    which takes longer than the query itself.
    """
    if connection.vendor == "postgresql":
        keys, before, after = Value(list(pks)), " = ANY(", ")"
    else:
        keys = Value(json.dumps(list(pks)))
        before, after = " IN (SELECT value FROM json_each(", "))"
    return Func(
        F(column),
        keys,
        arg_joiner=before,
        template=f"%(expressions)s{after}",
        output_field=BooleanField(),
    )


def insert_rows(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    into = f"{_table(model)} ({_listed(columns)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            move_stamp(connection)
            with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            values = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({values})", rows)


def update_rows(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Each row has its values of these columns, and its primary key behind them."""
    sets = ", ".join(f"{_quoted(column)} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {_table(model)} SET {sets} WHERE id = %s", rows)


def delete_rows(model: type[Model], pks: Iterable[int]) -> None:
    among, values = _among(pks)
    _run(f"DELETE FROM {_table(model)} WHERE id {among}", values)


def write_history(
    model: type[Entry], pks: Iterable[int], kind: str, *, by: Any, reason: str, when: datetime
) -> None:
    """A history row for each of these rows as it stands.

    Args:
        model: whose rows.
        pks: of rows that are there.
        kind: "+" for added, "~" for changed, "-" for about to be removed.
        by: the user, or None.
        reason: why.
        when: the same for all that belongs together.
    """
    columns = _listed(field.attname for field in model._meta.concrete_fields)
    among, values = _among(pks)
    sql = (
        f"INSERT INTO {_table(model.history.model)} ({columns}, {_listed(HISTORY)}) "
        f"SELECT {columns}, %s, %s, %s, %s, %s, %s FROM {_table(model)} WHERE id {among} "
        "ORDER BY id"
    )
    user = None if by is None else by.pk
    date = connection.ops.adapt_datetimefield_value(when)
    if connection.vendor == "postgresql":
        # In a SELECT it does not infer a parameter's type from the column it ends up in.
        typed = "%s::timestamptz, %s::text, %s::text, %s::integer, %s::text, %s::bigint"
        sql = sql.replace("%s, %s, %s, %s, %s, %s", typed)
    _run(sql, [date, reason or None, kind, user, name_of(by), current_save(), *values])


def _among(pks: Iterable[int]) -> tuple[str, list[Any]]:
    """A condition on a key as SQL with one parameter, however many keys there are."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", [list(pks)]
    return "IN (SELECT value FROM json_each(%s))", [json.dumps(list(pks))]


def _run(sql: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _table(model: type[Model]) -> str:
    return _quoted(model._meta.db_table)
