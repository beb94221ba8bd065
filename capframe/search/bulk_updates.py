"""Brings the index up after a plan was applied, which writes past the models' ``save``.

Making tens of thousands of entries takes longer than writing what they are of, so it is not done
in the plan's own transaction. There, ``remove_stale`` takes away what would be wrong from then on;
after the commit ``reindex_changed`` makes the entries anew, a batch a transaction. If that is cut
short, search finds too little until it is called again, but never shows a text that no longer
stands.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from time import monotonic, sleep
from typing import Any

from django.db import connection, transaction

from capframe.plans import bulk
from capframe.plans.apply import group_by_model
from capframe.plans.changes import STAYING, Change, Outcome
from capframe.plans.plan import Plan
from capframe.search.holders import HOLDERS, MOST_VALUES, find_holders
from capframe.search.index import batches, reindex
from capframe.search.models import SearchEntry

# Whoever waits for SQLite's only write lock tries again now and then. Without a pause after each
# short batch nearly every try would fail, and an editor's save in the end.
BATCH = 100
PAUSE = 0.25  # of the time that the batch took


@transaction.atomic
def remove_stale(*, plan: Plan, made: Mapping[int, int]) -> None:
    """Take the entries of everything that the plan changes or removes out of the index.

    Args:
        plan: applied in this same transaction, or just put back.
        made: the primary keys of what it made.
    """
    for kind, ids in find_affected(plan, made, *STAYING, Outcome.REMOVED).items():
        for batch in batches(ids, MOST_VALUES):
            SearchEntry.objects.filter(kind=kind, object_id__in=batch).delete()


def reindex_changed(
    *, plan: Plan, made: Mapping[int, int], progress: Callable[[int, int], None] | None = None
) -> None:
    """Make the entries of everything that the plan touched anew, after its transaction.

    Args:
        plan: applied or put back.
        made: the primary keys of what it made.
        progress: is told how many entries are made, of how many.
    """
    affected = find_affected(plan, made)
    total, done = sum(map(len, affected.values())), 0
    for kind, ids in affected.items():
        for batch in batches(ids, BATCH):
            started = monotonic()
            reindex(kind, batch)
            done += len(batch)
            if progress:
                progress(done, total)
            if connection.vendor == "sqlite":
                sleep(PAUSE * (monotonic() - started))


def find_affected(plan: Plan, made: Mapping[int, int], *outcomes: Outcome) -> dict[str, set[int]]:
    """The objects whose entries hold something of what the plan touches, by kind.

    Args:
        plan: applied or put back.
        made: the primary keys of what it made.
        outcomes: of the changes that count; all, where none is given.
    """
    values: dict[tuple[str, str], set[int]] = defaultdict(set)
    for batch in plan.batches(*outcomes):
        for model, changes in group_by_model(batch).items():
            by_pk = {made.get(change.pk, change.pk): change for change in changes}
            for kind, lookup, attribute in HOLDERS.get(model, ()):
                values[kind, lookup] |= _values(
                    model, attribute, by_pk, made, is_holder=lookup == "pk"
                )
    affected: dict[str, set[int]] = defaultdict(set)
    for (kind, lookup), wanted in values.items():
        affected[kind] |= find_holders(kind, lookup, wanted)
    return {kind: ids for kind, ids in affected.items() if ids}


def _values(
    model: Any,
    attribute: str,
    by_pk: Mapping[int, Change],
    made: Mapping[int, int],
    *,
    is_holder: bool,
) -> set[int]:
    """What the entries have as the attribute; of entries removed, what they had."""
    if attribute == "pk":
        # What was made just now is referred to by nothing but what the plan itself made.
        return {pk for pk, change in by_pk.items() if is_holder or change.before is not None}
    there = bulk.read_rows(model, [attribute], by_pk)
    gone: Iterator[Any] = (
        change.values.get(attribute) for pk, change in by_pk.items() if pk not in there
    )
    values = {value for (value,) in there.values()} | {made.get(pk, pk) for pk in gone}
    return values - {None}
