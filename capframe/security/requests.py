"""Where a request comes from, and the number that it has in the log."""

import os
import re
from collections.abc import Callable
from contextvars import ContextVar
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,64}")

current_request: ContextVar[HttpRequest | None] = ContextVar("current_request", default=None)
# It outlives the request's middleware: Django logs a refusal after the last of them.
request_id: ContextVar[str] = ContextVar("request_id", default="-")


class RequestMiddleware:
    """Numbers each request, for the log and in the answer.

    The proxy's number is kept where a proxy is trusted and it has one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = number_from(request.headers.get(HEADER, ""))
        request_id.set(number)
        before = current_request.set(request)
        try:
            response = self.get_response(request)
        finally:
            current_request.reset(before)
        response[HEADER] = number
        return response


def number_from(sent: str) -> str:
    """The number that the proxy sent, where one is trusted; otherwise a new one."""
    return sent if settings.TRUST_PROXY and ACCEPTED.fullmatch(sent) else os.urandom(16).hex()


def client_address(request: HttpRequest) -> str | None:
    """The reader's address: as the trusted proxy saw it, or whoever is connected to the server.

    Only the last address of X-Forwarded-For is the proxy's own word; those before it are anybody's.
    """
    candidates = [request.META.get("REMOTE_ADDR", "")]
    if settings.TRUST_PROXY:
        candidates.insert(0, request.headers.get("X-Forwarded-For", "").rpartition(",")[2])
    return next((found for text in candidates if (found := normal_address(text))), None)


def normal_address(text: str) -> str | None:
    """The one way of writing an address; None where it is none."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)
