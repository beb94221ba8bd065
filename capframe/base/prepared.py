"""Queries that are compiled once and then run with other values.

Django compiles a query to SQL each time it runs. For a join of many tables that takes several
times as long as the database takes to answer, and on the pages that are read most it was most of
their cost (``make bench``).
"""

from collections import namedtuple
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, QuerySet


class Parameter(Expression):
    """A value that is given when the query runs.

    Args:
        name: what ``Prepared.rows`` calls it.
        output_field: its type, as a field.
    """

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A placeholder; the parameter itself stands among the values until the query runs."""
        return "%s", (self,)


class Keys(Parameter):
    """What ``pk__in`` names where its value is a list of primary keys, however many."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A mark where their placeholders go; the parameter itself stands among the values."""
        return f"({self.mark})", (self,)

    @property
    def mark(self) -> str:
        return f"/*{self.name}*/"


class Prepared:
    """A ``values_list`` queryset whose filters name Parameters."""

    def __init__(self, queryset: QuerySet) -> None:
        self.queryset = queryset
        # A quarter of a microsecond a row, and a new column shifts nothing.
        row: Any = namedtuple("row", queryset.query.selected or ())  # type: ignore[misc]
        self.make_row = row._make

    def rows(self, values: Mapping[str, Any]) -> list[Any]:
        """Run the query with a value for each of its parameters.

        A row is a named tuple: ``row.role__slug``. Its values come as the database driver gives
        them: ask for texts and whole numbers.
        """
        sql, parameters = self.compiled(connection.vendor)
        given: list[Any] = []
        for one in parameters:
            if isinstance(one, Keys):
                keys = values[one.name]
                if not keys:  # nothing can be one of none
                    return []
                sql = sql.replace(one.mark, ", ".join(["%s"] * len(keys)))
                given += keys
            else:
                given.append(values[one.name] if isinstance(one, Parameter) else one)
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            return list(map(self.make_row, cursor.fetchall()))

    @cache  # noqa: B019 - there are a handful of these, each made once and kept
    def compiled(self, vendor: str) -> tuple[str, tuple]:
        """The SQL and its values, on this kind of database."""
        return self.queryset.query.sql_with_params()
