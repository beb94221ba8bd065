"""The admin's pages of an entry, with everything that is done by a plan."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from capframe.base import admin as base
from capframe.plans.admin.bulk_undo import UndoBulkMixin
from capframe.plans.admin.keeping import KeepMixin


class EntryAdmin(KeepMixin, UndoBulkMixin, base.EntryAdmin):
    """Editing, with what can be taken back."""

    # Whether its list leads to what was deleted of it.
    lists_deleted = True

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Lead on, and say where what was deleted is put back."""
        response = super().response_delete(request, obj_display, obj_id)
        self.message_user(request, say_way_back())
        return response

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        super().delete_queryset(request, queryset)
        self.message_user(request, say_way_back())


class StatusAdmin(EntryAdmin, base.StatusAdmin):
    """An entry that readers see once it is published."""


def say_way_back() -> SafeString:
    return format_html(
        '<a href="{}">Recently deleted</a> puts it back.', reverse("admin:plans_deleted")
    )
