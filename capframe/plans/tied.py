"""Which fields of an entry go together: those that a constraint names together."""

from collections.abc import Iterable
from functools import cache
from typing import cast

from django.db.models import CheckConstraint, Model, Q

from capframe.base.uniqueness import find_unique


def group_tied(model: type[Model], columns: Iterable[str]) -> list[tuple[str, ...]]:
    """Some columns in groups, each to be changed as one: a status with the day of withdrawal.

    The groups and the columns in each stand in the order in which the model declares them.
    """
    wanted = set(columns)
    groups: list[set[str]] = []
    for name in (one.attname for one in model._meta.concrete_fields if one.attname in wanted):
        together = {name}.union(*(tie & wanted for tie in _ties_of(model) if name in tie))
        for group in [group for group in groups if group & together]:
            groups.remove(group)
            together |= group
        groups.append(together)
    order = [one.attname for one in model._meta.concrete_fields]
    sorted_groups = [tuple(sorted(group, key=order.index)) for group in groups]
    return sorted(sorted_groups, key=lambda group: order.index(group[0]))


@cache
def _ties_of(model: type[Model]) -> tuple[frozenset[str], ...]:
    """The columns of each constraint of the model that names several."""
    by_name = {one.name: one.attname for one in model._meta.concrete_fields}
    checks = (
        frozenset(by_name[name] for name in _names_in(constraint) if name in by_name)
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
    )
    unique = (one.watched for one in find_unique(model))
    return tuple(tie for tie in (*checks, *unique) if len(tie) > 1)


def _names_in(constraint: CheckConstraint) -> set[str]:
    return cast(Q, constraint.condition).referenced_base_fields
