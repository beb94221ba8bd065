"""The admin's pages of an entry, with everything that is done by a plan."""

from capframe.base import admin as base
from capframe.plans.admin.bulk_undo import UndoBulkMixin
from capframe.plans.admin.keeping import KeepMixin


class EntryAdmin(KeepMixin, UndoBulkMixin, base.EntryAdmin):
    """Editing, with what can be taken back."""

    # Whether its list leads to what was deleted of it.
    lists_deleted = True


class StatusAdmin(EntryAdmin, base.StatusAdmin):
    """An entry that readers see once it is published."""
