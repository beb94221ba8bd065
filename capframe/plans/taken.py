"""What a plan cannot make because another entry has it by now: an address, a title, a place."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import ForeignKey, Q

from capframe.base.models import Entry
from capframe.base.uniqueness import Unique, find_unique
from capframe.plans.apply import group_by_model
from capframe.plans.changes import STAYING, Change, Outcome, Values
from capframe.plans.existing import read_among, read_values
from capframe.plans.plan import Plan
from capframe.plans.wholes import EntryKey


@dataclass(frozen=True, slots=True)
class Taken:
    """Values that an entry of a plan cannot have.

    Args:
        change: of the plan, that would give them to it.
        columns: that hold them.
        by: the entry that has them, or would have them by the same plan.
    """

    change: Change
    columns: tuple[str, ...]
    by: EntryKey


def find_taken(plan: Plan) -> Iterator[Taken]:
    """What stands in the way of a plan because no two entries may have the same.

    What the plan takes away, or gives other values, is not in the way. A query for what must be
    unique, not for an entry; none for models in which nothing must be.
    """
    removed = plan.keys(Outcome.REMOVED)
    coming = [change for some in plan.batches(*STAYING, Outcome.CREATED) for change in some]
    for model, changes in group_by_model(coming).items():
        gone = removed.get(model._meta.label_lower, set())
        for unique in find_unique(model):
            moving = [c for c in changes if c.before is None or unique.watched & c.values.keys()]
            if moving:
                yield from _find_taken(model, unique, moving, gone)


def _find_taken(
    model: type[Entry], unique: Unique, moving: Sequence[Change], gone: set[int]
) -> Iterator[Taken]:
    rows = _read_final(model, unique, moving)
    moving = [change for change in moving if change.pk in rows]
    column = _narrowing_column(model, unique)
    there = read_among(model, {row[column] for row in rows.values()} - {None}, column)
    others = {pk: entry.values for pk, entry in there.items() if pk not in gone}
    holders: dict[tuple, list[int]] = defaultdict(list)
    for pk, row in (others | rows).items():
        holders[unique.values_of(row)].append(pk)
    for change in moving:
        own = unique.values_of(rows[change.pk])
        if None in own:  # what is empty is the same as nothing
            continue
        for pk in holders[own]:
            both = (rows[change.pk], rows.get(pk) or others[pk])
            if pk != change.pk and all(_is_held_to(unique, row) for row in both):
                yield Taken(change, unique.columns, (model, pk))


def _read_final(
    model: type[Entry], unique: Unique, moving: Sequence[Change]
) -> dict[int, dict[str, Any]]:
    """What the entries would have in the columns that matter; of those deleted since nothing."""
    staying = [change.pk for change in moving if change.before is not None]
    now = read_values(model, sorted(unique.watched), staying) if staying else {}
    moving = [change for change in moving if change.before is None or change.pk in now]
    return {
        change.pk: {
            name: value
            for name, value in {**now.get(change.pk, {}), **(change.after or {})}.items()
            if name in unique.watched
        }
        for change in moving
    }


def _narrowing_column(model: type[Entry], unique: Unique) -> str:
    """The column by which those are looked for that may have the same."""
    for name in unique.columns:
        if isinstance(model._meta.get_field(name), ForeignKey):
            return name
    return unique.columns[0]


def _is_held_to(unique: Unique, row: Values) -> bool:
    """Whether a row meets the condition of the constraint, where it has one."""
    return unique.condition is None or _meets(unique.condition, row)


def _meets(condition: Q, row: Values) -> bool:
    """Whether a row meets a condition that compares fields with values.

    Raises TypeError for any other: of many rows each would have to be asked of the database.
    """
    met = []
    for child in condition.children:
        if isinstance(child, Q):
            met.append(_meets(child, row))
            continue
        name, value = cast(tuple[str, Any], child)
        if name not in row:
            raise TypeError(f"A constraint on {name} is not known here: teach it.")
        met.append(row[name] == value)
    return (all(met) if condition.connector == Q.AND else any(met)) is not condition.negated
