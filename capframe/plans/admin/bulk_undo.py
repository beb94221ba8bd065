"""A link to undo what was just done to many entries, as one."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from capframe.base import admin as base


class UndoBulkMixin(base.EntryAdmin):
    """Lists that lead from what was done to many entries to undoing it."""

    def say_done_to_many(self, request: HttpRequest, words: str, changed: Sequence[int]) -> None:
        """Say it with a link to undo it, where anything was changed."""
        if not changed:
            super().say_done_to_many(request, words, changed)
            return
        model: Any = self.model
        rows = model.history.filter(id__in=changed)
        newest = rows.aggregate(newest=Max("history_id"))["newest"]
        address = reverse("admin:plans_undo", args=[model._meta.label_lower, newest])
        text = format_html('{} <a href="{}">Undo this change</a>', words, address)
        self.message_user(request, text, messages.SUCCESS)
