"""Roles and role levels in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from capframe.base.admin import SOURCE_FIELDS, RelatedEntriesMixin, StatusAdmin, TabularPartInline
from capframe.base.parts import lock
from roles.admin.sections import SavesStatementsMixin, SectionInline
from roles.models import Role, RoleLevel, SkillRequirement


class SkillRequirementInline(TabularPartInline):
    model = SkillRequirement
    fields = ("skill", "level", "position", "source", "place", "editors_note")
    autocomplete_fields = ("skill", "level", "source")


@admin.register(Role)
class RoleAdmin(RelatedEntriesMixin, StatusAdmin):
    listed_relation = "levels"
    list_display = ("title", "family", "role_type", "status", "source")
    list_filter = ("status", "family", "role_type", "source")
    list_select_related = ("family", "source")
    search_fields = ("title", "slug", "family__title")
    autocomplete_fields = ("family", "source")
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = (
        (None, {"fields": ("family", "title", "slug", "status", "role_type", "description")}),
        SOURCE_FIELDS,
    )

    def save_model(self, request: HttpRequest, obj: Role, form: Any, change: bool) -> None:
        """Save while nobody is changing the levels, which follow the role into another family."""
        if change and "family" in form.changed_data:
            for level in obj.levels.order_by("pk"):
                lock(level)
        super().save_model(request, obj, form, change)


@admin.register(RoleLevel)
class RoleLevelAdmin(SavesStatementsMixin, StatusAdmin):
    """A role level with all that it asks, on one page."""

    inlines = (SectionInline, SkillRequirementInline)
    list_display = ("__str__", "code", "family", "grade", "level_order", "status", "source")
    list_filter = ("status", "family", "grade__structure", "source")
    list_select_related = ("role", "family", "grade__structure", "source")
    search_fields = ("title", "slug", "code", "role__title", "grade__title")
    autocomplete_fields = ("role", "grade", "source")
    readonly_fields = ("family",)
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = (
        (None, {"fields": ("role", "family", "title", "slug", "status", "code")}),
        ("Grade and place", {"fields": ("grade", "level_order", "location", "description")}),
        SOURCE_FIELDS,
    )
