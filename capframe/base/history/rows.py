"""The rows that history consists of: whose they are, and what they say of an entry as it stands."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Max, QuerySet

from capframe.base.saves import current_save

# Fewer than either database takes values in one query.
BATCH = 5_000


def name_of(user: Any) -> str:
    """What somebody is called; empty for nobody."""
    return user.get_full_name() or user.get_username() if user else ""


class NameOfUser(models.TextField):
    """Takes the name of the row's user when the row is made, by itself or with many others."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        if add and not getattr(model_instance, self.attname):
            setattr(model_instance, self.attname, name_of(model_instance.history_user))
        return super().pre_save(model_instance, add)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """To a migration it is a text like any other."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class HistoryRow(models.Model):
    """What every history row has beside the values of its entry."""

    # The account may be deleted later, which leaves ``history_user`` empty.
    history_user_name = NameOfUser(blank=True, default="", editable=False)
    # The same number in all rows of one save: see ``saves``. It needs no index: whoever looks for
    # the rows of a save knows its time, which has one.
    history_save = models.BigIntegerField(null=True, default=current_save, editable=False)

    class Meta:
        abstract = True


@dataclass(frozen=True, slots=True)
class Gap:
    """An entry that is not as its newest history row says.

    Args:
        pk: its primary key.
        row_type: of its newest row: "+" added, "~" changed, "-" removed; empty where there is none.
        columns: those in which it differs; none where there is no row, or one that says “removed”.
        is_gone: whether there is no such entry, though its newest row does not say “removed”.
    """

    pk: int
    row_type: str
    columns: tuple[str, ...] = ()
    is_gone: bool = False


def find_gaps(model: Any, pks: Collection[int] | None = None) -> Iterator[Gap]:
    """The entries of a model that differ from their newest history row, or have none.

    Args:
        model: a subclass of Entry.
        pks: look at these only; at all by default.
    """
    if pks is None:
        yield from _gaps_among(model, model._base_manager.all(), model.history.all())
        return
    for some in _batches(sorted(pks)):
        entries = model._base_manager.filter(pk__in=some)
        yield from _gaps_among(model, entries, model.history.filter(id__in=some))


def _gaps_among(model: Any, entries: QuerySet, rows: QuerySet) -> Iterator[Gap]:
    columns = [field.attname for field in model.history.model.tracked_fields]
    newest = rows.order_by().values("id").annotate(newest=Max("history_id")).values("newest")
    versions = model.history.filter(history_id__in=newest).order_by("id")
    kept = {
        pk: (row_type, values)
        for pk, row_type, *values in versions.values_list("id", "history_type", *columns)
    }
    for pk, *values in entries.order_by("pk").values_list("pk", *columns):
        row_type, old = kept.pop(pk, ("", None))
        if old is None or row_type == "-":
            yield Gap(pk, row_type)
        elif old != values:
            differing = zip(columns, old, values, strict=True)
            yield Gap(pk, row_type, tuple(name for name, before, now in differing if before != now))
    for pk, (row_type, _) in kept.items():
        if row_type != "-":
            yield Gap(pk, row_type, is_gone=True)


def fill_gaps(model: Any, pks: Collection[int], reason: str) -> int:
    """Write a history row for each of these entries that needs one. Returns how many did.

    Args:
        model: a subclass of Entry.
        pks: of entries that were written past its ``save``.
        reason: why, for the history.
    """
    # Whether there is a row already, so that the new one says “changed” and not “added”.
    gaps = {gap.pk: bool(gap.columns) for gap in find_gaps(model, pks) if not gap.is_gone}
    for update in (False, True):
        for some in _batches([pk for pk, has_row in gaps.items() if has_row is update]):
            entries = model._base_manager.filter(pk__in=some).order_by("pk")
            model.history.bulk_history_create(entries, update=update, default_change_reason=reason)
    return len(gaps)


def _batches(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(pks), BATCH):
        yield pks[start : start + BATCH]
