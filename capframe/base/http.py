"""Answers that are no page: a file to save, or a refusal that says what is wrong and what to do."""

from collections.abc import Callable, Collection
from itertools import islice

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LONGEST_SHOWN = 100
MOST_SHOWN = 10
# Bytes of a path and its query: as many as servers commonly take (a first line of 8,190), but held
# here too, whatever stands before.
LONGEST_ADDRESS = 8_000

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
        return refusal_page(request, exception) if isinstance(exception, Refused) else None


class LongAddressMiddleware:
    """Refuses an address without end before anything reads it, answers with it or leads to it.

    So no page need fear how many parameters there are, or how long one is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = len(request.META.get("PATH_INFO", "")) + len(request.META.get("QUERY_STRING", ""))
        if length <= LONGEST_ADDRESS:
            return self.get_response(request)
        too_long = Refused(
            f"The address is too long: it has {length:,} characters, and at most "
            f"{LONGEST_ADDRESS:,} are read.",
            "Remove anything that is in it twice, choose fewer filters, or search for fewer words.",
            status=414,
        )
        return refusal_page(request, too_long)


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    response = render(request, "refused.html", {"refusal": refusal}, status=refusal.status)
    for name, value in refusal.headers.items():
        response[name] = value
    return response


def shown(text: str) -> str:
    """A text that somebody sent, as a message repeats it: shortened, without control characters."""
    return "".join(islice(filter(str.isprintable, text), LONGEST_SHOWN))


class CookieMiddleware:
    """Forgets cookies with the character that no database can be asked for: we set none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cookies = request.COOKIES.items()
        request.COOKIES = {name: text for name, text in cookies if "\0" not in text}
        return self.get_response(request)


def quoted(texts: Collection[str]) -> str:
    """The texts in quotation marks, each as ``shown``; of many the first, and how many more."""
    first = ", ".join(f"“{shown(text)}”" for text in sorted(texts)[:MOST_SHOWN])
    more = len(texts) - MOST_SHOWN
    return f"{first} and {more:,} more" if more > 0 else first


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


def refuse_other_sites(request: HttpRequest) -> None:
    """Raise Refused (403) where a form does not say that a page of this site sent it.

    For forms without a token, which are the same for everybody and set no cookie. Browsers name
    where a form comes from in headers that no page can change: Sec-Fetch-Site over HTTPS, Origin
    always. That is enough where what is at stake is a list of published role levels, which shows
    what was added to it, and where the session's cookie, being SameSite=Lax, does not come along
    from other sites anyway. Whoever sends neither header (browsers of before 2020) is refused too:
    answered without its cookie, a form of another site would get a new session in the place of
    the reader's own. What it can do, it does without: comparing what is ticked is a GET.
    """
    site = request.headers.get("Sec-Fetch-Site")
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    if site == "same-origin" or (site is None and request.headers.get("Origin") in own):
        return
    raise Refused(
        "This form was not sent from a page of this site.",
        "Nothing was changed. Open the page here and press the button again.",
        status=403,
    )


def unknown_names(request: HttpRequest, known: Collection[str]) -> list[str]:
    """What the address asks for by a name that the page does not know; a blank value asks nothing.

    For ``components/unknown_names.html``, so that nobody takes the page for what was asked for.

    Args:
        request: whose address it is.
        known: the names of all parameters that the page reads.
    """
    given = ((name, values) for name, values in request.GET.lists() if name not in known)
    return [name for name, values in given if any(map(str.strip, values))]


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


def as_key(text: str | None) -> int | None:
    """The primary key that an address or a form names; None for what cannot be one."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None
