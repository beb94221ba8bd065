"""A new password by mail: Django's own way, which tells nobody whether an account exists."""

from threading import Thread
from typing import Any

from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView, PasswordResetView
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


class Reset(PasswordResetView):
    form_class = ResetForm


class Confirm(PasswordResetConfirmView):
    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        remember(self.request, form.user.get_username())
        return super().form_valid(form)
