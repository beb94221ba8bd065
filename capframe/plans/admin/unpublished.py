"""The list of unpublished changes, and the page of each."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from capframe.base.models import entry_models
from capframe.base.parts import whole_field
from capframe.base.site_pages import offer_page
from capframe.plans.admin.deleted_since import ShownDeletion, show_deletions
from capframe.plans.admin.keeping import JOINED, may_keep
from capframe.plans.apply import model_of
from capframe.plans.changes import Outcome, Whole
from capframe.plans.deleted_since import find_deletions
from capframe.plans.models import UnpublishedChange
from capframe.plans.other_state import reading
from capframe.plans.plan import Plan
from capframe.plans.preview import Preview, PreviewObject
from capframe.plans.unpublished import find_dependent, find_forbidden, take_out
from capframe.plans.up_to_date import leave_out_blocked

PER_PAGE = 50
OBJECTS_PER_PAGE = 20
CHANGED_MEANWHILE = (
    "Somebody changed this unpublished change since you opened the page. Nothing was done: look at "
    "it again."
)


class ShownEntry(NamedTuple):
    """An entry of an unpublished change as its page shows it.

    Args:
        place: among the wholes of the plan.
        shown: its changes, in words.
        address: of its form; empty where the change deletes it, or somebody has deleted it since.
        deletions: what was deleted since of what it says, or needs.
    """

    place: int
    shown: PreviewObject
    address: str
    deletions: Sequence[ShownDeletion]


def find_change(request: HttpRequest, pk: int, *, for_update: bool = False) -> UnpublishedChange:
    """The unpublished change. Raises PermissionDenied for those who may keep nothing."""
    if not may_keep(request):
        raise PermissionDenied
    changes = UnpublishedChange.objects.all()
    found = (changes.select_for_update() if for_update else changes).filter(pk=pk).first()
    if found is None:
        raise Http404("This change is not unpublished any more.")
    return found


def may_undo_the_work_of_others(
    request: HttpRequest, change: UnpublishedChange, plan: Plan
) -> bool:
    """Whether somebody may discard a change or a part of it: their own, or one to publish."""
    return change.made_by_id == request.user.pk or not find_forbidden(plan, request.user)


def render_page(
    request: HttpRequest, page: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, f"admin/unpublished/{page}.html", context, status=status)


@offer_page("unpublished/", "plans_unpublished")
def list_changes(request: HttpRequest) -> HttpResponse:
    """Every unpublished change, the last one changed first."""
    if not may_keep(request):
        raise PermissionDenied
    changes = UnpublishedChange.objects.newest_first()
    page = Paginator(changes, PER_PAGE).get_page(request.GET.get("p"))
    return render_page(request, "list", {"title": "Unpublished changes", "page": page})


@offer_page("unpublished/<int:pk>/", "plans_unpublished_change")
def show_change(request: HttpRequest, pk: int) -> HttpResponse:
    """One unpublished change: its entries with the words that differ, and what can be done."""
    change = find_change(request, pk)
    plan = change.read_plan()
    shown = Preview(plan, losing_first=True)
    page = Paginator(shown.indexes, OBJECTS_PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "title": str(change),
        "change": change,
        "page": page,
        "entries": list_entries(request, change, plan, shown, list(page)),
        "forbidden": find_forbidden(plan, request.user),
        "may_discard": may_undo_the_work_of_others(request, change, plan),
        "added": list_addable(change),
    }
    return render_page(request, "change", context)


def list_entries(
    request: HttpRequest,
    change: UnpublishedChange,
    plan: Plan,
    shown: Preview,
    places: Sequence[int],
) -> list[ShownEntry]:
    wholes = plan.wholes_at(places)
    deletions = find_deletions(leave_out_blocked(plan)[1])
    removed = plan.keys(Outcome.REMOVED)
    gone = {(label, pk) for label, pks in removed.items() for pk in pks}
    gone |= {(one.key[0]._meta.label_lower, one.key[1]) for one in deletions}
    return [
        ShownEntry(
            place,
            one,
            "" if (whole.model, whole.pk) in gone else form_address(whole, change),
            list(show_deletions((d for d in deletions if place in d.places), request.user)),
        )
        for place, one in zip(places, shown.objects(places), strict=True)
        for whole in [wholes[place]]
    ]


def form_address(whole: Whole, change: UnpublishedChange) -> str:
    """The address of an entry's form, as the change has it."""
    meta = model_of(whole.model)._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[whole.pk])
    return f"{address}?{JOINED}={change.pk}"


def list_addable(change: UnpublishedChange) -> list[tuple[str, str]]:
    """What can be added to a change: the noun of each kind of entry, and where it is made."""
    found = []
    for model in entry_models():
        meta = model._meta
        if whole_field(model) is None and admin.site.is_registered(model):
            address = reverse(f"admin:{meta.app_label}_{meta.model_name}_add")
            found.append((str(meta.verbose_name), f"{address}?{JOINED}={change.pk}"))
    return sorted(found)


@offer_page("unpublished/<int:pk>/choices/", "plans_unpublished_choices")
def list_choices(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be chosen on a form that was opened from a change: what it makes as well."""
    change = find_change(request, pk)
    with reading(change.read_plan()):
        return admin.site.autocomplete_view(request)


@offer_page("unpublished/<int:pk>/discard/", "plans_unpublished_discard")
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks whether to discard a change, and does."""
    with transaction.atomic():
        change = find_change(request, pk, for_update=request.method == "POST")
        plan = change.read_plan()
        if not may_undo_the_work_of_others(request, change, plan):
            raise PermissionDenied
        if request.method == "POST" and request.POST.get("version") == change.plan_digest:
            change.delete()
            messages.success(request, f"Discarded: “{change}”. Readers have seen nothing of it.")
            return HttpResponseRedirect(reverse("admin:plans_unpublished"))
        return ask(request, change, plan, plan.touched_wholes(), verb="Discard", title="Discard")


@offer_page("unpublished/<int:pk>/take-out/<int:place>/", "plans_unpublished_take_out")
def take_entry_out(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """Asks whether to take an entry out of a change, with what depends on it, and does."""
    with transaction.atomic():
        change = find_change(request, pk, for_update=request.method == "POST")
        plan = change.read_plan()
        if not may_undo_the_work_of_others(request, change, plan):
            raise PermissionDenied
        if place not in plan.touched_wholes():
            raise Http404("This entry is not in the unpublished change any more.")
        places = find_dependent(plan, place)
        if request.method == "POST" and request.POST.get("version") == change.plan_digest:
            title = plan.wholes[place].title
            take_out(change=change, places=places, by=request.user)
            messages.success(request, f"Taken out: “{title}”. It stays as readers see it.")
            address = reverse("admin:plans_unpublished_change", args=[pk])
            return HttpResponseRedirect(address)
        return ask(request, change, plan, places, verb="Take out", title="Take out of")


def ask(
    request: HttpRequest,
    change: UnpublishedChange,
    plan: Plan,
    places: Sequence[int],
    *,
    verb: str,
    title: str,
) -> HttpResponse:
    """Asks before prepared work goes, naming all of it that would."""
    is_late = request.method == "POST"
    context = {
        "title": f"{title} “{change}”?",
        "change": change,
        "verb": verb,
        "wholes": [
            (capfirst(str(model_of(whole.model)._meta.verbose_name)), whole.title)
            for whole in plan.wholes_at(list(places)).values()
        ],
        "problem": CHANGED_MEANWHILE if is_late else "",
    }
    return render_page(request, "ask", context, status=409 if is_late else 200)
