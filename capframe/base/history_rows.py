"""The rows that history consists of, held against the entries that they are about."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet

# Fewer than either database takes values in one query.
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Gap:
    """An entry whose newest history row is not what the entry is.

    Args:
        pk: the entry's primary key.
        row_type: of its newest row: "+" added, "~" changed, "-" removed; empty where there is none.
        fields: the columns that differ; none where there is no row, or one that says “removed”.
    """

    pk: int
    row_type: str
    fields: tuple[str, ...] = ()


def gaps(model: Any, pks: Collection[int] | None = None) -> Iterator[Gap]:
    """The entries of a model that differ from their newest history row, or have none.

    Args:
        model: a subclass of Entry.
        pks: look at these only, at all by default.
    """
    if pks is None:
        yield from _gaps_among(model, model._base_manager.all(), model.history.all())
        return
    ordered = sorted(pks)
    for start in range(0, len(ordered), BATCH):
        some = ordered[start : start + BATCH]
        entries = model._base_manager.filter(pk__in=some)
        yield from _gaps_among(model, entries, model.history.filter(id__in=some))


def _gaps_among(model: Any, entries: QuerySet, rows: QuerySet) -> Iterator[Gap]:
    columns = [field.attname for field in model.history.model.tracked_fields]
    newest = rows.order_by().values("id").annotate(newest=Max("history_id")).values("newest")
    kept = {
        pk: (row_type, values)
        for pk, row_type, *values in model.history.filter(history_id__in=newest).values_list(
            "id", "history_type", *columns
        )
    }
    for pk, *values in entries.order_by("pk").values_list("pk", *columns):
        row_type, old = kept.get(pk, ("", None))
        if old is None or row_type == "-":
            yield Gap(pk, row_type)
        elif old != values:
            differing = zip(columns, old, values, strict=True)
            yield Gap(pk, row_type, tuple(name for name, before, now in differing if before != now))


def fill_gaps(model: Any, pks: Collection[int], reason: str) -> int:
    """Write a history row for each of these entries that needs one. Returns how many did.

    Args:
        model: a subclass of Entry.
        pks: of entries that were written past its ``save``.
        reason: why, for the history.
    """
    changed = {gap.pk: bool(gap.fields) for gap in gaps(model, pks)}
    for update in (False, True):
        wanted = [pk for pk, has_row in changed.items() if has_row is update]
        for start in range(0, len(wanted), BATCH):
            entries = model._base_manager.filter(pk__in=wanted[start : start + BATCH])
            model.history.bulk_history_create(
                entries.order_by("pk"), update=update, default_change_reason=reason
            )
    return len(changed)
