from io import BytesIO
from typing import NamedTuple

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from capframe.base.models import Stamp
from capframe.page_cache.application import PageCache
from capframe.page_cache.compression import decompress


class Answer(NamedTuple):
    """What the application answered; its text is what the body says when it is unpacked."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self):
        return decompress(self.body, self.headers.get("Content-Encoding", "")).decode()


class Site:
    """The site with its page cache in front, as a server asks it.

    Args:
        made: the addresses of the requests that Django was asked.
    """

    def __init__(self):
        self.made = []
        self.django = WSGIHandler()
        self.cache = PageCache(self.make, megabytes=4)

    def make(self, environ, start_response):
        self.made.append(environ["PATH_INFO"])
        return self.django(environ, start_response)

    def environ(self, address, method="GET", **headers):
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": "http",
        }
        return environ | {f"HTTP_{name.upper()}": value for name, value in headers.items()}

    def ask(self, address, method="GET", **headers):
        begun = []
        environ = self.environ(address, method, **headers)
        content = self.cache(environ, lambda *begin: begun.append(begin))
        body = b"".join(content)
        if hasattr(content, "close"):
            content.close()
        ((status, lines),) = begun
        return Answer(int(status.split()[0]), dict(lines), body)


@pytest.fixture
def site(db, monkeypatch):
    """The site, to which something was written before; a request leaves the test's transaction."""
    monkeypatch.setattr(connections["default"], "close_if_unusable_or_obsolete", lambda: None)
    Stamp.objects.create(number=1)
    return Site()
