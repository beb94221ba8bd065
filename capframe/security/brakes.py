"""Slows the guessing of passwords, and lets nobody lock somebody else out for good.

django-axes counts the failures, in the database, for all server processes. What is counted apart
is the pair of an account and an address, all that fails for an account, all that fails from an
address; and each browser that is known to the account, which none of the others holds up.
"""

from collections.abc import Iterator
from ipaddress import ip_network
from math import ceil
from typing import Any, NamedTuple

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import admin
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from capframe.security.known_browsers import known_browser, remember
from capframe.security.requests import client_address

Credentials = dict[str, Any] | None

MARK = "user_agent"  # the column of django-axes that holds the mark of a known browser
LONGEST_NAME = 255
OF_A_KNOWN_BROWSER = [["username", MARK]]
OF_ANY_OTHER = [["username", "ip_address", MARK], ["username", MARK], ["ip_address", MARK]]


class Brake(NamedTuple):
    """What failed lately of one kind, and how often it may."""

    failures: int
    allowed: int
    latest: Any

    @property
    def holds(self) -> bool:
        return self.failures >= self.allowed


class Brakes(AxesDatabaseHandler):
    """The counting of django-axes, with a mark of the browser in place of its name."""

    def is_locked(self, request: HttpRequest, credentials: Credentials = None) -> bool:
        recognise(request, credentials)
        return super().is_locked(request, credentials)

    def user_login_failed(
        self, sender: Any, credentials: dict, request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        if request is not None:
            recognise(request, credentials)
        super().user_login_failed(sender, credentials, request, **kwargs)

    def user_logged_in(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        recognise(request, {"username": user.get_username()})
        super().user_logged_in(sender, request, user, **kwargs)
        remember(request, user.get_username())

    def brakes(self, request: HttpRequest, credentials: Credentials) -> Iterator[Brake]:
        allowed = (settings.AXES_FAILURE_LIMIT, *[settings.SHARED_FAILURE_LIMIT] * 2)
        counted = self.get_user_attempts(request, credentials)
        for attempts, limit in zip(counted, allowed, strict=False):
            found = attempts.aggregate(of=Sum("failures_since_start"), at=Max("attempt_time"))
            yield Brake(found["of"] or 0, limit, found["at"])

    def get_failures(self, request: HttpRequest, credentials: Credentials = None) -> int:
        """As many as are too many where one of the brakes holds."""
        held = any(brake.holds for brake in self.brakes(request, credentials))
        return settings.AXES_FAILURE_LIMIT if held else 0

    def reset_user_attempts(self, request: HttpRequest, credentials: Credentials = None) -> int:
        """Forget the failures of the account here alone: who has one guesses at others' as well."""
        own, *_ = self.filter_user_attempts(request, credentials)
        return own.delete()[0]


def account_name(request: HttpRequest, credentials: Credentials) -> str:
    """The name that was typed, as far as the table of failures has room for it."""
    return ((credentials or request.POST).get("username") or "")[:LONGEST_NAME]


def recognise(request: HttpRequest, credentials: Credentials) -> None:
    name = account_name(request, credentials)
    request.axes_user_agent = known_browser(request, name)  # type: ignore[attr-defined]


def what_is_counted(request: HttpRequest, credentials: Credentials) -> list[list[str]]:
    return OF_A_KNOWN_BROWSER if getattr(request, "axes_user_agent", "") else OF_ANY_OTHER


def network_of(request: HttpRequest) -> str | None:
    """The address; of IPv6, where everybody has many, the part that is somebody's own."""
    address = client_address(request)
    if address is None or ":" not in address:
        return address
    return str(ip_network(f"{address}/64", strict=False).network_address)


def please_wait(
    request: HttpRequest, response: HttpResponse, credentials: Credentials
) -> HttpResponse:
    """The page that says how long to wait, and what to do where that is not possible."""
    brakes = AxesProxyHandler.get_implementation().brakes(request, credentials)
    held = [brake.latest for brake in brakes if brake.holds]
    until = max(held, default=timezone.now()) + settings.AXES_COOLOFF_TIME
    seconds = max(1, ceil((until - timezone.now()).total_seconds()))
    context = admin.site.each_context(request)
    context |= {"minutes": ceil(seconds / 60), "title": "Too many attempts to sign in"}
    answer = render(request, "admin/please_wait.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
