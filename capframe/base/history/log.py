"""Everyone's changes to the whole catalogue, save by save, newest first.

However many history rows there are, and however many one save wrote, a page of saves reads little
more than the rows of those: each table is asked for its newest rows by the index on their time.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery, Value

from capframe.base.history.entry_rows import HistoryHead
from capframe.base.history.saves import ONE_SAVE
from capframe.base.models import Entry

# So many rows are read at once; of a save with so many, the others are only counted.
CHUNK, MANY = 300, 100
# Longer than this no save takes.
LONGEST_SAVE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which changes are asked for.

    Args:
        models: of these models.
        by: by the account with this primary key; by anybody, where it is None.
        by_name: by somebody of this name whose account is no more; by anybody, where it is empty.
        since, until: not earlier and not later than this, if it is given.
        saves: of the saves with these numbers; of any, where it is None.
    """

    models: Sequence[type[Entry]]
    by: int | None = None
    by_name: str = ""
    since: datetime | None = None
    until: datetime | None = None
    saves: Collection[int] | None = None

    def condition(self) -> Q:
        found = Q()
        if self.by is not None:
            found &= Q(history_user_id=self.by)
        if self.by_name:
            found &= Q(history_user=None, history_user_name=self.by_name)
        if self.since is not None:
            found &= Q(history_date__gte=self.since)
        if self.until is not None:
            found &= Q(history_date__lte=self.until)
        if self.saves is not None:
            found &= Q(history_save__in=self.saves)
        return found


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Where a page of the log begins: at a time, without saves that an earlier page has shown."""

    when: datetime
    shown: tuple[int, ...] = ()


@dataclass(slots=True)
class FoundSave:
    """Some history rows of a save, newest first; all of them, unless they are many."""

    heads: list[HistoryHead]
    # How many rows of each model and type it has in all.
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def newest(self) -> HistoryHead:
        return self.heads[0]

    @property
    def number_of_rows(self) -> int:
        return sum(self.numbers.values())

    @property
    def is_complete(self) -> bool:
        return self.number_of_rows == len(self.heads)

    def holds(self, head: HistoryHead) -> bool:
        """Whether another row, which is not newer, belongs to the same save."""
        mine = self.newest
        if mine.save is not None or head.save is not None:
            return mine.save == head.save
        same = (mine.who, mine.reason) == (head.who, head.reason)
        return same and mine.when - head.when <= ONE_SAVE

    def rows(self) -> Q:
        """What its rows have in common in every table."""
        mine = self.newest
        if mine.save is not None:
            return Q(history_save=mine.save)
        reasons = Q(history_change_reason=mine.reason)
        if not mine.reason:
            reasons |= Q(history_change_reason=None)
        window = (mine.when - ONE_SAVE, mine.when)
        by = Q(history_user_name=mine.who, history_date__range=window)
        return Q(history_save=None) & by & reasons


def find_saves(
    asked: LogFilter, number: int, place: LogPlace | None = None
) -> tuple[list[FoundSave], LogPlace | None]:
    """The newest saves, and where the next page begins; None where there is nothing older.

    Args:
        asked: which changes count.
        number: at most so many saves.
        place: where to begin; with the newest by default.
    """
    found = _collect(asked, number, place)
    shown, following = found[:number], found[number:]
    _count(asked, shown)
    return shown, _place_of(following[0], shown) if following else None


def _collect(asked: LogFilter, number: int, place: LogPlace | None) -> list[FoundSave]:
    """At least one save more than the number, if there are so many."""
    bound = place.when if place else None
    left_out = Q(history_save__in=place.shown) if place and place.shown else Q()
    found: list[FoundSave] = []
    seen: set[tuple[str, int]] = set()
    while True:
        heads = list(_read(asked, bound, left_out))
        new = [head for head in heads if (head.label, head.history_id) not in seen]
        seen.update((head.label, head.history_id) for head in new)
        _assign(new, found)
        if len(heads) < CHUNK or len(found) > number:
            return found
        bound = heads[-1].when
        for save in found if not new else [one for one in found if len(one.heads) >= MANY]:
            left_out |= save.rows()


def _assign(heads: Iterable[HistoryHead], found: list[FoundSave]) -> None:
    for head in heads:
        save = next((one for one in reversed(found) if one.holds(head)), None)
        if save is None:
            found.append(FoundSave([head]))
        else:
            save.heads.append(head)


def _read(asked: LogFilter, bound: datetime | None, left_out: Q) -> Iterable[HistoryHead]:
    """The next rows of all tables together."""
    condition = asked.condition()
    if bound is not None:
        condition &= Q(history_date__lte=bound)
    queries = []
    for model in asked.models:
        rows = rows_of(model).filter(condition)
        if left_out:
            rows = rows.exclude(left_out)
        newest = rows.order_by("-history_date", "-history_id").values("history_id")[:CHUNK]
        queries.append(
            rows_of(model)
            .filter(history_id__in=Subquery(newest))
            .annotate(label=Value(model._meta.label))
            .order_by()
            .values_list(
                *("label", "history_id", "history_date", "history_type", "history_save"),
                *("history_user_name", "history_change_reason"),
            )
        )
    rows = _union(queries).order_by("-history_date", "label", "-history_id")[:CHUNK]
    for label, row, when, kind, save, who, reason in rows:
        yield HistoryHead(label, row, when, kind, save, who, reason or "")


@cache
def rows_of(model: type[Entry]) -> Any:
    """All history rows of a model; ``history`` makes a manager anew each time it is asked."""
    return model.history.model._base_manager


def _union(queries: Sequence[QuerySet]) -> QuerySet:
    return queries[0].union(*queries[1:], all=True)


def _count(asked: LogFilter, found: Sequence[FoundSave]) -> None:
    """Learn how many rows each save has in all: in one query, of those that have numbers."""
    by_number = {one.newest.save: one for one in found if one.newest.save is not None}
    for save in found:
        if save.newest.save is None:
            save.numbers = _numbers_of(asked, save)
    if not by_number:
        return
    times = [one.newest.when for one in by_number.values()]
    among = Q(history_save__in=by_number, history_date__lte=max(times))
    among &= Q(history_date__gte=min(times) - LONGEST_SAVE)
    for number, label, kind, rows in _read_numbers(asked, among):
        by_number[number].numbers[label, kind] = rows


def _numbers_of(asked: LogFilter, save: FoundSave) -> dict[tuple[str, str], int]:
    """Of a save without a number: counted in the tables only where not all of it was read."""
    if len(save.heads) < MANY:
        return dict(Counter((head.label, head.kind) for head in save.heads))
    return {(label, kind): rows for _, label, kind, rows in _read_numbers(asked, save.rows())}


def _read_numbers(asked: LogFilter, among: Q) -> QuerySet:
    return _union(
        [
            rows_of(model)
            .filter(among)
            .order_by()
            .values("history_save", "history_type")
            .annotate(label=Value(model._meta.label), number=Count("history_id"))
            .values_list("history_save", "label", "history_type", "number")
            for model in asked.models
        ]
    )


def _place_of(following: FoundSave, shown: Sequence[FoundSave]) -> LogPlace:
    when = following.newest.when
    numbers = {
        save.newest.save
        for save in shown
        if save.newest.save is not None and (save.heads[-1].when <= when or not save.is_complete)
    }
    return LogPlace(when, tuple(sorted(numbers)))
