"""The steps up and down from a role level: in its own role, or else in its family."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import CharField, Subquery

from capframe.base.addresses import address
from capframe.base.prepared import Parameter, Prepared
from roles.careers.ladders import MOST_NAMED, Rank, ladders_of
from roles.models import RoleLevel
from roles.ordering import PlacedLevel
from roles.profiles import full_title
from roles.role_orders import RoleOrder, role_order_of


@dataclass(frozen=True, slots=True)
class NextLevel:
    title: str
    url: str
    reference: str
    rank: Rank


@dataclass(frozen=True, slots=True)
class NextLevels:
    """The steps from a role level.

    Args:
        order: of the role's levels; where nothing states it, there is no step.
        up_is_inferred, down_is_inferred: whether they lead into other roles: no document states
            such a step.
        has_more_up: whether there are more up than are named.
    """

    up: tuple[NextLevel, ...]
    down: tuple[NextLevel, ...]
    order: RoleOrder
    up_is_inferred: bool = False
    down_is_inferred: bool = False
    has_more_up: bool = False


@cache
def near_levels_query() -> Prepared:
    """All levels of the role that an address names, and its family's nearest by grade."""
    slugs = {name: Parameter(name, CharField()) for name in ("role", "level")}
    named = RoleLevel.objects.published_or_withdrawn()
    here = named.filter(role__slug=slugs["role"], slug=slugs["level"]).order_by()

    def given(field: str) -> Subquery:
        return Subquery(here.values(field))

    levels = RoleLevel.objects.published()
    own = levels.filter(role=given("role")).order_by().values("pk")
    grade = given("grade__structure"), given("grade__position")
    nearest = levels.exclude(role=given("role")).nearest_by_grade(given("family"), *grade)
    # Each stands in a query of its own: SQLite unites none that has an order or a limit.
    near = (
        RoleLevel.objects.filter(pk__in=some.values("pk")[: MOST_NAMED + 1]).order_by()
        for some in nearest
    )
    # What is near is published; to ask that again here would have a database walk through all, and
    # so would “one of these or one of those”.
    return Prepared(
        RoleLevel.objects.filter(pk__in=own.union(*near, all=True))
        .in_grade_order()
        .values_list(
            *("role__slug", "role__title", "slug", "title", "role_id", "role__order_from"),
            *("pk", "grade__structure_id", "grade__position", "level_order"),
        )
    )


def load_next_levels(role: str, level: str) -> NextLevels:
    """The next level of the same role, or the first few of the family's at the next grade.

    One query, which reads a few rows more than the role has levels. Of one that is withdrawn there
    is no step; nor is there of one that is not there.

    Args:
        role: its slug, as in ``/roles/<role>/<level>/``.
        level: its slug.
    """
    rows = near_levels_query().rows({"role": role, "level": level})
    own = [row for row in rows if row.role__slug == role]
    placed = (
        PlacedLevel(row.pk, row.grade__structure_id, row.grade__position, row.level_order)
        for row in own
    )
    order = role_order_of(placed, own[0].role__order_from if own else "")
    levels = {(row.role__slug, row.slug): next_level_of(row, order) for row in rows}
    here = levels.get((role, level))
    if here is None:
        return NextLevels((), (), order=order)
    ladders = ladders_of(levels.values())
    up, down = ladders.up(here.rank), ladders.down(here.rank)
    return NextLevels(
        up[:MOST_NAMED],
        down[:MOST_NAMED],
        up_is_inferred=leads_elsewhere(here.rank, up),
        down_is_inferred=leads_elsewhere(here.rank, down),
        has_more_up=len(up) > MOST_NAMED,
        order=order,
    )


def leads_elsewhere(here: Rank, steps: Sequence[NextLevel]) -> bool:
    return any(level.rank.role != here.role for level in steps)


def next_level_of(row: Any, order: RoleOrder) -> NextLevel:
    """With its place in this order, if it is of that role."""
    place = order.places.get(row.pk)
    return NextLevel(
        title=full_title(row.role__title, row.title),
        url=address("roles:level", row.role__slug, row.slug),
        reference=f"{row.role__slug}/{row.slug}",
        rank=Rank(row.role_id, row.grade__structure_id, row.grade__position, place),
    )
