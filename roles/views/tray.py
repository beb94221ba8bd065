"""The comparison tray: what forms on any page change in it, and the page that lists it."""

from collections.abc import Collection, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from capframe.base.http import quoted
from roles.addresses import comparison_address
from roles.models import RoleLevel
from roles.querysets import RoleLevelQuerySet
from roles.references import find_renamed, parse_reference, refuse_missing
from roles.tray import Tray, TrayFull


def tray(request: HttpRequest) -> HttpResponse:
    """Put role levels into the tray and take them out, as a form says, then lead on from there.

    Where they are too many, nothing changes and the page of the tray says so (409). Raises Refused
    (400) for adding what is no reference, (404) for a role level that readers cannot see.
    """
    if request.method != "POST":
        return redirect("compare")
    tray = Tray(request.session)
    look_up_tray(tray)
    shown, ticked = read_choice(request.POST, tray)
    new = [reference for reference in dict.fromkeys(ticked) if reference not in tray]
    # More than fit are not looked up: the tray refuses them, whatever they are.
    levels = find_levels(new[: Tray.most])
    try:
        tray.update(shown, ticked)
    except TrayFull as full:
        return tray_page(request, problem=describe_overflow(full, new, levels), status=409)
    return HttpResponseRedirect(next_address(request, tray))


def read_choice(sent: QueryDict, tray: Tray) -> tuple[Collection[str], Sequence[str]]:
    """Which role levels a form is about, and which of them it wants in the tray."""
    if "empty" in sent:
        return tray.references, ()
    if "remove" in sent:
        return sent.getlist("remove"), ()
    return sent.getlist("shown"), [*sent.getlist("level"), *sent.getlist("add")]


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


def look_up_tray(tray: Tray) -> tuple[list[RoleLevel], list[str]]:
    """What is in the tray, as ``look_up`` gives it; what was renamed is kept as it is now.

    What was withdrawn since it was chosen can still be compared.
    """
    among = RoleLevel.objects.published_or_withdrawn()
    levels, missing = look_up(tray.references, among)
    moved = find_renamed(missing) if missing else {}
    there = {level.reference for level in look_up(moved.values(), among)[0]} if moved else ()
    seen = {old: new for old, new in moved.items() if new in there}
    if not seen:
        return levels, missing
    tray.rename(seen)
    return look_up(tray.references, among)


def describe_overflow(full: TrayFull, new: Sequence[str], levels: Sequence[RoleLevel]) -> str:
    """What to say where role levels do not fit: which, and what to do."""
    titles = quoted([level.full_title for level in levels])
    others = f" and {len(new) - len(levels)} more" if len(new) > len(levels) else ""
    remedy = "Take one out first." if len(new) == 1 else f"Choose at most {Tray.most} in all."
    return (
        f"Nothing was changed: at most {Tray.most} role levels can be compared, "
        f"and this would make {full.number}. Not added: {titles}{others}. {remedy}"
    )


def next_address(request: HttpRequest, tray: Tray) -> str:
    """Where the reader goes next: to the comparison, or back to the button that was pressed."""
    if request.POST.get("then") == "compare":
        return tray.address
    back = previous_page(request)
    pressed = request.POST.get("add") or request.POST.get("remove")
    if back and pressed and "#" not in back:
        return f"{back}#tray-{pressed}"
    return back or reverse("compare")


def previous_page(request: HttpRequest) -> str:
    """The page of this site that a form was sent from; empty where it names none."""
    back = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return back if own else ""


def tray_page(
    request: HttpRequest, *, problem: str | None = None, status: int = 200
) -> HttpResponse:
    """What is in the tray, how to take it out, and how to add to it.

    ``problem`` says what is wrong and what to do, where readers asked for what cannot be done.
    """
    levels, missing = look_up_tray(Tray(request.session))
    context = {
        "levels": levels,
        "missing": missing,
        "needed": max(Tray.fewest - len(levels), 0),
        "comparison": comparison_address(*(level.reference for level in levels)),
        "errors": [(problem, "")] if problem else [],
        "back": previous_page(request),
        "chosen": f"{reverse('compare')}#chosen",
    }
    return render(request, "compare/start.html", context, status=status)
