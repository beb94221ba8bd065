"""Parts that were deleted and come back as they were: keys, what no form shows, and all inside."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import ForeignKey

from capframe.base.actions import sign
from capframe.base.history.saves import ONE_SAVE
from capframe.base.models import Entry
from capframe.base.parts import parts_of

REMOVED = "-"


def find_deleted_parts(
    model: type[Entry], pks: Collection[int], *, field: ForeignKey, whole: int
) -> dict[int, Any]:
    """Parts that were deleted where they stood, as they were; by primary key.

    Args:
        model: of the parts.
        pks: of those that are looked for.
        field: that names the entry which they stood in.
        whole: its primary key.
    """
    rows = model.history.filter(id__in=pks).order_by("history_id") if pks else ()
    newest = {row.id: row for row in rows}
    here = set(model._base_manager.filter(pk__in=newest).values_list("pk", flat=True))
    return {
        pk: row.instance
        for pk, row in newest.items()
        if row.history_type == REMOVED and getattr(row, field.attname) == whole and pk not in here
    }


def forget_gone(entry: Any) -> None:
    """Have an entry that is not saved refer to nothing where what it referred to is gone."""
    for field in _references_to_gone(entry):
        setattr(entry, field.attname, None)


def put_back_inside(part: Entry, *, by: Any, reason: str) -> None:
    """Save again what was deleted together with a part, and stood in it, each as it was.

    Args:
        part: that is there again; it was deleted before.
        by: the user, or None.
        reason: why.

    What refers to something that is gone by now stays away.
    """
    deletion = type(part).history.filter(id=part.pk, history_type=REMOVED).latest("history_id")
    for model, field in parts_of(type(part)):
        rows = model.history.filter(**{field.attname: part.pk}, history_type=REMOVED)
        pks = {row.id for row in rows if _is_same_save(row, deletion)}
        inside = find_deleted_parts(model, pks, field=field, whole=part.pk)
        for entry in inside.values():
            if not any(_references_to_gone(entry)):
                sign(entry, by=by, reason=reason)
                entry.save(force_insert=True)
                put_back_inside(entry, by=by, reason=reason)


def _is_same_save(row: Any, other: Any) -> bool:
    if row.history_save is not None or other.history_save is not None:
        return bool(row.history_save == other.history_save)
    return bool(abs(row.history_date - other.history_date) <= ONE_SAVE)


def _references_to_gone(entry: Any) -> Iterator[ForeignKey]:
    for field in entry._meta.concrete_fields:
        if isinstance(field, ForeignKey) and (pk := getattr(entry, field.attname)) is not None:
            target: Any = field.related_model
            if not target._base_manager.filter(pk=pk).exists():
                yield field
