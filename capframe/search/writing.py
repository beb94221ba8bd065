"""Writes entries of the index, all in one statement: an import makes tens of thousands of them."""

from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from django.db import connection

from capframe.search.models import SearchEntry


class EntryRow(NamedTuple):
    """An entry as the database has it; see ``SearchEntry``."""

    kind: str
    object_id: int
    title: str
    url: str
    detail: str
    text: str
    title_stems: str
    body_stems: str
    part_stems: str
    title_place: int
    text_place: int


COLUMNS = EntryRow._fields
# PostgreSQL is told the type of a column's array.
NUMBERS = {"object_id", "title_place", "text_place"}


def write_entries(rows: Iterable[EntryRow]) -> None:
    """Insert these entries, or put them in the place of those of the same objects."""
    write = {"sqlite": _write_sqlite, "postgresql": _write_postgresql}[connection.vendor]
    # SQLite's indexes want rows in the order of their places. On PostgreSQL two who write the same
    # entries at once go the same way round, so that neither waits for the other.
    order = {"sqlite": "text_place", "postgresql": "object_id"}[connection.vendor]
    rows = sorted(rows, key=itemgetter(COLUMNS.index(order)))
    if rows:
        write(rows)


def _write_sqlite(rows: list[EntryRow]) -> None:
    marks = ", ".join(["%s"] * len(COLUMNS))
    with connection.cursor() as cursor:
        cursor.executemany(_insert(f"VALUES ({marks})"), rows)


def _write_postgresql(rows: list[EntryRow]) -> None:
    types = ("bigint" if column in NUMBERS else "text" for column in COLUMNS)
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    values = [list(column) for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_insert(f"SELECT * FROM unnest({arrays})"), values)  # noqa: S608


def _insert(rows: str) -> str:
    table, columns = connection.ops.quote_name(SearchEntry._meta.db_table), ", ".join(COLUMNS)
    sets = ", ".join(f"{column} = excluded.{column}" for column in COLUMNS[2:])
    return (
        f"INSERT INTO {table} ({columns}) {rows} ON CONFLICT (kind, object_id) DO UPDATE SET {sets}"
    )
