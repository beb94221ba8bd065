"""The plan that was carried out for a reason, read from the history rows that it wrote."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from capframe.base.models import Entry, entry_models
from capframe.base.parts import whole_field, whole_of
from capframe.plans.changes import Change, Values, Whole
from capframe.plans.existing import as_json
from capframe.plans.plan import Plan


def read_last_plan(reason: str) -> Plan | None:
    """The last plan that changed and removed entries for this reason; None where there is none."""
    rows = {model: model.history.filter(history_change_reason=reason) for model in entry_models()}
    when = _find_last_time(rows.values())
    if when is None:
        return None
    plan = Plan()
    for model, because in rows.items():
        for row in because.filter(history_date=when).order_by("history_id"):
            plan.add(_change_of(model, row, plan.add_whole(_whole_of(model, row))))
            plan.history_versions[model._meta.label_lower] = row.history_id
    return plan


def _find_last_time(rows: Iterable[QuerySet]) -> datetime | None:
    """The time of the last plan: all its rows have the same, whatever the clock was then.

    Of two plans that wrote to the same model, the ids of its rows tell which was later.
    """
    newest, earlier = set(), set()
    for of_model in rows:
        times = list(of_model.order_by("-history_id").values_list("history_date", flat=True))
        newest |= set(times[:1])
        earlier |= set(times) - set(times[:1])
    return max(newest - earlier, default=None)


def _change_of(model: type[Entry], row: Any, whole: int) -> Change:
    after = _values(model, row)
    if row.history_type == "-":
        return Change(model._meta.label_lower, row.id, after, None, whole)
    earlier = model.history.filter(id=row.id, history_id__lt=row.history_id)
    before = _values(model, earlier.order_by("-history_id")[0])
    names = [name for name in after if before[name] != after[name]]
    return Change(
        model._meta.label_lower,
        row.id,
        {name: before[name] for name in names},
        {name: after[name] for name in names},
        whole,
    )


def _values(model: type[Entry], row: Any) -> Values:
    return {
        field.attname: as_json(getattr(row, field.attname))
        for field in model._meta.concrete_fields
        if not field.primary_key
    }


def _whole_of(model: type[Entry], row: Any) -> Whole:
    """What the entry stands in, as far as that is still there."""
    field = whole_field(model)
    target: Any = field.related_model if field else model
    pk = getattr(row, field.attname) if field else row.id
    entry = target._base_manager.filter(pk=pk).first()
    whole = whole_of(entry) if entry else None
    if whole is None:
        return Whole(target._meta.label_lower, pk, "")
    return Whole(type(whole)._meta.label_lower, whole.pk, str(whole))
