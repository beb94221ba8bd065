"""What is new, and what comes back, on the page of an import: confirmed by kind or one by one."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from capframe.base.addresses import with_query
from capframe.base.pagination import page_of
from capframe.imports.confirming import (
    ConfirmationKind,
    confirm_kinds,
    count_in_words,
    find_confirmations,
    find_unconfirmed,
    group_by_kind,
)
from capframe.imports.models import Import
from capframe.plans.preview import PER_PAGE
from capframe.spreadsheets.faults import Fault

ONE_BY_ONE = "one-by-one"


def confirming_context(
    request: HttpRequest, imported: Import, warnings: Iterable[Fault]
) -> dict[str, Any]:
    """Everything to be confirmed by kind; with ``?one-by-one=``, a page of those of one kind."""
    new = find_confirmations(warnings, imported.confirmed)
    kinds = group_by_kind(new)
    kind = find_kind(request, kinds)
    return {
        "new": new,
        "unconfirmed": count_in_words(find_unconfirmed(new)),
        "confirmation_kinds": kinds,
        "kind_shown": kind,
        "page": page_of(request, kind.confirmations if kind else (), PER_PAGE),
    }


def find_kind(request: HttpRequest, kinds: Iterable[ConfirmationKind]) -> ConfirmationKind | None:
    """The kind that is confirmed one by one; None where the address names none."""
    asked = request.GET.get(ONE_BY_ONE)
    return next((kind for kind in kinds if kind.key == asked), None)


def confirm(request: HttpRequest, imported: Import) -> HttpResponse:
    """Keep which of the things on the page are confirmed, then lead on."""
    warnings = imported.read_warnings()
    new = find_confirmations(warnings, imported.confirmed)
    shown, ticked = (set(request.POST.getlist(name)) for name in ("shown", "new"))
    of_kinds, taken_back = confirm_kinds(group_by_kind(new), shown, ticked)
    confirmed = (set(imported.confirmed) - shown - taken_back) | ticked | of_kinds
    kept = [each.key for each in new if "all" in request.POST or each.key in confirmed]
    Import.objects.filter(pk=imported.pk).update(confirmed=kept)
    if len(kept) == len(new):
        return redirect("imports:preview", pk=imported.pk)
    # One by one leads on to what is left of the kind, then back to all kinds.
    kind = find_kind(request, group_by_kind(find_confirmations(warnings, kept)))
    query = request.GET.lists() if kind and not kind.confirmed else ()
    return redirect(with_query(imported.get_absolute_url(), query) + "#new")
