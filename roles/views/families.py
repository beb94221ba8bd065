"""Job families: the list, and a family with its roles against the grades."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from grades.models import Grade
from grades.plain import NO_GRADE, band_titles
from roles.careers.career_map import MapLevel, career_map_of
from roles.careers.drawing import drawings_of
from roles.careers.ladders import rank_of
from roles.models import JobFamily, Role, RoleLevel
from roles.order_words import INFERRED, ORDER_NOT_STATED
from roles.role_orders import RoleOrder, role_order_of_entries


@dataclass(frozen=True, slots=True)
class GridCell:
    label: str
    levels: tuple[RoleLevel, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    role: Role
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Grades as columns (None: the source gives no grade) and roles as rows.

    Args:
        bands: the organisation over each run of columns, and how many they are.
    """

    bands: tuple[tuple[str, int], ...]
    grades: tuple[Grade | None, ...]
    rows: tuple[GridRow, ...]

    @property
    def organisations(self) -> int:
        """How many structures have grades here."""
        return sum(title != NO_GRADE for title, _ in self.bands)


def families(request: HttpRequest) -> HttpResponse:
    entries = JobFamily.objects.published().with_numbers().select_related("source")
    return render(request, "families/list.html", {"families": entries})


def family(request: HttpRequest, slug: str) -> HttpResponse:
    entries = JobFamily.objects.published_or_withdrawn().select_related("source")
    entry = get_object_or_404(entries, slug=slug)
    levels = list(entry.role_levels.published().with_role_and_grade().in_grade_order())
    orders = role_orders_of(levels)
    career_map = career_map_of(map_level_of(level, orders[level.role_id]) for level in levels)
    drawings = drawings_of(career_map)
    sections = entry.sections.in_order().select_related("source").prefetch_related("statements")
    context = {
        "family": entry,
        "withdrawal": entry.withdrawal,
        "sections": sections,
        "grid": grid_of(levels),
        "career_map": career_map,
        "drawings": drawings,
        "by_editors": [
            level.role.title
            for level in {level.role_id: level for level in levels}.values()
            if orders[level.role_id].is_by_editors
        ],
        "has_drawing": any(drawing for _, drawing in drawings),
        "has_lines": any(drawing and drawing.strokes for _, drawing in drawings),
        "all_drawn": all(drawing or not band.has_places for band, drawing in drawings),
        "inferred": INFERRED,
        "order_not_stated": ORDER_NOT_STATED,
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
    bands = bands_over(grades.values())
    labels = {pk: label_of(grade, is_one=len(bands) == 1) for pk, grade in grades.items()}
    rows = (
        GridRow(
            role,
            tuple(GridCell(labels[key], tuple(at.get((pk, key), ()))) for key in grades),
        )
        for pk, role in roles.items()
    )
    return Grid(bands, tuple(grades.values()), tuple(rows))


def bands_over(grades: Iterable[Grade | None]) -> tuple[tuple[str, int], ...]:
    """The organisation over each run of grades, and how many they are."""
    plain = [grade and grade.as_plain() for grade in grades]
    titles = band_titles(grade.structure_names for grade in plain if grade)
    over = (titles[grade.structure_pk] if grade else NO_GRADE for grade in plain)
    return tuple((title, len(list(same))) for title, same in groupby(over))


def label_of(grade: Grade | None, *, is_one: bool) -> str:
    """What a grade is called; where several organisations have grades, whose it is as well."""
    if grade is None:
        return NO_GRADE
    return grade.title if is_one else str(grade.as_plain())


def role_orders_of(levels: Iterable[RoleLevel]) -> dict[int, RoleOrder]:
    """The order of each role, by the role's primary key, from all of its published levels."""
    roles: dict[int, list[RoleLevel]] = {}
    for level in levels:
        roles.setdefault(level.role_id, []).append(level)
    return {pk: role_order_of_entries(those) for pk, those in roles.items()}


def map_level_of(level: RoleLevel, order: RoleOrder) -> MapLevel:
    """A role level, loaded with its role and grade, as the career map takes it."""
    grade = level.grade.as_plain() if level.grade else None
    return MapLevel(
        title=level.full_title,
        url=level.get_absolute_url(),
        reference=level.reference,
        role=level.role.title,
        grade=grade,
        rank=rank_of(level.role_id, grade, order.places.get(level.pk)),
    )
