"""The site's own pages as they are in a preview, with what differs from today's."""

from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, ResolverMatch, get_script_prefix, resolve
from django.utils.safestring import SafeString

from capframe.base.addresses import below, with_query
from capframe.base.http import Refused, refusal_page
from capframe.plans.other_state import reading
from capframe.previews.banner import Banner, share_address
from capframe.previews.changed_entries import ChangedEntries, find_changed_entries
from capframe.previews.links import Link
from capframe.previews.marking import Marked, mark_page
from capframe.previews.previewed import Previewed

# Where a page leaves room for the banner (templates/base.html).
ROOM = SafeString("<!--preview-->")
# Which pages show entries, by their names or their apps. All others are as they are everywhere.
OF_ENTRIES = {
    *("home", "families", "roles", "compare", "step-up", "skills", "grades", "workstreams"),
    *("sources", "source"),
}
# Their words are marked already: what differs between role levels.
MARKED_ALREADY = {"compare", "step-up"}
# What an address says of the preview itself; the page is not told.
MARKS, NO = "marks", "no"

# What a plan was made for may be gone since, or another may have the same address.
CHANGED_MEANWHILE = Refused(
    "This page cannot be previewed: something that the change builds on has changed meanwhile.",
    "Publishing asks what to do about that. Look at other pages of the preview meanwhile.",
    status=409,
)


@dataclass(frozen=True)
class Look:
    """Somebody's look at a page of a preview.

    Args:
        request: as it came.
        previewed: what is read as if it were published.
        rest: of the address, behind what all addresses of the preview begin with.
        link: that was given to whoever looks, if so.
    """

    request: HttpRequest
    previewed: Previewed
    rest: str
    link: Link | None = None

    @cached_property
    def match(self) -> ResolverMatch | None:
        """The view that answers at the same address of the site; None where there is none."""
        try:
            return resolve(f"/{self.rest}")
        except Resolver404:
            return None

    @property
    def page_name(self) -> str:
        return self.match.view_name.partition(":")[0] if self.match else ""

    @property
    def leads_outside(self) -> bool:
        """Whether it is of a page that a preview leaves as it is."""
        return self.match is not None and self.page_name not in OF_ENTRIES

    @property
    def prefix(self) -> str:
        """What all addresses of the preview begin with."""
        return self.request.path.removesuffix(self.rest)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What the page is asked, without what the preview is."""
        lists = self.request.GET.lists()
        return [(name, value) for name, values in lists if name != MARKS for value in values]

    @cached_property
    def outside(self) -> str:
        """The address of the page as readers have it."""
        return with_query(quote(f"{get_script_prefix()}{self.rest}"), self.parameters)

    @property
    def marks(self) -> bool:
        """Whether what differs is to be marked."""
        return self.request.GET.get(MARKS) != NO

    @property
    def other_marks(self) -> str:
        """The address of the page with the marks, where this is without, or without them."""
        other = [*self.parameters, *([(MARKS, NO)] if self.marks else [])]
        return with_query(quote(self.request.path), other)


def preview_page(look: Look) -> HttpResponse:
    """What the page says, below the banner."""
    with below(look.prefix):
        with reading(plan := look.previewed.read_plan()):
            there = answer(look)
            entries = find_changed_entries(plan)
        if there.has_header("Location"):
            return there
        today = answer(look)
    marked = mark(look, today, there)
    banner = banner_of(look, entries, marked, today, there)
    shown = render_to_string("previews/banner.html", {"banner": banner}, look.request)
    there.content = marked.html.replace(ROOM, shown, 1)
    return there


def answer(look: Look) -> HttpResponse:
    """What the page says in the state that is read, whatever it refuses."""
    request = request_within(look)
    try:
        if look.match is None:
            raise Http404
        return look.match.func(request, *look.match.args, **look.match.kwargs)
    except Http404:
        return render(request, "404.html", status=404)
    except Refused as refusal:
        return refusal_page(request, refusal)
    except (ObjectDoesNotExist, MultipleObjectsReturned):
        return refusal_page(request, CHANGED_MEANWHILE)


def request_within(look: Look) -> HttpRequest:
    """The request for the page, of a site that begins where the preview does.

    It is a reader's, whoever looks: a preview shows what readers would see, and what it shows has
    no form in the admin yet.
    """
    inner: Any = copy(look.request)
    inner.path_info = f"/{look.rest}"
    inner.resolver_match = look.match
    inner.user, inner.session = AnonymousUser(), {}
    inner.preview = ROOM
    if MARKS in look.request.GET:
        inner.GET = look.request.GET.copy()
        del inner.GET[MARKS]
        query = with_query("", look.parameters).removeprefix("?")
        inner.META = {**look.request.META, "QUERY_STRING": query}
    return inner


def mark(look: Look, today: HttpResponse, there: HttpResponse) -> Marked:
    html = there.content.decode()
    if today.status_code != there.status_code:  # there is no page to compare it with
        return Marked(html)
    return mark_page(
        today.content.decode(),
        html,
        with_words=look.marks,
        is_marked_already=look.page_name in MARKED_ALREADY,
    )


def banner_of(
    look: Look, entries: ChangedEntries, marked: Marked, today: HttpResponse, there: HttpResponse
) -> Banner:
    is_comparable = today.status_code == there.status_code == 200
    return Banner(
        previewed=look.previewed,
        marked=marked,
        entries=entries,
        url=with_query(quote(look.request.path), look.parameters),
        today=look.outside if today.status_code == 200 else "",
        other_marks=look.other_marks if is_comparable and marked.number else "",
        shows_marks=look.marks,
        is_there=there.status_code == 200,
        asks_for_words=bool(look.request.GET.get("q", "").strip()),
        share="" if look.link else share_address(look.previewed),
        until=look.link.until if look.link else None,
    )
