"""Entries and their parts: what stands in an entry, and is edited and kept in history with it.

A part has no address of its own, and its model names the entry that it stands in (``part_of``): a
statement its section, a section its role level, a pay range its grade.
"""

from collections.abc import Collection, Iterator
from typing import cast

from django.db.models import ForeignKey, Model

from capframe.base.models import Entry


def whole_field(model: type[Model]) -> ForeignKey | None:
    """The field of a part that names the entry it stands in; None for an entry of its own."""
    name = getattr(model, "part_of", "")
    return cast(ForeignKey, model._meta.get_field(name)) if name else None


def parts_of(model: type[Model]) -> Iterator[tuple[type[Entry], ForeignKey]]:
    """The models whose entries stand in this one's, each with the field that says so."""
    for relation in model._meta.related_objects:
        field = whole_field(relation.related_model)
        if field is not None and field is relation.field:
            yield cast(type[Entry], relation.related_model), field


def tree_of(model: type[Model]) -> Iterator[type[Entry]]:
    """The model itself, its parts, their parts, and so on."""
    yield cast(type[Entry], model)
    for part, _ in parts_of(model):
        yield from tree_of(part)


def whole_of(entry: Entry) -> Entry:
    """The entry that everything about this one stands in: a statement's role level."""
    field = whole_field(type(entry))
    return whole_of(getattr(entry, field.name)) if field else entry


def whole_path(model: type[Model]) -> str:
    """The lookup that leads from an entry to the whole that everything about it stands in.

    Empty for an entry of its own: ``section__role_level`` for a statement.
    """
    field = whole_field(model)
    if field is None:
        return ""
    return "__".join(filter(None, (field.name, whole_path(field.related_model))))


def whole_model(model: type[Model]) -> type[Entry]:
    """What everything about an entry of this model stands in: a statement's is a role level."""
    field = whole_field(model)
    return whole_model(field.related_model) if field else cast(type[Entry], model)


def lock_all(model: type[Model], pks: Collection[int]) -> None:
    """As ``lock``, for many entries of one model, in an order that everybody keeps to."""
    path = whole_path(model)
    here = model._base_manager.order_by().filter(pk__in=pks)
    wholes = here.values_list(path or "pk", flat=True)
    alone = whole_model(model)._base_manager.filter(pk__in=set(wholes)).order_by("pk")
    list(alone.select_for_update().values_list("pk"))


def lock(entry: Entry) -> None:
    """Make everybody else who changes the whole, or any part of it, wait for this transaction.

    Call it inside one, and read what you will change after it. SQLite has nothing to lock: there a
    transaction that writes is alone from its beginning, or fails with its first write where
    somebody else has written since it began to read.
    """
    whole = whole_of(entry)
    # Without its order, which may lie in tables that PostgreSQL does not lock.
    alone = type(whole)._base_manager.order_by().filter(pk=whole.pk)
    list(alone.select_for_update().values_list("pk"))
