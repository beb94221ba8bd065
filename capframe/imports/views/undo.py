"""What undoing an import would do, and the button that does it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from capframe.base.addresses import address, with_query
from capframe.base.forms import error_links
from capframe.base.http import Refused
from capframe.imports.access import import_at, kind_named, may_import
from capframe.imports.forms import UndoForm
from capframe.imports.models import Import
from capframe.imports.runner import start
from capframe.imports.steps import EDITED_MEANWHILE, digest_of, plan_undo, resolve_conflicts
from capframe.imports.views.pages import page
from capframe.imports.views.preview import objects_on_page

MOST_CONFLICTS = 100


@may_import
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was edited since, what would be put back, and the choice between the two."""
    imported = import_at(request, pk)
    refuse_not_applied(imported)
    back, conflicts = plan_undo(imported)
    digest = digest_of(conflicts)
    choice = request.POST.get("edited", "" if conflicts else UndoForm.LEAVE)
    form, errors = UndoForm(initial={"edited": choice}), []
    if request.method == "POST":
        if request.POST.get("seen") == digest:
            form = UndoForm({"edited": choice})
            errors = error_links(form)
        else:
            errors = [(EDITED_MEANWHILE, "#edited")]
        if not errors:
            return go(request, imported, digest, leaves=choice == UndoForm.LEAVE)
    plan = resolve_conflicts(back, conflicts, leaves=True)
    context = {
        "imported": imported,
        "kind": kind_named(request, imported.kind),
        "conflicts": conflicts[:MOST_CONFLICTS],
        "more_conflicts": max(0, len(conflicts) - MOST_CONFLICTS),
        "digest": digest,
        "form": form,
        "differences": with_query(address("imports:differences", imported.pk), [("undo", "yes")]),
        "errors": errors,
        **objects_on_page(request, plan, plan.counts),
    }
    return page(request, "undo", context, here="Undo", status=409 if errors else 200)


def refuse_not_applied(imported: Import) -> None:
    """Raise Refused (409) where there is nothing to undo."""
    if imported.state != Import.State.APPLIED:
        state = imported.get_state_display().lower()
        raise Refused(
            f"There is nothing to undo: this import is {state}.",
            "Go back to the import’s page: it says what can be done.",
            status=409,
        )


def go(request: HttpRequest, imported: Import, digest: str, *, leaves: bool) -> HttpResponse:
    """Undo it, unless somebody else just began to."""
    values: dict[str, Any] = {"undo_leaves": leaves, "undo_seen": digest}
    mine = Import.objects.filter(pk=imported.pk)
    if mine.begin(
        Import.State.UNDOING, after=(Import.State.APPLIED,), now=timezone.now(), **values
    ):
        start(imported, request.user)
    return redirect(imported)
