"""What was deleted since a plan was made, and keeps some of it from being carried out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.utils.text import capfirst

from capframe.base.models import Entry
from capframe.base.parts import whole_field
from capframe.base.titles import noun_and_title
from capframe.plans import bulk
from capframe.plans.apply import foreign_keys, model_of
from capframe.plans.conflicts import DELETED, Conflict
from capframe.plans.wholes import EntryKey, name_entries, read_last_values


@dataclass(frozen=True, slots=True)
class Deletion:
    """An entry that is gone, and all that a plan would have done with it.

    Args:
        key: the entry; of what went together, that in which the others stood.
        title: it in words.
        row: the history row that says who deleted it; None where there is none.
        conflicts: what cannot be carried out without it.
    """

    key: EntryKey
    title: str
    row: Any
    conflicts: Sequence[Conflict]

    @property
    def places(self) -> set[int]:
        """Of what the conflicts stand in, among the plan's ``wholes``."""
        return {conflict.change.whole for conflict in self.conflicts}


def find_deletions(conflicts: Sequence[Conflict]) -> list[Deletion]:
    """What is gone that these need; what was to be removed in any case is missed by nobody."""
    needed = _find_needed(conflicts)
    uppermost = _find_uppermost(set(needed.values()))
    missing: dict[EntryKey, list[Conflict]] = defaultdict(list)
    for conflict in conflicts:
        if (key := needed.get(_key_of(conflict))) is not None:
            missing[uppermost[key]].append(conflict)
    titles, rows = name_entries(missing), _find_rows(missing)
    return [
        Deletion(key, str(capfirst(noun_and_title(key[0], titles[key]))), rows.get(key), those)
        for key, those in missing.items()
    ]


def _key_of(conflict: Conflict) -> EntryKey:
    return model_of(conflict.change.model), conflict.change.pk


def _find_needed(conflicts: Iterable[Conflict]) -> dict[EntryKey, EntryKey]:
    """The entry that is gone and each needs: itself, or one that it refers to."""
    found: dict[EntryKey, EntryKey] = {}
    for conflict in conflicts:
        model, pk = _key_of(conflict)
        if conflict.what == DELETED and not conflict.gone:
            found.setdefault((model, pk), (model, pk))
        elif conflict.column:
            target = foreign_keys(model)[conflict.column].related_model
            key = cast(type[Entry], target), (conflict.change.after or {})[conflict.column]
            # What it refers to may be new itself, and left out for what that needs.
            found.setdefault((model, pk), found.get(key, key))
    return found


def _find_uppermost(keys: set[EntryKey]) -> dict[EntryKey, EntryKey]:
    """What each of these stood in that is gone as well, if anything is: the uppermost of it."""
    above: dict[EntryKey, EntryKey] = {}
    lowest = keys
    while lowest:
        holders = _find_holders(lowest)
        there = _find_there(holders.values())
        gone = {key: holder for key, holder in holders.items() if holder not in there}
        above |= gone
        lowest = set(gone.values())
    found = {}
    for key in keys:
        top = key
        while top in above:
            top = above[top]
        found[key] = top
    return found


def _find_holders(keys: Iterable[EntryKey]) -> dict[EntryKey, EntryKey]:
    """What each stood in when it was there last; entries of their own stood in nothing."""
    found: dict[EntryKey, EntryKey] = {}
    for model, pks in _by_model(keys).items():
        if field := whole_field(model):
            holder = cast(type[Entry], field.related_model)
            values = read_last_values(model, [field.attname], pks)
            found |= {(model, pk): (holder, row[field.attname]) for pk, row in values.items()}
    return found


def _find_there(keys: Iterable[EntryKey]) -> set[EntryKey]:
    by_model = _by_model(keys).items()
    return {(model, pk) for model, pks in by_model for pk in bulk.read_rows(model, [], pks)}


def _find_rows(keys: Iterable[EntryKey]) -> Mapping[EntryKey, Any]:
    """The newest history row of each."""
    return {
        (model, row.id): row
        for model, pks in _by_model(keys).items()
        for row in model.history.filter(bulk.among("id", pks)).order_by("history_id")
    }


def _by_model(keys: Iterable[EntryKey]) -> Mapping[type[Entry], set[int]]:
    found: dict[type[Entry], set[int]] = defaultdict(set)
    for model, pk in keys:
        found[model].add(pk)
    return found
