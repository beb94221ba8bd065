"""What an entry was like after some save, with everything in it, as a plan from what it is now."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max

from capframe.base.models import Entry
from capframe.base.parts import parts_of, whole_field
from capframe.plans import bulk
from capframe.plans.changes import Values
from capframe.plans.existing import read_values
from capframe.plans.from_history import (
    Told,
    plan_of,
    rows_saved_with,
    value_columns,
    values_of_row,
    whole_of_row,
)
from capframe.plans.plan import Plan
from capframe.plans.wholes import EntryKey

# Entries with all their values, each after the one that it stands in.
Entries = dict[EntryKey, Values]


def plan_version(model: type[Entry], row: Any) -> Plan:
    """What would make an entry, with its parts, what it was after the save of a history row.

    A part that stands elsewhere by now comes back. One that came in from elsewhere since stays:
    taking it out would take it from both.

    Args:
        model: of the row.
        row: of the entry, or of a part of it.
    """
    whole = whole_of_row(model, row)
    until = _end_of_save(model, row)
    then: Entries = {}
    now: Entries = {}
    for part, pks in _find_ever_in(whole[0], {whole[1]}):
        columns = value_columns(part)
        then |= {(part, pk): values for pk, values in _read_as_at(part, pks, until)}
        now |= {(part, pk): values for pk, values in read_values(part, columns, pks).items()}
    told = {key: Told(now.get(key), then[key]) for key in find_inside([whole], then)}
    told |= {key: Told(now[key], None) for key in find_inside([whole], now) if key not in then}
    return plan_of(told)


def _end_of_save(model: type[Entry], row: Any) -> datetime:
    newest = (
        rows.aggregate(newest=Max("history_date"))["newest"]
        for rows in rows_saved_with(model, row).values()
    )
    return max(filter(None, newest), default=row.history_date)


def _find_ever_in(model: type[Entry], pks: set[int]) -> Iterator[tuple[type[Entry], set[int]]]:
    """These entries, and the keys of everything that stands or ever stood in them, by model."""
    yield model, pks
    for part, field in parts_of(model):
        here = bulk.read_rows(part, [], pks, among_column=field.attname).keys()
        ever = part.history.filter(bulk.among(field.attname, pks)).order_by()
        yield from _find_ever_in(part, {*here, *ever.values_list("id", flat=True)})


def _read_as_at(model: type[Entry], pks: set[int], when: datetime) -> Iterator[tuple[int, Values]]:
    """All values that those of these entries had that were there at a time."""
    rows = model.history.filter(bulk.among("id", pks), history_date__lte=when).order_by()
    newest = rows.values("id").annotate(newest=Max("history_id")).values("newest")
    columns = value_columns(model)
    found = model.history.filter(history_id__in=newest).exclude(history_type="-").order_by("id")
    for pk, *row in found.values_list("id", *columns):
        yield pk, values_of_row(columns, row)


def find_inside(wholes: Iterable[EntryKey], entries: Entries) -> list[EntryKey]:
    """The keys of those that are one of the wholes or stand in one, be it in a part of it."""
    inside = dict.fromkeys(whole for whole in wholes if whole in entries)
    for (model, pk), values in entries.items():
        field = whole_field(model)
        if field is not None and (field.related_model, values[field.attname]) in inside:
            inside[model, pk] = None
    return list(inside)
