"""The admin's site: whatever the address of one of its pages asks for is checked before the page.

It stands outside of ``capframe.base.admin``, which registers with it while it is imported.
"""

from collections.abc import Mapping
from functools import wraps
from typing import Any, NoReturn

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.http import HttpRequest, HttpResponse
from django.urls import path

from capframe.base import admin_addresses as addresses
from capframe.base.http import Refused, quoted
from capframe.base.site_pages import list_pages

# The pages that show or export a list, with the parameters that they take beside a list's.
LISTS = {"changelist_view": (), "export_action": (addresses.LEFT_LIST,)}


class CapframeAdminSite(AdminSite):
    def get_urls(self) -> list[Any]:
        """The pages that rooms offer stand before those of the models, which end with any."""
        offered = [
            path(page.route, self.admin_view(page.view), name=page.name) for page in list_pages()
        ]
        return [*offered, *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The rooms of the catalogue first; in each, entries of their own before their parts."""
        rooms = super().get_app_list(request, app_label)
        for room in rooms:
            room["models"].sort(key=lambda each: bool(part_of(each)))
        return sorted(rooms, key=lambda room: all(map(is_beside, room["models"])))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """The view for those who may see the admin, once its address is one that can be answered.

        Raises Refused (400) for what no page can answer, (404) for a page that a list has not.
        """

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            addresses.refuse_nul(request)
            addresses.refuse_many_words(request)
            model_admin = getattr(view, "__self__", None)
            if not isinstance(model_admin, ModelAdmin):
                return view(request, *args, **kwargs)
            check(model_admin, view.__name__, request)
            try:
                response = view(request, *args, **kwargs)
            except IncorrectLookupParameters:
                refuse_list(request)
            if leads_to_a_list_without_filters(request, response):
                refuse_list(request)
            return response

        return super().admin_view(checked, cacheable)


def part_of(listed: Mapping[str, Any]) -> str | None:
    """What a model of the list stands in; empty for entries of their own, None for no entries."""
    return getattr(listed["model"], "part_of", None)


def is_beside(listed: Mapping[str, Any]) -> bool:
    """Whether a model of the list is none of the catalogue's own."""
    return part_of(listed) is None


def check(model_admin: ModelAdmin, page: str, request: HttpRequest) -> None:
    """Raise Refused (400 or 414) where a page of a model is asked for what it cannot answer."""
    addresses.refuse_unknown_target(model_admin, request)
    addresses.refuse_no_page_number(request)
    if page in LISTS:
        addresses.refuse_long_filters(request)
        addresses.refuse_unknown_filters(model_admin, request, LISTS[page])
        addresses.refuse_unknown_choice(model_admin, request)
    if page == "add_view":
        addresses.refuse_unusable_beginnings(model_admin, request)


def leads_to_a_list_without_filters(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether Django cannot answer, and would show the whole list without a word."""
    return response.get("Location") == f"{request.path}?{ERROR_FLAG}=1"


def refuse_list(request: HttpRequest) -> NoReturn:
    """Raise Refused for a list that is asked for in a way that only Django itself found wrong."""
    remedy = "Go back to the list, and choose from what it offers."
    if page := request.GET.get(PAGE_VAR):
        raise Refused(f"This list has no page {quoted([page])}.", remedy, status=404)
    raise Refused("This list cannot be filtered like this.", remedy)
