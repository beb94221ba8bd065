"""Leads readers from the addresses that a plan changes to the new ones, as a save does."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from capframe.base.models import Addressed, Entry, leave_redirects
from capframe.plans.changes import Change


class MovedAddresses:
    """The addresses of entries whose address a plan changes.

    First ``watch`` all that it changes, then ``read`` them, and ``leave_redirects`` when it has
    been changed. What the plan removes is to be gone before they are read, and what it makes to be
    made after: of neither is there an address before and after.
    """

    def __init__(self) -> None:
        self._pks: dict[type[Addressed], set[int]] = defaultdict(set)
        self._before: dict[tuple[type[Addressed], int], list[str]] = {}

    def watch(self, model: type[Entry], changes: Sequence[Change]) -> None:
        """See which of these entries, all of one model, change what their address is made of."""
        if issubclass(model, Addressed):
            columns = set(model.address_columns())
            self._pks[model].update(c.pk for c in changes if columns & (c.after or {}).keys())

    def read(self) -> None:
        for model, pks in self._pks.items():
            entries: Any = model._base_manager.filter(pk__in=pks) if pks else ()
            self._before |= {(model, entry.pk): entry.addresses() for entry in entries}

    def leave_redirects(self) -> None:
        """Lead readers to where those entries are now."""
        for (model, pk), addresses in self._before.items():
            now = model._base_manager.get(pk=pk).addresses()
            leave_redirects(pair for pair in zip(addresses, now, strict=True) if pair[0] != pair[1])
