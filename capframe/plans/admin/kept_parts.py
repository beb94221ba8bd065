"""The fields and the parts of a form of which nothing is saved, only kept unpublished."""

from functools import cache
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from capframe.base.admin.choices import EntrySelect
from capframe.plans.admin.only_keeping import Keeping, keeping_of


def as_kept(field: Any, keeping: Keeping) -> Any:
    """A form field that opens no form of what is chosen in it, and finds what the change makes."""
    if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget.can_add_related = field.widget.can_change_related = False
        choice = field.widget.widget
        if keeping.joined is not None and isinstance(choice, EntrySelect):
            choice.address = reverse("admin:plans_unpublished_choices", args=[keeping.joined.pk])
    return field


@cache
def kept_inline(inline: type[Any]) -> type[Any]:
    """The parts of an entry as they are edited where they are only kept unpublished."""
    return type(inline.__name__, (KeptInlineMixin, inline), {})


class KeptInlineMixin(admin.options.InlineModelAdmin):
    show_change_link = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return as_kept(field, cast(Keeping, keeping_of(request)))
