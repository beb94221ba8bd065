"""The page that puts the levels of a family's roles in order, and its file."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from capframe.base.admin import EntryAdmin
from capframe.base.http import as_key, attachment
from capframe.base.models import Status
from capframe.base.parts import lock
from capframe.base.turns import FILES
from capframe.plans.admin.keeping import KEEP, keep_written, may_keep
from capframe.spreadsheets.writing import csv_file
from roles.admin.order_form import OrderForm
from roles.models import JobFamily, Role, RoleLevel
from roles.order_file import HEADINGS, export_order_of

PERMISSIONS = ("roles.change_role", "roles.change_rolelevel")


class OrderPageMixin(EntryAdmin):
    """“Order of levels”, for those who may change roles and role levels, or keep it unpublished."""

    change_form_template = "admin/families/change_form.html"

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/order/", wrap(self.order_view), name="roles_jobfamily_order"),
            path(
                "<path:object_id>/order.csv",
                wrap(self.order_file_view),
                name="roles_jobfamily_order_file",
            ),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The family’s form, with a link to the page for those who may use it."""
        family = kwargs.get("obj")
        if family and (request.user.has_perms(PERMISSIONS) or may_keep(request)):
            context["order_url"] = reverse("admin:roles_jobfamily_order", args=[family.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    @FILES.turn()
    def order_file_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The small file that an import of orders takes, filled with today's state."""
        family = self._find_family(request, object_id)
        if family is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        roles = list(family.roles.order_by("pk").values_list("pk", flat=True))
        return attachment(csv_file(HEADINGS, export_order_of(roles)), f"{family.slug}-order.csv")

    def order_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The form; its buttons that move a level bring it back as typed, and save nothing."""
        with transaction.atomic():
            family = self._find_family(request, object_id)
            if family is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            if request.method != "POST":
                return self._render(request, family, OrderForm(family, *read_levels(family)))
            lock(family)
            form = OrderForm(family, *read_levels(family), data=request.POST)
            if held := what_is_held(form, request):
                form = OrderForm(family, *read_levels(family), initial=held)
                return self._render(request, family, form, is_rearranged=True)
            if not form.is_valid():
                return self._render(request, family, form)
            if KEEP in request.POST:
                return self._keep_order(request, form)
            if not request.user.has_perms(PERMISSIONS):
                raise PermissionDenied
            number = form.save(by=request.user)
        roles = "1 role" if number == 1 else f"{number} roles"
        words = f"The order of the levels of {roles} is saved." if number else "Nothing changed."
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def _keep_order(self, request: HttpRequest, form: OrderForm) -> HttpResponse:
        if not may_keep(request):
            raise PermissionDenied
        write = partial(form.save, by=request.user)
        return keep_written(request, write, title=form.cleaned_data["reason"])

    def _find_family(self, request: HttpRequest, object_id: str) -> JobFamily | None:
        if not (request.user.has_perms(PERMISSIONS) or may_keep(request)):
            raise PermissionDenied
        return JobFamily.objects.filter(pk=as_key(object_id)).first()

    def _render(
        self,
        request: HttpRequest,
        family: JobFamily,
        form: OrderForm,
        *,
        is_rearranged: bool = False,
    ) -> HttpResponse:
        blocks = form.blocks()
        context = {
            **self.admin_site.each_context(request),
            "title": "Order of levels",
            "subtitle": str(family),
            "opts": self.opts,
            "family": family,
            "form": form,
            "blocks": blocks,
            "needs_numbers": any(block.who is not None for block in blocks),
            "unordered": sum(not block.is_ordered for block in blocks),
            "is_rearranged": is_rearranged,
            "may_save": request.user.has_perms(PERMISSIONS),
            "may_keep": may_keep(request),
        }
        return TemplateResponse(request, "admin/families/order.html", context)


def read_levels(family: JobFamily) -> tuple[list[RoleLevel], list[int]]:
    """The family's levels that are not withdrawn, by role and in order, and their version."""
    levels = family.role_levels.exclude(status=Status.WITHDRAWN).select_related(
        "role__source", "grade"
    )
    ordered = levels.order_by(
        *("role__title", "role", F("grade__position").asc(nulls_last=True)),
        *(F("level_order").asc(nulls_last=True), "title"),
    )
    versions = [
        model.history.filter(family=family.pk).aggregate(newest=Max("history_id"))["newest"] or 0
        for model in (Role, RoleLevel)
    ]
    return list(ordered), versions


def what_is_held(form: OrderForm, request: HttpRequest) -> dict[str, Any]:
    """What the form holds once a button that only rearranges is pressed; empty if none was."""
    for button in ("up", "down"):
        pk = as_key(request.POST.get(button))
        if pk is not None:
            return form.moved(pk, up=button == "up")
    return form.moved(0, up=True) if "sort" in request.POST else {}
