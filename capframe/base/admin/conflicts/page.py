"""Saving what others saved meanwhile: both changes are kept, and what overlaps is chosen."""

from typing import Any, cast

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from capframe.base.admin.conflicts.forms import Conflict
from capframe.base.admin.forms import EntryForm


class MergesMixin(admin.ModelAdmin):
    """Keeps what others changed while a form was filled in."""

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Any
    ) -> HttpResponse:
        """The form; where others saved meanwhile, it is saved with their changes in it.

        What both changed is asked about first.
        """
        view = cast(Any, super())._changeform_view
        answer = view(request, object_id, form_url, extra_context)
        form = _outdated_form(answer)
        if form is None:
            return answer
        conflict = Conflict(request, form, answer.context_data)
        if conflict.is_open:
            return self._ask_which(request, conflict, answer.context_data)
        request.POST = cast(Any, conflict.data)
        answer = view(request, object_id, form_url, extra_context)
        self._say_merged(request, conflict, is_saved=answer.status_code != 200)
        return answer

    def _ask_which(
        self, request: HttpRequest, conflict: Conflict, shown_with_form: dict[str, Any]
    ) -> HttpResponse:
        """The page with the choices, which offers to save as the form did."""
        context = {
            **shown_with_form,
            "title": f"{conflict.who} saved this while you were editing",
            "conflict": conflict,
        }
        return TemplateResponse(request, "admin/entry/conflict.html", context)

    def _say_merged(self, request: HttpRequest, conflict: Conflict, *, is_saved: bool) -> None:
        said = f"{conflict.who} saved this while you were editing. "
        if is_saved:
            said += "What both of you changed is kept."
        else:
            said += "Their changes are in this form beside yours; nothing of yours is saved yet."
        self.message_user(request, said, messages.SUCCESS if is_saved else messages.WARNING)


def _outdated_form(answer: HttpResponse) -> EntryForm | None:
    """The form that is shown because others saved meanwhile."""
    context = getattr(answer, "context_data", None) or {}
    form = getattr(context.get("adminform"), "form", None)
    return form if isinstance(form, EntryForm) and form.is_outdated else None
