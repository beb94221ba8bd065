"""One request through the whole of the WSGI application, as a server would hand it on."""

from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

# One role level of the seeds.
ROLE_LEVEL = "/roles/hr-business-partner/grade-7/"


class Answer(NamedTuple):
    status: int
    location: str
    body: bytes


def ask(application: Callable, address: str, cookie: str = "") -> Answer:
    """GET an address, which may have a query, as whoever has the cookie."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_COOKIE": cookie,
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    response = application(environ, lambda status, headers: begun.append((status, headers)))
    body = b"".join(response)
    response.close()
    ((status, headers),) = begun
    return Answer(int(status.split()[0]), dict(headers).get("Location", ""), body)
