"""Filling the full-text indexes of many entries at once.

SQLite's are kept up by triggers, a row at a time. They want their rows in order, which entries
are not made in: each row out of order is written by itself, which takes four times as long, and
many times where every entry is made anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# For each index, the field that is its rowid, its columns, and which entries are in it.
INDEXES = {
    "search_titles": ("title_place", "title_stems", "1"),
    "search_texts": ("text_place", "title_stems, body_stems", "1"),
    "search_wholes": (
        *("text_place", "title_stems, body_stems, part_stems"),
        "kind = 'rolelevels'",
    ),
}


@contextmanager
def filled_at_once() -> Iterator[None]:
    """Fill the indexes at the end with the new entries that are made meanwhile.

    In a transaction, which takes back the pause too. Entries that are changed or deleted go
    through the triggers all the same.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_paused VALUES (1)")
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM search_searchentry")
        (last,) = cursor.fetchone()
        yield
        fill(cursor, f"id > {last}")
        cursor.execute("DELETE FROM search_paused")


@contextmanager
def refilled_indexes() -> Iterator[None]:
    """Empty the indexes, and fill them at the end with all the entries that are there then.

    In a transaction, which takes back what becomes of the triggers too.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master"
            " WHERE type = 'trigger' AND tbl_name = 'search_searchentry'"
        )
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for index in INDEXES:
            cursor.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")  # noqa: S608
    yield
    with connection.cursor() as cursor:
        fill(cursor, "1")
        for _, sql in triggers:
            cursor.execute(sql.replace("%", "%%"))


def fill(cursor: Any, which: str) -> None:
    """Put the entries that a condition names into each index, in its order."""
    for index, (place, columns, condition) in INDEXES.items():
        cursor.execute(
            f"INSERT INTO {index} (rowid, {columns}) SELECT {place}, {columns}"  # noqa: S608
            f" FROM search_searchentry WHERE {condition} AND {which} ORDER BY {place}"
        )
