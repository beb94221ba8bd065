"""Saving a form without keeping others from writing while it is read and checked."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse

from capframe.base.waiting import write_late


class SavesLateMixin(admin.ModelAdmin):
    """Holds SQLite's one lock from the first write of a save, not from the request's beginning."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        if request.method != "POST":
            return view()
        sent, held = request.POST, hold_messages(request)

        def begin_again() -> None:
            request.POST = sent  # as it was before it was merged with what others had saved
            held.clear()

        try:
            answer = write_late(view, begin_again)
        finally:
            let_go_of_messages(request)
        for tell in held:
            tell()
        return answer

    def message_user(
        self, request: HttpRequest, message: Any, level: Any = messages.INFO, **kwargs: Any
    ) -> None:
        """Tell somebody, once it is sure that what was done stays."""
        tell = partial(super().message_user, request, message, level, **kwargs)
        held = held_messages(request)
        if held is None:
            tell()
        else:
            held.append(tell)


def hold_messages(request: Any) -> list[Callable[[], None]]:
    """Begin a list of what somebody is told later, on the request."""
    request.held_messages = []
    return request.held_messages


def held_messages(request: HttpRequest) -> list[Callable[[], None]] | None:
    """What is told later; None where everything is told at once."""
    return getattr(request, "held_messages", None)


def let_go_of_messages(request: Any) -> None:
    request.held_messages = None
