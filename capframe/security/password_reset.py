"""A new password by mail: Django's own way, which tells nobody whether an account exists."""

from threading import Thread
from typing import Any

from django.contrib import admin
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.contrib.auth.views import (
    PasswordResetCompleteView,
    PasswordResetConfirmView,
    PasswordResetDoneView,
    PasswordResetView,
)
from django.core.cache import cache
from django.http import HttpResponse

from capframe.security.known_browsers import remember
from capframe.security.log import note

# Nobody fills somebody else's mailbox: a mail an account in this time, from each server process.
SECONDS_BETWEEN_MAILS = 300
MAIL = "password reset mail"


class ResetForm(PasswordResetForm):
    """Sends its mail from a thread, so that an answer takes as long without an account."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        # The site's name in the database is nobody's address.
        kwargs["domain_override"] = kwargs["request"].get_host()
        super().save(*args, **kwargs)

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        user = args[2]["user"]
        if cache.add(f"password-reset-mail-{user.pk}", True, SECONDS_BETWEEN_MAILS):
            note(f"{MAIL} sent", account=user.get_username())
            Thread(target=super().send_mail, args=args, kwargs=kwargs, name=MAIL).start()


class AdminPage:
    """A view whose page has the admin's head."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        return admin.site.each_context(self.request) | context  # type: ignore[attr-defined]


class Reset(AdminPage, PasswordResetView):
    form_class = ResetForm


class Done(AdminPage, PasswordResetDoneView):
    """Says that the mail is on its way, if there is such an account."""


class Confirm(AdminPage, PasswordResetConfirmView):
    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        remember(self.request, form.user.get_username())
        return super().form_valid(form)


class Complete(AdminPage, PasswordResetCompleteView):
    """Leads on to sign in."""
