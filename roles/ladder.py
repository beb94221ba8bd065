"""The steps up and down from a role level: in its own role, or else in its family."""

from dataclasses import dataclass

from roles.models import RoleLevel

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Steps:
    """The role levels one step up and one step down."""

    up: tuple[RoleLevel, ...]
    down: tuple[RoleLevel, ...]


def steps_from(level: RoleLevel) -> Steps:
    """The next level of the same role, or the family's levels at the next grade.

    One query, at most 50 rows: a family with hundreds of levels at a grade shows its first few.
    """
    near = list(
        RoleLevel.objects.published()
        .beside(level)
        .with_role_and_grade()
        .only(
            *("title", "slug", "level_order", "role__title", "role__slug", "family__slug"),
            *("grade__title", "grade__position", "grade__slug", "grade__structure__slug"),
        )
        .in_grade_order()[:50]
    )
    here = rank(level)
    up = [other for other in near if rank(other) > here]
    down = [other for other in reversed(near) if rank(other) < here]
    return Steps(nearest(up, level), nearest(down, level))


def rank(level: RoleLevel) -> tuple[int, int]:
    """Orders the levels of a role or of a structure: by grade, then by their own order."""
    return (level.grade.position if level.grade else 0, level.level_order)


def nearest(levels: list[RoleLevel], start: RoleLevel) -> tuple[RoleLevel, ...]:
    """The nearest of the same role; without one, the family's at another grade, nearest first."""
    same_role = [level for level in levels if level.role_id == start.role_id]
    if same_role:
        return (same_role[0],)
    others = [level for level in levels if level.grade_id != start.grade_id]
    return tuple(other for other in others if other.grade_id == others[0].grade_id)[:MOST_SHOWN]
