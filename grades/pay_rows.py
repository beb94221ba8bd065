"""Pay as rows of a prepared query have it, which gives amounts and days as texts."""

from datetime import date
from decimal import Decimal
from typing import Any

from grades.plain import Pay

# Of a query that calls the minimum ``least``, the maximum ``most`` and the first day ``begins``.
PAY_COLUMNS = (
    *("employer", "location", "least", "most", "begins"),
    *("period", "currency", "note"),
)


def pay_of(row: Any) -> Pay:
    """The pay of a row with ``PAY_COLUMNS``."""
    return Pay(
        employer=row.employer,
        location=row.location,
        minimum=Decimal(row.least),
        maximum=Decimal(row.most),
        valid_from=date.fromisoformat(row.begins) if row.begins else None,
        period=row.period,
        currency=row.currency,
        note=row.note,
    )
