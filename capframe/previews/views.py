"""A preview: the site's own pages, read as they would be once something is published."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from capframe.base.addresses import address, below
from capframe.base.http import Refused
from capframe.plans.keeping import PlanGone
from capframe.plans.other_state import reading
from capframe.previews.changed_entries import find_changed_entries
from capframe.previews.links import read_link, sign_link
from capframe.previews.pages import Look, preview_page
from capframe.previews.previewed import Previewed, find_previewed


@require_safe
def page(request: HttpRequest, kind: str, key: str, rest: str) -> HttpResponseBase:
    """A page of the preview, for those who may edit. Raises Http404 for everybody else."""
    return show(Look(request, find_or_404(kind, key, request.user), rest))


@require_safe
def page_by_link(request: HttpRequest, token: str, rest: str) -> HttpResponseBase:
    """A page of the preview, for whoever has the link while it works. Raises Http404 without."""
    link = read_link(token)
    if link is None:
        raise Http404
    return show(Look(request, find_or_404(link.kind, link.key), rest, link))


@require_safe
def open_preview(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """Lead to the page of the first entry that would change; where readers see none, to home."""
    plan = find_or_404(kind, key, request.user).read_plan()
    home = address("previews:page", kind, key, "")
    with below(home), reading(plan):
        pages = [entry.url for entry in find_changed_entries(plan).own if entry.url]
    return unlisted(HttpResponseRedirect(pages[0] if pages else home))


@require_safe
def share(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """A link to the preview for a colleague; it is made anew each time, and nothing is kept."""
    previewed = find_or_404(kind, key, request.user)
    token, link = sign_link(kind, key, previewed.until)
    context = {
        "previewed": previewed,
        "link": request.build_absolute_uri(address("previews:link", token, "")),
        "until": link.until,
        "back": address("previews:page", kind, key, ""),
    }
    return unlisted(render(request, "previews/share.html", context))


def find_or_404(kind: str, key: str, user: Any = None) -> Previewed:
    previewed = find_previewed(kind, key, user)
    if previewed is None:
        raise Http404
    return previewed


def show(look: Look) -> HttpResponseBase:
    """The page; what shows no entries, the search for example, is not made anew.

    Raises Refused (404) for a file, which would be taken for one of the catalogue as it is, and
    (409) where the plan changes while it is read.
    """
    if look.leads_outside:
        return unlisted(HttpResponseRedirect(look.outside))
    if "format" in look.request.GET:
        raise Refused(
            "There are no files of a preview.",
            "Go back to its page, and print it if you need it on paper.",
            status=404,
        )
    try:
        return unlisted(preview_page(look))
    except PlanGone as gone:
        raise Refused(
            "What is previewed was changed while this page was made.",
            "Open the page again to see it as it is now.",
            status=409,
        ) from gone


def unlisted(response: HttpResponseBase) -> HttpResponseBase:
    """The response, which no search engine lists. Its address, which may be a key, stays here."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
