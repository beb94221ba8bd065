"""The same kind of change to many entries at once: all of it or nothing, one save."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Model

from capframe.base.models import Addressed, Entry
from capframe.base.parts import lock_all
from capframe.base.saves import one_save
from capframe.base.signals import objects_loaded
from capframe.base.status import WITHDRAWAL_FIELDS, HasStatus, date_withdrawals
from capframe.base.uniqueness import find_unique

# No model judges these together with its other fields.
JUDGED_ALONE = {"status", "source"}
TWICE = "Another of those that are ticked would be the same: untick one."


class RowErrors(Exception):
    """Raised where some of the entries cannot be changed so.

    Args:
        errors: what is wrong, by primary key.
    """

    def __init__(self, errors: Mapping[int, Sequence[str]]) -> None:
        super().__init__(errors)
        self.errors = errors


def change_entries(
    *, model: type[Entry], values: Mapping[int, Mapping[str, Any]], by: Any, reason: str
) -> list[int]:
    """Give each of these entries its values, and each that differs a signed history row.

    Past the models' ``save``, in a number of statements that grows with different values, not with
    entries.

    Args:
        model: of all of them.
        values: by primary key, values of fields by name, each one that the field can hold; of
            fields that no address is made of. Entries that are gone are left out.
        by: the user for the history, or None.
        reason: why, for the history.

    Returns the primary keys of those that changed. Raises RowErrors, and changes nothing, where
    an entry would break a rule of its model.
    """
    with one_save(), transaction.atomic():
        lock_all(model, values)
        entries: Mapping[int, Any] = model._base_manager.select_related().in_bulk(values)
        status_before = {pk: getattr(entry, "status", None) for pk, entry in entries.items()}
        set_by_entry = {pk: _set_values(one, values[pk]) for pk, one in sorted(entries.items())}
        changed = {pk: names for pk, names in set_by_entry.items() if names}
        if errors := _find_errors([entries[pk] for pk in changed], changed):
            raise RowErrors(errors)
        if issubclass(model, HasStatus):
            date_withdrawals([entries[pk] for pk in changed], status_before)
        _write(model, [entries[pk] for pk in changed], changed, by, reason)
        return list(changed)


def _set_values(entry: Any, values: Mapping[str, Any]) -> list[str]:
    """Set what differs. Returns the names of those fields."""
    names = []
    for name, value in values.items():
        column = entry._meta.get_field(name).attname
        if isinstance(entry, Addressed) and column in type(entry).address_columns():
            raise ValueError(f"{name} is a part of the address: save each entry by itself.")
        before = getattr(entry, column)
        setattr(entry, name, value)
        if getattr(entry, column) != before:
            names.append(name)
    return names


def _find_errors(
    entries: Iterable[Any], changed: Mapping[int, Sequence[str]]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    taken: set[tuple] = set()
    for entry in entries:
        names = changed[entry.pk]
        values = set(_unique_values(entry, names))
        problems = find_problems(entry, names) or ([] if values.isdisjoint(taken) else [TWICE])
        if problems:
            found[entry.pk] = problems
        taken |= values
    return found


def _unique_values(entry: Any, names: Sequence[str]) -> list[tuple]:
    """What no other row may have, of that which the changed fields are part of."""
    model: type[Model] = type(entry)
    columns = {entry._meta.get_field(name).attname for name in names}
    return [
        (unique.columns, *unique.values_of(vars(entry)))
        for unique in find_unique(model)
        if not unique.watched.isdisjoint(columns)
    ]


def find_problems(entry: Entry, names: Sequence[str]) -> list[str]:
    """What rules of its model the entry breaks now that these fields have other values.

    Each value by itself is taken for one that its field can hold. What was wrong with the entry
    before is no reason to refuse.
    """
    try:
        if not JUDGED_ALONE.issuperset(names):
            entry.clean()
        if _unique_values(entry, names):
            entry.validate_constraints(exclude=_fields_beside(type(entry), names))
    except ValidationError as error:
        found = error.update_error_dict({})
        about = [found[name] for name in (NON_FIELD_ERRORS, *names) if name in found]
        return [message for errors in about for message in ValidationError(errors).messages]
    return []


def _fields_beside(model: type[Model], names: Sequence[str]) -> set[str]:
    """The fields that are not unique together with one of these: they need not be looked at."""
    by_column = {field.attname: field.name for field in model._meta.concrete_fields}
    needed = set(names)
    for unique in find_unique(model):
        watched = {by_column[column] for column in unique.watched}
        if not watched.isdisjoint(names):
            needed |= watched
    return {field.name for field in model._meta.concrete_fields} - needed


def _write(
    model: type[Entry],
    entries: Sequence[Any],
    changed: Mapping[int, Sequence[str]],
    by: Any,
    reason: str,
) -> None:
    """Write what is set: those that get the same in one statement, then history and search."""
    follows = WITHDRAWAL_FIELDS[1:] if issubclass(model, HasStatus) else ()
    alike: dict[tuple, list[int]] = defaultdict(list)
    for entry in entries:
        columns = [
            entry._meta.get_field(name).attname
            for name in dict.fromkeys((*changed[entry.pk], *follows))
        ]
        alike[tuple((name, getattr(entry, name)) for name in columns)].append(entry.pk)
    for values, pks in alike.items():
        model._base_manager.filter(pk__in=pks).update(**dict(values))
    model.history.bulk_history_create(
        entries, update=True, default_user=by, default_change_reason=reason or None
    )
    objects_loaded.send(sender=None, loaded={model: {entry.pk for entry in entries}})
