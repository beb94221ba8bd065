"""History rows as addresses name them and pages tell of them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime

from capframe.base.actions import LONGEST_REASON
from capframe.base.http import as_key
from capframe.base.models import Entry, entry_models
from capframe.plans.admin.links import admin_url
from capframe.plans.admin.permissions import may
from capframe.plans.wholes import EntryKey, name_entries


def find_row(request: HttpRequest, label: str, history_id: str) -> tuple[type[Entry], Any]:
    """The history row that an address names, with its model.

    Raises Http404 where there is none, PermissionDenied for whoever may not see such entries.
    """
    model = next((model for model in entry_models() if model._meta.label_lower == label), None)
    if model is not None and not may(request.user, "view", model):
        raise PermissionDenied
    row = model.history.filter(pk=as_key(history_id)).first() if model else None
    if model is None or row is None:
        raise Http404("There is no such change.")
    return model, row


def day_of(row: Any) -> str:
    """The day of a history row, as people write it."""
    return date_format(localtime(row.history_date), "j F Y")


def say_who(row: Any, verb: str = "Made") -> str:
    """Who made the change that a history row is of, and why."""
    why = f": “{row.history_change_reason}”" if row.history_change_reason else ", without a reason"
    return f"{verb} by {row.history_user_name or 'somebody who is not recorded'}{why}."


def reason_for(words: str, row: Any) -> str:
    """A reason to begin with: what is done, of which day, and why that was made."""
    why = f": “{row.history_change_reason}”" if row.history_change_reason else ""
    reason = f"{words} {day_of(row)}{why}"
    return reason if len(reason) <= LONGEST_REASON else f"{words} {day_of(row)}"


def way_back(whole: EntryKey) -> str:
    """Where somebody goes on who has looked at what was changed of an entry."""
    model, pk = whole
    if model._base_manager.filter(pk=pk).exists():
        return admin_url(model, "history", pk)
    return admin_url(model, "changelist")


def trail_to(whole: EntryKey, here: str) -> list[tuple[str, str]]:
    """The way down to a page of an entry, each step with its address."""
    model, pk = whole
    meta = model._meta
    entry_url = admin_url(model, "change", pk) if model._base_manager.filter(pk=pk).exists() else ""
    return [
        (str(meta.app_config.verbose_name), reverse("admin:app_list", args=[meta.app_label])),
        (str(capfirst(meta.verbose_name_plural)), admin_url(model, "changelist")),
        (name_entries([whole])[whole], entry_url),
        (here, ""),
    ]
