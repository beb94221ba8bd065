"""Somebody who visits a running server, with cookies of their own."""

import http.client
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from time import perf_counter
from urllib.parse import urlencode
from uuid import uuid4

TITLE = re.compile(r"<title>\s*(.*?)\s*</title>", re.DOTALL)
TIMEOUT = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered: 0 and the error where it did not.

    Args:
        status: of the response.
        seconds: until all of it was there.
        said: the title of the page, or the first line of what is no page.
    """

    status: int
    seconds: float
    said: str


class Visitor:
    """Asks one thing after the other.

    Args:
        port: of the server on this machine.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, address: str) -> Answer:
        return self._ask("GET", address)

    def post(self, address: str, fields: dict, files: dict | None = None) -> Answer:
        """Send a form with its token, as a page of the site does."""
        token = self.cookies.setdefault("csrftoken", "t" * 32)
        return self._ask(
            "POST", address, *encoded(fields | {"csrfmiddlewaretoken": token}, files or {})
        )

    def sign_in(self, username: str, password: str) -> Answer:
        fields = {"username": username, "password": password, "next": "/admin/"}
        return self.post("/admin/login/", fields)

    def _ask(self, method: str, address: str, body: bytes = b"", kind: str = "") -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers |= {"Content-Type": kind, "Sec-Fetch-Site": "same-origin"}
        started = perf_counter()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
            connection.request(method, address, body, headers)
            response = connection.getresponse()
            content = response.read()
            connection.close()
        except OSError as error:
            return Answer(0, perf_counter() - started, type(error).__name__)
        seconds = perf_counter() - started
        for header in response.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(response.status, seconds, said_in(response, content))


def said_in(response: http.client.HTTPResponse, content: bytes) -> str:
    if where := response.headers["Location"]:
        return f"to {where}"
    if response.headers["Content-Disposition"]:
        return f"a file of {len(content):,} bytes"
    text = content.decode(errors="replace")
    found = TITLE.search(text)
    return " ".join((found[1] if found else text[:80]).split())


def encoded(fields: dict, files: dict) -> tuple[bytes, str]:
    """A form’s body and its content type."""
    if not files:
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"
    boundary = uuid4().hex
    parts = [
        (f'form-data; name="{name}"', str(value).encode()) for name, value in fields.items()
    ] + [
        (f'form-data; name="{name}"; filename="{file}"', content)
        for name, (file, content) in files.items()
    ]
    body = b"".join(
        f"--{boundary}\r\nContent-Disposition: {head}\r\n\r\n".encode() + content + b"\r\n"
        for head, content in parts
    )
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def percentile(values: list[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
