"""A request that cannot be answered, said plainly: what is wrong and what to do."""

from collections.abc import Callable, Collection
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LONGEST_SHOWN = 100


class Refused(Exception):
    """Raised by a view; the reader gets a page instead of an error.

    Args:
        problem: what is wrong, one sentence.
        remedy: what to do, one sentence.
        status: 400 for a malformed address, 404 for something that is not there.
    """

    def __init__(self, problem: str, remedy: str, status: int = 400) -> None:
        super().__init__(problem)
        self.problem, self.remedy, self.status = problem, remedy, status


class RefusalMiddleware:
    """Turns Refused into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a refusal; anything else is left alone."""
        if not isinstance(exception, Refused):
            return None
        return render(request, "refused.html", {"refusal": exception}, status=exception.status)


def quoted(texts: Collection[str]) -> str:
    """The texts in quotation marks, shortened, without control characters."""
    shown = ("".join(c for c in text if c.isprintable())[:LONGEST_SHOWN] for text in sorted(texts))
    return ", ".join(f"“{text}”" for text in shown)


def refuse_unknown(name: str, known: Collection[str], what: str) -> None:
    """Raise Refused (400) where an address asks for a name that is not known.

    Args:
        name: as the address gives it.
        known: all the names there are.
        what: it should be one of, for example “a kind of result”.
    """
    if name not in known:
        raise Refused(
            f"{quoted([name])} is not {what}.",
            f"Use one of these: {', '.join(known)}; or leave it out.",
        )


def page_of(request: HttpRequest, entries: Any, per_page: int = 25) -> Page:
    """The page of ``entries`` that ``?page=`` asks for, the first where it does not say.

    Raises Refused (400) for something that is no number, (404) for a page that is not there.
    """
    pages = Paginator(entries, per_page)
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise Refused(
            f"“{asked[:50]}” is not a page number.", "Use a whole number, or start from page 1."
        )
    number = int(asked)
    if not 1 <= number <= pages.num_pages:
        raise Refused(
            f"There is no page {number}: the last page is {pages.num_pages}.",
            "Go back to the first page.",
            status=404,
        )
    return pages.page(number)
