"""Answers that are no page: a file to save, or a refusal that says what is wrong and what to do."""

from collections.abc import Callable, Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LONGEST_SHOWN = 100

OFFICE = "application/vnd.openxmlformats-officedocument"
# By the ending of a file's name.
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "docx": f"{OFFICE}.wordprocessingml.document",
}


class Refused(Exception):
    """Raised by a view; the reader gets a page instead of an error.

    Args:
        problem: what is wrong, one sentence.
        remedy: what to do, one sentence.
        status: 400 for a malformed address, 404 for something that is not there.
        retry_after: how many seconds machines are to wait before they ask again.
    """

    def __init__(
        self, problem: str, remedy: str, status: int = 400, retry_after: int | None = None
    ) -> None:
        super().__init__(problem)
        self.problem, self.remedy, self.status = problem, remedy, status
        self.headers = {} if retry_after is None else {"Retry-After": str(retry_after)}


class RefusalMiddleware:
    """Turns Refused into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        response = render(request, "refused.html", {"refusal": exception}, status=exception.status)
        for name, value in exception.headers.items():
            response[name] = value
        return response


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


def attachment(content: bytes, name: str) -> HttpResponse:
    """A file that the browser saves under this name.

    Args:
        content: the whole file.
        name: plain letters, ending in a key of ``CONTENT_TYPES``.
    """
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[name.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
