"""Turns a plan round: what would put everything back, or all but what was edited since."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from capframe.plans.apply import foreign_keys, model_of
from capframe.plans.conflicts import Edit
from capframe.plans.history_version import newest_history_versions
from capframe.plans.plan import Change, Plan, Values, Whole

Entries = dict[tuple[str, int], Change]


def inverse(plan: Plan, made: Mapping[int, int]) -> Plan:
    """The plan that puts back what another one changed.

    Args:
        plan: as it was applied.
        made: the primary keys of what it made, as ``apply`` gave them.
    """
    back = Plan(
        wholes=[Whole(w.model, made.get(w.pk, w.pk), w.title) for w in plan.wholes],
        changes=[_inverse(change, made) for change in reversed(plan.changes)],
    )
    back.seen = newest_history_versions(map(model_of, plan.seen))
    return back


def _inverse(change: Change, made: Mapping[int, int]) -> Change:
    before, after = (_resolved(change.model, v, made) for v in (change.before, change.after))
    return replace(change, pk=made.get(change.pk, change.pk), before=after, after=before, line=0)


def _resolved(label: str, values: Values | None, made: Mapping[int, int]) -> Values | None:
    """The values with primary keys in place of the numbers of entries to be made."""
    if values is None:
        return None
    refers = foreign_keys(model_of(label)).keys() & values.keys()
    return {**values, **{name: made.get(values[name], values[name]) for name in refers}}


def leaving(back: Plan, edits: Iterable[Edit]) -> Plan:
    """The plan without these entries, and without taking away anything that they stand in."""
    edits = list(edits)
    left = {(edit.change.model, edit.change.pk) for edit in edits}
    removed: Entries = {(c.model, c.pk): c for c in back.changes if c.after is None}
    spreading = [(edit.change.model, edit.change.pk) for edit in edits if not edit.gone]
    while spreading:
        change = removed.get(spreading.pop())
        for target in _targets(change) if change else ():
            if target in removed and target not in left:
                left.add(target)
                spreading.append(target)
    changes = [change for change in back.changes if (change.model, change.pk) not in left]
    return Plan(back.wholes, changes, back.unchanged, back.seen)


def _targets(change: Change) -> Iterable[tuple[str, int]]:
    for name, field in foreign_keys(model_of(change.model)).items():
        pk = (change.before or {}).get(name)
        if pk is not None:
            yield cast(Any, field.related_model)._meta.label_lower, pk


def overriding(back: Plan, edits: Iterable[Edit]) -> Plan:
    """The plan that puts back what was edited since, too; what blocks is left as it is."""
    edits = list(edits)
    now = {(e.change.model, e.change.pk): e.now for e in edits if e.now}
    plan = leaving(back, [edit for edit in edits if edit.blocks])
    changes = [
        replace(change, before=now.get((change.model, change.pk)) or change.before)
        for change in plan.changes
    ]
    return Plan(plan.wholes, changes, plan.unchanged, plan.seen)
