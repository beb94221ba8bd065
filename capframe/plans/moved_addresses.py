"""Leads readers from the addresses that a plan changes to the new ones, as a save does."""

from collections.abc import Mapping, Sequence
from typing import Any

from capframe.base.models import Addressed, Entry, leave_redirects
from capframe.plans.plan import Change

# The addresses of an entry and of what stands below it, by its model and primary key.
AddressesBefore = dict[tuple[type[Addressed], int], list[str]]


def read_addresses(changed: Mapping[type[Entry], Sequence[Change]]) -> AddressesBefore:
    """The addresses, before they are changed, of those entries whose address changes.

    Args:
        changed: the changes of entries that are there, by model.
    """
    return {
        (model, entry.pk): entry.addresses()
        for model, group in changed.items()
        if issubclass(model, Addressed)
        for entry in _find_moving(model, group)
    }


def _find_moving(model: type[Addressed], group: Sequence[Change]) -> list[Any]:
    columns = set(model.address_columns())
    pks = [change.pk for change in group if columns & (change.after or {}).keys()]
    return list(model._base_manager.filter(pk__in=pks)) if pks else []


def redirect_from(before: AddressesBefore) -> None:
    """Leave redirects to where those entries are now."""
    for (model, pk), addresses in before.items():
        now = model._base_manager.get(pk=pk).addresses()
        leave_redirects(pair for pair in zip(addresses, now, strict=True) if pair[0] != pair[1])
