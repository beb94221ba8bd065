"""Which column each heading of the file means."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from capframe.imports.access import (
    import_at,
    kind_named,
    may_import,
    refuse_done,
    refuse_expired,
    refuse_running,
)
from capframe.imports.matching import Matched, columns_for, problems, remember
from capframe.imports.models import Import
from capframe.imports.titles import cut
from capframe.imports.views.pages import page
from capframe.imports.views.upload import check_with
from capframe.plans.import_kinds import ImportKind
from capframe.spreadsheets.columns import LEAVE_OUT

# What a form sends for a column that is left out; nothing chosen is the empty text.
OUT = "-"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the file, with what is chosen for it and what is wrong with that."""

    place: int
    title: str
    chosen: str
    errors: Sequence[str]


@may_import
def columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The headings with their columns; what is chosen is remembered, and the file checked."""
    imported = import_at(request, pk)
    for refuse in (refuse_expired, refuse_done, refuse_running):
        refuse(imported)
    kind = kind_named(request, imported.kind)
    if request.method != "POST":
        matched = imported.columns or columns_for(kind, imported.headings)
        return columns_page(request, imported, kind, matched)
    matched = chosen_in(request, kind, len(imported.headings))
    if found := problems(kind, matched, imported.chosen):
        return columns_page(request, imported, kind, matched, found)
    remember(kind, imported.headings, [name or LEAVE_OUT for name in matched])
    check_with(request.user, imported, matched)
    return redirect(imported)


def chosen_in(request: HttpRequest, kind: ImportKind, number: int) -> Matched:
    """What the form says for each heading; None where it says nothing that is known."""
    known = {column.name: column.name for column in kind.columns} | {OUT: LEAVE_OUT}
    return [known.get(request.POST.get(f"column-{place}", "")) for place in range(number)]


def columns_page(
    request: HttpRequest, imported: Import, kind: ImportKind, matched: Matched, found: Sequence = ()
) -> HttpResponse:
    """The form, with what is wrong with what was sent."""
    headings = [
        Heading(
            place,
            cut(title),
            "" if name is None else name or OUT,
            [words for words, about in found if about == place],
        )
        for place, (title, name) in enumerate(zip(imported.headings, matched, strict=True))
    ]
    context = {
        "imported": imported,
        "kind": kind,
        "headings": headings,
        "out": OUT,
        "asked": sum(name is None for name in matched),
        "errors": [(words, f"#column-{about or 0}") for words, about in found],
    }
    status = 400 if found else 200
    return page(request, "columns", context, here="Columns", status=status)
