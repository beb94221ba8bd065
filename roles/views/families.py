"""Job families: the list, and a family with its roles against the grades."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from roles.careers.career_map import Stop, career_map_of
from roles.careers.drawing import drawing_of
from roles.careers.rungs import rank_of
from roles.grid import grid_of
from roles.models import FamilyStatement, FamilyStatementKind, JobFamily, RoleLevel

HEADINGS = {
    FamilyStatementKind.CHARACTERISTIC: "Key characteristics",
    FamilyStatementKind.MEMBER: "Members of the family",
    FamilyStatementKind.CRITERION: "Key criteria for all roles",
}


def families(request: HttpRequest) -> HttpResponse:
    """Every job family, with how many roles and role levels it has."""
    entries = JobFamily.objects.published().with_numbers().select_related("source")
    return render(request, "families/list.html", {"families": entries})


def family(request: HttpRequest, slug: str) -> HttpResponse:
    """A family: purpose, characteristics, and its roles against the grades."""
    entry = get_object_or_404(JobFamily.objects.published().select_related("source"), slug=slug)
    levels = list(entry.role_levels.published().with_role_and_grade().in_grade_order())
    career_map = career_map_of(map(stop_of, levels))
    context = {
        "family": entry,
        "statements": statements_by_kind(entry),
        "grid": grid_of(levels),
        "career_map": career_map,
        "drawing": drawing_of(career_map),
        "workstreams": list(entry.workstreams.published()),
        "trail": [("Job families", reverse("families:list"))],
    }
    return render(request, "families/family.html", context)


def statements_by_kind(family: JobFamily) -> list[tuple[str, list[FamilyStatement]]]:
    """The family's statements under a heading for each kind that it has, in their order."""
    statements = list(family.statements.all())
    by_kind = [
        (heading, [statement for statement in statements if statement.kind == kind])
        for kind, heading in HEADINGS.items()
    ]
    return [(heading, those) for heading, those in by_kind if those]


def stop_of(level: RoleLevel) -> Stop:
    """A role level, loaded with its role and grade, as the career map takes it."""
    grade = level.grade.as_plain() if level.grade else None
    rank = rank_of(level.role_id, grade, level.level_order)
    return Stop(level.full_title, level.get_absolute_url(), level.reference, grade, rank)
