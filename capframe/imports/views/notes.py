"""The warnings of one sort, where they are too many for the page of the import."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from capframe.base.pagination import page_of
from capframe.imports.access import (
    get_import,
    get_kind,
    import_permission_required,
    refuse_done,
    refuse_expired,
    refuse_running,
)
from capframe.imports.confirming import TO_CONFIRM, WarningGroup, group_warnings
from capframe.imports.models import Import
from capframe.imports.views.pages import render_page
from capframe.spreadsheets.faults import Fault


@import_permission_required
def notes(request: HttpRequest, pk: UUID, sort: str) -> HttpResponse:
    """The warnings of a sort, in pages. Where a later check found none, it leads to the check."""
    imported = get_import(request, pk)
    imported.refresh_from_db(fields=["warnings", "questions"])  # both at once
    for refuse in (refuse_expired, refuse_done, refuse_running):
        refuse(imported)
    groups = group_shown(imported, imported.read_warnings())
    group = next((one for one in groups if one.key == sort), None)
    if imported.state != Import.State.CHECKED or group is None:
        return redirect(imported)
    context = {
        "imported": imported,
        "kind": get_kind(request, imported.kind),
        "group": group,
        "page": page_of(request, group.faults),
    }
    return render_page(request, "notes", context, here=group.title)


def group_shown(imported: Import, warnings: Iterable[Fault]) -> list[WarningGroup]:
    """What a check warns of beside what it asks and has confirmed."""
    asked = {question.group for question in imported.read_questions() if question.is_open}
    return group_warnings((one for one in warnings if one.remark not in TO_CONFIRM), asked)
