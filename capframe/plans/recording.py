"""Records what an ordinary save would change, as a plan, and takes the save back.

The save is carried out in a transaction; the history rows that it writes tell what it changed; then
the transaction is rolled back to where it began. So every form, action and function can be kept
without publishing it, and none needs to know.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, transaction

from capframe.base.models import Entry, entry_models
from capframe.base.saves import one_save
from capframe.base.status import find_once_published
from capframe.base.taken_back import taken_back
from capframe.plans import bulk
from capframe.plans.apply import model_of, put_in_place
from capframe.plans.changes import Change, Values, Whole
from capframe.plans.existing import as_json, newest_history_versions, read_existing
from capframe.plans.other_state import reading_until_written
from capframe.plans.plan import Plan
from capframe.plans.up_to_date import bring_up_to_date
from capframe.plans.wholes import EntryKey, find_wholes, name_entries, order_of

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Written:
    """What a save has left of the entries that it wrote, before it was taken back.

    Args:
        values: as each entry was left; None where it was removed.
        wholes: the entry that each stands in.
    """

    values: Mapping[EntryKey, Values | None]
    wholes: Mapping[EntryKey, Whole]


@transaction.atomic
def record(write: Callable[[], Result], *, onto: Plan | None = None) -> tuple[Result, Plan]:
    """Do what ``write`` does, and take it back.

    What it makes has its primary key for good: no other entry gets it.

    Args:
        write: saves entries the ordinary way, each with its history row.
        onto: what is to be changed before, and taken back as well.

    Returns what ``write`` returned, and the plan that would change all this. Raises Stale where
    ``onto`` cannot be carried out.
    """
    before = newest_history_versions(entry_models())
    with one_save() as number, taken_back(), transaction.atomic():
        with _in_place(onto):
            result = write()
        if connection.vendor == "postgresql":
            connection.check_constraints()
        written = _read_written(before, number)
        transaction.set_rollback(True)
    use_up_keys(written.values)
    return result, fold(onto or Plan(), written)


@contextmanager
def _in_place(plan: Plan | None) -> Iterator[None]:
    """Have a plan be in place, whatever has been edited since; None for nothing."""
    if plan is None:
        yield
        return
    plan = bring_up_to_date(plan)
    if connection.vendor != "sqlite":
        put_in_place(plan)
        yield
        return
    with reading_until_written(plan, put_in_place):
        yield


def _read_written(before: Mapping[str, int], number: int) -> Written:
    """What the history rows of a save say that are newer than these."""
    values: dict[EntryKey, Values | None] = {}
    last_known: dict[EntryKey, Values] = {}
    now = newest_history_versions(entry_models())
    for model in entry_models():
        label = model._meta.label_lower
        if now[label] == before[label]:
            continue
        rows = model.history.filter(history_id__gt=before[label], history_save=number)
        for row in rows.order_by("history_id"):
            last_known[model, row.id] = _values_of(model, row)
            is_gone = row.history_type == "-"
            values[model, row.id] = None if is_gone else last_known[model, row.id]
    found = find_wholes(last_known)
    titles = name_entries(set(found.values()))
    wholes = {key: Whole(key[0]._meta.label_lower, key[1], titles[key]) for key in titles}
    return Written(values, {key: wholes[whole] for key, whole in found.items()})


def _values_of(model: type[Entry], row: Any) -> Values:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return {field.attname: as_json(getattr(row, field.attname)) for field in fields}


def use_up_keys(keys: Iterable[EntryKey]) -> None:
    last: dict[type[Entry], int] = {}
    for model, pk in keys:
        last[model] = max(pk, last.get(model, 0))
    for model, pk in last.items():
        bulk.use_up_keys(model, pk)


def fold(plan: Plan, written: Written) -> Plan:
    """The plan with what was written on top of it: before of the first, after of the last.

    Args:
        plan: that was in place when it was written.
        written: what it left; call this when it has been taken back.
    """
    earlier: dict[EntryKey, Change] = {(model_of(one.model), one.pk): one for one in plan.changes}
    there = {
        (model, pk): entry.values
        for model in entry_models()
        if (pks := [pk for of, pk in written.values if of is model])
        for pk, entry in read_existing(model._base_manager.filter(pk__in=pks)).items()
    }
    folded = {key: (one.before, one.after) for key, one in earlier.items()}
    for key, after in written.values.items():
        folded[key] = _difference(earlier.get(key), there.get(key), after)
    for key in list(_find_unseen(folded)):
        folded[key] = None, {**(folded[key][1] or {}), "withdrawn_on": None}
    named = dict(enumerate(plan.wholes))
    wholes = {**{key: named[one.whole] for key, one in earlier.items()}, **written.wholes}
    latest = {(whole.model, whole.pk): whole for whole in wholes.values()}
    return assemble(folded, {key: latest[one.model, one.pk] for key, one in wholes.items()})


def _find_unseen(
    changes: Mapping[EntryKey, tuple[Values | None, Values | None]],
) -> Iterator[EntryKey]:
    """What is new, withdrawn from nobody, though a moment of the save had it published.

    What is put back was seen, and has the day on which it was withdrawn.
    """
    new: dict[type[Entry], set[int]] = {}
    for (model, pk), (before, after) in changes.items():
        if before is None and after and after.get("withdrawn_on"):
            new.setdefault(model, set()).add(pk)
    for model, pks in new.items():
        for pk in pks - find_once_published(model, pks):
            yield model, pk


def _difference(
    earlier: Change | None, there: Values | None, after: Values | None
) -> tuple[Values | None, Values | None]:
    """What a change has before and after; the same twice where nothing is left of it."""
    before = there
    if earlier is not None:
        before = earlier.before if there is None else {**there, **(earlier.before or {})}
        before = None if earlier.before is None else before
    if before is None or after is None:
        return before, after
    names = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in names}, {name: after[name] for name in names}


def assemble(
    changes: Mapping[EntryKey, tuple[Values | None, Values | None]],
    wholes: Mapping[EntryKey, Whole],
) -> Plan:
    """A plan of these changes: wholes in order, entries before those that refer to them.

    Args:
        changes: what each entry has before and after; left out where both are the same.
        wholes: what each stands in.
    """
    kept = [key for key, (before, after) in changes.items() if before != after]
    places: dict[Whole, int] = {}
    by_rank = sorted(kept, key=lambda key: (order_of(model_of(wholes[key].model)), wholes[key].pk))
    for key in by_rank:
        places.setdefault(wholes[key], len(places))
    plan = Plan(places)
    for model, pk in sorted(kept, key=lambda key: (places[wholes[key]], order_of(key[0]), key[1])):
        before, after = changes[model, pk]
        plan.add(Change(model._meta.label_lower, pk, before, after, places[wholes[model, pk]]))
    return plan
