"""Requests made up from a seed and a number, sent, and undone.

Each is made from its number alone, so that any one of them can be sent again by itself.
"""

import json
import traceback
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Any
from urllib.parse import quote_from_bytes, urljoin

from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.admin_forms import Fields
from tests.fuzzing.addresses import Address
from tests.fuzzing.values import nasty, parameter, posted

METHODS = {"GET": 52, "POST": 38, "HEAD": 6, "PUT": 1, "DELETE": 1, "OPTIONS": 1, "PATCH": 1}
FORM = "application/x-www-form-urlencoded"
MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Request:
    """What is sent. ``fields`` is None where the body is not a form's."""

    number: int
    address: Address
    person: str
    method: str
    url: str
    fields: Sequence[tuple[str, str]] | None = None
    body: bytes = b""
    content_type: str = FORM
    headers: Mapping[str, str] = field(default_factory=dict)
    checks_csrf: bool = False

    def __str__(self) -> str:
        sent = ascii(self.body[:2000].decode("latin-1")) if self.body else ""
        others = f" {dict(self.headers)}" if self.headers else ""
        return f"{self.method} {self.url[:2000]} as {self.person}{others} {sent}".rstrip()


@dataclass(frozen=True)
class Answer:
    """What came of a request: a status, and what is wrong with it, if anything is."""

    request: Request
    status: int
    seconds: float
    problem: str = ""


class Fuzz:
    """Requests of one seed.

    Args:
        seed: any number.
        addresses: all that there are.
        sessions: the session key of each kind of person; empty for nobody.
    """

    def __init__(self, seed: int, addresses: Sequence[Address], sessions: Mapping[str, str]):
        self.seed, self.addresses, self.sessions = seed, addresses, sessions
        numbers = Counter(address.kind for address in addresses)
        self.kinds = sorted(numbers)
        # Where there are more addresses, there is more to ask; a few pages take no parameters.
        self.weights = [min(numbers[kind] + 1, 8) for kind in self.kinds]

    def run(self, number: int) -> Answer:
        """Make the request with this number, send it, and take back what it did."""
        rng = Random(f"{self.seed}:{number}")
        with transaction.atomic():
            request = self.make(rng, number)
            answer = self.send(request)
            transaction.set_rollback(True)
        return answer

    def make(self, rng: Random, number: int) -> Request:
        kind = rng.choices(self.kinds, self.weights)[0]
        address = rng.choice([each for each in self.addresses if each.kind == kind])
        person = rng.choice(sorted(self.sessions) if rng.random() < 0.4 else ["superuser"])
        method = rng.choices(list(METHODS), METHODS.values())[0]
        path = address.path(rng)
        url = with_query(rng, address, path)
        made = Request(number, address, person, method, url, headers=odd_headers(rng))
        if method in ("GET", "HEAD", "OPTIONS"):
            return made
        return self.with_body(rng, made, path)

    def with_body(self, rng: Random, made: Request, path: str) -> Request:
        """A form of the page with some fields changed, some fields, or anything at all."""
        content_type, body = FORM, b""
        if rng.random() < 0.1:
            content_type = rng.choice(
                ["application/json", "multipart/form-data", "multipart/form-data; boundary=x"]
            )
            body = rng.choice([b"", b"\x00\xff", json.dumps({"a": [1]}).encode(), b"--x\r\n\r\n"])
            fields = None
        else:
            fields = self.fields(rng, made, path)
            body = encoded(fields)
        return Request(
            *(made.number, made.address, made.person, made.method, made.url, fields, body),
            *(content_type, made.headers, rng.random() < 0.05),
        )

    def fields(self, rng: Random, made: Request, path: str) -> list[tuple[str, str]]:
        form = self.form_at(made.person, path) if rng.random() < 0.6 else {}
        fields = list(form.items())
        for _ in range(rng.choice((0, 1, 1, 2, 3, 5))):
            name, value = posted(rng, list(form)), nasty(rng)
            if rng.random() < 0.8:
                fields = [pair for pair in fields if pair[0] != name]
            fields += [(name, value)] * rng.choice((1, 1, 1, 1, 2))
        if made.address.kind == "admin changelist" and rng.random() < 0.7:
            keys = [one["id"] for one in made.address.known]
            chosen = [rng.choice(keys)] if keys and rng.random() < 0.7 else [nasty(rng)]
            action = rng.choice(["delete_selected", "publish", "withdraw", "back_to_draft"])
            fields += [("action", action), *(("_selected_action", key) for key in chosen)]
        return fields

    def form_at(self, person: str, path: str) -> dict[str, str]:
        """What the form of this page would send as it stands; nothing where there is none."""
        try:
            with transaction.atomic():
                answer = self.client(person).get(path)
        except Exception:  # what fails here is asked for by itself, too
            return {}
        if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
            return {}
        values = Fields(answer.content.decode()).values
        return {name: value for name, value in values.items() if name}

    def client(self, person: str, *, checks_csrf: bool = False) -> Client:
        client = Client(enforce_csrf_checks=checks_csrf)
        if self.sessions[person]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        return client

    def send(self, request: Request) -> Answer:
        """Send it. Where it leads to another address, go there, too."""
        client = self.client(request.person, checks_csrf=request.checks_csrf)
        started = perf_counter()
        try:
            answer = client.generic(
                *(request.method, request.url, request.body, request.content_type),
                headers=request.headers,
            )
            b"".join(answer)
            problem = f"status {answer.status_code}" if answer.status_code >= 500 else ""
            problem = problem or follow(client, request, answer)
        except Exception:  # whatever it is, it is what is looked for
            return Answer(request, 500, perf_counter() - started, traceback.format_exc())
        return Answer(request, answer.status_code, perf_counter() - started, problem)


def follow(client: Client, request: Request, answer: Any) -> str:
    """What is wrong with where the answer leads: in a circle, or to a page that hides a mistake."""
    seen, url = {request.url} if request.method in ("GET", "HEAD") else set(), request.url
    while answer.status_code in (301, 302, 303, 307, 308):
        url = urljoin(url, answer["Location"])
        if url.endswith("?e=1"):
            return f"leads to {url}, which says nothing of what is wrong"
        if url in seen or len(seen) > MOST_REDIRECTS:
            return f"leads in a circle: {url}"
        if not url.startswith("/"):
            return ""
        seen.add(url)
        answer = client.get(url)
    return f"leads to status {answer.status_code}" if answer.status_code >= 500 else ""


def with_query(rng: Random, address: Address, path: str) -> str:
    pairs = []
    for _ in range(rng.choice((0, 1, 1, 1, 2, 2, 3, 6))):
        name = parameter(rng, address.model, address.name.startswith("admin:"))
        pairs += [(name, nasty(rng)) for _ in range(rng.choice((1, 1, 1, 1, 2, 5)))]
    return f"{path}?{encoded(pairs).decode()}" if pairs else path


def encoded(pairs: Sequence[tuple[str, str]]) -> bytes:
    """As a form sends it. A lone surrogate goes as its bytes, which are no UTF-8."""
    return "&".join(
        "=".join(quote_from_bytes(text.encode("utf-8", "surrogatepass")) for text in pair)
        for pair in pairs
    ).encode()


def odd_headers(rng: Random) -> dict[str, str]:
    """Mostly none; perhaps a cookie or another header that says nothing sensible."""
    if rng.random() < 0.9:
        return {}
    value = rng.choice(["", "x", '"\\000abcdefghijkl"', "a" * 3000, "é", "1,2;q=x", '"', "\\"])
    name = rng.choice(["Cookie", "Referer", "Accept-Language", "Accept", "X-Forwarded-For"])
    if name == "Cookie":
        value = f"{rng.choice(['sessionid', 'csrftoken', 'messages'])}={value}"
    return {name: value}
