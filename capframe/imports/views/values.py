"""What the values of a file mean: as a small file to fill in, and as it is remembered."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from capframe.base.addresses import address
from capframe.base.forms import error_links
from capframe.base.http import Refused, attachment, refuse_unknown
from capframe.base.pagination import page_of
from capframe.base.turns import FILES
from capframe.imports.access import (
    get_import,
    get_kind,
    import_permission_required,
    refuse_done,
    refuse_expired,
    refuse_running,
)
from capframe.imports.kinds import read_choices
from capframe.imports.models import Import
from capframe.imports.questions.answering import keep_answers
from capframe.imports.questions.groups import find_group, questions_of
from capframe.imports.questions.remembered import RememberedValue
from capframe.imports.questions.value_files import FILE_COLUMNS, read_values, write_values
from capframe.imports.questions.value_forms import ValueFileForm
from capframe.imports.questions.value_meanings import find_value_column
from capframe.imports.uploads import find_upload_problem
from capframe.imports.views.files import WRITERS
from capframe.imports.views.pages import render_page
from capframe.plans.files.questions import Question
from capframe.spreadsheets.faults import Fault, Unreadable

MOST_LISTED = 50
PER_PAGE = 50


def get_asked(request: HttpRequest, pk: UUID, group: str) -> tuple[Import, list[Question]]:
    """The import and what it asks about the values of a group. Raises Refused."""
    imported = get_import(request, pk)
    for refuse in (refuse_expired, refuse_done, refuse_running):
        refuse(imported)
    asked = questions_of(group, imported.read_questions()) if find_value_column(group) else []
    if not asked:
        raise Refused(
            "Nothing is asked about these values.",
            "Go back to the import’s page: it says what is to be done.",
            status=404,
        )
    return imported, asked


@import_permission_required
@FILES.turn()
def values_file(request: HttpRequest, pk: UUID, group: str, ending: str) -> HttpResponse:
    """The values of a group with their answers, to be filled in."""
    imported, asked = get_asked(request, pk, group)
    refuse_unknown(ending, WRITERS, "a format of a file of values")
    rows = write_values(asked, read_choices(imported, request.user))
    content = WRITERS[ending]([column.name for column in FILE_COLUMNS], rows)
    return attachment(content, f"{group}.{ending}")


# The upload is read before the check against forgery, as that of a file to import is.
@csrf_exempt
@import_permission_required
def upload_values(request: HttpRequest, pk: UUID, group: str) -> HttpResponse:
    """Take the answers from a small file that was filled in; all of them or none."""
    if request.method != "POST":
        return render_upload(request, get_asked(request, pk, group)[0], group)
    return receive_values(request, pk, group, find_upload_problem(request))


@csrf_protect
def receive_values(request: HttpRequest, pk: UUID, group: str, problem: str) -> HttpResponse:
    imported, asked = get_asked(request, pk, group)
    form = ValueFileForm(request.POST, request.FILES)
    if problem:
        return render_upload(request, imported, group, [(problem, "#id_file")], status=413)
    if not form.is_valid():
        return render_upload(request, imported, group, error_links(form))
    file = form.cleaned_data["file"]
    try:
        answers = read_values(
            file.name or "", file.read(), asked, read_choices(imported, request.user)
        )
    except Unreadable as error:
        words = f"{error.problem} {error.remedy}"
        return render_upload(request, imported, group, [(words, "#id_file")], error.faults)
    keep_answers(imported=imported, answers=answers)
    return redirect("imports:questions", pk=imported.pk, group=group)


def render_upload(
    request: HttpRequest,
    imported: Import,
    group: str,
    errors: Any = (),
    faults: Sequence[Fault] = (),
    status: int = 400,
) -> HttpResponse:
    """The form for a small file, and why one could not be taken."""
    context = {
        "imported": imported,
        "kind": get_kind(request, imported.kind),
        "group": find_group(group),
        "group_name": group,
        "form": ValueFileForm(),
        "errors": errors,
        "faults": faults[:MOST_LISTED],
        "more": max(0, len(faults) - MOST_LISTED),
    }
    status = status if errors else 200
    return render_page(request, "values_file", context, here="Questions", status=status)


@import_permission_required
def remembered(request: HttpRequest) -> HttpResponse:
    """What is remembered of the values in files, publisher by publisher; each can be removed."""
    if request.method == "POST":
        pk = request.POST.get("remove", "")
        if pk.isascii() and pk.isdigit():
            RememberedValue.objects.filter(pk=pk[:18]).delete()
        return redirect(address("imports:remembered"))
    page = page_of(request, RememberedValue.objects.newest_first(), PER_PAGE)
    rows = [(one, column.noun) for one in page if (column := find_value_column(one.group))]
    context = {"page": page, "rows": rows}
    return render_page(request, "remembered", context, here="Remembered values")
