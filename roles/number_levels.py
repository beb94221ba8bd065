"""Putting a role's levels in order: signed changes of their numbers, and who states the order."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from capframe.base.actions import sign
from capframe.base.parts import lock
from roles.models import Role
from roles.ordering import OrderFrom, stated_by


def numbers_of(role: Role) -> dict[int, int | None]:
    """The number of each of its levels, by primary key."""
    return dict(role.levels.order_by().values_list("pk", "level_order"))


@transaction.atomic
def number_levels(
    *, role: Role, numbers: Mapping[int, int | None], order_from: str, by: Any, reason: str
) -> int:
    """Give some levels of a role these numbers, by primary key, and say who states their order.

    Without any number nobody does. Returns how many entries changed.
    """
    lock(role)
    changed = 0
    levels = role.levels.filter(pk__in=numbers).order_by("pk")
    for level in levels.select_for_update(of=("self",)):
        if level.level_order != numbers[level.pk]:
            level.level_order = numbers[level.pk]
            sign(level, by=by, reason=reason)
            level.save()
            changed += 1
    is_numbered = any(number is not None for number in numbers_of(role).values())
    return changed + _say(role, order_from if is_numbered else "", by, reason)


@transaction.atomic
def say_who_orders(
    *, role: Role, before: Mapping[int, int | None], given: Collection[int], by: Any, reason: str
) -> None:
    """Say that editors state a role's order, where they gave its levels other numbers.

    Args:
        role: whose levels they are.
        before: the number of each level before that.
        given: the levels that were given a number.
        by: who did it.
        reason: for the history.
    """
    lock(role)
    role.refresh_from_db()
    after = numbers_of(role)
    by_editors = OrderFrom.EDITORS.value
    now = stated_by(role.order_from, before=before, after=after, given=given, by=by_editors)
    _say(role, now, by, reason)


def _say(role: Role, order_from: str, by: Any, reason: str) -> int:
    """Returns how many entries changed."""
    if role.order_from == order_from:
        return 0
    role.order_from = order_from
    sign(role, by=by, reason=reason)
    role.save()
    return 1
