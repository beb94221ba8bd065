"""The order of a role's levels as pages take it: their places, and who states them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from django.db.models import IntegerField

from capframe.base.models import Status
from capframe.base.prepared import Parameter, Prepared
from roles.models import RoleLevel
from roles.ordering import OrderFrom, Placed, PlacedLevel, numbers_decide, places_of
from roles.profiles import Profile


class RoleOrder(NamedTuple):
    """The places of a role's levels, by primary key; none where nothing states them.

    Args:
        places: 1 for the most junior; those side by side have the same.
        is_by_editors: whether editors gave the order, and no source does.
    """

    places: Mapping[int, int]
    is_by_editors: bool

    @property
    def is_stated(self) -> bool:
        return bool(self.places)

    @property
    def has_shared_places(self) -> bool:
        return len(set(self.places.values())) < len(self.places)


def role_order_of(
    levels: Iterable[Placed], order_from: str, withdrawn: Iterable[Placed] = ()
) -> RoleOrder:
    """The order of a role's levels.

    Args:
        levels: all that are published.
        order_from: who states their order, as the role has it.
        withdrawn: those that readers may still see. They have places where what orders the others
            orders them too; an order that is stated without them stays.
    """
    levels, withdrawn = tuple(levels), tuple(withdrawn)
    places = places_of(levels)
    if withdrawn and places is not None:
        places = places_of((*levels, *withdrawn)) or places
    by_editors = order_from == OrderFrom.EDITORS and numbers_decide((*levels, *withdrawn))
    return RoleOrder(places or {}, by_editors)


def role_order_of_entries(levels: Iterable[RoleLevel]) -> RoleOrder:
    """The order of all published levels of one role, loaded with that and their grades."""
    levels = tuple(levels)
    return role_order_of(map(placed, levels), levels[0].role.order_from if levels else "")


def placed(level: RoleLevel) -> PlacedLevel:
    structure, position = (
        (level.grade.structure_id, level.grade.position) if level.grade else (None, None)
    )
    return PlacedLevel(level.pk, structure, position, level.level_order)


@cache
def levels_query(number: int) -> Prepared:
    """All levels of this many roles that readers see or once saw, with what tells their places."""
    roles: Any = [Parameter(f"pk{n}", IntegerField()) for n in range(number)]
    return Prepared(
        RoleLevel.objects.published_or_withdrawn()
        .filter(role__id__in=roles)
        .order_by("pk")
        .values_list(
            *("role_id", "role__order_from", "status", "pk"),
            *("grade__structure_id", "grade__position", "level_order"),
        )
    )


def load_role_orders(roles: Sequence[int]) -> dict[int, RoleOrder]:
    """The order of each of these roles, in one query; none for no roles."""
    if not roles:
        return {}
    levels: dict[tuple[int, str], dict[str, list[PlacedLevel]]] = {}
    for row in levels_query(len(roles)).rows({f"pk{n}": pk for n, pk in enumerate(roles)}):
        role, order_from, status, *values = row
        of_role = levels.setdefault(
            (role, order_from), {Status.PUBLISHED: [], Status.WITHDRAWN: []}
        )
        of_role[status].append(PlacedLevel(*values))
    return {
        role: role_order_of(those[Status.PUBLISHED], order_from, those[Status.WITHDRAWN])
        for (role, order_from), those in levels.items()
    }


def with_places(profiles: Sequence[Profile]) -> Iterator[Profile]:
    """The profiles; those of one role with their places in it. One query, where there are such."""
    numbers = Counter(profile.role_pk for profile in profiles)
    orders = load_role_orders([role for role, number in numbers.items() if number > 1])
    for profile in profiles:
        order = orders.get(profile.role_pk)
        if order is None:
            yield profile
        else:
            place = order.places.get(profile.pk)
            yield replace(profile, role_place=place, order_is_by_editors=order.is_by_editors)
