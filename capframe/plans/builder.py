"""Makes a plan entry by entry: what an importer says is wished, held against what is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from capframe.plans.plan import WITHDRAWN, Change, Plan, Values, Whole


@dataclass(frozen=True, slots=True)
class ExistingEntry:
    """An entry that the catalogue holds.

    Args:
        pk: its primary key.
        values: all its values but that, by the column of its model.
    """

    pk: int
    values: Values


def columns_of(model: type[Model]) -> list[str]:
    """The columns of a model that a plan keeps: all but the primary key."""
    return [field.attname for field in model._meta.concrete_fields if not field.primary_key]


def existing_entries(entries: QuerySet) -> dict[int, ExistingEntry]:
    """These entries by their primary keys, in one query, in the queryset's order."""
    columns = columns_of(entries.model)
    dates = [name for name in columns if is_date(entries.model, name)]
    found = {}
    for pk, *values in entries.values_list("pk", *columns).iterator(chunk_size=5000):
        row = dict(zip(columns, values, strict=True))
        for name in dates:
            row[name] = row[name] and row[name].isoformat()
        found[pk] = ExistingEntry(pk, row)
    return found


def is_date(model: type[Model], column: str) -> bool:
    """Whether the column holds days, which a plan keeps as text: 2026-04-01."""
    return model._meta.get_field(column).get_internal_type() == "DateField"


class PlanBuilder:
    """A plan in the making.

    Say ``whole`` once for each entry that a preview shows as one, then what is wished in it. An
    entry that is made is numbered from -1 downwards; say that number wherever another refers to
    it. Make an entry before what refers to it.
    """

    def __init__(self) -> None:
        self.plan = Plan()
        self._made = 0
        self._whole = -1
        self._new_whole: Whole | None = None

    def whole(self, model: type[Model], pk: int, title: str) -> None:
        """What is said next stands in this entry; with a pk of 0, in the next one made."""
        self._new_whole = Whole(model._meta.label_lower, pk, title)
        self._whole = -1

    def create(self, model: type[Model], values: Mapping[str, Any], *, line: int = 0) -> int:
        """An entry to be made; values that are not given are the model's defaults.

        Returns the number that stands for its primary key.
        """
        self._made -= 1
        after = {**defaults_of(model), **values}
        self._add(model, self._made, None, after, line)
        return self._made

    def create_apart(self, model: type[Model], values: Mapping[str, Any], title: str) -> int:
        """An entry to be made that a preview shows as one by itself, whatever is said next.

        Returns the number that stands for its primary key.
        """
        kept = self._new_whole, self._whole
        self.whole(model, 0, title)
        number = self.create(model, values)
        self._new_whole, self._whole = kept
        return number

    def change(
        self, model: type[Model], entry: ExistingEntry, values: Mapping[str, Any], *, line: int = 0
    ) -> bool:
        """An entry that is there, with the values wished for; those not given stay.

        Returns whether anything differs. Where nothing does, it is counted as unchanged.
        """
        after = {name: value for name, value in values.items() if entry.values[name] != value}
        if after:
            before = {name: entry.values[name] for name in after}
            self._add(model, entry.pk, before, after, line)
        else:
            self.plan.unchanged[model._meta.label_lower] += 1
        return bool(after)

    def remove(self, model: type[Model], entry: ExistingEntry, *, line: int = 0) -> None:
        """An entry to be removed. Remove what stands in it first."""
        self._add(model, entry.pk, dict(entry.values), None, line)

    def withdraw(self, model: type[Model], entry: ExistingEntry) -> bool:
        """An entry that readers no longer see. Returns whether they saw it, or it was a draft."""
        return self.change(model, entry, {"status": WITHDRAWN})

    def _add(
        self, model: type[Model], pk: int, before: Values | None, after: Values | None, line: int
    ) -> None:
        if self._new_whole is not None:
            whole = self._new_whole
            pk_of_whole = whole.pk or pk
            self._whole = len(self.plan.wholes)
            self.plan.wholes.append(Whole(whole.model, pk_of_whole, whole.title))
            self._new_whole = None
        label = model._meta.label_lower
        self.plan.changes.append(Change(label, pk, before, after, self._whole, line))


_defaults: dict[type[Model], dict[str, Any]] = {}


def defaults_of(model: type[Model]) -> dict[str, Any]:
    """What an entry holds where nothing is said."""
    if model not in _defaults:
        _defaults[model] = {
            field.attname: None if field.null and not field.has_default() else field.get_default()
            for field in model._meta.concrete_fields
            if not field.primary_key
        }
    return _defaults[model]
