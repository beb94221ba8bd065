"""What would put back what was deleted: with its parts, its keys and its address."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, cast

from capframe.base.models import Entry
from capframe.plans import bulk
from capframe.plans.apply import foreign_keys, model_of
from capframe.plans.changes import Outcome
from capframe.plans.from_history import Told, plan_of, read_save_of
from capframe.plans.plan import Plan
from capframe.plans.versions import Entries, find_inside
from capframe.plans.wholes import EntryKey


def plan_putting_back(rows: Mapping[EntryKey, Any]) -> Plan:
    """What would put entries back with all that was deleted with each and stood in it.

    What any of it refers to and was deleted too comes back as well, with what stood in that.

    Args:
        rows: of each entry, the history row that says that it was deleted.
    """
    back: Entries = {}
    while rows:
        back |= _read_deleted(rows)
        found = _find_deletions(_find_missing(back))
        rows = {key: deletion for key, deletion in found.items() if key not in back}
    return plan_of({key: Told(None, values) for key, values in back.items()})


def _read_deleted(rows: Mapping[EntryKey, Any]) -> Entries:
    """The entries and what stood in each, of all that the saves of their rows deleted.

    A save is read once, however many of the entries it deleted.
    """
    saves: dict[Any, list[EntryKey]] = defaultdict(list)
    for key, row in rows.items():
        # What was written without a number is told by the entry.
        saves[row.history_save or key].append(key)
    found: Entries = {}
    for keys in saves.values():
        plan = read_save_of(keys[0][0], rows[keys[0]])
        removed = [change for batch in plan.batches(Outcome.REMOVED) for change in batch]
        # From the last to the first: an entry stands after what it stands in.
        entries: Entries = {
            (model_of(one.model), one.pk): one.before or {} for one in reversed(removed)
        }
        found |= {one: entries[one] for one in find_inside(keys, entries)}
    return found


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
