"""Which page of a list an address asks for."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from capframe.base.http import LONGEST_SHOWN, Refused, quoted


def page_of(request: HttpRequest, entries: Any, per_page: int = 25) -> Page:
    """The page of ``entries`` that ``?page=`` asks for, the first where it does not say.

    Raises Refused (400) for something that is no number, (404) for a page that is not there.
    """
    pages = Paginator(entries, per_page)
    asked = request.GET.get("page", "")
    asked = asked if asked.strip() else "1"  # a blank one asks for nothing
    if not (asked.isascii() and asked.isdigit()):
        raise Refused(
            f"{quoted([asked])} is not a page number.", "Use a whole number, or start from page 1."
        )
    number = int(asked[:LONGEST_SHOWN])
    if not 1 <= number <= pages.num_pages:
        raise Refused(
            f"There is no page {number}: the last page is {pages.num_pages}.",
            "Go back to the first page.",
            status=404,
        )
    return pages.page(number)
