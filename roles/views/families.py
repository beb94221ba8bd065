"""Job families: the list, and a family with its roles against the grades."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from capframe.base.addresses import with_query
from capframe.base.http import shown
from capframe.base.kept import Kept
from capframe.base.pagination import page_of
from capframe.base.places import places_by_source
from capframe.base.redirects import lead_on
from capframe.base.status import find_replaced
from capframe.base.withdrawal import Withdrawal
from roles.careers.family_levels import FamilyLevels, FamilyRole, load_family_levels
from roles.careers.family_numbers import count_each
from roles.careers.family_overviews import load_overviews
from roles.careers.family_words import describe_family
from roles.loading_families import (
    PlainFamily,
    load_family,
    load_family_sections,
    load_workstreams_of,
)
from roles.models import JobFamily
from roles.order_words import INFERRED

FAMILIES_A_PAGE = 25


class FamilyOutline(NamedTuple):
    """What all pages of a family are made from.

    Args:
        levels: all of its role levels.
        pages: the roles of each page.
        description: of the family, at the top of each.
    """

    levels: FamilyLevels
    pages: list[tuple[FamilyRole, ...]]
    description: str


# To read all levels of a family of thousands takes several times as long as to show a page of them.
MOST_LEVELS = 10_000
OUTLINES: Kept[FamilyOutline] = Kept(MOST_LEVELS, lambda outline: outline.levels.number)


def families(request: HttpRequest) -> HttpResponse:
    """Every job family, those without roles last; ``?family=`` leads to one, as a form asks."""
    asked = request.GET.get("family")
    if asked:
        entry = get_object_or_404(JobFamily.objects.published(), slug=shown(asked))
        return redirect(f"{entry.get_absolute_url()}#roles")
    entries = JobFamily.objects.published().with_roles_first()
    page = page_of(request, entries, FAMILIES_A_PAGE)
    context = {"page": page, "overviews": load_overviews(count_each(page))}
    return render(request, "families/list.html", context)


def family(request: HttpRequest, slug: str) -> HttpResponse:
    if published := load_family(slug):
        return family_page(request, published, None)
    entries = JobFamily.objects.published_or_withdrawn().select_related("source")
    entry = get_object_or_404(entries, slug=slug)
    return lead_on(request, entry) or family_page(request, entry, entry.withdrawal)


def family_page(
    request: HttpRequest, entry: PlainFamily | JobFamily, withdrawal: Withdrawal | None
) -> HttpResponse:
    levels, pages, description = load_outline(entry.pk)
    sections = load_family_sections(entry.pk)
    page = page_of(request, pages, 1)
    (roles,) = page.object_list
    context = {
        "family": entry,
        "withdrawal": withdrawal,
        "replaced": find_replaced(JobFamily, entry.pk),
        "levels": levels,
        "description": description,
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


def load_outline(family: int) -> FamilyOutline:
    """What all pages of a family are made from; of several, kept by the day, as pay depends on it.

    Where there is one, nothing else would be made from it: the page itself is kept.
    """
    key = family, localdate()
    return OUTLINES.find_or_make(key, lambda: outline_of(family), lambda one: len(one.pages) > 1)


def outline_of(family: int) -> FamilyOutline:
    levels = load_family_levels(family)
    return FamilyOutline(levels, levels.pages(), describe_family(levels))
