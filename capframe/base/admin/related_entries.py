"""Entries that hold others with pages of their own: a role its levels, a structure its grades."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst


class HoldsEntries(admin.ModelAdmin):
    """Lists what the entry holds, with links, and a link to add one more."""

    # The name by which the entry's model knows them.
    holds: str

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """The list is no field to type in."""
        return (*super().get_readonly_fields(request, obj), "held")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """An entry that exists shows what it holds below its own fields."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        heading = capfirst(self._relation().related_model._meta.verbose_name_plural)
        return (*fieldsets, (heading, {"fields": ("held",)}))

    @admin.display(description="Edit")
    def held(self, obj: Any) -> SafeString:
        """Links to what the entry holds, in its order, and to add another."""
        relation = self._relation()
        meta = relation.related_model._meta
        address = f"admin:{meta.app_label}_{meta.model_name}"
        links = format_html_join(
            "",
            '<li><a href="{}">{}</a></li>',
            ((reverse(f"{address}_change", args=[one.pk]), one) for one in self._held(obj)),
        )
        add = f"{reverse(f'{address}_add')}?{relation.field.name}={obj.pk}"
        return format_html(
            '<ul>{}</ul><p><a href="{}" class="addlink">Add a {}</a></p>',
            links,
            add,
            meta.verbose_name,
        )

    def _held(self, obj: Any) -> Any:
        return getattr(obj, self.holds).all()

    def _relation(self) -> Any:
        return self.model._meta.get_field(self.holds)
