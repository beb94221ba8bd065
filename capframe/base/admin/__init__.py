"""The admin, where framework owners work: its name, accounts, and what all entries share."""

import django.contrib.sites.admin  # noqa: F401 - registers what is taken out again below
from django.contrib import admin
from django.contrib.redirects.admin import RedirectAdmin
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.http import HttpRequest

from capframe.base.admin import accounts as _accounts  # noqa: F401 - registers them
from capframe.base.admin import change_log as _change_log  # noqa: F401 - offers its page
from capframe.base.admin import light_formats as _light_formats  # noqa: F401 - comes first
from capframe.base.admin.bulk.field_pages import BulkField
from capframe.base.admin.bulk.status_actions import STATUS_FIELDS, StatusAdmin
from capframe.base.admin.copying import CopyMixin
from capframe.base.admin.entries import SOURCE_FIELDS, EntryAdmin
from capframe.base.admin.filters import ChoicesOrEmptyFilter
from capframe.base.admin.inlines import StackedPartInline, TabularPartInline
from capframe.base.admin.related_entries import RelatedEntriesMixin

__all__ = [
    "SOURCE_FIELDS",
    "STATUS_FIELDS",
    "BulkField",
    "ChoicesOrEmptyFilter",
    "CopyMixin",
    "EntryAdmin",
    "RelatedEntriesMixin",
    "StackedPartInline",
    "StatusAdmin",
    "TabularPartInline",
]

admin.site.site_header = "Capframe"
admin.site.site_title = "Capframe"
admin.site.index_title = "Edit the catalogue"
# Its width is needed for tables and forms; the way up is at the top of every page.
admin.site.enable_nav_sidebar = False
admin.site.unregister((Redirect, Site))


@admin.register(Redirect)
class ReadOnlyRedirectAdmin(RedirectAdmin):
    """Where old addresses lead. A changed address writes these, so there is nothing to edit."""

    ordering = ("old_path",)
    fields = ("old_path", "new_path")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        return False
