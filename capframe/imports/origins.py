"""Which saves of the catalogue's history were imports, or took one back."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from capframe.base.history.origins import Origin, offer_origins
from capframe.imports.kinds import kinds_allowed_to
from capframe.imports.models import Import

# A longer list nobody chooses from.
MOST_CHOICES = 100


class ImportOrigins:
    """Imports as where saves came from; who may not import is told of them without a link."""

    noun = "import"

    def find(self, saves: Collection[int], request: HttpRequest) -> dict[int, Origin]:
        wrote = Q(save_number__in=saves) | Q(undo_save_number__in=saves)
        found: dict[int | None, Origin] = {}
        for imported in Import.objects.filter(wrote).defer_large():
            url = _address("import", imported, request)
            can_be_undone = imported.state == Import.State.APPLIED
            undo_url = _address("undo", imported, request) if can_be_undone else ""
            file = imported.file_name
            found[imported.save_number] = Origin(f"Import of {file}", url, undo_url)
            found[imported.undo_save_number] = Origin(f"Undo of the import of {file}", url)
        return {number: found[number] for number in saves if number in found}

    def choices(self, request: HttpRequest) -> Iterator[tuple[str, str]]:
        imports = Import.objects.of_kinds(kinds_allowed_to(request.user))
        applied = imports.exclude(save_number=None).defer_large().order_by("-applied_at")
        for imported in applied[:MOST_CHOICES]:
            day = date_format(localtime(imported.applied_at), "j F Y")
            yield str(imported.pk), f"{imported.file_name}, {day}"

    def saves_of(self, key: str) -> set[int]:
        numbers: Any = Import.objects.values_list("save_number", "undo_save_number").get(pk=key)
        return {number for number in numbers if number is not None}


def _address(page: str, imported: Import, request: HttpRequest) -> str:
    """The address of a page of an import; empty for whoever may not import what is in it."""
    allowed = imported.kind in kinds_allowed_to(request.user)
    return reverse(f"imports:{page}", args=[imported.pk]) if allowed else ""


offer_origins(ImportOrigins())
