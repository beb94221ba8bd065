"""Brings the index up after a plan was applied, which writes past the models' ``save``.

Making tens of thousands of entries takes longer than writing what they are of, so it is not done
in the plan's own transaction. There, ``remove_stale`` takes away what would be wrong from then on;
after the commit ``reindex_changed`` makes the entries anew, a batch a transaction. If that is cut
short, search finds too little until it is called again, but never shows a text that no longer
stands.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from time import monotonic, sleep

from django.db import connection, transaction

from capframe.base.statistics import gather_statistics
from capframe.plans import bulk
from capframe.plans.apply import model_of
from capframe.plans.changes import STAYING, Outcome
from capframe.plans.plan import Plan
from capframe.search.holders import HOLDERS, MOST_VALUES, find_holders
from capframe.search.index import batches, reindex
from capframe.search.lines import LineReader
from capframe.search.models import SearchEntry

# Whoever waits for SQLite's only write lock tries again now and then: every 25 milliseconds at
# first, then more and more seldom. So a transaction is to be short, and a pause after it longer
# than that. On PostgreSQL it keeps those alone waiting who save what it is about.
MOST_SECONDS, PAUSE_SECONDS = {"sqlite": 0.1, "postgresql": 1.0}, 0.04
FIRST_BATCH, LEAST_BATCH, MOST_BATCH = 100, 100, 1_000


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
    affected = {kind: sorted(ids) for kind, ids in find_affected(plan, made).items()}
    total, done = sum(map(len, affected.values())), dict.fromkeys(affected, 0)
    reader, size = LineReader(), FIRST_BATCH
    while sum(done.values()) < total:
        # By turns: a statement's words are those of its role level too, read a moment ago.
        kind = min(affected, key=lambda kind: done[kind] / len(affected[kind]))
        batch = affected[kind][done[kind] : done[kind] + size]
        started = monotonic()
        reindex(kind, batch, reader)
        size = fit_batch(size, monotonic() - started)
        done[kind] += len(batch)
        if progress:
            progress(sum(done.values()), total)
        if connection.vendor == "sqlite":
            sleep(PAUSE_SECONDS)
    gather_statistics()


def fit_batch(size: int, seconds: float) -> int:
    """How many objects the next transaction is to have, where one of ``size`` took so long."""
    fitting = int(size * MOST_SECONDS[connection.vendor] / max(seconds, 0.001))
    return max(LEAST_BATCH, min(fitting, 2 * size, MOST_BATCH))


def find_affected(plan: Plan, made: Mapping[int, int], *outcomes: Outcome) -> dict[str, set[int]]:
    """The objects whose entries hold something of what the plan touches, by kind.

    Args:
        plan: applied or put back.
        made: the primary keys of what it made.
        outcomes: of the changes that count; all, where none is given.
    """
    values: dict[tuple[str, str], set[int]] = defaultdict(set)
    for outcome in outcomes or Outcome:
        for label, numbers in plan.keys(outcome).items():
            by_pk = {made.get(number, number): number for number in numbers}
            for kind, lookup, attribute in HOLDERS.get(model_of(label), ()):
                if attribute != "pk":
                    values[kind, lookup] |= _values(plan, made, label, attribute, by_pk)
                # What was made just now is referred to by nothing but what the plan itself made.
                elif lookup == "pk" or outcome is not Outcome.CREATED:
                    values[kind, lookup] |= by_pk.keys()
    affected: dict[str, set[int]] = defaultdict(set)
    for (kind, lookup), wanted in values.items():
        affected[kind] |= find_holders(kind, lookup, wanted)
    return {kind: ids for kind, ids in affected.items() if ids}


def _values(
    plan: Plan, made: Mapping[int, int], label: str, attribute: str, by_pk: Mapping[int, int]
) -> set[int]:
    """What entries have as the attribute; of entries removed, what they had.

    Args:
        plan: that touches them.
        made: the primary keys of what it made.
        label: of their model.
        attribute: refers to another entry.
        by_pk: what the plan knows each by, by its primary key.
    """
    there = bulk.read_rows(model_of(label), [attribute], by_pk)
    gone = plan.find({label: {by_pk[pk] for pk in by_pk.keys() - there.keys()}}, *Outcome)
    had = (one.values.get(attribute) for one in gone)
    values = {value for (value,) in there.values()} | {made.get(pk, pk) for pk in had if pk}
    return values - {None}
