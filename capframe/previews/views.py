"""A preview: the site's own pages, read as they would be once something is published."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from capframe.base.addresses import address, below
from capframe.base.http import Refused, refusal_page
from capframe.plans.keeping import PlanGone
from capframe.plans.other_state import reading
from capframe.previews.changed_entries import find_changed_entries
from capframe.previews.links import read_link, sign_link
from capframe.previews.pages import Look, preview_page
from capframe.previews.previewed import Previewed, find_previewed


def unlisted(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Have no search engine list what the view answers, nor what it refuses.

    The address, which may be a key, stays here.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Refused as refusal:
            response = refusal_page(request, refusal)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@require_safe
@unlisted
def page(request: HttpRequest, kind: str, key: str, rest: str) -> HttpResponseBase:
    """A page of the preview, for those who may edit. Raises Refused (404) for everybody else."""
    return show(Look(request, find_or_refuse(kind, key, request.user), rest))


@require_safe
@unlisted
def page_by_link(request: HttpRequest, token: str, rest: str) -> HttpResponseBase:
    """A page of the preview, for whoever has the link.

    Raises Refused: 410 once it does not work any more, 404 for what is no link of ours.
    """
    link = read_link(token)
    if link is None:
        raise Refused(
            "This link leads to no preview.",
            "Check that all of it was copied, or ask for it again.",
            status=404,
        )
    if link.is_over:
        ended = date_format(localtime(link.until), "j F Y")
        raise Refused(
            f"This link to a preview ended on {ended}.",
            "Ask whoever gave it to you for a new one.",
            status=410,
        )
    previewed = find_previewed(link.kind, link.key)
    if previewed is None:
        raise Refused(
            "What this link showed was published or removed since.",
            "Look for it in the catalogue, or ask whoever gave you the link.",
            status=410,
        )
    return show(Look(request, previewed, rest, link))


@require_safe
@unlisted
def open_preview(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """Lead to the page of the first entry that would change; where readers see none, to home."""
    plan = find_or_refuse(kind, key, request.user).read_plan()
    home = address("previews:page", kind, key, "")
    with below(home), reading(plan):
        pages = [entry.url for entry in find_changed_entries(plan).own if entry.url]
    return HttpResponseRedirect(pages[0] if pages else home)


@require_safe
@unlisted
def share(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """A link to the preview for a colleague; it is made anew each time, and nothing is kept."""
    previewed = find_or_refuse(kind, key, request.user)
    token, link = sign_link(kind, key, previewed.until)
    context = {
        "previewed": previewed,
        "link": request.build_absolute_uri(address("previews:link", token, "")),
        "until": link.until,
        "back": address("previews:page", kind, key, ""),
    }
    return render(request, "previews/share.html", context)


def find_or_refuse(kind: str, key: str, user: Any) -> Previewed:
    """What is previewed. Raises Refused (404), alike where there is none and for others."""
    previewed = find_previewed(kind, key, user)
    if previewed is None:
        raise Refused(
            "There is no such preview.",
            "What it showed was published or removed since, or you are not signed in as somebody "
            "who may see it. What is not published yet is listed in the admin.",
            status=404,
        )
    return previewed


def show(look: Look) -> HttpResponseBase:
    """The page; what shows no entries, the search for example, is not made anew.

    Raises Refused (404) for a file, which would be taken for one of the catalogue as it is, and
    (409) where the plan changes while it is read.
    """
    if look.leads_outside:
        return HttpResponseRedirect(look.outside)
    if "format" in look.request.GET:
        raise Refused(
            "There are no files of a preview.",
            "Go back to its page, and print it if you need it on paper.",
            status=404,
        )
    try:
        return preview_page(look)
    except PlanGone as gone:
        raise Refused(
            "What is previewed was changed while this page was made.",
            "Open the page again to see it as it is now.",
            status=409,
        ) from gone
