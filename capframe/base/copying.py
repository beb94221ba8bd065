"""Copies of entries: a draft that begins with all that another entry holds."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import ForeignKey, Model

from capframe.base.actions import sign
from capframe.base.models import Addressed, Entry
from capframe.base.parts import parts_of

Key = tuple[type[Model], Any]


def begin_copy(entry: Addressed) -> Any:
    """A new entry that holds what this one does, but for what a copy begins without; not saved."""
    return _begin(entry, {}, (*entry.not_copied, *entry.not_copied_alone))


@transaction.atomic
def copy(*, entry: Addressed, begun: Any, by: Any, reason: str) -> None:
    """Save the copy of an entry with copies of all that stands in it.

    Where something in the entry refers to something else in it, the copy of the one refers to the
    copy of the other.

    Args:
        entry: as it stands.
        begun: from ``begin_copy``, validated, with an address of its own.
        by: who copies it.
        reason: of each history row.
    """
    copies: dict[Key, int] = {}
    for one in (entry, *list_copied(entry)):
        made = begun if one is entry else _begin(one, copies, one.not_copied)
        sign(made, by=by, reason=reason)
        made.save(force_insert=True)
        copies[type(one), one.pk] = made.pk


def list_copied(entry: Entry) -> Iterator[Any]:
    """What is copied with an entry, each before what stands in it."""
    model = type(entry)
    relations: list[tuple[Any, str]] = [(part, field.name) for part, field in parts_of(model)]
    relations += [
        (relation.related_model, relation.field.name)
        for relation in model._meta.related_objects
        if relation.get_accessor_name() in model.copied_with
    ]
    for related, name in relations:
        for one in related._base_manager.filter(**{name: entry}).order_by("pk"):
            yield one
            yield from list_copied(one)


def count_copied(entry: Entry) -> list[tuple[int, str]]:
    """How many of each are copied with an entry, with their name in the singular or plural."""
    numbers = Counter(type(one) for one in list_copied(entry))
    return [
        (number, str(meta.verbose_name if number == 1 else meta.verbose_name_plural))
        for model, number in numbers.items()
        for meta in [model._meta]
    ]


def _begin(entry: Any, copies: Mapping[Key, int], without: Collection[str]) -> Any:
    values = {}
    for field in entry._meta.concrete_fields:
        if not field.primary_key and field.name not in without:
            value = getattr(entry, field.attname)
            if isinstance(field, ForeignKey):
                value = copies.get((field.related_model, value), value)
            values[field.attname] = value
    return type(entry)(**values)
