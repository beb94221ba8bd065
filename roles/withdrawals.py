"""What readers are told of role levels, and of skills asked for, that are withdrawn.

Asked for with the queries of ``loading.py``. Where something that was withdrawn is replaced, there
is one query more for each model of it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from capframe.base.status import find_successors
from capframe.base.withdrawal import Withdrawal
from roles.models import JobFamily, Role, RoleLevel
from skills.models import Skill


class Holder(NamedTuple):
    """An entry whose withdrawal is that of a row.

    Args:
        path: leads to it from the row's model.
        whole: what it is called where the row's own entry stands in it.
    """

    model: type[RoleLevel | Role | JobFamily | Skill]
    path: str
    whole: str = ""

    @property
    def since(self) -> str:
        """The column that says since when, as text."""
        return f"{self.path.replace('__', '_')}since"

    @property
    def successor(self) -> str:
        """The column that says what replaces it."""
        return f"{self.path}successor_id"


# A role level is withdrawn by itself, or else with its role or its family.
HOLDERS_OF_LEVEL = (
    Holder(RoleLevel, ""),
    Holder(Role, "role__", "role"),
    Holder(JobFamily, "family__", "job family"),
)
HOLDERS_OF_REQUIREMENT = (Holder(Skill, "skill__"),)


def since_columns(holders: Sequence[Holder]) -> dict[str, Cast]:
    """What a queryset is annotated with, so that its rows say since when each is withdrawn."""
    return {one.since: Cast(f"{one.path}withdrawn_on", CharField()) for one in holders}


def withdrawal_columns(holders: Sequence[Holder]) -> tuple[str, ...]:
    """The columns that a row must have."""
    return (*(one.since for one in holders), *(one.successor for one in holders))


def find_withdrawals(rows: Iterable[Any], holders: Sequence[Holder]) -> dict[int, Withdrawal]:
    """The withdrawals of those rows that are withdrawn, by primary key."""
    withdrawn = {row.pk: row for row in rows if any(getattr(row, one.since) for one in holders)}
    if not withdrawn:
        return {}
    by_holder = {
        holder: {pk: row for pk, row in withdrawn.items() if holder is holder_of(row, holders)}
        for holder in holders
    }
    return {
        pk: Withdrawal(
            date.fromisoformat(getattr(row, holder.since)),
            successors.get(getattr(row, holder.successor)),
            holder.whole,
        )
        for holder, own in by_holder.items()
        for successors in [
            find_successors(holder.model, (getattr(row, holder.successor) for row in own.values()))
        ]
        for pk, row in own.items()
    }


def holder_of(row: Any, holders: Sequence[Holder]) -> Holder:
    """The first that is withdrawn."""
    return next(one for one in holders if getattr(row, one.since))
