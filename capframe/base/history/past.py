"""An entry with its parts as they were at a version that somebody has seen, and as they are now."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Max, Model

from capframe.base.history.entry_rows import HistoryVersion, history_rows_of
from capframe.base.models import Entry
from capframe.base.parts import parts_of, tree_of

# More saves than this nobody reads: the history has all of them.
MOST_SAVES = 100


class SavedBy(NamedTuple):
    """Who saved an entry or parts of it, why, and when last."""

    who: str
    reason: str
    when: datetime


# The entries of each model by their primary keys.
State = Mapping[type[Model], Mapping[Any, Any]]


def saves_since(entry: Entry, version: HistoryVersion) -> list[SavedBy]:
    """Who saved the entry or a part of it since this version, each once for each reason.

    The first to do so comes first.
    """
    found: dict[tuple[str, str], datetime] = {}
    for label, rows in history_rows_of(entry):
        since = rows.filter(history_id__gt=version.get(label, 0)).order_by("history_id")
        columns = ("history_user_name", "history_change_reason", "history_date")
        for who, reason, when in since.values_list(*columns)[:MOST_SAVES]:
            key = who, reason or ""
            found[key] = max(found.get(key, when), when)
    return sorted((SavedBy(*key, when) for key, when in found.items()), key=lambda one: one.when)


def state_at(entry: Entry, version: HistoryVersion) -> State:
    """The entry and all its parts as their history has them, not saved again by anybody.

    Args:
        entry: as it is now.
        version: as ``history_version`` gave it then.

    What was never written into the history is left out, and so is what had been removed.
    """
    state: dict[type[Model], dict[Any, Any]] = {}
    for label, rows in history_rows_of(entry):
        model: Any = apps.get_model(label)
        seen = rows.filter(history_id__lte=version.get(label, 0)).order_by()
        newest = seen.values("id").annotate(newest=Max("history_id")).values("newest")
        found = model.history.filter(history_id__in=newest).exclude(history_type="-")
        state.setdefault(model, {}).update({row.id: row.instance for row in found})
    return _joined(type(entry), state)


def state_now(entry: Entry) -> State:
    """The entry and all its parts as the database has them."""
    model: Any = type(entry)
    state: dict[type[Model], dict[Any, Any]] = {
        model: model._base_manager.in_bulk([entry.pk]),
    }
    for whole in tree_of(model):
        for part, field in parts_of(whole):
            inside = part._base_manager.filter(**{f"{field.name}__in": list(state[whole])})
            state[part] = {one.pk: one for one in inside}
    return _joined(model, state)


def _joined(root: type[Model], state: dict[type[Model], dict[Any, Any]]) -> State:
    """The same, in which each whole knows its own parts in order, and asks no database for them."""
    for whole in tree_of(root):
        for part, field in parts_of(whole):
            inside = defaultdict(list)
            for one in sorted(state[part].values(), key=_place):
                inside[getattr(one, field.attname)].append(one)
            name = field.remote_field.get_accessor_name()
            for pk, one in state[whole].items():
                one.__dict__.setdefault("_prefetched_objects_cache", {})[name] = inside[pk]
            state[part] = {one.pk: one for one in _inside(state[whole], inside)}
    return state


def _inside(wholes: Mapping[Any, Any], inside: Mapping[Any, list[Any]]) -> Iterator[Any]:
    for pk in wholes:
        yield from inside[pk]


def _place(entry: Any) -> tuple[int, Any]:
    return getattr(entry, "position", 0) or 0, entry.pk
