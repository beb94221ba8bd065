"""Job families: the list, and a family with its roles against the grades."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from roles.comparison import FEWEST, MOST
from roles.grid import grid_of
from roles.models import FamilyStatement, JobFamily

HEADINGS = {
    FamilyStatement.Kind.CHARACTERISTIC: "Key characteristics",
    FamilyStatement.Kind.MEMBER: "Members of the family",
    FamilyStatement.Kind.CRITERION: "Key criteria for all roles",
}


def families(request: HttpRequest) -> HttpResponse:
    """Every job family, with how many roles and role levels it has."""
    entries = JobFamily.objects.published().with_numbers().select_related("source")
    return render(request, "families/list.html", {"families": entries})


def family(request: HttpRequest, slug: str) -> HttpResponse:
    """A family: purpose, characteristics, and its roles against the grades."""
    entry = get_object_or_404(JobFamily.objects.published().select_related("source"), slug=slug)
    context = {
        "family": entry,
        "statements": statements_by_kind(entry),
        "grid": grid_of(entry.role_levels.published().with_role_and_grade().in_grade_order()),
        "workstreams": list(entry.workstreams.published()),
        "fewest": FEWEST,
        "most": MOST,
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
