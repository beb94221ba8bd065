"""Says on lists and above forms who changed an entry last."""

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from capframe.base.history.newest import LastChange, last_changes
from capframe.base.models import Entry


class LastChangesMixin(admin.ModelAdmin):
    """Entries with who changed each of them last, or anything in it."""

    def get_list_display(self, request: HttpRequest) -> Any:
        return (*super().get_list_display(request), "last_changed")

    @admin.display(description="Last changed")
    def last_changed(self, obj: Any) -> str:
        """By whom, and on which day."""
        last: LastChange | None = getattr(obj, "last_change", None)
        if last is None:
            return "Not recorded"
        day = date_format(localtime(last.when), "j F Y")
        return f"by {last.who} on {day}" if last.who else f"on {day}"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, for the entries of whose page it is asked once who changed them."""
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            shown = context["cl"].result_list
            found = last_changes(self._entries, [entry.pk for entry in shown])
            for entry in shown:
                entry.last_change = found.get(entry.pk)
        return response

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form, which says who changed the entry last."""
        entry = kwargs.get("obj")
        found = last_changes(self._entries, [entry.pk]) if entry else {}
        context["last_change"] = found.get(entry.pk) if entry else None
        return super().render_change_form(request, context, *args, **kwargs)

    @property
    def _entries(self) -> type[Entry]:
        return cast(type[Entry], self.model)
