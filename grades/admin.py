"""Grade structures, grades and pay in the admin."""

from django.contrib import admin

from capframe.base.admin import SOURCE_FIELDS, RelatedEntriesMixin, TabularPartInline
from capframe.base.admin.form_parts import ORIGIN
from capframe.base.admin.new_entries import NewEntriesInline
from capframe.plans.admin import EntryAdmin
from grades.models import Grade, GradeStructure, PayRange


class PayRangeInline(TabularPartInline):
    model = PayRange
    fields = (
        *("employer", "location", "minimum", "maximum", "period", "currency", "valid_from"),
        *("note", "source", "place", "editors_note"),
    )
    autocomplete_fields = ("source",)
    suggesting_fields = ("employer",)


class NewGradeInline(NewEntriesInline):
    """New grades on the form of their structure, above those that it has."""

    model = Grade
    fields = ("title", "slug", "full_title", *ORIGIN)
    pasted_fields = ("title", "full_title")
    second_column, pasted_order = "the title in full", ", the most junior first"


@admin.register(GradeStructure)
class GradeStructureAdmin(RelatedEntriesMixin, EntryAdmin):
    listed_relation = "grades"
    inlines = (NewGradeInline,)
    list_display = ("title", "organisation", "source")
    list_filter = ("organisation", "source")
    list_select_related = ("source",)
    search_fields = ("title", "organisation", "slug")
    autocomplete_fields = ("source",)
    fieldsets = (
        (None, {"fields": ("title", "slug", "organisation", "description")}),
        SOURCE_FIELDS,
    )


@admin.register(Grade)
class GradeAdmin(EntryAdmin):
    inlines = (PayRangeInline,)
    next_within = "structure"
    list_display = ("title", "full_title", "structure", "position", "source")
    list_filter = ("structure", "source")
    list_select_related = ("structure", "source")
    search_fields = ("title", "full_title", "aliases", "slug", "structure__title")
    autocomplete_fields = ("structure", "source")
    fieldsets = (
        (None, {"fields": ("structure", "title", "slug", "full_title", "aliases", "position")}),
        SOURCE_FIELDS,
    )


@admin.register(PayRange)
class PayRangeAdmin(EntryAdmin):
    """All pay ranges in one list. They are easier edited with their grade."""

    list_display = ("grade", "employer", "location", "amounts", "valid_from", "source")
    list_filter = ("grade__structure", "employer", "location", "source")
    list_select_related = ("grade__structure", "source")
    search_fields = ("grade__title", "employer", "location")
    autocomplete_fields = ("grade", "source")
    suggesting_fields = ("employer",)
    fieldsets = (
        (None, {"fields": ("grade", "employer", "location", "valid_from")}),
        ("Amounts", {"fields": ("minimum", "maximum", "period", "currency", "note")}),
        SOURCE_FIELDS,
    )
