"""What many entries stand in and what they are called, be they there or deleted since.

A number of queries a model, however many entries it is about.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import ForeignKey

from capframe.base.models import Entry, entry_models
from capframe.base.parts import whole_field
from capframe.base.titles import title_from
from capframe.plans import bulk
from capframe.plans.apply import foreign_keys
from capframe.plans.changes import Values

# An entry by its model and primary key.
EntryKey = tuple[type[Entry], int]


def order_of(model: type[Entry]) -> int:
    """The model's place among all, each of which stands after those whose entries it refers to."""
    return _order()[model]


@cache
def _order() -> dict[type[Entry], int]:
    refers: dict[Any, set[Any]] = {
        model: {field.related_model for field in foreign_keys(model).values()} - {model}
        for model in entry_models()
    }
    return {model: place for place, model in enumerate(TopologicalSorter(refers).static_order())}


def find_wholes(entries: Mapping[EntryKey, Values]) -> dict[EntryKey, EntryKey]:
    """The entry of its own that each of these is or stands in.

    Args:
        entries: with all their values, or at least the key of what each stands in.
    """
    holders = {key: holder for key, values in entries.items() if (holder := _holder(key, values))}
    # Upwards, model by model: what a part stands in is no part, or one of a model that comes later.
    for model in reversed(_order()):
        wanted = {key for key in holders.values() if key[0] is model and key not in entries}
        field = whole_field(model)
        if field is not None and wanted:
            found = read_last_values(model, [field.attname], {pk for _, pk in wanted})
            above = {(model, pk): _holder((model, pk), row) for pk, row in found.items()}
            holders |= {key: holder for key, holder in above.items() if holder}
    return {key: _climb(key, holders) for key in entries}


def _holder(key: EntryKey, values: Values) -> EntryKey | None:
    field = whole_field(key[0])
    return (cast(type[Entry], field.related_model), values[field.attname]) if field else None


def _climb(key: EntryKey, holders: Mapping[EntryKey, EntryKey]) -> EntryKey:
    while (holder := holders.get(key)) is not None:
        key = holder
    return key


def read_last_values(
    model: type[Entry], columns: list[str], pks: Iterable[int]
) -> dict[int, Values]:
    """Some columns of entries, of those deleted as they were last; by primary key."""
    pks = set(pks)
    found: dict[int, Values] = {
        pk: dict(zip(columns, row, strict=True))
        for pk, row in bulk.read_rows(model, columns, pks).items()
    }
    if gone := pks - found.keys():
        rows = model.history.filter(bulk.among("id", gone)).order_by("history_id")
        for pk, *row in rows.values_list("id", *columns):
            found[pk] = dict(zip(columns, row, strict=True))
    return found


def name_entries(keys: Iterable[EntryKey]) -> dict[EntryKey, str]:
    """What entries are called; of one that never was, an empty text."""
    keys = set(keys)
    return dict.fromkeys(keys, "") | {
        key: title_of(entry) for key, entry in load_entries(keys).items()
    }


def load_entries(keys: Iterable[EntryKey]) -> dict[EntryKey, Any]:
    """Entries with what they refer to; those deleted as they were last, as far as it is recorded.

    Nothing that is deleted may be saved as it is given here.
    """
    found, gone = _load(keys)
    targets, gone_too = _load(key for entry in gone.values() for _, key in _targets(entry))
    targets |= gone_too
    for entry in gone.values():
        for field, key in _targets(entry):
            if key in targets:
                setattr(entry, field.name, targets[key])
    return found | gone


def _load(keys: Iterable[EntryKey]) -> tuple[dict[EntryKey, Any], dict[EntryKey, Any]]:
    """The entries that are there, and those that are gone, without what these refer to."""
    wanted: dict[type[Entry], set[int]] = defaultdict(set)
    for model, pk in keys:
        wanted[model].add(pk)
    found: dict[EntryKey, Any] = {}
    gone: dict[EntryKey, Any] = {}
    for model, pks in wanted.items():
        there = model._base_manager.select_related().filter(bulk.among("id", pks))
        found |= {(model, entry.pk): entry for entry in there}
        if left := {pk for pk in pks if (model, pk) not in found}:
            rows = model.history.filter(bulk.among("id", left)).order_by("history_id")
            gone |= {(model, row.id): row.instance for row in rows}
    return found, gone


def _targets(entry: Any) -> Iterator[tuple[ForeignKey, EntryKey]]:
    for column, field in foreign_keys(type(entry)).items():
        if (pk := getattr(entry, column)) is not None:
            yield field, (cast(type[Entry], field.related_model), pk)


def title_of(entry: Any) -> str:
    """What an entry is called, though something that it stands in may be gone without a trace."""
    try:
        return str(entry)
    except ObjectDoesNotExist:
        names = (name for name in type(entry).title_fields if hasattr(entry, name))
        return title_from(type(entry), {name: getattr(entry, name) for name in names})
