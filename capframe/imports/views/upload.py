"""The upload of a file: the columns that it may have, the form, what is kept."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import Error, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from capframe.base.forms import error_links
from capframe.base.http import Refused
from capframe.base.outages import outage_of
from capframe.imports.access import get_kind, import_permission_required
from capframe.imports.forms import UploadForm
from capframe.imports.kept_files import keep_file, keep_sheets
from capframe.imports.models import STARTABLE, Import
from capframe.imports.reading import describe_table
from capframe.imports.runner import explain_error, start_step
from capframe.imports.uploads import find_upload_problem
from capframe.imports.views.pages import render_page
from capframe.plans.files.import_kinds import ImportKind
from capframe.spreadsheets.columns import heading_key
from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.limits import MEGABYTE
from capframe.spreadsheets.reading import read_sheets, safe_name

# Such a file is read within the request, a larger one in a process of its own.
READ_AT_ONCE = MEGABYTE


# The upload is read before the check against forgery, which would read it with handlers that know
# no limit; the check itself is done right after it.
@csrf_exempt
@import_permission_required
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """The form for a file of this kind; a file that can be read becomes an import."""
    found = get_kind(request, kind)
    Import.objects.expire_old(timezone.now())
    if request.method != "POST":
        return render_form(request, UploadForm(found))
    with refusing_outages():
        problem = find_upload_problem(request)
    if problem:
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
    imported = describe_upload(request.user, form, file)
    try:
        sheets = read_at_once(imported, file) if file.size <= READ_AT_ONCE else []
    except Unreadable as unreadable:
        form.add_error("file", f"{unreadable.problem} {unreadable.remedy}")
        return render_form(request, form, error_links(form), status=400, faults=unreadable.faults)
    with refusing_outages():
        save_import(imported, file, sheets)
    return check_or_ask(request, imported)


def describe_upload(user: Any, form: UploadForm, file: UploadedFile) -> Import:
    """The import of a file that has not been read, not saved yet."""
    return Import(
        kind=form.kind.name,
        by=user,
        file_name=safe_name(file.name or ""),
        digest=digest_of(file),
        size=file.size or 0,
        choices=form.choices,
    )


def digest_of(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def read_at_once(imported: Import, file: UploadedFile) -> list[Sheet]:
    """The sheets of a file, whose table the import describes from now on. Raises Unreadable."""
    file.seek(0)
    sheets = read_sheets(imported.file_name, file.read())
    describe_table(imported, sheets)
    return sheets


def save_import(imported: Import, file: UploadedFile, sheets: Sequence[Sheet]) -> None:
    """Save the import with its sheets or, where these have not been read, with its file."""
    with transaction.atomic():
        imported.save(force_insert=True)
        if sheets:
            keep_sheets(imported=imported, sheets=sheets)
        else:
            keep_file(imported=imported, pieces=file.chunks(MEGABYTE))


@contextmanager
def refusing_outages() -> Iterator[None]:
    """Raise Refused (503) where a file cannot be kept for lack of room or of a database."""
    try:
        yield
    except (Error, OSError) as error:
        if outage_of(error) is None:
            raise
        raise Refused(
            "The file could not be kept.", explain_error(error), status=503, retry_after=60
        ) from error


def check_or_ask(request: HttpRequest, imported: Import) -> HttpResponse:
    """Check the file, or first ask what its columns are."""
    if imported.columns or not imported.headings:
        start_check(request.user, imported, imported.columns)
        imported.refresh_from_db(fields=["state"])
    if imported.state == Import.State.UPLOADED:
        return redirect("imports:columns", pk=imported.pk)
    return redirect(imported)


def start_check(user: Any, imported: Import, matched: Any, **values: Any) -> None:
    """Check the file with these columns, and with other values that the import is to have."""
    mine = Import.objects.filter(pk=imported.pk)
    values["columns"] = matched
    if mine.begin(Import.State.CHECKING, after=STARTABLE, now=timezone.now(), **values):
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
