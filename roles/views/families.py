"""Job families: the list, and a family with its roles against the grades."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from capframe.base.addresses import with_query
from capframe.base.http import shown
from capframe.base.pagination import page_of
from capframe.base.places import places_by_source
from capframe.base.redirects import lead_on
from capframe.base.status import find_replaced
from roles.careers.family_levels import load_family_levels
from roles.careers.family_overviews import load_overviews
from roles.careers.family_words import describe_family
from roles.loading_families import load_family_sections, load_workstreams_of
from roles.models import JobFamily
from roles.order_words import INFERRED

FAMILIES_A_PAGE = 25


def families(request: HttpRequest) -> HttpResponse:
    """Every job family, those without roles last; ``?family=`` leads to one, as a form asks."""
    asked = request.GET.get("family")
    if asked:
        entry = get_object_or_404(JobFamily.objects.published(), slug=shown(asked))
        return redirect(f"{entry.get_absolute_url()}#roles")
    entries = JobFamily.objects.published().with_numbers()
    page = page_of(request, entries.with_roles_first(), FAMILIES_A_PAGE)
    context = {"page": page, "overviews": load_overviews(page.object_list)}
    return render(request, "families/list.html", context)


def family(request: HttpRequest, slug: str) -> HttpResponse:
    entries = JobFamily.objects.published_or_withdrawn().select_related("source")
    entry = get_object_or_404(entries, slug=slug)
    if elsewhere := lead_on(request, entry):
        return elsewhere
    levels = load_family_levels(entry.pk)
    sections = load_family_sections(entry.pk)
    page = page_of(request, levels.pages(), 1)
    (roles,) = page.object_list
    context = {
        "family": entry,
        "withdrawal": entry.withdrawal,
        "replaced": find_replaced(entry),
        "levels": levels,
        "description": describe_family(levels),
        "page": page,
        "career_map": levels.career_map(roles),
        "all_levels": levels.comparison,
        "filtered": with_query(reverse("roles:list"), [("family", entry.slug)]),
        "inferred": INFERRED,
        "sections": sections,
        "places": places_by_source((section.heading, section) for section in sections),
        "workstreams": load_workstreams_of(entry.pk),
        "trail": [("Job families", reverse("families:list"))],
    }
    return render(request, "families/family.html", context)
