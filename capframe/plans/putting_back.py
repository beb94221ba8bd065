"""What would put back something that was deleted: with its parts, its keys and its address."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, cast

from capframe.base.models import Entry
from capframe.plans import bulk
from capframe.plans.apply import foreign_keys, model_of
from capframe.plans.changes import Outcome
from capframe.plans.from_history import Told, plan_of, read_save_of
from capframe.plans.plan import Plan
from capframe.plans.versions import Entries, find_inside
from capframe.plans.wholes import EntryKey


def plan_putting_back(model: type[Entry], row: Any) -> Plan:
    """What would put an entry back with all that was deleted with it and stood in it.

    What any of it refers to and was deleted too comes back as well, with what stood in that.

    Args:
        model: of the row.
        row: the history row that says that the entry was deleted.
    """
    back: Entries = {}
    rows: dict[EntryKey, Any] = {(model, row.id): row}
    while rows:
        for key, deletion in rows.items():
            back |= _read_deleted(key, deletion)
        rows = _find_deletions(_find_missing(back))
        rows = {key: deletion for key, deletion in rows.items() if key not in back}
    return plan_of({key: Told(None, values) for key, values in back.items()})


def _read_deleted(key: EntryKey, row: Any) -> Entries:
    """The entry and what stood in it, of all that the save of a row deleted."""
    removed = [
        change for batch in read_save_of(key[0], row).batches(Outcome.REMOVED) for change in batch
    ]
    # From the last to the first: an entry stands after what it stands in.
    entries: Entries = {
        (model_of(one.model), one.pk): one.before or {} for one in reversed(removed)
    }
    return {one: entries[one] for one in find_inside(key, entries)}


def _find_missing(entries: Entries) -> Iterator[EntryKey]:
    """What these refer to, and is neither among them nor there."""
    wanted: dict[type[Entry], set[int]] = defaultdict(set)
    for (model, _), values in entries.items():
        for column, key in foreign_keys(model).items():
            target = cast(type[Entry], key.related_model), values[column]
            if values[column] is not None and target not in entries:
                wanted[target[0]].add(target[1])
    for model, pks in wanted.items():
        for pk in pks - bulk.read_rows(model, [], pks).keys():
            yield model, pk


def _find_deletions(keys: Iterator[EntryKey]) -> dict[EntryKey, Any]:
    """The newest history row of each, where that says that it was deleted."""
    wanted: dict[type[Entry], set[int]] = defaultdict(set)
    for model, pk in keys:
        wanted[model].add(pk)
    found: dict[EntryKey, Any] = {}
    for model, pks in wanted.items():
        rows = model.history.filter(bulk.among("id", pks)).order_by("history_id")
        newest = {row.id: row for row in rows}
        found |= {(model, pk): row for pk, row in newest.items() if row.history_type == "-"}
    return found
