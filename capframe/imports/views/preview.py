"""What an import would do, object by object, and the button that does it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from capframe.base import characters
from capframe.base.actions import LONGEST_REASON
from capframe.base.addresses import address
from capframe.base.http import Refused
from capframe.base.pagination import page_of
from capframe.imports.access import (
    get_import,
    get_kind,
    import_permission_required,
    refuse_done,
    refuse_expired,
    refuse_running,
)
from capframe.imports.confirming import (
    Confirmation,
    count_in_words,
    find_confirmations,
    find_unconfirmed,
    group_warnings,
)
from capframe.imports.forms import ApplyForm
from capframe.imports.kinds import find_forbidden
from capframe.imports.models import Import
from capframe.imports.numbers import counts_by_model, describe_outcomes, describe_size
from capframe.imports.questions.groups import is_answered_since
from capframe.imports.runner import start_step
from capframe.imports.views.pages import render_page
from capframe.plans.keeping import PlanGone
from capframe.plans.plan import Plan
from capframe.plans.preview import PER_PAGE, Preview, PreviewObject
from capframe.spreadsheets.faults import Remark

BACK = "Go back to the import’s page: it says what is to be done."


# What somebody should still see who has seen what the check said.
REMARKS_SHOWN = (Remark.NOTE, Remark.GONE)


@import_permission_required
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The preview. A form with a reason applies it, if it is still what was shown."""
    imported = get_import(request, pk)
    imported.refresh_from_db(fields=["warnings", "questions"])  # both at once
    for refuse in (refuse_expired, refuse_done, refuse_running, refuse_unchecked):
        refuse(imported)
    if request.method != "POST":
        return render_preview(request, imported)
    if problem := find_problem(request, imported):
        return render_preview(request, imported, [problem], status=409)
    reason = request.POST.get("reason", "").strip()[:LONGEST_REASON] or imported.default_reason
    mine = Import.objects.filter(pk=imported.pk, plan_digest=imported.plan_digest)
    if mine.begin(
        Import.State.APPLYING,
        after=(Import.State.CHECKED,),
        now=timezone.now(),
        reason=reason,
    ):
        start_step(imported, request.user)
    return redirect(imported)


def refuse_unchecked(imported: Import) -> None:
    """Raise Refused (409) where there is no preview to show."""
    if imported.state != Import.State.CHECKED or imported.number_of_errors:
        problem = "There is no preview: the file must first be checked and have no errors."
        raise Refused(problem, BACK, status=409)
    questions = imported.read_questions()
    if any(question.stops for question in questions):
        problem = "There is no preview: questions about the file must be answered first."
        raise Refused(problem, BACK, status=409)
    if is_answered_since(questions, imported.answers):
        problem = "There is no preview: the file must be checked again with your new answers."
        raise Refused(problem, BACK, status=409)


def find_problem(request: HttpRequest, imported: Import) -> tuple[str, str] | None:
    """Why what was shown cannot be applied, with the address of what to do; None where it can."""
    if request.POST.get("plan") != imported.plan_digest:
        words = "What this import would do has changed since this page was opened: look again."
        return words, "#main-content"
    if words := characters.find_problem(request.POST.get("reason", "")):
        return words, "#id_reason"
    if forbidden := find_forbidden(imported, request.user):
        words = f"You may not add {forbidden} any more: answer otherwise, and check the file again."
        return words, "#main-content"
    left = unconfirmed_in(imported)
    if left:
        verb = "is" if len(left) == 1 else "are"
        words = f"{count_in_words(left)} {verb} not confirmed yet. Confirm first."
        return words, f"{imported.get_absolute_url()}#new"
    return None


def unconfirmed_in(imported: Import) -> list[Confirmation]:
    return find_unconfirmed(find_confirmations(imported.read_warnings(), imported.confirmed))


def render_preview(
    request: HttpRequest, imported: Import, errors: Any = (), status: int = 200
) -> HttpResponse:
    left = unconfirmed_in(imported)
    reason = request.POST.get("reason") or imported.default_reason
    context = {
        "imported": imported,
        "kind": get_kind(request, imported.kind),
        "unconfirmed": left,
        "unconfirmed_in_words": count_in_words(left),
        "form": ApplyForm(initial={"plan": imported.plan_digest, "reason": reason}),
        "differences": address("imports:differences", imported.pk),
        "groups": group_warnings(
            fault for fault in imported.read_warnings() if fault.remark in REMARKS_SHOWN
        ),
        "errors": errors,
        **read_preview(request, imported),
    }
    return render_page(request, "preview", context, here="Preview", status=status)


def read_preview(request: HttpRequest, imported: Import) -> dict[str, Any]:
    """A page of what the import would do. Raises Refused (409) where it is just checked again."""
    try:
        plan = imported.read_plan()
        return preview_context(request, plan, imported.counts, losing_first=True)
    except PlanGone as gone:
        raise Refused(
            "The file has been checked again while this page was made.",
            "Go back to the import’s page, and look again.",
            status=409,
        ) from gone


def preview_context(
    request: HttpRequest, plan: Plan, counts: Any, *, losing_first: bool = False
) -> dict[str, Any]:
    """A page of what a plan would do, for ``imports/objects.html``."""
    shown = Preview(plan, losing_first=losing_first)
    some = page_of(request, shown.indexes, PER_PAGE)
    objects = shown.objects(list(some))
    outcomes = plan.count_outcomes()
    noun = common_noun(objects, some)
    return {
        "numbers": counts_by_model(counts),
        "title": describe_size(outcomes.total(), some.paginator.count, noun),
        "outcomes": describe_outcomes(outcomes),
        "noun": noun,
        "page": some,
        "objects": objects,
    }


def common_noun(objects: Sequence[PreviewObject], page: Page) -> str:
    """What all objects of a preview are, in the singular: role level, or else entry."""
    nouns = {shown.noun for shown in objects}
    return nouns.pop() if len(nouns) == 1 and not page.has_other_pages() else "entry"
