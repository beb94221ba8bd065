"""Workstreams: the list, ways into and up the profession first, and one workstream."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from capframe.base.places import places_of
from roles.models import Workstream


def workstreams(request: HttpRequest) -> HttpResponse:
    """Every workstream; those by which people enter a profession or rise in it set apart."""
    entries = list(Workstream.objects.published())
    context = {
        "routes": [entry for entry in entries if entry.route],
        "others": [entry for entry in entries if not entry.route],
    }
    return render(request, "workstreams/list.html", context)


def workstream(request: HttpRequest, slug: str) -> HttpResponse:
    entries = Workstream.objects.published_or_withdrawn().with_family()
    entry = get_object_or_404(entries.select_related("source"), slug=slug)
    milestones = entry.milestones.select_related("source").in_order()
    context = {
        "workstream": entry,
        "withdrawal": entry.withdrawal,
        "family": entry.seen_family,
        "milestones": milestones,
        "milestone_places": places_of(milestones),
        "trail": [("Workstreams", reverse("workstreams:list"))],
    }
    return render(request, "workstreams/workstream.html", context)
