"""The raw floor of an import: read rows, look names up, insert what came of them, index it.

Without a plan, a check, a preview or history, in a transaction of which nothing is kept.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any, NamedTuple

from tests.benchmarks.costs import Cost, spent

from django.db import connection, models, transaction  # isort: skip - after Django is set up

from capframe.base.models import entry_models  # isort: skip
from capframe.search.models import SearchEntry  # isort: skip
from grades.models import Grade  # isort: skip
from roles.models import JobFamily, Role, RoleLevel, SectionType  # isort: skip
from skills.models import ProficiencyLevel, Skill, SkillFramework  # isort: skip

# The model that each column's names are looked up in.
NAMED = {
    "job_family": JobFamily,
    "role": Role,
    "level": RoleLevel,
    "grade": Grade,
    "section": SectionType,
    "skill_framework": SkillFramework,
    "skill": Skill,
    "skill_level": ProficiencyLevel,
}

INDEXES = {
    "sqlite": (
        "CREATE VIRTUAL TABLE floor USING fts5(title, text, tokenize = 'porter unicode61')",
    ),
    "postgresql": (
        """
        CREATE TABLE floor (
            title text, text text,
            words tsvector GENERATED ALWAYS AS (
                to_tsvector('english', title || ' ' || text)
            ) STORED
        )
        """,
        "CREATE INDEX ON floor USING gin (words)",
    ),
}


class RolledBack(Exception):
    """Ends a transaction of which nothing is kept."""


class Made(NamedTuple):
    """What an import made, as the database has it.

    Args:
        tables: an ``INSERT`` for each model with its rows, in an order that references allow.
        texts: title and text of what search got for it.
    """

    tables: list[tuple[str, list[tuple]]]
    texts: list[tuple]

    @property
    def number(self) -> int:
        """How many objects."""
        return sum(len(rows) for _, rows in self.tables)


def mark() -> dict[Any, int]:
    """The last primary key of each model, to be given to ``made_since``."""
    newest = models.Max("pk")
    return {
        model: model._base_manager.aggregate(newest=newest)["newest"] or 0
        for model in [*entry_models(), SearchEntry]
    }


def made_since(last: dict[Any, int]) -> Made:
    """What was made after the mark."""
    tables = []
    for model in entry_models():
        columns = ", ".join(
            connection.ops.quote_name(field.column) for field in model._meta.concrete_fields
        )
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {columns} FROM {table} WHERE id > %s ORDER BY id", [last[model]]
            )
            rows = cursor.fetchall()
        if rows:
            marks = ", ".join(["%s"] * len(rows[0]))
            tables.append((f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows))
    entries = SearchEntry.objects.filter(pk__gt=last[SearchEntry]).order_by("pk")
    return Made(tables, list(entries.values_list("title", "text")))


def cost_of_floor(files: Sequence[bytes], made: Sequence[Made]) -> Cost:
    """What it costs at least to import CSVs, once what came of them is taken back.

    Args:
        files: their contents.
        made: what came of each; one may refer to what came of those before it.
    """
    begun = spent()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            create_index(cursor)
            for content, one in zip(files, made, strict=True):
                look_up(csv.DictReader(StringIO(content.decode(), newline="")))
                for sql, rows in one.tables:
                    cursor.executemany(sql, rows)
                cursor.executemany("INSERT INTO floor (title, text) VALUES (%s, %s)", one.texts)
            connection.check_constraints()
            cost = spent() - begun
            raise RolledBack
    except RolledBack:
        return cost


def look_up(rows: Iterable[dict[str, str]]) -> int:
    """Find the key of every name in the rows, or give it one. Returns how many names are new."""
    known: dict[str, dict[str, int]] = {
        column: {title.casefold(): pk for pk, title in model.objects.values_list("pk", "title")}
        for column, model in NAMED.items()
    }
    new = 0
    for row in rows:
        for column, keys in known.items():
            name = row.get(column, "").strip().casefold()
            if name and name not in keys:
                new += 1
                keys[name] = -new
    return new


def create_index(cursor: Any) -> None:
    """A table whose texts are findable, with the database's own words and stems."""
    for sql in INDEXES[connection.vendor]:
        cursor.execute(sql)
