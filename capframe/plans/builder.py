"""Makes a plan entry by entry: what an importer says should be, compared with what is there."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import Model
from django.utils.timezone import localdate

from capframe.base.models import Status
from capframe.base.status import find_once_published
from capframe.plans.changes import NOT_WITHDRAWN, WITHDRAWN, Change, Values, Whole
from capframe.plans.existing import ExistingEntry, as_json
from capframe.plans.plan import Plan


class PlanBuilder:
    """A plan in the making.

    Call ``begin_whole`` once for each entry that a preview shows as one, then say what should
    become of it and of what stands in it. A new entry is numbered from -1 downwards; say that
    number wherever another refers to it. Create an entry before what refers to it.
    """

    def __init__(self) -> None:
        self.plan = Plan()
        self._last_number = 0
        self._whole = -1
        self._new_whole: Whole | None = None

    def begin_whole(self, model: type[Model], pk: int, title: str) -> None:
        """What is said next stands in this entry; with a pk of 0, in the next new one."""
        self._new_whole = Whole(label_of(model), pk, title)
        self._whole = -1

    def create(self, model: type[Model], *values: Mapping[str, Any], line: int = 0) -> int:
        """A new entry; values that are not given are the model's defaults, later ones go first.

        Returns the number that stands for its primary key.
        """
        self._last_number -= 1
        after = {**defaults_of(model)}
        for some in values:
            after.update(some)
        self._add(model, self._last_number, None, after, line)
        return self._last_number

    def create_apart(
        self, model: type[Model], values: Mapping[str, Any], title: str, *, line: int = 0
    ) -> int:
        """A new entry that a preview shows as one by itself, whatever is said next.

        Returns the number that stands for its primary key.
        """
        interrupted = self._new_whole, self._whole
        self.begin_whole(model, 0, title)
        number = self.create(model, values, line=line)
        self._new_whole, self._whole = interrupted
        return number

    def change(
        self, model: type[Model], entry: ExistingEntry, values: Mapping[str, Any], *, line: int = 0
    ) -> bool:
        """An entry that is there, with the values that it should have; those not given stay.

        Returns whether anything differs. Where nothing does, it is counted as unchanged.
        """
        if entry.has(values):
            self.keep(model)
            return False
        values = with_withdrawal(model, entry, values)
        after = {name: value for name, value in values.items() if entry.values[name] != value}
        before = {name: entry.values[name] for name in after}
        self._add(model, entry.pk, before, after, line)
        return True

    def keep(self, model: type[Model], number: int = 1) -> None:
        """An entry that is there and stays as it is, or several."""
        self.plan.unchanged[label_of(model)] += number

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
            self._whole = self.plan.add_whole(Whole(whole.model, whole.pk or pk, whole.title))
            self._new_whole = None
        self.plan.add(Change(label_of(model), pk, before, after, self._whole, line))


def with_withdrawal(
    model: Any, entry: ExistingEntry, values: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The values with what goes with a new status, as an entry's own ``save`` has it."""
    status = values.get("status", entry.values.get("status"))
    if status == entry.values.get("status"):
        return values
    if status != WITHDRAWN:
        return {**NOT_WITHDRAWN, **values}
    seen = entry.values["status"] == Status.PUBLISHED or find_once_published(model, [entry.pk])
    return {"withdrawn_on": as_json(localdate()) if seen else None, **values}


@cache
def label_of(model: type[Model]) -> str:
    """The model's label in lower case, which Django puts together whenever it is asked for."""
    return model._meta.label_lower


@cache
def defaults_of(model: type[Model]) -> Values:
    """What an entry holds where nothing is said."""
    return {
        field.attname: None if field.null and not field.has_default() else field.get_default()
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
