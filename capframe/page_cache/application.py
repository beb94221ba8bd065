"""What stands between the server and Django, and answers for pages that are kept."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from time import time
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.http.response import HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils.http import parse_etags
from django.utils.timezone import localdate

from capframe import previews
from capframe.base.kept import Kept
from capframe.base.stamp import read_stamp
from capframe.base.waiting import leave_other_file
from capframe.page_cache.compression import WHOLE, choose_encoding, compress, is_keepable
from capframe.page_cache.kept_pages import KeptPage, keep
from capframe.page_cache.prompt_stamp import PromptStamp
from capframe.page_cache.readers import EVERYBODY, Reader, find_reader
from capframe.security.requests import HEADER, number_from
from roles.tray import NO_NUMBER, show_number

Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], Any]

# All of a request that a page for everybody may depend on.
KEY = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT")
ADDRESS = ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")
# Of an answer, what is made anew for each request.
OF_THE_REQUEST = {"content-length", "etag", "vary", HEADER.lower()}
# Browsers and caches may keep a page, and ask each time whether it is still the same.
ASK_FIRST = ("Cache-Control", "no-cache")
OWN = ("Cache-Control", "private, no-cache")
VARY = ("Vary", "Accept-Encoding, Cookie")
# In seconds. Wherever London's clocks stand, a day begins with one.
QUARTER = 15 * 60


class PageCache:
    """Answers for kept pages; hands everything else on to Django.

    A page is kept as it is for a reader without cookies. The number of role levels in a reader's
    own comparison, the only part that differs, is put in while answering. Whoever is signed in
    is handed on: their pages have links to edit what they show.

    Args:
        application: Django's.
        megabytes: of memory for pages.
    """

    def __init__(self, application: Callable, megabytes: int) -> None:
        self.application = application
        self.pages: Kept[KeptPage] = Kept(megabytes * 1024 * 1024, attrgetter("size"))
        self.prompt_stamp = PromptStamp(connections.settings[DEFAULT_DB_ALIAS])

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        if not is_readers_page(environ):
            return self.application(environ, start_response)
        try:
            stamp, reader = look(environ)
        except Error:
            return self.application(environ, start_response)  # which has a page for it
        if stamp is None or reader.is_signed_in:
            return self.application(environ, start_response)
        state, key, encoding = state_of(stamp), key_of(environ), encoding_for(environ)
        page = self.pages.find(state, key)
        if page is None:
            begun = Beginning()
            response = self.application(as_everybody(environ), begun.start)
            if not isinstance(response, HttpResponse) or not is_keepable(response):
                if reader.number and begun.is_of_a_page:
                    # It has another number for this reader, or is their own.
                    response.close()
                    return self.application(environ, start_response)
                start_response(begun.status, begun.headers)
                return response
            page = keep(response.content, begun.lasting_headers(), encoding)
            response.close()
            self.pages.put(state, key, page)
        elif encoding not in page.bodies and encoding:
            page = page.also_in(encoding)
            self.pages.put(state, key, page)
        return answer_with(page, reader, encoding, environ, start_response)

    def answer_at_once(self, environ: Environ, start_response: Start) -> list[bytes] | None:
        """Answer if the page is kept and nothing has to be waited for; else None."""
        if "HTTP_COOKIE" in environ or not is_readers_page(environ):
            return None
        stamp = self.prompt_stamp.read()
        if stamp is None:
            return None
        page, encoding = self.pages.find(state_of(stamp), key_of(environ)), encoding_for(environ)
        if page is None or encoding not in page.bodies:
            return None
        return answer_with(page, EVERYBODY, encoding, environ, start_response)


def state_of(stamp: int) -> tuple[int, date]:
    """What a page is made of: the catalogue as it stands, and the day, because pay is of a day."""
    return stamp, day_of(int(time() // QUARTER))


@lru_cache(maxsize=1)  # it takes as long as all else together
def day_of(quarter: int) -> date:
    """Today, by the number of the quarter of an hour that it is."""
    return localdate()


def key_of(environ: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple([environ.get(name, "") for name in KEY + ADDRESS])


def encoding_for(environ: Mapping[str, Any]) -> str:
    return choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))


class Beginning:
    """The beginning of Django's answer, held back."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []

    def start(self, status: str, headers: list[tuple[str, str]], *others: Any) -> None:
        self.status, self.headers = status, headers

    @property
    def is_of_a_page(self) -> bool:
        return any(
            name.lower() == "content-type" and value.startswith("text/html")
            for name, value in self.headers
        )

    def lasting_headers(self) -> tuple[tuple[str, str], ...]:
        return tuple(each for each in self.headers if each[0].lower() not in OF_THE_REQUEST)


def is_readers_page(environ: Mapping[str, Any]) -> bool:
    """Whether a request may be for a page that is the same for every reader."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return False
    path, (others, comparison) = environ.get("PATH_INFO", ""), prefixes()
    if path.startswith(comparison):  # which lists a reader's own where its address names none
        return "level=" in environ.get("QUERY_STRING", "")
    return not path.startswith(others)


@cache
def prefixes() -> tuple[tuple[str, ...], str]:
    """How paths begin of what is no page or not for readers, and of the comparison."""
    others = map(reverse, ("admin:index", "imports:list", "healthz"))
    private = f"{get_script_prefix()}{previews.BEGINNING}"
    return (settings.STATIC_URL, private, *others), reverse("compare")


def look(environ: Mapping[str, Any]) -> tuple[int | None, Reader]:
    """The catalogue's stamp, and who asks. Raises the database's errors."""
    leave_other_file()
    connection: Any = connections[DEFAULT_DB_ALIAS]
    connection.close_if_unusable_or_obsolete()
    # The query for the stamp is the test of the connection: where it fails, Django opens another.
    connection.health_check_done = True
    return read_stamp(connection), find_reader(environ)


def as_everybody(environ: Environ) -> Environ:
    """The request as a reader sends it who has no cookies."""
    return {name: value for name, value in environ.items() if name != "HTTP_COOKIE"} | {WHOLE: True}


def answer_with(
    page: KeptPage, reader: Reader, encoding: str, environ: Environ, start_response: Start
) -> list[bytes]:
    """The page as this reader's browser takes it, or that it has it already (304)."""
    etag = f'"{page.tag}-{reader.number}-{encoding or "plain"}"'
    own = [
        ("ETag", etag),
        VARY,
        OWN if reader.number else ASK_FIRST,
        (HEADER, number_from(environ.get("HTTP_X_REQUEST_ID", ""))),
    ]
    if is_known(etag, environ.get("HTTP_IF_NONE_MATCH", "")):
        start_response("304 Not Modified", own)
        return []
    body = page.body(encoding)
    if reader.number:
        text = page.text.replace(NO_NUMBER.encode(), show_number(reader.number).encode())
        body = compress(text, encoding)
    if encoding:
        own.append(("Content-Encoding", encoding))
    start_response("200 OK", [*page.headers, *own, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def is_known(etag: str, known: str) -> bool:
    """Whether an If-None-Match header names this page; a W/ before it makes no difference."""
    if not known:
        return False
    if known == etag:
        return True
    tags = parse_etags(known)
    return tags == ["*"] or etag in {tag.removeprefix("W/") for tag in tags}
