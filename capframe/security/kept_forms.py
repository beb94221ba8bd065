"""A form that was sent when its sender had been signed out: kept, to be sent again.

Only whoever was signed in gets it back, once signed in again. Passwords are never kept, files not
either: the page says so.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.views.decorators.http import require_safe

from capframe.base.http import Refused
from capframe.security.responses import is_private
from capframe.security.sessions import ENDED, KEPT_FORM

GetResponse = Callable[[HttpRequest], HttpResponse]

# More than the largest page of the admin sends; what is longer is not kept.
LONGEST = 2_000_000
LEFT_OUT = ("csrfmiddlewaretoken",)


class KeptFormMiddleware:
    """Keeps what is sent by somebody who was signed out; stands behind the check of CSRF."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or not is_private(request.path):
            return None
        kept = request.session.get(KEPT_FORM, {})
        if request.user.is_authenticated:
            if kept.get("path") == request.get_full_path():
                del request.session[KEPT_FORM]
            return None
        if request.path in anybodys() or not request.session.get(ENDED):
            return None
        request.session[KEPT_FORM] = form_of(request)
        query = urlencode({"next": reverse("kept-form")})
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")


def anybodys() -> set[str]:
    """What is sent by people who are not signed in."""
    return {reverse("admin:login"), reverse("admin:logout"), reverse("admin_password_reset")}


def form_of(request: HttpRequest) -> dict[str, Any]:
    """What was sent, in plain values; without fields where it held a password or is too long."""
    sent = [(name, values) for name, values in request.POST.lists() if name not in LEFT_OUT]
    length = sum(len(text) for name, values in sent for text in (name, *values))
    secret = any("password" in name for name, _ in sent)
    return {
        "path": request.get_full_path(),
        "fields": [] if secret or length > LONGEST else sent,
        "is_whole": not secret and length <= LONGEST and not request.FILES,
    }


@require_safe
@login_required
def kept_form(request: HttpRequest) -> HttpResponse:
    """Offers to send it again. Raises Refused (404) where nothing of this person's is kept."""
    kept = request.session.get(KEPT_FORM)
    if kept is None:
        raise Refused(
            "No form of yours is kept here.",
            "You have sent it again already, or somebody else had sent it.",
            status=404,
        )
    context = admin.site.each_context(request) | kept
    context["title"] = "You were signed out before this was saved"
    return render(request, "admin/kept_form.html", context)
