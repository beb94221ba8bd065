"""Editing with what a plan can do: how every entry of the catalogue is registered."""

from django.contrib import admin

from capframe.base.models import Source
from capframe.plans.admin import deleted as _deleted  # noqa: F401 - offers its pages
from capframe.plans.admin import publishing as _publishing  # noqa: F401 - offers its page
from capframe.plans.admin import restoring as _restoring  # noqa: F401 - offers its page
from capframe.plans.admin import undoing as _undoing  # noqa: F401 - offers its page
from capframe.plans.admin import unpublished as _unpublished  # noqa: F401 - offers its pages
from capframe.plans.admin.entries import EntryAdmin, StatusAdmin
from capframe.plans.admin.merging import MergeMixin

__all__ = ["EntryAdmin", "MergeMixin", "StatusAdmin"]


@admin.register(Source)
class SourceAdmin(MergeMixin, EntryAdmin):
    list_display = ("title", "publisher", "date_stated", "licence")
    list_filter = ("publisher", "licence")
    search_fields = ("title", "publisher", "slug")
    fieldsets = (
        (None, {"fields": ("title", "slug", "publisher", "date_stated")}),
        ("Licence", {"fields": ("licence", "licence_url")}),
        ("About the document", {"fields": ("description", "editors_note")}),
    )
