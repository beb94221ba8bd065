"""The reader’s own comparison: what forms on any page add to it, and the page that lists it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

from capframe.base.addresses import with_query
from capframe.base.http import quoted, refuse_other_sites
from roles.models import RoleLevel
from roles.querysets import RoleLevelQuerySet
from roles.references import find_renamed, parse_reference, refuse_missing
from roles.tray import Tray, TrayFull


@csrf_exempt  # Forms without a token are the same for everybody: see refuse_other_sites.
def tray(request: HttpRequest) -> HttpResponse:
    """Add role levels to the reader’s comparison or remove some, then show it and what was done.

    Where they are too many, or none, nothing changes and the page says so (409 or 400). Raises
    Refused (403) for a form of another site, (400) for adding what is no reference, (404) for a
    role level that readers cannot see.
    """
    if request.method != "POST":
        return redirect("compare")
    refuse_other_sites(request)
    tray = Tray(request.session)
    chosen = look_up_tray(tray)
    if chosen.moved:
        tray.rename(chosen.moved)
    if "remove_all" in request.POST:
        return lead_to_tray(request, removed=tray.remove(tray.references))
    if "remove" in request.POST:
        return lead_to_tray(request, removed=tray.remove(request.POST.getlist("remove")))
    return add(request, tray)


def add(request: HttpRequest, tray: Tray) -> HttpResponse:
    ticked = list(dict.fromkeys(request.POST.getlist("level")))
    if not ticked:
        problem = "Nothing was added: no role was ticked. Go back and tick at least one."
        return tray_page(request, problem=problem, status=400)
    new = [reference for reference in ticked if reference not in tray.references]
    # More than fit are not looked up: the tray refuses them, whatever they are.
    levels = find_levels(new[: Tray.most])
    try:
        added = tray.add(ticked)
    except TrayFull as full:
        problem = describe_overflow(full, new, levels)
        return tray_page(request, problem=problem, status=409, refused=levels)
    already = [reference for reference in ticked if reference not in added]
    return lead_to_tray(request, added=added, already=already)


def find_levels(references: Collection[str]) -> list[RoleLevel]:
    """The role levels of these references.

    Raises Refused (400) for what is no reference, (404) for a role level that readers cannot see.
    """
    for reference in references:
        parse_reference(reference)
    levels, _ = look_up(references, RoleLevel.objects.published())
    refuse_missing(references, (level.reference for level in levels))
    return levels


def look_up(
    references: Collection[str], among: RoleLevelQuerySet
) -> tuple[list[RoleLevel], list[str]]:
    """Role levels among these, most junior first, and the references that name none."""
    named = among.named(references)
    levels = list(named.with_role_and_grade().in_grade_order())
    seen = {level.reference for level in levels}
    return levels, [reference for reference in references if reference not in seen]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is in a tray.

    Args:
        levels: the role levels, most junior first.
        missing: references of others.
        moved: references of before, each with the one of now.
    """

    levels: list[RoleLevel]
    missing: list[str]
    moved: dict[str, str]


def look_up_tray(tray: Tray) -> Chosen:
    """What is in the tray: what was withdrawn since it was chosen can still be compared."""
    among = RoleLevel.objects.published_or_withdrawn()
    levels, missing = look_up(tray.references, among)
    moved = find_renamed(missing) if missing else {}
    there = {level.reference for level in look_up(moved.values(), among)[0]} if moved else ()
    seen = {old: new for old, new in moved.items() if new in there}
    if seen:
        levels, missing = look_up([seen.get(one, one) for one in tray.references], among)
    return Chosen(levels, missing, seen)


def describe_overflow(full: TrayFull, new: Sequence[str], levels: Sequence[RoleLevel]) -> str:
    """What to say where role levels do not fit: which, and what to do."""
    titles = quoted([level.full_title for level in levels])
    others = f" and {len(new) - len(levels)} more" if len(new) > len(levels) else ""
    remedy = "Remove one first." if len(new) == 1 else f"Choose at most {Tray.most} in all."
    return (
        f"Nothing was added: a comparison has at most {Tray.most} roles, "
        f"and this would make {full.number}. Not added: {titles}{others}. {remedy}"
    )


def lead_to_tray(request: HttpRequest, **done: Sequence[str]) -> HttpResponse:
    """Lead to the tray’s page; its address says what was done.

    So the words stand in the window of whoever did it, no other page differs from what everybody
    sees, and reading them writes no session.

    Args:
        request: whose form named the page to go back to.
        done: by what was done, the references that it was done to.
    """
    parameters = [(name, reference) for name, some in done.items() for reference in some]
    if back := page_of_site(request, request.POST.get("back", "")):
        parameters.append(("back", back))
    fragment = "#done" if any(done.values()) else ""
    return HttpResponseRedirect(with_query(reverse("compare"), parameters) + fragment)


def page_of_site(request: HttpRequest, address: str) -> str:
    """The address where it leads to a page of this site; otherwise empty."""
    own = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if own else ""


def tray_page(
    request: HttpRequest,
    *,
    problem: str = "",
    status: int = 200,
    refused: Sequence[RoleLevel] = (),
) -> HttpResponse:
    """What is in the tray, how to remove it, and how to add to it. Nobody may keep this page.

    Args:
        request: its address says what was done just now.
        problem: what is wrong and what to do, where readers asked for what cannot be done.
        status: of HTTP.
        refused: role levels that were not added, to choose from them.
    """
    chosen = look_up_tray(Tray(request.session))
    in_tray = {level.reference for level in chosen.levels}
    gone = {one for one in request.GET.getlist("removed")[: Tray.most] if one not in in_tray}
    removed = look_up(gone, RoleLevel.objects.published())[0] if gone else []
    context = {
        "levels": chosen.levels,
        "missing": chosen.missing,
        "needed": max(Tray.fewest - len(chosen.levels), 0),
        "added": named_in(request.GET.getlist("added"), chosen.levels),
        "already": named_in(request.GET.getlist("already"), chosen.levels),
        "removed": removed,
        "gone": len(gone) - len(removed),
        "errors": [(problem, "#ticked" if refused else "")] if problem else [],
        "refused": refused,
        "back": page_of_site(request, (request.POST or request.GET).get("back", "")),
    }
    response = render(request, "compare/start.html", context, status=status)
    add_never_cache_headers(response)
    return response


def named_in(references: Collection[str], levels: Sequence[RoleLevel]) -> list[RoleLevel]:
    """Those of the role levels that the references name."""
    return [level for level in levels if level.reference in references]
