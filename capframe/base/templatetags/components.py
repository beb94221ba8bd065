"""Parts of pages that templates/components draws: ``{% load components %}``."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page

from capframe.base.addresses import with_query

register = template.Library()


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page, anchor: str = "") -> dict[str, Any]:
    """Links to the other pages of a list; nothing where there are none.

    Args:
        context: with the request, whose other parameters the links keep.
        page: the one that is shown.
        anchor: "#id" of the list, where it does not begin the page.
    """
    query = context["request"].GET.copy()

    def address_of(number: int) -> str:
        query["page"] = str(number)
        return with_query("", query.lists()) + anchor

    if not page.has_other_pages():
        return {}
    return {
        "previous": address_of(page.number - 1) if page.has_previous() else "",
        "next": address_of(page.number + 1) if page.has_next() else "",
        "links": [
            (number, address_of(number) if isinstance(number, int) else "", number == page.number)
            for number in page_numbers(page)
        ],
    }


def page_numbers(page: Page) -> Iterable[int | str]:
    """The page numbers to link from ``page``, an ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
