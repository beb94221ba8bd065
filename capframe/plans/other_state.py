"""Answers queries from another state than the database's: as it will be once a plan is applied.

Nothing is written and nothing is locked. Each query that names a table in which the plan changes
something reads, in its place, today's rows without those that change, and the plan's.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import DecimalField, Field, IntegerField, Model
from django.db.models.fields.related import ForeignKey

from capframe.base.kept import set_aside
from capframe.plans.apply import foreign_keys, group_by_model, with_withdrawal
from capframe.plans.changes import Change, Values
from capframe.plans.existing import read_values
from capframe.plans.plan import Plan

# Beyond any key that a table has given: what is new comes last, as it does once it is applied.
BEFORE_NEW = 2**62
READS = ("SELECT", "(SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")
LOCKS = " FOR UPDATE"


class WritesElsewhere(Exception):
    """Raised by a statement that does more than read while another state is read."""


@contextmanager
def reading(plan: Plan) -> Iterator[None]:
    """Answer every query of this thread inside as if the plan had been applied.

    Not those of the search, whose tables are no entries': it finds what is there today. A response
    that is rendered later, or that is a stream, is to be rendered inside.

    Args:
        plan: its new entries have the keys that ``key_of`` gives. An entry that it changes and
            that is no more is not there.

    Raises WritesElsewhere, inside, for whatever writes or locks.
    """
    with set_aside(), connection.execute_wrapper(Shadowing(shadows_of(plan))):
        yield


@contextmanager
def reading_until_written(plan: Plan, put_in_place: Callable[[Plan], None]) -> Iterator[None]:
    """Answer every query as ``reading`` does, until something is written or locked inside.

    So whoever asks a lot before writing a little keeps SQLite's one lock no longer than that takes.

    Args:
        plan: whose new entries have their primary keys.
        put_in_place: called with it just before the first statement that does more than read, and
            again where the transaction has gone back to before that.

    Raises what ``put_in_place`` raised, even where somebody inside makes do without.
    """
    until = UntilWritten(Shadowing(shadows_of(plan)), lambda: put_in_place(plan))
    with set_aside(), connection.execute_wrapper(until):
        yield
    if until.refusal is not None:
        raise until.refusal


def key_of(number: int) -> int:
    """The primary key that an entry has while a plan is read; ``number`` is its own in the plan."""
    return BEFORE_NEW - number if number < 0 else number


class Shadow:
    """The rows of one table in the other state, as a query that goes by the table's name.

    Args:
        model: whose table it is.
        touched: the keys of today's rows that are not those of the other state.
        rows: that stand in their place, each with a value for every field.
    """

    def __init__(self, model: type[Model], touched: Sequence[int], rows: Iterable[Values]) -> None:
        fields = model._meta.concrete_fields
        self.table = model._meta.db_table
        write = shadow_on_postgresql if connection.vendor == "postgresql" else shadow_on_sqlite
        name = connection.ops.quote_name(self.table)
        self.sql = f"{name} AS NOT MATERIALIZED ({write(name, fields)})"
        named = [{field.column: row[field.attname] for field in fields} for row in rows]
        keys: Any = list(touched) if connection.vendor == "postgresql" else json.dumps(touched)
        self.params = [keys, json.dumps(named)]


def shadows_of(plan: Plan) -> list[Shadow]:
    return [shadow_of(model, changes) for model, changes in group_by_model(plan.changes).items()]


def shadow_of(model: type[Model], changes: Sequence[Change]) -> Shadow:
    """What a plan makes of a table."""
    refers = foreign_keys(model)
    columns = [field.attname for field in model._meta.concrete_fields]
    staying = [change.pk for change in changes if change.before and change.after is not None]
    today = read_values(model, columns, staying) if staying else {}
    rows = []
    for change in map(with_withdrawal, changes):
        if change.after is None or (change.before is not None and change.pk not in today):
            continue
        row = {**today.get(change.pk, {}), **change.after, "id": key_of(change.pk)}
        row |= {name: key_of(row[name]) for name in refers if row[name] is not None}
        rows.append(row)
    return Shadow(model, [change.pk for change in changes if change.pk > 0], rows)


def shadow_on_postgresql(table: str, fields: Sequence[Field]) -> str:
    columns = listed(fields)
    typed = ", ".join(f"{quoted(field)} {field.db_type(connection)}" for field in fields)
    return (
        f"SELECT {columns} FROM {table} WHERE id <> ALL(%s::bigint[]) "  # noqa: S608 - our names
        f"UNION ALL SELECT {columns} FROM json_to_recordset(%s::json) AS changed({typed})"
    )


def shadow_on_sqlite(table: str, fields: Sequence[Field]) -> str:
    """The table is named with its schema: without it, SQLite takes the query for a recursive one.

    It stands first, because what comes first says how the driver reads the columns.
    """
    values = ", ".join(map(value_on_sqlite, fields))
    return (
        f"SELECT {listed(fields)} FROM main.{table} "  # noqa: S608 - our own names
        "WHERE id NOT IN (SELECT value FROM json_each(%s)) "
        f"UNION ALL SELECT {values} FROM json_each(%s)"
    )


def value_on_sqlite(field: Field) -> str:
    """A value as the field's column would keep it, and comparable as if it came from there."""
    value = f"json_extract(value, '$.{field.column}')"
    if isinstance(field, DecimalField | IntegerField | ForeignKey):
        return f"CAST({value} AS NUMERIC)"
    # "date" and "bool" are numbers to SQLite, which would make 2026 of a day.
    is_text = (field.db_type(connection) or "").startswith(("varchar", "text"))
    return f"CAST({value} AS TEXT)" if is_text else value


def only_reads(sql: str, *, many: bool) -> bool:
    return not many and sql.startswith(READS) and LOCKS not in sql


def quoted(field: Any) -> str:
    return connection.ops.quote_name(field.column)


def listed(fields: Iterable[Field]) -> str:
    return ", ".join(map(quoted, fields))


class Shadowing:
    """Puts the shadows of the tables that a query names before it."""

    def __init__(self, shadows: Iterable[Shadow]) -> None:
        self.shadows = {shadow.table: shadow for shadow in shadows}
        self.named = re.compile(rf"\b(?:{'|'.join(self.shadows)})\b") if self.shadows else None

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        text = str(sql)
        if not only_reads(text, many=many):
            raise WritesElsewhere(f"While another state is read, nothing is written: {text[:100]}")
        names = sorted(set(self.named.findall(text))) if self.named else []
        if not names:
            return execute(sql, params, many, context)
        shadows = [self.shadows[name] for name in names]
        if params is None:  # then the driver takes a percent sign for what it is
            text, params = text.replace("%", "%%"), ()
        before = [value for shadow in shadows for value in shadow.params]
        text = f"WITH {', '.join(shadow.sql for shadow in shadows)} {text}"
        return execute(text, [*before, *params], many, context)


class UntilWritten:
    """Shadows what is read, and puts the other state in place before anything else is done."""

    def __init__(self, shadowing: Shadowing, put_in_place: Callable[[], None]) -> None:
        self.shadowing, self.put_in_place = shadowing, put_in_place
        self.is_in_place = False
        self.refusal: Exception | None = None
        # Whoever goes back to one of these takes back what was put in place.
        self.savepoints: set[str] = set()

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        text = str(sql)
        if self.is_in_place:
            self.is_in_place = not self._goes_back(text)
        elif only_reads(text, many=many):
            if text.startswith("SAVEPOINT"):
                self.savepoints.add(_last_word(text))
            return self.shadowing(execute, sql, params, many, context)
        else:
            self.is_in_place = True
            self._put_in_place()
        return execute(sql, params, many, context)

    def _goes_back(self, sql: str) -> bool:
        return sql.startswith("ROLLBACK TO") and _last_word(sql) in self.savepoints

    def _put_in_place(self) -> None:
        try:
            self.put_in_place()
        except Exception as error:
            self.refusal = error
            raise


def _last_word(sql: str) -> str:
    return sql.rsplit(maxsplit=1)[-1]
