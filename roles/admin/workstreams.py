"""Workstreams in the admin."""

from django.contrib import admin

from capframe.base.admin import SOURCE_FIELDS, STATUS_FIELDS, TabularPartInline
from capframe.plans.admin import EntryAdmin, StatusAdmin
from roles.models import Milestone, Workstream


class MilestoneInline(TabularPartInline):
    model = Milestone
    fields = ("position", "text", "source", "place", "editors_note")
    autocomplete_fields = ("source",)


@admin.register(Workstream)
class WorkstreamAdmin(StatusAdmin):
    inlines = (MilestoneInline,)
    list_display = ("title", "position", "route", "lead_organisation", "family", "status", "source")
    list_filter = ("status", "route", "family", "source")
    list_select_related = ("family", "source")
    search_fields = ("title", "slug", "issue", "approach", "lead_organisation")
    autocomplete_fields = ("family", "successor", "source")
    fieldsets = (
        (None, {"fields": ("title", "slug", *STATUS_FIELDS, "family", "position", "route")}),
        (
            "What it does",
            {"fields": ("issue", "approach", "lead_organisation", "participants")},
        ),
        SOURCE_FIELDS,
    )


@admin.register(Milestone)
class MilestoneAdmin(EntryAdmin):
    """All milestones in one list. They are easier edited with their workstream."""

    list_display = ("text", "workstream", "position", "source")
    list_filter = ("workstream", "source")
    list_select_related = ("workstream", "source")
    search_fields = ("text", "workstream__title")
    autocomplete_fields = ("workstream", "source")
    fieldsets = ((None, {"fields": ("workstream", "position", "text")}), SOURCE_FIELDS)
