"""“Recently deleted”: what was deleted, with the page that puts it back."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from capframe.base.admin_addresses import refuse_no_page_number
from capframe.base.history.lines import parts_in_words
from capframe.base.models import Entry, entry_models
from capframe.base.site_pages import offer_page
from capframe.plans.admin.back_page import Question, ask
from capframe.plans.admin.back_rows import Wording
from capframe.plans.admin.history_rows import day_of, find_row, reason_for, say_who, way_back
from capframe.plans.admin.keeping import may_keep
from capframe.plans.admin.links import EntryLink, admin_url, link_entries
from capframe.plans.admin.permissions import may
from capframe.plans.deleted import DeletedEntries, DeletedEntry, listed_models
from capframe.plans.from_history import whole_of_row
from capframe.plans.putting_back import plan_putting_back
from capframe.plans.wholes import name_entries

PER_PAGE = 50
MODEL_VAR = "model"


class DeletedRow(NamedTuple):
    """A deleted entry as the list shows it.

    Args:
        entry: the deleted entry.
        noun: what it is.
        inside: what went with it, in words.
        taken_by: what has its place by now, where something has.
        history_url: where its history is told.
        put_back_url: where it is put back, or that kept unpublished; empty for whoever may do
            neither, and where that cannot be.
    """

    entry: DeletedEntry
    noun: str
    inside: str
    taken_by: EntryLink | None
    history_url: str
    put_back_url: str


@offer_page("deleted/", "plans_deleted")
def list_deleted(request: HttpRequest) -> HttpResponse:
    """What was deleted of all models, or of the one that the address names."""
    refuse_no_page_number(request)
    models = [model for model in listed_models() if may(request.user, "view", model)]
    chosen = find_model(request.GET.get(MODEL_VAR, ""), request.user)
    if not models and not chosen:
        raise PermissionDenied
    words = request.GET.get(SEARCH_VAR, "").strip()
    found = DeletedEntries([chosen] if chosen else models, words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get(PAGE_VAR))
    context = {
        **admin.site.each_context(request),
        "title": "Recently deleted",
        "page": page,
        "rows": list_rows(page.object_list, request),
        "words": words,
        "chosen": chosen._meta.label_lower if chosen else "",
        "models": sorted(
            (str(capfirst(model._meta.verbose_name_plural)), model._meta.label_lower)
            for model in {*models, *([chosen] if chosen else [])}
        ),
    }
    return TemplateResponse(request, "admin/entry/deleted.html", context)


def find_model(label: str, user: Any) -> type[Entry] | None:
    """The model that an address names, None where it names none.

    Raises Http404 where there is no such model, PermissionDenied where it is not for this user.
    """
    if not label:
        return None
    model = next((model for model in entry_models() if model._meta.label_lower == label), None)
    if model is None:
        raise Http404("There are no such entries.")
    if not may(user, "view", model):
        raise PermissionDenied
    return model


def list_rows(deleted: Iterable[DeletedEntry], request: HttpRequest) -> Iterator[DeletedRow]:
    deleted = list(deleted)
    keeps = may_keep(request)
    links = link_entries(one.taken_by for one in deleted if one.taken_by)
    for one in deleted:
        model, pk = one.key
        can = not one.taken_by and (keeps or may(request.user, "add", model))
        args = [model._meta.label_lower, one.row.pk]
        yield DeletedRow(
            entry=one,
            noun=str(capfirst(model._meta.verbose_name)),
            inside=parts_in_words(model, one.inside),
            taken_by=links[one.taken_by] if one.taken_by else None,
            history_url=admin_url(model, "history", pk),
            put_back_url=reverse("admin:plans_put_back", args=args) if can else "",
        )


@offer_page("put-back/<str:label>/<str:history_id>/", "plans_put_back")
def put_back(request: HttpRequest, label: str, history_id: str) -> HttpResponse:
    """What would come back with the entry that a history row says was deleted."""
    model, row = find_row(request, label, history_id)
    if row.history_type != "-":
        raise Http404("Nothing was deleted by this change.")
    key = model, row.id
    title = name_entries([key])[key]
    question = Question(
        plan=lambda: plan_putting_back(model, row),
        title=f"Put back “{title}”?",
        trail=[("Recently deleted", reverse("admin:plans_deleted")), (title, "")],
        about=str(capfirst(model._meta.verbose_name)),
        said=say_who(row, f"Deleted on {day_of(row)}"),
        button="Put back",
        leave="Leave it deleted",
        heading="Would come back",
        becomes="come back",
        way_back=lambda: way_back(whole_of_row(model, row)),
        reason=reason_for("Put back after the deletion of", row),
        done=f"“{title}” is there again, at the address that it had.",
        nothing="It is there again: there is nothing to put back.",
        wording=Wording("As it was", ""),
    )
    return ask(request, question)
