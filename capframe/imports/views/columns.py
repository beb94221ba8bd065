"""Where the table of a file is, and which column each of its headings means."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
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
from capframe.imports.columns.forms import ColumnsForm
from capframe.imports.columns.layout_form import LayoutForm
from capframe.imports.columns.matching import match_columns, remember_columns
from capframe.imports.kept_files import load_sheets
from capframe.imports.models import Import
from capframe.imports.reading import TableSurvey, choose_layout, survey_table
from capframe.imports.views.pages import render_page
from capframe.imports.views.upload import start_check
from capframe.plans.files.import_kinds import ImportKind
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
    if {"sheet", "heading_row"} & request.POST.keys():
        return read_layout(request, imported, kind, sheets)
    survey = find_survey(imported, sheets)
    known = imported.columns or match_columns(
        kind, imported.headings, survey.samples, imported.read_choices(), is_guessing=True
    )
    sent = request.POST if request.method == "POST" else None
    form = ColumnsForm(imported, kind, survey, known, sent)
    if sent is None or not form.is_valid():
        return render_columns(request, form, sheets)
    chosen = [name or LEAVE_OUT for name in form.answers]
    remember_columns(kind, imported.headings, chosen)
    values = {"fill_down": form.fill_down, "choices": form.choices}
    start_check(request.user, imported, chosen, **values)
    return redirect(imported)


def read_layout(
    request: HttpRequest, imported: Import, kind: ImportKind, sheets: Sequence[Sheet]
) -> HttpResponse:
    """Take the table from the sheet and the row that were chosen, and ask for its columns."""
    form = LayoutForm(sheets, imported, kind, request.POST)
    if not form.is_valid():
        words = " ".join(words for words, _ in error_links(form))
        raise Refused(words, "Go back to the columns of the file.", status=400)
    sheet = form.cleaned_data.get("sheet", "")
    sheet = imported.sheet if sheet == "" else sheet
    heading_row = form.cleaned_data["heading_row"] if sheet == imported.sheet else None
    try:
        chosen = choose_layout(imported=imported, sheet=sheet, heading_row=heading_row)
    except Unreadable as unreadable:
        raise Refused(unreadable.problem, unreadable.remedy, status=409) from unreadable
    return redirect("imports:columns", pk=imported.pk) if chosen else redirect(imported)


def find_survey(imported: Import, sheets: Sequence[Sheet]) -> TableSurvey:
    """What stands in the table. Raises Refused (409) where the file cannot be read."""
    try:
        return survey_table(imported, sheets)
    except Unreadable as unreadable:
        raise Refused(unreadable.problem, unreadable.remedy, status=409) from unreadable


def render_columns(
    request: HttpRequest, form: ColumnsForm, sheets: Sequence[Sheet]
) -> HttpResponse:
    imported = form.imported
    context = {
        "form": form,
        "imported": imported,
        "kind": form.kind,
        "errors": error_links(form),
        "layout_form": LayoutForm(sheets, imported, form.kind),
    }
    status = 400 if form.is_bound else 200
    return render_page(request, "columns", context, here="Columns", status=status)
