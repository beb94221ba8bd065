"""The page of one import: how far it is, what its check found, what came of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from capframe.base.pagination import page_of
from capframe.imports.access import get_import, get_kind, import_permission_required, refuse_expired
from capframe.imports.kinds import IMPORT_KINDS
from capframe.imports.left_open import find_left_open
from capframe.imports.models import Import
from capframe.imports.numbers import changes_nothing, counts_by_model, describe_unchanged
from capframe.imports.runner import start_step
from capframe.imports.steps import update_search_again
from capframe.imports.views.confirming import confirm, confirming_context
from capframe.imports.views.notes import group_shown
from capframe.imports.views.pages import render_page
from capframe.imports.views.questions import asked_context
from capframe.imports.views.upload import start_check
from capframe.plans.plan import Plan
from capframe.plans.preview import (
    OUTCOME_LABELS,
    PER_PAGE,
    noun_of,
    outcome_of,
)
from capframe.plans.titles import shorten
from capframe.spreadsheets.faults import Fault

# Of a file that cannot be read; there are no pages of them.
MOST_LISTED = 50


@import_permission_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The import as it stands. A form confirms what is to be, or has something run again."""
    imported = get_import(request, pk)
    if request.method == "POST":
        return perform_action(request, imported)
    context: dict[str, Any] = {
        "imported": imported,
        "kind": get_kind(request, imported.kind),
        "numbers": counts_by_model(imported.counts),
    }
    if imported.is_running:
        context |= running_context(request, imported)
    elif imported.state == Import.State.CHECKED:
        context |= checked_context(request, imported)
    elif imported.is_done:
        context |= done_context(request, imported)
    elif imported.state == Import.State.FAILED:
        context |= faults_context(imported.read_errors())
    return render_page(request, template_for(imported), context, here="")


def template_for(imported: Import) -> str:
    if imported.is_running:
        return "running"
    if imported.state != Import.State.CHECKED:
        return "done" if imported.is_done else "stopped"
    return "unchanged" if changes_nothing(imported.counts) else "checked"


def running_context(request: HttpRequest, imported: Import) -> dict[str, Any]:
    """How far it has come, and whether it was interrupted."""
    silent = imported.is_silent(timezone.now())
    return {"silent": silent, "refreshes": not silent and request.GET.get("refresh") != "no"}


def checked_context(request: HttpRequest, imported: Import) -> dict[str, Any]:
    """The errors; the questions; where neither stops the import, what is to be confirmed."""
    warnings = imported.read_warnings()
    context = {**asked_context(imported), "groups": group_shown(imported, warnings)}
    if errors := imported.read_errors():
        return {**context, "page": page_of(request, errors, PER_PAGE)}
    if changes_nothing(imported.counts):
        models = IMPORT_KINDS[imported.kind].models
        return {**context, "there": describe_unchanged(imported.counts, models)}
    return {**context, **confirming_context(request, imported, warnings)}


def faults_context(faults: Sequence[Fault]) -> dict[str, Any]:
    """The first faults of a file that could not be read, and how many more there are."""
    return {"faults": faults[:MOST_LISTED], "more": max(0, len(faults) - MOST_LISTED)}


def done_context(request: HttpRequest, imported: Import) -> dict[str, Any]:
    plan = imported.read_plan()
    page = page_of(request, range(plan.number_of_wholes), PER_PAGE)
    question, left = find_left_open(imported)
    return {
        "page": page,
        "results": find_touched_objects(plan, imported.read_made(), list(page)),
        "left_open": question.describe(len(left)) if question and left else "",
        "question": question,
    }


def perform_action(request: HttpRequest, imported: Import) -> HttpResponse:
    refuse_expired(imported)
    action = request.POST.get("do")
    if action == "confirm" and imported.state == Import.State.CHECKED:
        return confirm(request, imported)
    if action == "again":
        run_step_again(request, imported)
    elif action == "check" and imported.state == Import.State.CHECKED:
        start_check(request.user, imported, imported.columns)
    elif action == "search" and imported.is_done:
        update_search_again(imported=imported)
    return redirect(imported)


def run_step_again(request: HttpRequest, imported: Import) -> None:
    """Run what was interrupted, or check a file again whose check or import failed."""
    if imported.state == Import.State.FAILED:
        start_check(request.user, imported, imported.columns)
    elif Import.objects.filter(pk=imported.pk).begin_again(timezone.now()):
        start_step(imported, request.user)


@dataclass(frozen=True, slots=True)
class TouchedObject:
    """An object that an import touched.

    Args:
        title: what it is called now, or was where it is no more.
        noun: what it is.
        outcome: what became of it, in a word.
        url: its page, or where readers see none its form in the admin; empty where it is no more.
        is_published: whether readers see it.
    """

    title: str
    noun: str
    outcome: str
    url: str
    is_published: bool


def find_touched_objects(
    plan: Plan, made: Mapping[int, int], indexes: Sequence[int]
) -> list[TouchedObject]:
    """Some of the objects of a plan that was applied, in two or three queries a model.

    Args:
        plan: as applied.
        made: the primary keys of what it made.
        indexes: of the objects, among the plan's ``wholes``.
    """
    changes, wholes = plan.changes_in(indexes), plan.wholes_at(indexes)
    wanted: dict[str, set[int]] = defaultdict(set)
    for whole in wholes.values():
        wanted[whole.model].add(made.get(whole.pk, whole.pk))
    entries, published = _load_entries(wanted)
    found = []
    for index, whole in wholes.items():
        key = (whole.model, made.get(whole.pk, whole.pk))
        entry = entries.get(key)
        found.append(
            TouchedObject(
                title=shorten(whole.title, 200),
                noun=noun_of(whole.model),
                outcome=OUTCOME_LABELS[outcome_of(whole, changes[index])],
                url=address_of(entry, key in published) if entry else "",
                is_published=key in published,
            )
        )
    return found


def _load_entries(
    wanted: Mapping[str, set[int]],
) -> tuple[dict[tuple[str, int], Any], set[tuple[str, int]]]:
    """The entries that are there, and which of them readers see."""
    entries: dict[tuple[str, int], Any] = {}
    published: set[tuple[str, int]] = set()
    for label, pks in wanted.items():
        model: Any = apps.get_model(label)
        existing = model._base_manager.select_related().in_bulk(sorted(pks))
        entries |= {(label, pk): entry for pk, entry in existing.items()}
        shown = model._default_manager.published().filter(pk__in=pks).order_by()
        published |= {(label, pk) for pk in shown.values_list("pk", flat=True)}
    return entries, published


def address_of(entry: Any, is_published: bool) -> str:
    """The page of an entry that readers see; of another, its form in the admin."""
    if is_published and hasattr(entry, "get_absolute_url"):
        return entry.get_absolute_url()
    meta = entry._meta
    try:
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])
    except NoReverseMatch:
        return ""
