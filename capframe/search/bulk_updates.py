"""Brings the index up after a plan was applied, which writes past the models' ``save``.

Making tens of thousands of entries takes longer than writing what they are of, so it is not done
in the plan's own transaction. There, ``forget`` takes away what would be wrong from then on; after
the commit ``catch_up`` makes the entries anew, a batch a transaction. If that is cut short, search
finds too little until it is called again, but never shows a text that no longer stands.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from time import monotonic, sleep
from typing import Any

from django.db import connection, transaction

from capframe.plans import bulk
from capframe.plans.apply import by_model
from capframe.plans.plan import Change, Plan
from capframe.search.index import reindex
from capframe.search.kinds import KINDS
from capframe.search.models import SearchEntry
from capframe.search.signals import HOLDERS

# Fewer than PostgreSQL takes values in one query.
MOST_VALUES = 10_000
# Whoever waits for SQLite's only write lock tries again now and then. Without a pause after each
# short batch nearly every try would fail, and an editor's save in the end.
BATCH = 100
PAUSE = 0.25  # of the time that the batch took

Ids = dict[str, set[int]]


@transaction.atomic
def forget(*, plan: Plan, made: Mapping[int, int]) -> None:
    """Take the entries of everything that the plan changes or removes out of the index.

    Args:
        plan: applied in this same transaction, or just put back.
        made: the primary keys of what it made.
    """
    stood = Plan(changes=[change for change in plan.changes if change.before is not None])
    for kind, ids in affected(stood, made).items():
        for some in _chunks(ids, MOST_VALUES):
            SearchEntry.objects.filter(kind=kind, object_id__in=some).delete()


def catch_up(
    *, plan: Plan, made: Mapping[int, int], progress: Callable[[int, int], None] | None = None
) -> None:
    """Make the entries of everything that the plan touched anew, after its transaction.

    Args:
        plan: applied or put back.
        made: the primary keys of what it made.
        progress: is told how many entries are made, of how many.
    """
    wanted = affected(plan, made)
    total, done = sum(map(len, wanted.values())), 0
    for kind, ids in wanted.items():
        for some in _chunks(ids, BATCH):
            started = monotonic()
            reindex(kind, some)
            done += len(some)
            if progress:
                progress(done, total)
            if connection.vendor == "sqlite":
                sleep(PAUSE * (monotonic() - started))


def affected(plan: Plan, made: Mapping[int, int]) -> Ids:
    """The objects whose entries hold something of what the plan touches, by kind."""
    ids: Ids = defaultdict(set)
    for model, group in by_model(plan.changes).items():
        pks = {made.get(change.pk, change.pk): change for change in group}
        for kind, lookup, attribute in HOLDERS.get(model, ()):
            ids[kind] |= _holders(model, pks, made, (kind, lookup, attribute))
    return {kind: found for kind, found in ids.items() if found}


def _holders(
    model: Any, pks: Mapping[int, Change], made: Mapping[int, int], holder: tuple[str, str, str]
) -> set[int]:
    kind, lookup, attribute = holder
    if lookup == "pk" and attribute == "pk":
        return set(pks)
    if attribute == "pk":
        # What was made just now is referred to by nothing but what the plan itself made.
        values = {pk for pk, change in pks.items() if change.before is not None}
    else:
        values = _values(model, pks, made, attribute)
    if lookup == "pk":
        return values
    objects = KINDS[kind].objects.model.objects.order_by()
    return {
        pk
        for some in _chunks(values, MOST_VALUES)
        for pk in objects.filter(**{f"{lookup}__in": some}).values_list("pk", flat=True)
    }


def _values(
    model: Any, pks: Mapping[int, Change], made: Mapping[int, int], attribute: str
) -> set[int]:
    """What the entries refer to by this attribute; of entries removed, what they referred to."""
    there = bulk.read(model, [attribute], pks)
    gone: Iterator[Any] = (
        change.values.get(attribute) for pk, change in pks.items() if pk not in there
    )
    found = {value for (value,) in there.values()} | {made.get(pk, pk) for pk in gone}
    return found - {None}


def _chunks(ids: Iterable[int], number: int) -> Iterator[list[int]]:
    remaining = iter(sorted(ids))
    while some := list(islice(remaining, number)):
        yield some
