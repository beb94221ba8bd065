"""The upload of a file: the columns that it may have, the form, what is kept."""

import hashlib
from typing import Any

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from capframe.base.forms import error_links
from capframe.base.http import Refused
from capframe.base.outages import outage_of
from capframe.imports.access import get_kind, import_permission_required
from capframe.imports.forms import UploadForm
from capframe.imports.matching import find_problems, match_columns
from capframe.imports.models import Import
from capframe.imports.runner import explain_error, start_step
from capframe.imports.uploads import find_upload_problem
from capframe.imports.views.pages import render_page
from capframe.plans.import_kinds import ImportKind
from capframe.spreadsheets.columns import heading_key
from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.reading import read_table, safe_name
from capframe.spreadsheets.table import Table


# The upload is read before the check against forgery, which would read it with the handlers that
# write to the disk; the check itself is done right after it.
@csrf_exempt
@import_permission_required
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """The form for a file of this kind; a file that can be read becomes an import."""
    found = get_kind(request, kind)
    Import.objects.expire_old(timezone.now())
    if request.method != "POST":
        return render_form(request, UploadForm(found))
    if problem := find_upload_problem(request):
        # The rest of the form may be missing, so there is nothing else to say about it.
        return render_form(request, UploadForm(found), [(problem, "#id_file")], status=413)
    return receive_file(request, found)


@csrf_protect
def receive_file(request: HttpRequest, kind: ImportKind) -> HttpResponse:
    """Keep the file and check it, or say why not."""
    form = UploadForm(kind, request.POST, request.FILES)
    if not form.is_valid():
        return render_form(request, form, error_links(form), status=400)
    file = form.cleaned_data["file"]
    name, content = safe_name(file.name), file.read()
    try:
        table = read_table(name, content)
    except Unreadable as unreadable:
        form.add_error("file", f"{unreadable.problem} {unreadable.remedy}")
        return render_form(request, form, error_links(form), status=400, faults=unreadable.faults)
    imported = save_import(request.user, kind, form, (name, content), table)
    return check_or_ask(request, kind, imported)


def save_import(
    user: Any, kind: ImportKind, form: UploadForm, file: tuple[str, bytes], table: Table
) -> Import:
    """The import of a file that can be read. Raises Refused (503) where it cannot be kept."""
    name, content = file
    try:
        return Import.objects.create(
            kind=kind.name,
            by=user,
            file_name=name,
            digest=hashlib.sha256(content).hexdigest(),
            size=len(content),
            content=content,
            notes=list(table.notes),
            headings=list(table.headings),
            choices=form.choices,
        )
    except (Error, OSError) as error:
        if outage_of(error) is None:
            raise
        raise Refused(
            "The file could not be kept.", explain_error(error), status=503, retry_after=60
        ) from error


def check_or_ask(request: HttpRequest, kind: ImportKind, imported: Import) -> HttpResponse:
    """Check the file, or first ask what its columns are."""
    matched = match_columns(kind, imported.headings)
    if find_problems(kind, matched, imported.read_choices()):
        return redirect("imports:columns", pk=imported.pk)
    start_check(request.user, imported, matched)
    return redirect(imported)


def start_check(user: Any, imported: Import, matched: Any) -> None:
    startable = (Import.State.UPLOADED, Import.State.CHECKED, Import.State.FAILED)
    mine = Import.objects.filter(pk=imported.pk)
    if mine.begin(Import.State.CHECKING, after=startable, now=timezone.now(), columns=matched):
        start_step(imported, user)


def render_form(
    request: HttpRequest,
    form: UploadForm,
    errors: Any = (),
    status: int = 200,
    faults: Any = (),
) -> HttpResponse:
    context = {
        "form": form,
        "kind": form.kind,
        "columns": [(column, list_aliases(column)) for column in form.kind.columns],
        "errors": errors,
        "faults": faults[:50],
        "more_faults": max(0, len(faults) - 50),
    }
    here = f"New import of {form.kind.title.lower()}"
    return render_page(request, "upload", context, here=here, status=status)


def list_aliases(column: Any) -> list[str]:
    """The headings that mean a column, but for those that only differ in case and spaces."""
    key = heading_key(column.name)
    return [alias for alias in column.aliases if heading_key(alias) != key]
