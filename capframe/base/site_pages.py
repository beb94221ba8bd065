"""Pages of the admin that are about no one model, offered by the rooms that have them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpResponse

View = Callable[..., HttpResponse]


class SitePage(NamedTuple):
    """A page of the admin.

    Args:
        route: its address below the admin's, as ``path`` takes it.
        name: of its address: "plans_deleted" is reversed as "admin:plans_deleted".
        view: a function of the request; only those who may see the admin reach it.
    """

    route: str
    name: str
    view: View


_pages: list[SitePage] = []


def offer_page(route: str, name: str) -> Callable[[View], View]:
    """Have the admin show what the decorated view gives; imported while the admin is found."""

    def offer(view: Any) -> Any:
        _pages.append(SitePage(route, name, view))
        return view

    return offer


def list_pages() -> list[SitePage]:
    return list(_pages)
