"""Leads readers from the addresses that a plan changes to the new ones, as a save does."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from capframe.base.left_addresses import leave_redirects
from capframe.base.models import Addressed, Entry, entry_models
from capframe.plans import bulk
from capframe.plans.changes import Change

Keys = Mapping[type[Addressed], set[int]]


class MovedAddresses:
    """The addresses of entries whose address a plan changes.

    First ``watch`` all that it changes, then ``read`` them, and ``leave_redirects`` when it has
    been changed. What the plan removes is to be gone before they are read, and what it makes to be
    made after: of neither is there an address before and after.
    """

    def __init__(self) -> None:
        self._pks: dict[type[Addressed], set[int]] = defaultdict(set)
        self._before: dict[tuple[type[Addressed], int], str] = {}

    def watch(self, model: type[Entry], changes: Sequence[Change]) -> None:
        """See which of these entries, all of one model, change what their address is made of."""
        if issubclass(model, Addressed):
            columns = set(model.address_columns())
            self._pks[model].update(c.pk for c in changes if columns & (c.after or {}).keys())

    def read(self) -> None:
        """Read the addresses of those, and of all whose own begin with them."""
        for model, pks in list(self._pks.items()):
            for below, column in _models_below(model):
                self._pks[below] |= bulk.read_rows(below, [], pks, among_column=column).keys()
        self._before = dict(_read_addresses(self._pks))

    def leave_redirects(self) -> None:
        """Lead readers to where those entries are now."""
        now = dict(_read_addresses(self._pks))
        leave_redirects((old, now[key]) for key, old in self._before.items() if now[key] != old)


def _models_below(model: type[Addressed]) -> Iterator[tuple[type[Addressed], str]]:
    """The models whose addresses begin with this one's, each with the column that says so."""
    for below in entry_models():
        if issubclass(below, Addressed):
            for name in below.address_columns():
                field: Any = below._meta.get_field(name)
                if field.related_model is model:
                    yield below, name


def _read_addresses(keys: Keys) -> Iterator[tuple[tuple[type[Addressed], int], str]]:
    for model, pks in keys.items():
        if pks:
            entries: Any = model._base_manager.select_related().filter(bulk.among("id", pks))
            for entry in entries:
                yield (model, entry.pk), entry.get_absolute_url()
