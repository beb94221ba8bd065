"""The page that tells the history of an entry, and goes on telling it once it is deleted."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from capframe.base.history.entry_rows import last_known
from capframe.base.history.origins import find_origins
from capframe.base.history.saves import RecordedSaves, Save
from capframe.base.http import Refused, quoted
from capframe.base.titles import title_or_number

# In the address of a history: the save that is shown by itself, with everything that it changed.
SAVE_VAR = "save"


class HistoryMixin(admin.ModelAdmin):
    """An entry with the history of everything in it."""

    object_history_template = "admin/entry/history.html"
    history_per_page = 25

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        entry = self.get_object(request, unquote(object_id))
        of: Any = entry or last_known(self.model, unquote(object_id))
        if of is None:
            return cast(Any, self)._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        name = title_or_number(of)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {name}",
            "name": name,
            "object": entry,
            "opts": self.opts,
            "site_url_of_entry": cast(Any, self).view_on_site(entry) if entry else None,
            "may_take_back": self.may_take_back(request, entry),
            **self._shown(request, RecordedSaves(of)),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def may_take_back(self, request: HttpRequest, entry: Any) -> bool:
        """Whether the history leads to undoing and restoring; those pages ask for themselves."""
        return self.has_change_permission(request, entry)

    def _shown(self, request: HttpRequest, saves: RecordedSaves) -> dict[str, Any]:
        """One save with everything in it, where the address names it; else a page of all."""
        if key := request.GET.get(SAVE_VAR):
            save = saves.find(key)
            if save is None:
                raise Refused(
                    f"This history has no change {quoted([key])}.",
                    "Go back to the history, and choose from what it lists.",
                    status=404,
                )
            return {"saves": with_origins([save], request), "in_full": True}
        page = Paginator(saves, self.history_per_page).get_page(request.GET.get(PAGE_VAR))
        return {
            "saves": with_origins(page.object_list, request),
            "page": page,
            "since": saves.since,
        }


def with_origins(saves: Iterable[Save], request: HttpRequest) -> list[Save]:
    """The saves, each with where it came from, as far as that is known."""
    saves = list(saves)
    origins = find_origins((save.number for save in saves), request)
    return [replace(save, origin=origins.get(save.number or 0)) for save in saves]
