"""What happened to an entry and its parts: the history rows of all of them, newest first."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import F, Max, Min, QuerySet, Value, Window

from capframe.base.history.changes import RecordedChange, describe_rows, entry_of
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


def history_heads(entry: Entry) -> Iterator[HistoryHead]:
    """What tells of every history row of an entry and its parts which save it belongs to.

    They come newest first. The rows of one model follow their ids. A clock may have been put back:
    the time by which those of several models are told apart is never later than that of a row that
    follows.
    """
    time = Window(Min("history_date"), order_by=F("history_id").desc())
    queries = [
        rows.annotate(label=Value(label), time=time)
        .order_by()
        .values_list(
            *("time", "label", "history_id", "history_date", "history_type", "history_save"),
            *("history_user_name", "history_change_reason"),
        )
        for label, rows in history_rows_of(entry)
    ]
    rows = queries[0].union(*queries[1:], all=True).order_by("-time", "label", "-history_id")
    for _, label, history_id, when, kind, save, who, reason in rows:
        yield HistoryHead(label, history_id, when, kind, save, who, reason or "")


def describe_heads(heads: Iterable[HistoryHead], entry: Entry) -> list[RecordedChange]:
    """The changes that these history rows of an entry and its parts record, in their order."""
    rows = [(head.when, head.label, head.history_id) for head in heads]
    return list(describe_rows(rows, type(entry)))


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
