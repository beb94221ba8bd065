"""What undoing an import would do, and the button that does it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from capframe.base.addresses import address, with_query
from capframe.base.forms import error_links
from capframe.base.http import Refused
from capframe.base.pagination import page_of
from capframe.imports.access import get_import, get_kind, import_permission_required
from capframe.imports.forms import UndoForm
from capframe.imports.models import Import
from capframe.imports.runner import start_step
from capframe.imports.steps import EDITED_MEANWHILE, conflicts_digest, plan_undo, resolve_conflicts
from capframe.imports.views.pages import render_page
from capframe.imports.views.preview import preview_context

MOST_CONFLICTS = 100


@import_permission_required
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was edited since, what would be put back, and the choice between the two."""
    imported = get_import(request, pk)
    refuse_not_applied(imported)
    undo_plan, conflicts = plan_undo(imported)
    digest = conflicts_digest(conflicts)
    choice = request.POST.get("edited", "" if conflicts else UndoForm.LEAVE)
    form, errors = UndoForm(initial={"edited": choice}), []
    if request.method == "POST":
        if request.POST.get("digest") == digest:
            form = UndoForm({"edited": choice})
            errors = error_links(form)
        else:
            errors = [(EDITED_MEANWHILE, "#edited")]
        if not errors:
            return start_undo(request, imported, digest, keeps_edits=choice == UndoForm.LEAVE)
    plan = resolve_conflicts(undo_plan, conflicts, keeps_edits=True)
    context = {
        "imported": imported,
        "kind": get_kind(request, imported.kind),
        "conflicts": conflicts[:MOST_CONFLICTS],
        "more_conflicts": max(0, len(conflicts) - MOST_CONFLICTS),
        "digest": digest,
        "form": form,
        "differences": with_query(address("imports:differences", imported.pk), [("undo", "yes")]),
        "errors": errors,
        **preview_context(request, plan, plan.counts),
    }
    return render_page(request, "undo", context, here="Undo", status=409 if errors else 200)


@import_permission_required
def edited(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that was edited since the import, by pages."""
    imported = get_import(request, pk)
    refuse_not_applied(imported)
    _, conflicts = plan_undo(imported)
    context = {
        "imported": imported,
        "kind": get_kind(request, imported.kind),
        "page": page_of(request, conflicts, MOST_CONFLICTS),
    }
    return render_page(request, "undo_edited", context, here="Edited since")


def refuse_not_applied(imported: Import) -> None:
    """Raise Refused (409) where there is nothing to undo."""
    if imported.state != Import.State.APPLIED:
        state = imported.get_state_display().lower()
        raise Refused(
            f"There is nothing to undo: this import is {state}.",
            "Go back to the import’s page: it says what can be done.",
            status=409,
        )


def start_undo(
    request: HttpRequest, imported: Import, digest: str, *, keeps_edits: bool
) -> HttpResponse:
    """Undo it, unless somebody else just began to."""
    values: dict[str, Any] = {"undo_keeps_edits": keeps_edits, "undo_digest": digest}
    mine = Import.objects.filter(pk=imported.pk)
    if mine.begin(
        Import.State.UNDOING, after=(Import.State.APPLIED,), now=timezone.now(), **values
    ):
        start_step(imported, request.user)
    return redirect(imported)
