"""The page that asks what a file leaves open, a page for each group of questions."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from capframe.base.addresses import with_query
from capframe.base.forms import error_links
from capframe.base.pagination import page_of
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
from capframe.imports.questions.forms import AnswersForm
from capframe.imports.questions.groups import (
    PER_PAGE,
    find_group,
    group_questions,
    is_answered_since,
    questions_of,
)
from capframe.imports.questions.remembered import describe_recalled
from capframe.imports.questions.value_forms import FILL
from capframe.imports.views.pages import render_page
from capframe.imports.views.upload import start_check


@import_permission_required
def questions(request: HttpRequest, pk: UUID, group: str) -> HttpResponse:
    """The questions of a group. What is answered is kept, and the file checked again with it."""
    imported = get_import(request, pk)
    for refuse in (refuse_expired, refuse_done, refuse_running):
        refuse(imported)
    asked = questions_of(group, imported.read_questions())
    if imported.state != Import.State.CHECKED or not asked:
        return redirect(imported)
    page = page_of(request, asked, PER_PAGE)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    make, choices = find_group(group).form, read_choices(imported, request.user)
    form = make(list(page), imported.answers, *sent, asked=asked, choices=choices)
    if not sent or not form.is_valid():
        return render_questions(request, imported, group, page, form)
    return save_answers(request, imported, page, form)


def asked_context(imported: Import) -> dict[str, Any]:
    """What a checked file was asked, for ``imports/asked.html``."""
    questions = imported.read_questions()
    return {
        "asked": group_questions(questions),
        "open": sum(one.is_open for one in questions),
        "stopping": sum(one.stops for one in questions),
        "has_answers": not all(one.is_open for one in questions),
        "recalled": describe_recalled(questions, imported.recalled),
        "is_answered_since": is_answered_since(questions, imported.answers),
    }


def save_answers(
    request: HttpRequest, imported: Import, page: Page, form: AnswersForm
) -> HttpResponse:
    """Keep the answers; then show the next page of questions, or check the file with them."""
    if not keep_answers(imported=imported, answers=form.answers):
        return redirect(imported)
    if request.POST.get("do") == FILL:
        return redirect(with_query(request.path, [("page", page.number)]))
    if request.POST.get("do") == "next" and page.has_next():
        return redirect(with_query(request.path, [("page", page.next_page_number())]))
    start_check(request.user, imported, imported.columns)
    return redirect(imported)


def render_questions(
    request: HttpRequest, imported: Import, group: str, page: Page, form: AnswersForm
) -> HttpResponse:
    found = find_group(group)
    context = {
        "imported": imported,
        "kind": get_kind(request, imported.kind),
        "group": found,
        "group_name": group,
        "page": page,
        "form": form,
        "errors": error_links(form),
    }
    status = 400 if form.errors else 200
    return render_page(request, found.template, context, here="Questions", status=status)
