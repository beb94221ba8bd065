"""Browsers in which somebody has signed in: a signed cookie that names no account.

Whoever guesses passwords elsewhere cannot lock the person out who has one.
"""

from collections.abc import Callable
from secrets import token_urlsafe

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]


class KnownBrowserMiddleware:
    """Gives the browser its cookie after somebody has signed in, or reset a password, in it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if name := getattr(request, "known_to", ""):
            response.set_cookie(
                settings.KNOWN_BROWSER_COOKIE,
                signer_of(name).sign(token_urlsafe(12)),
                max_age=settings.KNOWN_BROWSER_AGE,
                secure=settings.HTTPS,
                httponly=True,
                samesite="Lax",
            )
        return response


def remember(request: HttpRequest, name: str) -> None:
    """Let the answer make this browser known to the account of this name."""
    request.known_to = name  # type: ignore[attr-defined]


def known_browser(request: HttpRequest, name: str) -> str:
    """The mark of a browser that is known to this account; empty for any other."""
    sent = request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE, "")
    try:
        return signer_of(name).unsign(sent, max_age=settings.KNOWN_BROWSER_AGE)
    except BadSignature:
        return ""


def signer_of(name: str) -> TimestampSigner:
    return TimestampSigner(salt=f"browser known to {name}")
