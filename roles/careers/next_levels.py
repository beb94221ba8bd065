"""The steps up and down from a role level: in its own role, or else in its family."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import IntegerField, Q

from capframe.base.addresses import address
from capframe.base.prepared import Parameter, Prepared
from roles.careers.ladders import MOST_NAMED, Rank, ladders_of, rank_of
from roles.models import RoleLevel
from roles.ordering import PlacedLevel
from roles.profiles import Profile, full_title
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
        up_is_inferred, down_is_inferred: whether they lead into other roles: no document states
            such a step.
        has_more_up: whether there are more up than are named.
        order: of the role's levels; where nothing states it, there is no step.
    """

    up: tuple[NextLevel, ...]
    down: tuple[NextLevel, ...]
    up_is_inferred: bool
    down_is_inferred: bool
    has_more_up: bool
    order: RoleOrder


@cache
def near_levels_query(*, graded: bool) -> Prepared:
    """All levels of a role, and its family's nearest by grade."""
    given = {
        name: Parameter(name, IntegerField())
        for name in ("role", "family", "structure", "position")
    }
    levels = RoleLevel.objects.published()
    near = Q(role__id=given["role"])
    if graded:
        family = levels.filter(
            family__id=given["family"], grade__structure__id=given["structure"]
        ).exclude(role__id=given["role"])
        for nearest in family.nearest_by_grade(given["position"]):
            near |= Q(pk__in=nearest.values("pk")[: MOST_NAMED + 1])
    return Prepared(
        levels.filter(near, family__id=given["family"])
        .in_grade_order()
        .values_list(
            *("role__slug", "role__title", "slug", "title", "role_id", "role__order_from"),
            *("pk", "grade__structure_id", "grade__position", "level_order"),
        )
    )


def next_levels_from(profile: Profile) -> NextLevels:
    """The next level of the same role, or the first few of the family's at the next grade.

    One query, which reads a few rows more than the role has levels.
    """
    grade = profile.grade
    values = {"role": profile.role_pk, "family": profile.family_pk}
    if grade:
        values |= {"structure": grade.structure_pk, "position": grade.position}
    rows = near_levels_query(graded=grade is not None).rows(values)
    own = [row for row in rows if row.role_id == profile.role_pk]
    placed = (
        PlacedLevel(row.pk, row.grade__structure_id, row.grade__position, row.level_order)
        for row in own
    )
    order = role_order_of(placed, own[0].role__order_from if own else "")
    ladders = ladders_of(next_level_of(row, order.places.get(row.pk)) for row in rows)
    here = rank_of(profile.role_pk, grade, order.places.get(profile.pk))
    up, down = ladders.up(here), ladders.down(here)
    return NextLevels(
        up[:MOST_NAMED],
        down[:MOST_NAMED],
        up_is_inferred=leads_elsewhere(here, up),
        down_is_inferred=leads_elsewhere(here, down),
        has_more_up=len(up) > MOST_NAMED,
        order=order,
    )


def leads_elsewhere(here: Rank, steps: Sequence[NextLevel]) -> bool:
    return any(level.rank.role != here.role for level in steps)


def next_level_of(row: Any, place: int | None) -> NextLevel:
    return NextLevel(
        title=full_title(row.role__title, row.title),
        url=address("roles:level", row.role__slug, row.slug),
        reference=f"{row.role__slug}/{row.slug}",
        rank=Rank(row.role_id, row.grade__structure_id, row.grade__position, place),
    )
