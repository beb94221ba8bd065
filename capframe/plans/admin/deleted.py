"""“Recently deleted”: what was deleted, with the pages that put it back, one or many."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from capframe.base.admin_addresses import refuse_no_page_number
from capframe.base.history.lines import parts_in_words
from capframe.base.http import Refused, as_key
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
from capframe.plans.wholes import EntryKey, name_entries

PER_PAGE = 50
MODEL_VAR = "model"
# What the list sends: a row that is ticked, or that all that was found is asked for.
ROW_VAR, EVERY_VAR = "row", "every"
# As many as are put back in one go.
MOST = 1000


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
        value: what the list sends of it where it is ticked.
    """

    entry: DeletedEntry
    noun: str
    inside: str
    taken_by: EntryLink | None
    history_url: str
    put_back_url: str
    value: str


@offer_page("deleted/", "plans_deleted")
def list_deleted(request: HttpRequest) -> HttpResponse:
    """What was deleted of all models, or of the one that the address names."""
    refuse_no_page_number(request)
    chosen, models = find_models(request)
    found = find_deleted(request, chosen, models)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get(PAGE_VAR))
    rows = list(list_rows(page.object_list, request))
    context = {
        **admin.site.each_context(request),
        "title": "Recently deleted",
        "page": page,
        "rows": rows,
        "can_put_back": any(row.put_back_url for row in rows),
        "words": found.words,
        "most": MOST,
        "chosen": chosen._meta.label_lower if chosen else "",
        "models": sorted(
            (str(capfirst(model._meta.verbose_name_plural)), model._meta.label_lower)
            for model in {*models, *([chosen] if chosen else [])}
        ),
    }
    return TemplateResponse(request, "admin/entry/deleted.html", context)


def find_models(request: HttpRequest) -> tuple[type[Entry] | None, list[type[Entry]]]:
    """The model that the address names, if any, and those of the list that may be seen."""
    chosen = find_model(request.GET.get(MODEL_VAR, ""), request.user)
    models = [model for model in listed_models() if may(request.user, "view", model)]
    if not models and not chosen:
        raise PermissionDenied
    return chosen, models


def find_deleted(
    request: HttpRequest, chosen: type[Entry] | None, models: list[type[Entry]]
) -> DeletedEntries:
    """What was deleted, with the words of the address: of the chosen model, or of all of these."""
    words = request.GET.get(SEARCH_VAR, "").strip()
    return DeletedEntries([chosen] if chosen else models, words)


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
            value=":".join(map(str, args)),
        )


@offer_page("put-back/<str:label>/<str:history_id>/", "plans_put_back")
def put_back(request: HttpRequest, label: str, history_id: str) -> HttpResponse:
    """What would come back with the entry that a history row says was deleted."""
    model, row = find_row(request, label, history_id)
    refuse_no_deletion(row)
    key = model, row.id
    title = name_entries([key])[key]
    question = Question(
        plan=lambda: plan_putting_back({key: row}),
        title=f"Put back “{title}”?",
        trail=[("Recently deleted", reverse("admin:plans_deleted")), (title, "")],
        about=str(capfirst(model._meta.verbose_name)),
        said=say_who(row, f"Deleted on {day_of(row)}"),
        button="Put back",
        leave="Leave it deleted",
        heading="Would come back",
        counted="entries",
        becomes="come back",
        way_back=lambda: way_back(whole_of_row(model, row)),
        reason=reason_for("Put back after the deletion of", row),
        done=f"“{title}” is back, at the address that it had.",
        nothing="It is back already: there is nothing to put back.",
        wording=Wording("As it was", ""),
    )
    return ask(request, question)


@offer_page("put-back/", "plans_put_back_many")
def put_back_many(request: HttpRequest) -> HttpResponse:
    """What would come back with those deleted entries that the list was sent with."""
    list_url = reverse("admin:plans_deleted")
    rows = find_rows(request)
    are_several = len(rows) > 1
    what = f"{len(rows):,} deleted entries" if are_several else "the deleted entry"
    if not rows:
        messages.warning(request, "Nothing is ticked: tick what you want back.")
        return HttpResponseRedirect(list_url)
    question = Question(
        plan=lambda: plan_putting_back(rows),
        title=f"Put back {what}?",
        trail=[("Recently deleted", list_url), ("Put back", "")],
        about="Recently deleted",
        said="Each comes back whole, with its parts, its history and its address.",
        button="Put back",
        leave="Leave them deleted" if are_several else "Leave it deleted",
        heading="Would come back",
        counted="entries",
        becomes="come back",
        way_back=lambda: list_url,
        reason="Put back after deletion",
        done="What you chose is back, where it was. “Changes” lists it as one change, which can be "
        "undone.",
        nothing="All of it is back already: there is nothing to put back.",
        wording=Wording("As it was", ""),
    )
    return ask(request, question)


def find_rows(request: HttpRequest) -> dict[EntryKey, Any]:
    """The history rows that an address asks for: those it names, or all that its words find.

    Raises Refused (400) for more than are put back in one go, Http404 where one of them is not
    there or says of no deletion, PermissionDenied for whoever may not see such entries.
    """
    if EVERY_VAR in request.GET:
        rows_found = find_deleted(request, *find_models(request)).rows
        found = [(label, pk) for _, label, pk in rows_found[: MOST + 1]]
    else:
        found = [read_value(value) for value in request.GET.getlist(ROW_VAR)]
    if len(found) > MOST:
        raise Refused(
            f"At most {MOST:,} deleted entries are put back in one go.",
            "Look for fewer of them first, by their kind, their names, a person or a reason.",
        )
    wanted: dict[type[Entry], set[int]] = defaultdict(set)
    for label, pk in found:
        if model := find_model(label, request.user):
            wanted[model].add(pk)
    rows: dict[EntryKey, Any] = {}
    for model, pks in wanted.items():
        of_model = list(model.history.filter(pk__in=pks).order_by("pk"))
        if len(of_model) < len(pks):
            raise Http404("There is no such change.")
        for row in of_model:
            refuse_no_deletion(row)
            rows[model, row.id] = row
    return rows


def read_value(value: str) -> tuple[str, int]:
    """The model's label and the history row that the list names by a tick.

    Raises Http404 where it names none.
    """
    label, _, pk = value.rpartition(":")
    if not label or (number := as_key(pk)) is None:
        raise Http404("There is no such change.")
    return label, number


def refuse_no_deletion(row: Any) -> None:
    """Raise Http404 where a history row is not of a deletion."""
    if row.history_type != "-":
        raise Http404("Nothing was deleted by this change.")
