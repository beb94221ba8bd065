"""Links between entries that have forms of their own: from a role to its levels."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from capframe.base.addresses import with_query
from capframe.base.admin.forms import TAKEN_FROM_WHOLE
from capframe.base.admin.new_entries import NewEntryFormSet
from capframe.base.history.lines import counted


class RelatedEntriesMixin(admin.ModelAdmin):
    """Lists the entries that refer to this one, with links, and a link to add one more."""

    # The reverse relation, as the model calls it: a role's "levels".
    listed_relation: str

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """The list is no field to type in."""
        return (*super().get_readonly_fields(request, obj), "related_entries")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """An entry that exists shows the list below its own fields."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        heading = capfirst(self._relation().related_model._meta.verbose_name_plural)
        return (*fieldsets, (heading, {"fields": ("related_entries",)}))

    @admin.display(description="Edit")
    def related_entries(self, obj: Any) -> SafeString:
        """Links to the entries, in their order, and to add another."""
        relation = self._relation()
        meta = relation.related_model._meta
        address = f"admin:{meta.app_label}_{meta.model_name}"
        links = format_html_join(
            "",
            '<li><a href="{}">{}</a></li>',
            ((reverse(f"{address}_change", args=[one.pk]), one) for one in self._listed(obj)),
        )
        add = with_query(reverse(f"{address}_add"), begin_with(relation.field.name, obj))
        return format_html(
            '<ul>{}</ul><p><a href="{}" class="addlink">Add a {}</a></p>',
            links,
            add,
            meta.verbose_name,
        )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the parts; of entries that rows made, say which, with the ways to their forms."""
        super().save_formset(request, form, formset, change)
        if isinstance(formset, NewEntryFormSet) and formset.new_objects:
            meta: Any = formset.model._meta
            page = f"admin:{meta.app_label}_{meta.model_name}_change"
            links = format_html_join(
                ", ",
                '<a href="{}">{}</a>',
                ((reverse(page, args=[one.pk]), one.title) for one in formset.new_objects),
            )
            said = format_html(
                "{} added: {}.", counted(meta.model, len(formset.new_objects)), links
            )
            self.message_user(request, said, messages.SUCCESS)

    def _listed(self, obj: Any) -> Any:
        return getattr(obj, self.listed_relation).all()

    def _relation(self) -> Any:
        return self.model._meta.get_field(self.listed_relation)


def begin_with(name: str, whole: Any) -> list[tuple[str, Any]]:
    """What the form of a new entry begins with that is to refer to another one by this field."""
    columns = {field.name: field.attname for field in whole._meta.concrete_fields}
    taken = [(one, getattr(whole, columns[one])) for one in TAKEN_FROM_WHOLE if one in columns]
    return [(name, whole.pk), *taken]
