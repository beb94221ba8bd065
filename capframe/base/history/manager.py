"""What an entry's ``history`` is asked by."""

from functools import cache
from typing import Any

from simple_history.manager import HistoryManager


class EntryHistoryManager(HistoryManager):
    @classmethod
    @cache
    def from_queryset(cls, queryset_class: type, class_name: str | None = None) -> Any:
        """The class of the manager, made once: simple_history asks whenever ``history`` is read."""
        return super().from_queryset(queryset_class, class_name)
