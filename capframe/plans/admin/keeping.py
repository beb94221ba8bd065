"""“Keep unpublished” on the pages of every entry: what is sent there is recorded, not saved.

Such a request may do everything, since nothing that it does stays: the page's own view saves as
ever, and is taken back. So may one that only shows the form, of which nothing else can be saved.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from capframe.base import admin as base
from capframe.base.admin.bulk.page import CONFIRMED
from capframe.base.characters import find_problem
from capframe.base.http import Refused, as_key
from capframe.base.waiting import write_late
from capframe.plans.admin.kept_parts import as_kept, kept_inline
from capframe.plans.admin.only_keeping import Keeping, keeping_of, only_keeping
from capframe.plans.apply import Stale
from capframe.plans.models import UnpublishedChange
from capframe.plans.other_state import reading
from capframe.plans.unpublished import keep, version_of

KEEP_PERMISSION = "plans.keep_unpublishedchange"
# The button; in the address, the change that a page was opened from; the version that it showed.
KEEP, JOINED, VERSION = "_keep", "unpublished", "unpublished_version"
# What the buttons say: the second shows what was kept on the pages that readers would see it on.
KEEP_UNPUBLISHED, PREVIEW = "Keep unpublished", "Preview"
ADDED_MEANWHILE = (
    "Somebody changed this entry in the unpublished change while you were editing it. Yours is "
    "still here, and nothing of it is kept yet. Look at what the change says now; if you keep "
    "yours all the same, it takes the place of theirs."
)
View = Callable[[], HttpResponse]


def is_to_be_kept(request: HttpRequest) -> bool:
    """Whether a button was pressed: of a form, or of the page that asks about an action."""
    return KEEP in request.POST or request.POST.get(CONFIRMED) in (KEEP_UNPUBLISHED, PREVIEW)


def may_keep(request: HttpRequest) -> bool:
    return request.user.has_perm(KEEP_PERMISSION)


def find_joined(request: HttpRequest) -> UnpublishedChange | None:
    """The change that a page was opened from, as its address says.

    Raises PermissionDenied for those who may keep nothing, Http404 where there is no such change.
    """
    number = request.GET.get(JOINED)
    if number is None:
        return None
    if not may_keep(request):
        raise PermissionDenied
    found = UnpublishedChange.objects.filter(pk=as_key(number)).first()
    if found is None:
        raise Http404("This change is not unpublished any more.")
    return found


def keep_written(request: HttpRequest, write: Callable[[], Any], *, title: str) -> HttpResponse:
    """Keep unpublished what ``write`` does, and lead to it. Raises Stale where that cannot be."""
    _, change = keep(write, onto=None, by=request.user, title=title)
    return say_kept(request, change)


def say_kept(request: HttpRequest, change: UnpublishedChange | None) -> HttpResponse:
    """Say that it is kept, and lead to it; stay on the page where nothing was changed."""
    if change is None:
        messages.warning(request, "Nothing was changed, so there is nothing to keep.")
        return HttpResponseRedirect(request.get_full_path())
    if PREVIEW in (request.POST.get(KEEP), request.POST.get(CONFIRMED)):
        # Its banner says so; a message would wait there for the next page of the admin.
        return HttpResponseRedirect(reverse("previews:open", args=["unpublished", change.pk]))
    messages.success(request, f"Kept unpublished: “{change}”. Readers do not see it.")
    return HttpResponseRedirect(reverse("admin:plans_unpublished_change", args=[change.pk]))


class KeepMixin(base.EntryAdmin):
    """Offers to keep unpublished what is sent from a page, to those who may."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: Any = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        view = super().changeform_view
        may_save = (
            self.has_change_permission(request) if object_id else self.has_add_permission(request)
        )
        return self._answer(
            request, lambda: view(request, object_id, form_url, extra_context), may_save=may_save
        )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        view = super().delete_view
        return self._answer(
            request,
            lambda: view(request, object_id, extra_context),
            may_save=self.has_delete_permission(request),
        )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; an action on it is kept unpublished where its page is sent so."""
        view = super().changelist_view
        return self._answer(request, lambda: view(request, extra_context), may_save=True)

    def _answer(self, request: HttpRequest, view: View, *, may_save: bool) -> HttpResponse:
        """What the view gives; recorded, or from the changed state, where that is asked for."""
        joined = find_joined(request)
        asked = joined is not None or is_to_be_kept(request)
        if asked and not may_keep(request):
            raise PermissionDenied
        if not asked and (may_save or not self._can_keep(request)):
            return view()
        with only_keeping(request, Keeping(joined, request.method == "POST")):
            if request.method == "POST":
                return self._keep(request, view, joined, asked=asked)
            if joined is None:
                return render(view())
            with reading(joined.read_plan()):
                return render(view())

    def _can_keep(self, request: HttpRequest) -> bool:
        is_popup = IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST
        return may_keep(request) and self.has_view_permission(request) and not is_popup

    def _keep(
        self, request: HttpRequest, view: View, joined: UnpublishedChange | None, *, asked: bool
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            response, change = self._record(request, view, joined, asked=asked)
        except Stale as stale:
            raise Refused(
                f"This unpublished change cannot be added to. {stale}",
                "Publish or discard it, or take out what stands in the way.",
                status=409,
            ) from stale
        if response.status_code != 302:
            return response
        if not asked:
            raise PermissionDenied
        return say_kept(request, change)

    def _record(
        self, request: HttpRequest, view: View, joined: UnpublishedChange | None, *, asked: bool
    ) -> tuple[HttpResponse, UnpublishedChange | None]:
        """Record it, without keeping others from writing while it is checked."""
        sent = request.POST

        def begin_again() -> None:
            request.POST = sent  # as it was before it was merged with what others had saved
            cast(Keeping, keeping_of(request)).said.clear()

        once = partial(self._record_once, request, view, joined, asked=asked)
        return write_late(once, begin_again)

    @transaction.atomic
    def _record_once(
        self, request: HttpRequest, view: View, joined: UnpublishedChange | None, *, asked: bool
    ) -> tuple[HttpResponse, UnpublishedChange | None]:
        reason = request.POST.get("reason", "")
        title = "" if find_problem(reason) else reason

        def write() -> HttpResponse:
            response = view()
            self._say_what_stays(request, response)
            return render(response)

        found = keep(write, onto=joined, by=request.user, title=title)
        if not asked or found[0].status_code != 302:
            transaction.set_rollback(True)
        return found

    def _say_what_stays(self, request: HttpRequest, response: HttpResponse) -> None:
        """Tell somebody what a form says that is shown again, and what could not be done."""
        keeping = cast(Keeping, keeping_of(request))
        for message, level in keeping.said:
            if response.status_code != 302 or level == messages.ERROR:
                messages.add_message(request, level, message)
        keeping.said.clear()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return keeping_of(request) is not None or super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return keeping_of(request) is not None or super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return keeping_of(request) is not None or super().has_delete_permission(request, obj)

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The parts; where they are only kept unpublished, everything may be done to them."""
        if keeping_of(request) is None:
            return super().get_inline_instances(request, obj)
        inlines = self.get_inlines(request, obj)
        return [kept_inline(one)(self.model, self.admin_site) for one in inlines]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The form field; what is only kept unpublished leads to no form that saves."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        keeping = keeping_of(request)
        return as_kept(field, keeping) if keeping else field

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any):
        """The form, which refuses to take the place of what its sender has not seen."""
        form = super().get_form(request, obj, change=change, **kwargs)
        keeping = keeping_of(request)
        if keeping is None or not (keeping.is_recorded and keeping.joined):
            return form
        now = version_of(keeping.joined.read_plan(), obj)
        seen = request.POST.get(VERSION, "")
        return form if seen == now else type(form.__name__, (form, AddedMeanwhile), {})

    def message_user(
        self, request: HttpRequest, message: Any, level: Any = messages.INFO, **kwargs: Any
    ) -> None:
        """Tell somebody what was done, if it was: not at once where it is recorded."""
        keeping = keeping_of(request)
        if keeping is None or not keeping.is_recorded:
            super().message_user(request, message, level, **kwargs)
        else:
            keeping.said.append((message, level))

    def get_beside_save(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A button to keep the form unpublished, for those who may."""
        offered = keeping_of(request) is not None or self._can_keep(request)
        buttons = super().get_beside_save(request, obj)
        return [*buttons, "admin/unpublished/button.html"] if offered else buttons

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form; where all that can be done with it is to keep it unpublished, it says so."""
        keeping = keeping_of(request)
        context["only_keeps"] = keeping is not None
        if keeping is not None:
            context.update(
                joined=keeping.joined,
                show_save=False,
                show_save_and_continue=False,
                show_save_and_add_another=False,
                show_delete=keeping.joined is None,
                copy_url="",
            )
        if keeping is not None and keeping.joined is not None:
            context["joined_version"] = version_of(keeping.joined.read_plan(), kwargs.get("obj"))
            if not keeping.is_recorded:
                context["adminform"].form.initial["reason"] = keeping.joined.title
        return super().render_change_form(request, context, *args, **kwargs)

    def may_take_back(self, request: HttpRequest, entry: Any) -> bool:
        return may_keep(request) or super().may_take_back(request, entry)

    def has_bulk_permission(self, request: HttpRequest) -> bool:
        return self._can_keep(request) or super().has_bulk_permission(request)

    def bulk_context(self, request: HttpRequest) -> dict[str, Any]:
        """For those who may only keep it unpublished, no other button."""
        return {"only_keeps": not super().has_change_permission(request)}

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """The question whether to delete; where it can only be kept unpublished, it says so."""
        context["only_keeps"] = keeping_of(request) is not None
        return super().render_delete_form(request, context)


class AddedMeanwhile(forms.ModelForm):
    """Is refused once: the unpublished change says something else than its sender saw."""

    def clean(self) -> Any:
        cleaned = super().clean()
        self.add_error(None, ADDED_MEANWHILE)
        return cleaned


def render(response: Any) -> HttpResponse:
    """The response, rendered now: its page is of a state that is not there later."""
    return response.render() if hasattr(response, "render") else response
