"""Filling the full-text indexes at once, where every entry is made anew.

SQLite's are kept up by triggers, a row at a time. They want their rows in order, which entries
are not made in: each row out of order is written by itself, which takes many times as long.
"""

from collections.abc import Iterator
from contextlib import contextmanager

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
        for index, (place, columns, condition) in INDEXES.items():
            cursor.execute(
                f"INSERT INTO {index} (rowid, {columns}) SELECT {place}, {columns}"  # noqa: S608
                f" FROM search_searchentry WHERE {condition} ORDER BY {place}"
            )
        for _, sql in triggers:
            cursor.execute(sql.replace("%", "%%"))
