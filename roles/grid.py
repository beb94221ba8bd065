"""A family's roles against the grades, most junior to most senior."""

from collections.abc import Iterable
from dataclasses import dataclass

from grades.models import Grade
from roles.models import Role, RoleLevel


@dataclass(frozen=True, slots=True)
class GridCell:
    """The levels of one role at one grade."""

    grade: Grade | None
    levels: tuple[RoleLevel, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A role, with a cell for each grade of the grid."""

    role: Role
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Grades as columns (None: the source gives no grade) and roles as rows."""

    grades: tuple[Grade | None, ...]
    rows: tuple[GridRow, ...]


def grid_of(levels: Iterable[RoleLevel]) -> Grid:
    """The grid of role levels that come in grade order; roles stand by their most junior level."""
    levels = list(levels)
    grades = {level.grade_id: level.grade for level in levels}
    roles = {level.role_id: level.role for level in levels}
    at: dict[tuple[int, int | None], list[RoleLevel]] = {}
    for level in levels:
        at.setdefault((level.role_id, level.grade_id), []).append(level)
    rows = (
        GridRow(
            role,
            tuple(GridCell(grade, tuple(at.get((pk, key), ()))) for key, grade in grades.items()),
        )
        for pk, role in roles.items()
    )
    return Grid(tuple(grades.values()), tuple(rows))
