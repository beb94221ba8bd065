"""Turns a plan round: what would put everything back, or all but what was edited since."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from capframe.plans.apply import foreign_keys, model_of
from capframe.plans.conflicts import Conflict
from capframe.plans.existing import newest_history_versions
from capframe.plans.plan import Change, Plan, Values, Whole


def invert(plan: Plan, keys: Mapping[int, int]) -> Plan:
    """The plan that puts back what another one changed.

    Args:
        plan: as it was applied.
        keys: the primary keys of what it created, as ``apply`` gave them.
    """
    return Plan(
        wholes=[Whole(w.model, keys.get(w.pk, w.pk), w.title) for w in plan.wholes],
        changes=[_invert_change(change, keys) for change in reversed(plan.changes)],
        history_versions=newest_history_versions(map(model_of, plan.history_versions)),
    )


def _invert_change(change: Change, keys: Mapping[int, int]) -> Change:
    before, after = (_resolve(change.model, v, keys) for v in (change.before, change.after))
    return replace(change, pk=keys.get(change.pk, change.pk), before=after, after=before, line=0)


def _resolve(label: str, values: Values | None, keys: Mapping[int, int]) -> Values | None:
    """The values with primary keys in place of the numbers of new entries."""
    if values is None:
        return None
    refers = foreign_keys(model_of(label)).keys() & values.keys()
    return {**values, **{name: keys.get(values[name], values[name]) for name in refers}}


def leave_conflicts(back: Plan, conflicts: Iterable[Conflict]) -> Plan:
    """The plan without these entries, and without taking away anything that they stand in."""
    conflicts = list(conflicts)
    left = {(one.change.model, one.change.pk) for one in conflicts}
    removed = {(c.model, c.pk): c for c in back.changes if c.after is None}
    staying = [(one.change.model, one.change.pk) for one in conflicts if not one.gone]
    while staying:
        change = removed.get(staying.pop())
        for target in _targets(change) if change else ():
            if target in removed and target not in left:
                left.add(target)
                staying.append(target)
    changes = [change for change in back.changes if (change.model, change.pk) not in left]
    return replace(back, changes=changes)


def _targets(change: Change) -> Iterable[tuple[str, int]]:
    for name, field in foreign_keys(model_of(change.model)).items():
        pk = (change.before or {}).get(name)
        if pk is not None:
            yield cast(Any, field.related_model)._meta.label_lower, pk


def override_conflicts(back: Plan, conflicts: Iterable[Conflict]) -> Plan:
    """The plan that puts back what was edited since, too; what blocks is left as it is."""
    conflicts = list(conflicts)
    now = {(one.change.model, one.change.pk): one.now for one in conflicts if one.now}
    plan = leave_conflicts(back, [one for one in conflicts if one.blocks])
    changes = [
        replace(change, before=now.get((change.model, change.pk)) or change.before)
        for change in plan.changes
    ]
    return replace(plan, changes=changes)
