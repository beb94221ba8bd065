"""Job families: the list, and a family with its roles against the grades."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from grades.models import Grade
from roles.careers.career_map import MapLevel, career_map_of
from roles.careers.drawing import drawing_of
from roles.careers.ladders import rank_of
from roles.models import JobFamily, Role, RoleLevel


@dataclass(frozen=True, slots=True)
class GridCell:
    grade: Grade | None
    levels: tuple[RoleLevel, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    role: Role
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Grades as columns (None: the source gives no grade) and roles as rows."""

    grades: tuple[Grade | None, ...]
    rows: tuple[GridRow, ...]


def families(request: HttpRequest) -> HttpResponse:
    entries = JobFamily.objects.published().with_numbers().select_related("source")
    return render(request, "families/list.html", {"families": entries})


def family(request: HttpRequest, slug: str) -> HttpResponse:
    entry = get_object_or_404(JobFamily.objects.published().select_related("source"), slug=slug)
    levels = list(entry.role_levels.published().with_role_and_grade().in_grade_order())
    career_map = career_map_of(map(map_level_of, levels))
    sections = entry.sections.in_order().select_related("source").prefetch_related("statements")
    context = {
        "family": entry,
        "sections": sections,
        "grid": grid_of(levels),
        "career_map": career_map,
        "drawing": drawing_of(career_map),
        "workstreams": list(entry.workstreams.published()),
        "trail": [("Job families", reverse("families:list"))],
    }
    return render(request, "families/family.html", context)


def grid_of(levels: Sequence[RoleLevel]) -> Grid:
    """The grid of role levels that come in grade order; roles stand by their most junior level."""
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


def map_level_of(level: RoleLevel) -> MapLevel:
    """A role level, loaded with its role and grade, as the career map takes it."""
    grade = level.grade.as_plain() if level.grade else None
    rank = rank_of(level.role_id, grade, level.level_order)
    return MapLevel(level.full_title, level.get_absolute_url(), level.reference, grade, rank)
