"""The steps up and down from a role level: in its own role, or else in its family."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import F, IntegerField, Q

from capframe.base.addresses import address
from capframe.base.prepared import Parameter, Prepared
from roles.careers.ladders import MOST_NAMED, Rank, ladders_of, rank_of
from roles.models import RoleLevel
from roles.profiles import Profile, full_title


@dataclass(frozen=True, slots=True)
class NextLevel:
    title: str
    url: str
    reference: str
    rank: Rank


@dataclass(frozen=True, slots=True)
class NextLevels:
    up: tuple[NextLevel, ...]
    down: tuple[NextLevel, ...]


@cache
def near_levels_query(*, graded: bool) -> Prepared:
    """The levels of a role that are compared with one of it, and its family's nearest by grade."""
    given = {
        name: Parameter(name, IntegerField())
        for name in ("pk", "role", "family", "structure", "position")
    }
    levels = RoleLevel.objects.published()
    near = Q(role__id=given["role"], grade__isnull=True)
    if graded:
        structure = given["structure"]
        near = Q(role__id=given["role"], grade__structure__id=structure)
        family = levels.filter(family__id=given["family"], grade__structure__id=structure)
        for nearest in family.nearest_by_grade(given["position"]):
            near |= Q(pk__in=nearest.values("pk")[:MOST_NAMED])
    return Prepared(
        levels.filter(near, family__id=given["family"])
        .exclude(id=given["pk"])
        .order_by(
            "grade__position", F("level_order").asc(nulls_last=True), "role__title", "title", "pk"
        )
        .values_list(
            *("role__slug", "role__title", "slug", "title"),
            *("role_id", "grade__structure_id", "grade__position", "level_order"),
        )
    )


def next_levels_from(profile: Profile) -> NextLevels:
    """The next level of the same role, or the first few of the family's at the next grade.

    One query, which reads a few rows more than the role has levels.
    """
    grade = profile.grade
    values = {"pk": profile.pk, "role": profile.role_pk, "family": profile.family_pk}
    if grade:
        values |= {"structure": grade.structure_pk, "position": grade.position}
    rows = near_levels_query(graded=grade is not None).rows(values)
    ladders = ladders_of(map(next_level_of, rows))
    here = rank_of(profile.role_pk, grade, profile.level_order)
    return NextLevels(ladders.up(here)[:MOST_NAMED], ladders.down(here)[:MOST_NAMED])


def next_level_of(row: Any) -> NextLevel:
    return NextLevel(
        title=full_title(row.role__title, row.title),
        url=address("roles:level", row.role__slug, row.slug),
        reference=f"{row.role__slug}/{row.slug}",
        rank=Rank(row.role_id, row.grade__structure_id, row.grade__position, row.level_order or 0),
    )
