"""Job families in the admin."""

from django.contrib import admin

from capframe.base.admin import (
    SOURCE_FIELDS,
    EntryAdmin,
    RelatedEntriesMixin,
    StatusAdmin,
    TabularPartInline,
)
from roles.models import FamilyStatement, JobFamily


class FamilyStatementInline(TabularPartInline):
    model = FamilyStatement
    fields = ("kind", "position", "text", "source", "place", "editors_note")
    autocomplete_fields = ("source",)


@admin.register(JobFamily)
class JobFamilyAdmin(RelatedEntriesMixin, StatusAdmin):
    listed_relation = "roles"
    inlines = (FamilyStatementInline,)
    list_display = ("title", "status", "source")
    list_filter = ("status", "source")
    list_select_related = ("source",)
    search_fields = ("title", "slug", "purpose")
    autocomplete_fields = ("source",)
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = (
        (None, {"fields": ("title", "slug", "status", "purpose", "levels_of_work")}),
        SOURCE_FIELDS,
    )


@admin.register(FamilyStatement)
class FamilyStatementAdmin(EntryAdmin):
    """What is said of all families in one list. It is easier edited with the family."""

    list_display = ("text", "family", "kind", "position", "source")
    list_filter = ("kind", "family", "source")
    list_select_related = ("family", "source")
    search_fields = ("text", "family__title")
    autocomplete_fields = ("family", "source")
    fieldsets = ((None, {"fields": ("family", "kind", "position", "text")}), SOURCE_FIELDS)
