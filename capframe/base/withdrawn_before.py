"""Who withdrew what is withdrawn now, when and why, as its history says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Min, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from capframe.base.models import Entry, Status


@dataclass(frozen=True, slots=True)
class EarlierWithdrawal:
    """Somebody's withdrawal of an entry; ``who`` and ``reason`` are empty where not recorded."""

    when: datetime
    who: str
    reason: str


def find_earlier_withdrawals(
    model: type[Entry], pks: Collection[int]
) -> dict[int, EarlierWithdrawal]:
    """The last withdrawal of each of these entries that is withdrawn now, in two queries."""
    rows: Any = model.history.filter(id__in=pks).order_by()
    other = rows.exclude(status=Status.WITHDRAWN).filter(id=OuterRef("id")).values("id")
    since_other = other.annotate(newest=Max("history_id")).values("newest")
    first = (
        rows.filter(
            status=Status.WITHDRAWN, history_id__gt=Coalesce(Subquery(since_other), Value(0))
        )
        .values("id")
        .annotate(first=Min("history_id"))
        .values_list("first", flat=True)
    )
    columns = ("id", "history_date", "history_user_name", "history_change_reason")
    return {
        pk: EarlierWithdrawal(when, who, reason or "")
        for pk, when, who, reason in model.history.filter(history_id__in=list(first))
        .order_by()
        .values_list(*columns)
    }
