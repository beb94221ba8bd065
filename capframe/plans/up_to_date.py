"""A plan that was made some time ago, as it can be carried out now."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db.models import CharField, IntegerField, Max, TextField

from capframe.plans.apply import model_of
from capframe.plans.changes import Change, Values
from capframe.plans.conflicts import Conflict, find_conflicts
from capframe.plans.plan import Plan
from capframe.plans.taken import find_taken
from capframe.plans.undo import leave_conflicts, override_conflicts


def leave_out_blocked(plan: Plan) -> tuple[Plan, list[Conflict], list[Conflict]]:
    """What can still be carried out of a plan, whatever is chosen.

    Returns the plan without what cannot be, that, and what was edited since and can be.
    """
    left: list[Conflict] = []
    while True:
        conflicts = find_conflicts(plan)
        blocked = [one for one in conflicts if one.blocks]
        if not blocked:
            return plan, left, conflicts
        left += blocked
        # What stands in what is left out cannot be carried out either: it is found the next time.
        plan = leave_conflicts(plan, blocked)


def bring_up_to_date(plan: Plan) -> Plan:
    """The plan as it can be put in place for a moment, whatever has been edited meanwhile.

    What others have taken that only one may have is something else until it is taken back.
    """
    plan, _, conflicts = leave_out_blocked(plan)
    plan = override_conflicts(plan, conflicts)
    free = _find_free_values(plan)
    return Plan(plan.wholes, [_with_values(one, free) for one in plan.changes]) if free else plan


def _find_free_values(plan: Plan) -> dict[tuple[str, int], dict[str, Any]]:
    """Values that no row has, in place of those that are taken, by the entry's label and key."""
    found: dict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    for number, taken in enumerate(find_taken(plan), start=1):
        change = taken.change
        for name in reversed(taken.columns):
            if (free := _free_value(model_of(change.model), name, number)) is not None:
                found[change.model, change.pk][name] = free
                break
    return dict(found)


def _free_value(model: Any, column: str, number: int) -> Any:
    """A value that no row has in this column; None where no such value is known."""
    field = model._meta.get_field(column)
    if isinstance(field, CharField | TextField) and not field.choices:
        return f"{uuid4().hex}{number}"[: field.max_length]
    if isinstance(field, IntegerField) and not field.primary_key:
        highest = model._base_manager.aggregate(highest=Max(column))["highest"] or 0
        return highest + number
    return None


def _with_values(change: Change, free: Mapping[tuple[str, int], Values]) -> Change:
    values = free.get((change.model, change.pk))
    return change._replace(after={**(change.after or {}), **values}) if values else change
