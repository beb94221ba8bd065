"""Which column each heading of the file means."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from capframe.base.forms import error_links
from capframe.base.http import Refused
from capframe.imports.access import (
    get_import,
    get_kind,
    import_permission_required,
    refuse_done,
    refuse_expired,
    refuse_running,
)
from capframe.imports.forms import LEFT_OUT, NO_SHEET, ColumnsForm, SheetForm
from capframe.imports.kept_files import load_sheets
from capframe.imports.matching import Matched, match_columns, remember_columns
from capframe.imports.models import Import
from capframe.imports.reading import choose_sheet
from capframe.imports.views.pages import render_page
from capframe.imports.views.upload import start_check
from capframe.plans.import_kinds import ImportKind
from capframe.spreadsheets.assembly import sample_columns
from capframe.spreadsheets.columns import LEAVE_OUT
from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.kept_sheets import Sheet


@import_permission_required
def columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The headings with their columns; what is chosen is remembered, and the file checked."""
    imported = get_import(request, pk)
    for refuse in (refuse_expired, refuse_done, refuse_running):
        refuse(imported)
    kind = get_kind(request, imported.kind)
    if not imported.headings:  # the file could not be read, or has not been yet
        return redirect(imported)
    sheets = load_sheets(imported)
    if "sheet" in request.POST:
        return read_sheet(request, imported, sheets)
    samples = find_samples(imported, sheets)
    if request.method != "POST":
        matched = imported.columns or match_columns(
            kind, imported.headings, samples, imported.read_choices(), is_guessing=True
        )
        return render_columns(request, ColumnsForm(kind, imported, matched, samples), sheets)
    matched = read_columns(request.POST, kind, len(imported.headings))
    form = ColumnsForm(kind, imported, matched, samples, request.POST)
    if not form.is_valid():
        return render_columns(request, form, sheets, status=400)
    remember_columns(kind, imported.headings, [name or LEAVE_OUT for name in matched])
    start_check(request.user, imported, matched)
    return redirect(imported)


def read_sheet(request: HttpRequest, imported: Import, sheets: Sequence[Sheet]) -> HttpResponse:
    """Take the table of the sheet that was chosen, and ask for its columns."""
    form = SheetForm(sheets, request.POST)
    if not form.is_valid():
        raise Refused(NO_SHEET, "Go back to the columns of the file.", status=400)
    try:
        chosen = choose_sheet(imported=imported, number=form.cleaned_data["sheet"])
    except Unreadable as unreadable:
        raise Refused(unreadable.problem, unreadable.remedy, status=409) from unreadable
    return redirect("imports:columns", pk=imported.pk) if chosen else redirect(imported)


def find_samples(imported: Import, sheets: Sequence[Sheet]) -> list[list[str]]:
    """The first values under each heading. Raises Refused (409) where the file cannot be read."""
    try:
        return sample_columns(sheets, imported.sheet)
    except Unreadable as unreadable:
        raise Refused(unreadable.problem, unreadable.remedy, status=409) from unreadable


def read_columns(sent: QueryDict, kind: ImportKind, number: int) -> Matched:
    """What the form says for each heading; None where it says nothing that is known."""
    known = {column.name: column.name for column in kind.all_columns} | {LEFT_OUT: LEAVE_OUT}
    return [known.get(sent.get(f"column-{index}", "")) for index in range(number)]


def render_columns(
    request: HttpRequest, form: ColumnsForm, sheets: Sequence[Sheet], status: int = 200
) -> HttpResponse:
    imported = form.imported
    context = {
        "form": form,
        "imported": imported,
        "kind": form.kind,
        "errors": error_links(form),
        "sheet_form": SheetForm(sheets, initial={"sheet": imported.sheet}) if sheets[1:] else None,
    }
    return render_page(request, "columns", context, here="Columns", status=status)
