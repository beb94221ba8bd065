"""The admin's pages of an entry, with everything that is done by a plan."""

from capframe.base import admin as base
from capframe.plans.admin.keeping import KeepMixin


class EntryAdmin(KeepMixin, base.EntryAdmin):
    """Editing, with what can be taken back."""


class StatusAdmin(EntryAdmin, base.StatusAdmin):
    """An entry that readers see once it is published."""
