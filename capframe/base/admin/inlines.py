"""Parts edited on the page of the entry that they stand in."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminURLFieldWidget,
    RelatedFieldWidgetWrapper,
)
from django.db import models
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest

from capframe.base.admin.choices import EntrySelect
from capframe.base.admin.forms import PartForm, ProseField
from capframe.base.admin.formsets import PartFormSet
from capframe.base.admin.suggestions import SuggestingInput
from capframe.base.links import LinkField, WebAddressValidator
from capframe.base.models import Sourced

RELATED_LINKS = ("add", "change", "delete", "view")


class EntryFieldsMixin(admin.options.BaseModelAdmin):
    """The fields of entries: plain text in several lines, few buttons beside choices."""

    formfield_overrides = {
        models.TextField: {
            "form_class": ProseField,
            "widget": AdminTextareaWidget(attrs={"rows": 3}),
        },
        # Of an address that is refused the page has no link, either.
        LinkField: {
            "assume_scheme": "https",
            "widget": AdminURLFieldWidget(validator_class=WebAddressValidator),
        },
    }
    # What may be done to another entry from the field that chooses it; never delete it.
    related_links: tuple[str, ...] = ("add", "change")
    # The text fields that suggest what other entries hold in a field of that name.
    suggesting_fields: tuple[str, ...] = ()

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The form field, with no more than these links, and with suggestions where it has them."""
        if db_field.name in self.suggesting_fields:
            kwargs["widget"] = SuggestingInput(db_field.name)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            for name in set(RELATED_LINKS) - set(self.related_links):
                setattr(field.widget, f"can_{name}_related", False)
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The form field, which keeps the page whatever is sent as another entry."""
        if db_field.name in self.get_autocomplete_fields(request):
            using = kwargs.get("using")
            kwargs.setdefault("widget", EntrySelect(db_field, self.admin_site, using=using))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PartInline(EntryFieldsMixin, admin.options.InlineModelAdmin):
    form = PartForm
    formset = PartFormSet
    extra = 0
    related_links = ("add",)
    view_on_site = False
    # What the link to a part's own page says, where its form there holds more.
    change_link = ""
    have_rows = False
    # Whether they stand in the entry, and are no entries of their own.
    are_parts = True

    @property
    def media(self) -> Media:
        """Buttons of the form add parts and move them: no script does."""
        return Media()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The parts with their sources, which are named where they differ from the whole's."""
        parts = super().get_queryset(request)
        return parts.select_related("source") if issubclass(self.model, Sourced) else parts


class StackedPartInline(PartInline):
    """Parts one below the other, each folded by itself."""

    template = "admin/entry/form/stacked_parts.html"


class TabularPartInline(PartInline):
    """Parts as rows of a table, which folds as a whole."""

    template = "admin/entry/form/tabular_parts.html"
    have_rows = True
