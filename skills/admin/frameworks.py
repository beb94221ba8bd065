"""Skill frameworks in the admin, with what is said of them and their scales of levels."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from capframe.base.admin import (
    SOURCE_FIELDS,
    BulkField,
    RelatedEntriesMixin,
    StackedPartInline,
    TabularPartInline,
)
from capframe.base.admin.form_parts import ORIGIN
from capframe.base.admin.new_entries import BLANK_ROWS, NewEntriesInline
from capframe.base.querysets import order_in_whole
from capframe.plans.admin import EntryAdmin
from skills.models import FrameworkSection, ProficiencyLevel, Skill, SkillFramework


class ProficiencyLevelInline(TabularPartInline):
    model = ProficiencyLevel
    fields = ("position", "title", "description", "source", "place", "editors_note")
    autocomplete_fields = ("source",)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Rows that wait to be filled in, where the scale is new."""
        return 0 if obj else BLANK_ROWS


class FrameworkSectionInline(StackedPartInline):
    """What a source says of the framework, edited with it."""

    model = FrameworkSection
    fields = (("heading", "position"), "text", ("source", "place"), "editors_note")
    autocomplete_fields = ("source",)


class NewSkillInline(NewEntriesInline):
    """New skills on the form of their framework."""

    model = Skill
    fields = ("title", "slug", "definition", *ORIGIN)
    pasted_fields = ("title", "definition")
    second_column = "the definition"


@admin.register(SkillFramework)
class SkillFrameworkAdmin(RelatedEntriesMixin, EntryAdmin):
    """A framework with what is said of it and its scale of levels."""

    listed_relation = "skills"
    inlines = (FrameworkSectionInline, ProficiencyLevelInline, NewSkillInline)
    list_display = ("title", "source")
    list_filter = ("source",)
    list_select_related = ("source",)
    search_fields = ("title", "slug")
    autocomplete_fields = ("source",)
    fieldsets = (
        (None, {"fields": ("title", "slug", "description", "levels_in_order")}),
        SOURCE_FIELDS,
    )


@admin.register(FrameworkSection)
class FrameworkSectionAdmin(EntryAdmin):
    """What is said of all frameworks in one list. It is easier edited with the framework."""

    list_display = ("heading", "framework", "position", "source")
    list_filter = ("framework", "source")
    list_select_related = ("framework", "source")
    bulk_fields = (BulkField("heading", alike="heading"),)
    search_fields = ("heading", "text", "framework__title")
    ordering = ("framework__title", *order_in_whole(FrameworkSection))
    autocomplete_fields = ("framework", "source")
    fieldsets = (
        (None, {"fields": ("framework", "heading", "position", "text")}),
        SOURCE_FIELDS,
    )


@admin.register(ProficiencyLevel)
class ProficiencyLevelAdmin(EntryAdmin):
    """The levels of all scales in one list. They are easier edited with their framework."""

    list_display = ("title", "framework", "position", "source")
    list_filter = ("framework", "source")
    list_select_related = ("framework", "source")
    search_fields = ("title", "framework__title")
    autocomplete_fields = ("framework", "source")
    fieldsets = (
        (None, {"fields": ("framework", "position", "title", "description")}),
        SOURCE_FIELDS,
    )
