"""What the catalogue holds, as a plan compares it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import DateField, DecimalField, Model, QuerySet

from capframe.base.models import Entry
from capframe.plans import bulk
from capframe.plans.changes import Values


class ExistingEntry(NamedTuple):
    """An entry of the catalogue.

    Args:
        pk: its primary key.
        values: all its values but that, by the column of its model.
    """

    pk: int
    values: Values

    def has(self, values: Values) -> bool:
        """Whether it has all of these values already."""
        return values.items() <= self.values.items()


def read_existing(entries: QuerySet) -> dict[int, ExistingEntry]:
    """These entries by their primary keys, in one query, in the queryset's order."""
    fields = [field for field in entries.model._meta.concrete_fields if not field.primary_key]
    columns = [field.attname for field in fields]
    to_json = [field.attname for field in fields if isinstance(field, DateField | DecimalField)]
    found = {}
    for pk, *values in entries.values_list("pk", *columns).iterator(chunk_size=5000):
        row = dict(zip(columns, values, strict=True))
        for name in to_json:
            row[name] = as_json(row[name])
        found[pk] = ExistingEntry(pk, row)
    return found


def read_among(
    model: type[Model], pks: Iterable[int], column: str = "id"
) -> dict[int, ExistingEntry]:
    """The entries whose column holds one of these keys, by primary key and ascending by it.

    One query with one parameter, however many keys there are; none for none. The model has no
    decimal numbers: SQLite would give these as it keeps them.
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = [field.attname for field in fields]
    to_json = [field.attname for field in fields if isinstance(field, DateField)]
    if not (pks := list(pks)):
        return {}
    rows = sorted(bulk.read_rows(model, columns, pks, column).items())
    found = {pk: dict(zip(columns, values, strict=True)) for pk, values in rows}
    for name in to_json:
        for row in found.values():
            row[name] = as_json(row[name])
    return {pk: ExistingEntry(pk, row) for pk, row in found.items()}


def in_position(entries: Iterable[ExistingEntry]) -> list[ExistingEntry]:
    """Parts of one or several wholes in the order in which they stand in each."""
    return sorted(entries, key=lambda entry: (entry.values["position"], entry.pk))


def group_by(column: str, entries: Iterable[ExistingEntry]) -> Mapping[int, list[ExistingEntry]]:
    """Entries by what a column of theirs holds, each group in their order."""
    groups: dict[int, list[ExistingEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.values[column]].append(entry)
    return dict(groups)


def read_parts(
    model: type[Model], column: str, wholes: Iterable[int]
) -> Mapping[int, list[ExistingEntry]]:
    """The parts that stand in each of these wholes, which a column holds, in their order."""
    return group_by(column, in_position(read_among(model, wholes, column).values()))


def read_values(
    model: type[Model], columns: Sequence[str], pks: Iterable[int]
) -> dict[int, Values]:
    """Some columns' values of those entries that are there, by primary key."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    decimals = [name for name in columns if isinstance(fields[name], DecimalField)]
    found: dict[int, Values] = {}
    for pk, values in bulk.read_rows(model, columns, pks).items():
        row = dict(zip(columns, map(as_json, values), strict=True))
        # SQLite gives what it keeps of a decimal number: a whole one or a float.
        found[pk] = row | {name: as_json(fields[name].to_python(row[name])) for name in decimals}
    return found


def as_json(value: Any) -> Any:
    """The value as a plan keeps it: a day as text, 2026-04-01; a decimal number whole or as text.

    Of plans that were kept while amounts were whole pounds, whole amounts are still the same.
    """
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def newest_history_versions(models: Iterable[type[Entry]]) -> dict[str, int]:
    """The newest history row of each model by its label in lower case, 0 where there is none.

    Every save and deletion leaves one. One query, which reads the end of an index a model.
    """
    quote = connection.ops.quote_name
    selects = [
        f"SELECT '{model._meta.label_lower}', "  # noqa: S608 - names of our own models
        f"(SELECT MAX(history_id) FROM {quote(model.history.model._meta.db_table)})"
        for model in models
    ]
    if not selects:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects))
        return {label: newest or 0 for label, newest in cursor.fetchall()}
