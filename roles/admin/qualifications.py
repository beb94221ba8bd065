"""Qualifications, and which statements ask for them."""

from textwrap import shorten
from typing import Any

from django.contrib import admin
from django.db.models import Field
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.text import capfirst

from capframe.base.admin import SOURCE_FIELDS, TabularPartInline
from capframe.base.querysets import order_in_whole
from capframe.plans.admin import EntryAdmin
from roles.models import (
    Qualification,
    QualificationRequirement,
    RoleLevel,
    Section,
    Statement,
)
from roles.querysets import own_order

# As many letters of a statement as its choice shows beside the other fields.
LONGEST_CHOICE = 70


class StatementField(ModelChoiceField):
    """The choice of one of a role level's statements by how it begins."""

    def label_from_instance(self, obj: Statement) -> str:
        return shorten(obj.text, LONGEST_CHOICE, placeholder="…")


class QualificationRequirementInline(TabularPartInline):
    """What the statements of a role level ask for, on its page.

    A new role level has no statements to choose from: it is saved first.
    """

    model = QualificationRequirement
    verbose_name, verbose_name_plural = "qualification", "qualifications"
    fields = ("qualification", "strength", "statement")
    autocomplete_fields = ("qualification",)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        self.role_level: RoleLevel | None = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Only the role level's own statements can be chosen; new ones are lines above."""
        if db_field.name != "statement":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        statements = Statement.objects.filter(section__role_level=self.role_level)
        in_order = (*order_in_whole(Section, "section__"), *order_in_whole(Statement))
        return StatementField(
            statements.order_by(*in_order),
            label=capfirst(db_field.verbose_name),
            help_text=db_field.help_text,
        )


@admin.register(Qualification)
class QualificationAdmin(EntryAdmin):
    list_display = ("title", "slug", "source")
    list_filter = ("source",)
    list_select_related = ("source",)
    search_fields = ("title", "slug")
    autocomplete_fields = ("source",)
    fieldsets = ((None, {"fields": ("title", "slug")}), SOURCE_FIELDS)


@admin.register(QualificationRequirement)
class QualificationRequirementAdmin(EntryAdmin):
    """All of them in one list. They are easier edited with the role level."""

    list_display = ("role_level", "qualification", "strength", "statement")
    list_filter = ("qualification", "strength", "role_level__family")
    list_select_related = ("role_level__role", "qualification", "statement__section")
    search_fields = (
        "qualification__title",
        "statement__text",
        "role_level__title",
        "role_level__role__title",
        "role_level__code",
    )
    ordering = ("role_level__role__title", *own_order("role_level__"), "pk")
    autocomplete_fields = ("statement", "qualification")
    readonly_fields = ("role_level",)
    fields = ("role_level", "statement", "qualification", "strength")
