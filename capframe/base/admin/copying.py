"""“Copy”: a draft that begins with all that an entry holds, ready to be edited."""

from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import UniqueConstraint
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from capframe.base.actions import LONGEST_REASON
from capframe.base.admin.entries import EntryAdmin
from capframe.base.admin.new_addresses import NewAddressForm
from capframe.base.characters import refuse_characters
from capframe.base.copying import begin_copy, copy, count_copied
from capframe.base.status import WITHDRAWAL_FIELDS


class CopyForm(NewAddressForm):
    """What a copy is called, and why it is made."""

    reason = forms.CharField(
        label="Reason for this change",
        required=False,
        max_length=LONGEST_REASON,
        validators=[refuse_characters],
        widget=AdminTextInputWidget,
        help_text="Shown beside your name in the history.",
    )

    def _get_validation_exclusions(self) -> set[str]:
        """None of what a title or an address is unique in, though the form cannot change it."""
        excluded = cast(Any, super())._get_validation_exclusions()
        constraints = self.instance._meta.constraints
        unique = [each for each in constraints if isinstance(each, UniqueConstraint)]
        return excluded.difference(*(each.fields for each in unique))


class CopyMixin(EntryAdmin):
    """Offers to copy an entry to those who may add one."""

    def get_urls(self) -> list[Any]:
        names = self.opts.app_label, self.opts.model_name
        view = self.admin_site.admin_view(self.copy_view)
        return [
            path("<path:object_id>/copy/", view, name="{}_{}_copy".format(*names)),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form, with a link to copy the entry for those who may."""
        entry = kwargs.get("obj")
        if entry and self.has_add_permission(request):
            context["copy_url"] = self._url(entry, "copy")
        return super().render_change_form(request, context, *args, **kwargs)

    def copy_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks what the copy is called; once it is made, its form follows."""
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_add_permission(request) or not self.has_view_or_change_permission(
            request, entry
        ):
            raise PermissionDenied
        form_class = modelform_factory(
            self.model,
            form=CopyForm,
            fields=("title", "slug"),
            formfield_callback=partial(self.formfield_for_dbfield, request=request),
        )
        begun = begin_copy(entry)
        begun.title, begun.slug = "", ""
        form = form_class(request.POST or None, instance=begun)
        if not form.is_valid():
            return self._render_copy_form(request, entry, form)
        with transaction.atomic():
            reason = form.cleaned_data["reason"] or f"Copied from {entry}"
            copy(entry=entry, begun=form.instance, by=request.user, reason=reason[:LONGEST_REASON])
        words = f"This is the copy, a draft: readers do not see it. “{entry}” stays as it is."
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(self._url(form.instance, "change"))

    def _url(self, entry: Any, page: str) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[quote(entry.pk)])

    def _render_copy_form(self, request: HttpRequest, entry: Any, form: Any) -> HttpResponse:
        meta: Any = self.opts
        context = {
            **self.admin_site.each_context(request),
            "title": f"Copy “{entry}”",
            "opts": self.opts,
            "entry": entry,
            "entry_url": self._url(entry, "change"),
            "form": form,
            "copied": count_copied(entry),
            "left_out": [
                meta.get_field(name).verbose_name
                for name in (*entry.not_copied, *entry.not_copied_alone)
                if name not in WITHDRAWAL_FIELDS
            ],
        }
        return TemplateResponse(request, "admin/entry/copy.html", context)
