"""The documents that the catalogue was transcribed from, and what came from each."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from capframe.base.models import Source, Sourced
from capframe.base.querysets import EntryQuerySet
from grades.models import Grade
from roles.models import JobFamily, Role, RoleLevel, Workstream
from skills.models import Skill

# What a source's page lists, with what the entries' titles and addresses need.
KINDS: tuple[tuple[str, EntryQuerySet], ...] = (
    ("Job families", JobFamily.objects.all()),
    ("Roles", Role.objects.all()),
    ("Role levels", RoleLevel.objects.with_role_and_grade().in_grade_order()),
    ("Skills", Skill.objects.with_framework()),
    ("Grades", Grade.objects.with_structure()),
    ("Workstreams", Workstream.objects.all()),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind that came from one source."""

    heading: str
    entries: tuple[Sourced, ...]


def sources(request: HttpRequest) -> HttpResponse:
    """Every document, with its publisher, date and licence."""
    return render(request, "sources/list.html", {"sources": Source.objects.all()})


def source(request: HttpRequest, slug: str) -> HttpResponse:
    """A document, and the published entries that came from it."""
    entry = get_object_or_404(Source, slug=slug)
    context = {
        "source": entry,
        "groups": list(groups_from(entry)),
        "trail": [("Sources", reverse("sources"))],
    }
    return render(request, "sources/source.html", context)


def groups_from(source: Source) -> Iterator[Group]:
    """What readers see of the source's entries, by kind; kinds without any are left out."""
    for heading, queryset in KINDS:
        if entries := tuple(queryset.published().filter(source=source)):
            yield Group(heading, entries)
