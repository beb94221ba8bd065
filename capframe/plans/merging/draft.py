"""A plan in the making by which entries anywhere in the catalogue are changed at once."""

from typing import Any

from capframe.base.models import Entry
from capframe.plans.builder import defaults_of, with_withdrawal
from capframe.plans.changes import WITHDRAWN, Values, Whole
from capframe.plans.existing import ExistingEntry
from capframe.plans.plan import Plan
from capframe.plans.recording import assemble
from capframe.plans.wholes import EntryKey, find_wholes, name_entries


class Draft:
    """What becomes of some entries; what is said of one entry in several goes together."""

    def __init__(self) -> None:
        self._before: dict[EntryKey, Values | None] = {}
        self._after: dict[EntryKey, Values | None] = {}
        self._last_number = 0

    def change(self, model: type[Entry], entry: ExistingEntry, values: Values) -> None:
        """Have an entry hold these values."""
        key = model, entry.pk
        self._before.setdefault(key, entry.values)
        after = self._after.get(key)
        self._after[key] = {**(entry.values if after is None else after), **values}

    def withdraw(self, model: type[Entry], entry: ExistingEntry, *, merged_into: int) -> None:
        values = with_withdrawal(model, entry, {"status": WITHDRAWN})
        self.change(model, entry, {**values, "successor_id": merged_into, "is_merged": True})

    def remove(self, model: type[Entry], entry: ExistingEntry) -> None:
        self._before[model, entry.pk] = entry.values
        self._after[model, entry.pk] = None

    def create(self, model: type[Entry], values: Values) -> int:
        """A new entry. Returns the number that stands for its primary key."""
        self._last_number -= 1
        self._before[model, self._last_number] = None
        self._after[model, self._last_number] = {**defaults_of(model), **values}
        return self._last_number

    def plan(self) -> Plan:
        """All of it, whole by whole."""
        entries: dict[EntryKey, Any] = {
            key: self._before[key] or self._after[key] for key in self._after
        }
        wholes = find_wholes(entries)
        titles = name_entries(set(wholes.values()))
        return assemble(
            {key: self._difference(key) for key in entries},
            {
                key: Whole(model._meta.label_lower, pk, titles[model, pk])
                for key, (model, pk) in wholes.items()
            },
        )

    def _difference(self, key: EntryKey) -> tuple[Values | None, Values | None]:
        before, after = self._before[key], self._after[key]
        if before is None or after is None:
            return before, after
        names = [name for name, value in after.items() if before[name] != value]
        return {name: before[name] for name in names}, {name: after[name] for name in names}
