"""The page of one import: how far it is, what its check found, what came of it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from capframe.base.addresses import with_query
from capframe.base.pagination import page_of
from capframe.imports.access import get_import, get_kind, import_permission_required, refuse_expired
from capframe.imports.confirming import groups_of, to_confirm
from capframe.imports.models import Import
from capframe.imports.preview import PER_PAGE, numbers_of
from capframe.imports.results import results
from capframe.imports.runner import start_step
from capframe.imports.steps import update_search_again
from capframe.imports.views.pages import page
from capframe.imports.views.upload import check_with


@import_permission_required
def own(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The import as it stands. A form confirms what is new, or has something run again."""
    imported = get_import(request, pk)
    if request.method == "POST":
        return act(request, imported)
    context: dict[str, Any] = {
        "imported": imported,
        "kind": get_kind(request, imported.kind),
        "numbers": numbers_of(imported.counts),
    }
    if imported.is_running:
        context |= running(request, imported)
    elif imported.state == Import.State.CHECKED:
        context |= checked(request, imported)
    elif imported.is_done:
        context |= done(request, imported)
    return page(request, template_for(imported), context, here="")


def template_for(imported: Import) -> str:
    """The page of an import in its state."""
    if imported.is_running:
        return "running"
    return "done" if imported.is_done else "checked" if imported.state == "checked" else "stopped"


def running(request: HttpRequest, imported: Import) -> dict[str, Any]:
    """How far it has come, and whether it was interrupted."""
    silent = imported.is_silent(timezone.now())
    return {"silent": silent, "refreshes": not silent and request.GET.get("refresh") != "no"}


def checked(request: HttpRequest, imported: Import) -> dict[str, Any]:
    """The errors; where there are none, what is new and to be confirmed."""
    warnings = imported.read_warnings()
    new = to_confirm(warnings, imported.confirmed)
    errors = imported.read_errors()
    return {
        "page": page_of(request, errors or new, PER_PAGE),
        "new": new,
        "unconfirmed": sum(not each.confirmed for each in new),
        "groups": groups_of(fault for fault in warnings if fault.remark != "new"),
    }


def done(request: HttpRequest, imported: Import) -> dict[str, Any]:
    """The objects that it touched."""
    plan = imported.read_plan()
    some = page_of(request, range(len(plan.wholes)), PER_PAGE)
    return {"page": some, "results": results(plan, imported.read_made(), list(some))}


def act(request: HttpRequest, imported: Import) -> HttpResponse:
    """What a button of the page asks for."""
    refuse_expired(imported)
    asked = request.POST.get("do")
    if asked == "confirm" and imported.state == Import.State.CHECKED:
        return confirm(request, imported)
    if asked == "again":
        run_again(request, imported)
    elif asked == "search" and imported.is_done:
        update_search_again(imported=imported)
    return redirect(imported)


def confirm(request: HttpRequest, imported: Import) -> HttpResponse:
    """Keep which of the new things on the page are confirmed, then lead on."""
    new = [each.key for each in to_confirm(imported.read_warnings(), ())]
    if "all" in request.POST:
        confirmed = set(new)
    else:
        on_page, ticked = (set(request.POST.getlist(name)) for name in ("shown", "new"))
        confirmed = (set(imported.confirmed) - on_page) | (ticked & set(new))
    kept = [key for key in new if key in confirmed]
    Import.objects.filter(pk=imported.pk).update(confirmed=kept)
    if len(kept) == len(new):
        return redirect("imports:preview", pk=imported.pk)
    return redirect(with_query(imported.get_absolute_url(), request.GET.lists()) + "#new")


def run_again(request: HttpRequest, imported: Import) -> None:
    """Run what was interrupted, or check a file again whose check or import failed."""
    if imported.state == Import.State.FAILED:
        check_with(request.user, imported, imported.columns)
    elif Import.objects.filter(pk=imported.pk).begin_again(timezone.now()):
        start_step(imported, request.user)
