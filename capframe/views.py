"""The project's own pages: the sources, what machines ask for, and errors."""

import sys
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from capframe.base.http import Refused, quoted, refuse_unknown, unknown_names
from capframe.base.models import Source
from capframe.base.outages import Outage, broke_off_at_commit, outage_of
from capframe.base.pagination import page_of
from capframe.base.redirects import get_merged_or_404
from capframe.health import find_health
from capframe.sources import KINDS, find_merged_sources, framework_texts_from, kept_groups_from

PLAIN_TEXT = "text/plain; charset=utf-8"
CONTACT_HOLDS_FOR = timedelta(days=180)
RETRY_AFTER = "60"  # seconds
ENTRIES_A_PAGE = 100


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html", {"contact": settings.CONTACT})


def sources(request: HttpRequest) -> HttpResponse:
    """Every document, with its publisher, date and licence, by pages."""
    context = {
        "page": page_of(request, Source.objects.all(), ENTRIES_A_PAGE),
        "unknown": quoted(unknown_names(request, ["page"])),
    }
    return render(request, "sources/list.html", context)


def source(request: HttpRequest, slug: str) -> HttpResponse:
    """A document, what it says of skill frameworks, and the published entries that came from it.

    Of each kind the first; ``?kind=`` shows all of one kind, by pages.
    """
    entry = Source.objects.filter(slug=slug).first()
    if entry is None:
        return redirect(get_merged_or_404(Source, slug), permanent=True)
    kind = request.GET.get("kind", "").strip()
    context = {
        "source": entry,
        "unknown": quoted(unknown_names(request, ["kind", "page"])),
        "trail": [("Sources", reverse("sources"))],
    }
    if kind:
        return source_kind(request, kind, context)
    context |= {
        "replaced": find_merged_sources(entry),
        "framework_texts": list(framework_texts_from(entry)),
        "groups": list(kept_groups_from(entry)),
    }
    return render(request, "sources/source.html", context)


def source_kind(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """All entries of one kind that came from a document, by pages."""
    refuse_unknown(name, KINDS, "a kind of entry")
    kind, source = KINDS[name], context["source"]
    page = page_of(request, kind.entries_from(source), ENTRIES_A_PAGE)
    context |= {
        "heading": kind.heading,
        "page": page,
        "entries": list(map(kind.listed, page)),
        "trail": [*context["trail"], (source.title, source.get_absolute_url())],
    }
    return render(request, "sources/kind.html", context)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while pages can be read, 503 while they cannot; the text says what fails."""
    health = find_health(connection)
    return HttpResponse(f"{health.words}\n", content_type=PLAIN_TEXT, status=health.status)


def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116). Raises Refused (404) where nobody is named."""
    if not settings.CONTACT:
        raise Refused(
            "This site names nobody to tell of a weakness.",
            "Ask whoever runs it to set a contact.",
            status=404,
        )
    expires = (timezone.now() + CONTACT_HOLDS_FOR).strftime("%Y-%m-%dT00:00:00Z")
    lines = (f"Contact: {settings.CONTACT}", f"Expires: {expires}", "Preferred-Languages: en")
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type=PLAIN_TEXT)


def robots_txt(request: HttpRequest) -> HttpResponse:
    """Every page may be read by everyone."""
    return HttpResponse("User-agent: *\nAllow: /\n", content_type=PLAIN_TEXT)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 where the database or a disk failed, 500 for anything else; Django renders other errors.

    Rendered without the request, so that nothing asks the session or the database again.
    """
    error = sys.exception()
    outage = outage_of(error)
    if outage is None:
        return HttpResponse(render_to_string("500.html"), status=500)
    if outage in (Outage.READ_ONLY, Outage.UNREACHABLE) and not connection.in_atomic_block:
        connection.close()  # another server may have taken over: the next request asks anew
    context = {
        "outage": outage,
        "sent": request.method == "POST",
        "uncertain": broke_off_at_commit(error),
    }
    page = render_to_string("503.html", context)
    return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER})
