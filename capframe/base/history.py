"""What happened to an entry and its parts: the history rows of all of them, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple, overload

from django.core.exceptions import ValidationError
from django.db.models import F, Max, Min, QuerySet, Value, Window

from capframe.base.history_changes import RecordedChange, describe_rows, entry_of
from capframe.base.models import Entry
from capframe.base.parts import parts_of

# The newest history row of each model, by its label: which version of an entry somebody has seen.
HistoryVersion = Mapping[str, int]


class HistoryHead(NamedTuple):
    """What of a history row is read to tell which save it belongs to."""

    label: str
    history_id: int
    when: datetime
    kind: str
    save: int | None
    who: str
    reason: str


class RecordedChanges(Sequence[RecordedChange]):
    """Every change of an entry and its parts, newest first. A slice reads no more than it holds.

    Args:
        entry: the entry; the history of its parts is read too, of those since removed as well.
        since: only what is newer than this, as ``history_version`` gave it.
    """

    def __init__(self, entry: Entry, since: HistoryVersion | None = None) -> None:
        self.entry = entry
        self.since = since or {}

    @cached_property
    def rows(self) -> QuerySet:
        """The time, model label and id of every history row, newest first."""
        return self._union("time", "label", "history_id")

    def heads(self) -> Iterator[HistoryHead]:
        """What tells of every history row which save it belongs to, newest first."""
        columns = ("history_date", "history_type", "history_save", "history_user_name")
        rows = self._union("time", "label", "history_id", *columns, "history_change_reason")
        for _, label, history_id, when, kind, save, who, reason in rows:
            yield HistoryHead(label, history_id, when, kind, save, who, reason or "")

    def _union(self, *columns: str) -> QuerySet:
        """These columns of all rows in order.

        The rows of one model follow their ids. A clock may have been put back: the time by which
        those of several models are told apart is never later than that of a row that follows.
        """
        time = Window(Min("history_date"), order_by=F("history_id").desc())
        queries = [
            rows.filter(history_id__gt=self.since.get(label, 0))
            .annotate(label=Value(label), time=time)
            .order_by()
            .values_list(*columns)
            for label, rows in history_rows_of(self.entry)
        ]
        return queries[0].union(*queries[1:], all=True).order_by("-time", "label", "-history_id")

    def __len__(self) -> int:
        return self.rows.count()

    @overload
    def __getitem__(self, index: int) -> RecordedChange: ...
    @overload
    def __getitem__(self, index: slice) -> list[RecordedChange]: ...
    def __getitem__(self, index: int | slice) -> RecordedChange | list[RecordedChange]:
        if isinstance(index, slice):
            return list(describe_rows(self.rows[index], type(self.entry)))
        return next(describe_rows([self.rows[index]], type(self.entry)))


def history_version(entry: Entry) -> dict[str, int]:
    """Which version there is to be seen now: the newest history row of each of its models."""
    return {
        label: rows.aggregate(newest=Max("history_id"))["newest"] or 0
        for label, rows in history_rows_of(entry)
    }


def history_rows_of(entry: Entry) -> Iterator[tuple[str, QuerySet]]:
    """The history rows of an entry and of everything that stands or stood in it, by model label."""
    yield from _history_rows_of(type(entry), [entry.pk])


def _history_rows_of(model: type[Entry], ids: Any) -> Iterator[tuple[str, QuerySet]]:
    yield model._meta.label, model.history.filter(id__in=ids)
    for part, field in parts_of(model):
        inside = {f"{field.attname}__in": ids}
        here = part._base_manager.filter(**inside).order_by().values("pk")
        ever = part.history.filter(**inside).order_by().values("id")
        yield from _history_rows_of(part, here.union(ever))


def last_known(model: type[Entry], pk: Any) -> Entry | None:
    """An entry that was deleted, as it was; None where there never was one.

    Args:
        model: whose entry it was.
        pk: what may be its primary key, as an address has it.
    """
    try:
        row = model.history.filter(id=pk).order_by("-history_id").first()
    except (ValueError, ValidationError):
        return None
    return entry_of(row) if row else None
