"""A form that was sent when its sender had been signed out: carried along by the sign-in page.

Nothing of it is kept on the server. What was sent goes into a field of the sign-in page, signed, so
that only this site can have written it, and back to whoever was signed in before. Passwords and
files are not carried: the page says so.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import Resolver404, resolve, reverse

from capframe.base.admin import EntryAdmin
from capframe.base.admin.forms import SHOW_AGAIN
from capframe.security.responses import is_private
from capframe.security.sessions import ENDED, WHO

GetResponse = Callable[[HttpRequest], HttpResponse]

# The field of the sign-in page, and of how many characters it may be: more than the largest page of
# the admin sends, and less than Django takes.
CARRIED, LONGEST = "carried", 2_000_000
SALT = "capframe.security.carried_forms"
LEFT_OUT = ("csrfmiddlewaretoken",)


@dataclass(frozen=True, slots=True)
class CarriedForm:
    """What somebody sent.

    Args:
        path: where to.
        who: the primary key of whoever was signed in until then.
        fields: the values of each field; none where they cannot be carried.
        is_whole: whether all that was sent is here.
    """

    path: str
    who: str
    fields: list[tuple[str, list[str]]]
    is_whole: bool

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """What was sent, without its fields where it held a password."""
        sent = [(name, values) for name, values in request.POST.lists() if name not in LEFT_OUT]
        secret = any("password" in name for name, _ in sent)
        path, who = request.get_full_path(), str(request.session.get(WHO, ""))
        return cls(path, who, [] if secret else sent, not secret and not request.FILES)

    @classmethod
    def read(cls, token: str) -> Self | None:
        """The form that a token carries, None where this site has not signed it."""
        try:
            return cls(**signing.loads(token, salt=SALT, max_age=settings.SIGNED_IN_LONGEST))
        except signing.BadSignature:
            return None

    def sign(self) -> str:
        """The token that carries it."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    def fitting(self) -> Self:
        """It, or where that is more than a page should carry, no more than that it was sent."""
        too_long = len(self.sign()) > LONGEST
        return replace(self, fields=[], is_whole=False) if too_long else self

    @property
    def can_be_shown(self) -> bool:
        """Whether it is the form of an entry, which can be shown again as it was filled in."""
        try:
            match = resolve(self.path.partition("?")[0])
        except Resolver404:
            return False
        is_form = (match.url_name or "").endswith(("_add", "_change"))
        return is_form and isinstance(getattr(match.func, "model_admin", None), EntryAdmin)


class CarriedFormMiddleware:
    """Has the sign-in page carry what somebody sent who was signed out.

    It stands behind the check of CSRF.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; to signing in with a form, that form."""
        response = self.get_response(request)
        token = request.POST.get(CARRIED) if is_sign_in(request) else None
        if token and response.status_code == 302 and (carried := CarriedForm.read(token)):
            return show_again(request, carried)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or not is_private(request.path):
            return None
        is_out = not request.user.is_authenticated and request.session.get(ENDED)
        return ask_to_sign_in(request) if is_out and request.path not in anybodys() else None


def is_sign_in(request: HttpRequest) -> bool:
    return request.method == "POST" and request.path == reverse("admin:login")


def anybodys() -> set[str]:
    """What is sent by people who are not signed in."""
    return {reverse("admin:login"), reverse("admin:logout"), reverse("admin_password_reset")}


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page with what was sent."""
    carried = CarriedForm.of(request).fitting()
    query = urlencode({"next": carried.path})
    context = {
        **admin.site.each_context(request),
        "title": "Log in",
        "app_path": f"{resolve_url(settings.LOGIN_URL)}?{query}",
        "next": carried.path,
        "form": AdminAuthenticationForm(request),
        CARRIED: carried.sign(),
        "is_whole": carried.is_whole,
    }
    return render(request, "admin/login.html", context, status=403)


def show_again(request: HttpRequest, carried: CarriedForm) -> HttpResponse:
    """What was sent, to whoever sent it; nobody else sees it."""
    context = {
        **admin.site.each_context(request),
        "title": "You were signed out before this was saved",
        "carried": carried,
        "is_own": carried.who == str(request.user.pk),
        "show_again": SHOW_AGAIN,
    }
    return render(request, "admin/carried_form.html", context)
