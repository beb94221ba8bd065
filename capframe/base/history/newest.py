"""Who changed entries last: the newest history row of each, or of anything in it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import F, ForeignKey, Max, Model, OuterRef, QuerySet, Subquery, Value

from capframe.base.models import Entry
from capframe.base.parts import tree_of, whole_field


@dataclass(frozen=True, slots=True)
class LastChange:
    """When an entry, or anything in it, was changed last; empty texts where it is not recorded."""

    when: datetime
    who: str
    reason: str


def last_changes(model: type[Entry], pks: Collection[int]) -> dict[int, LastChange]:
    """Of each of these entries who changed it last. Two queries, however many there are.

    Args:
        model: whose entries.
        pks: their primary keys.
    """
    if not pks:
        return {}
    newest: list[QuerySet] = [
        _rows_in(part, model, pks)
        .order_by()
        .values("root")
        .annotate(newest=Max("history_id"), label=Value(part._meta.label))
        .values_list("root", "label", "newest")
        for part in tree_of(model)
    ]
    roots = {(label, row): root for root, label, row in _all_of(newest)}
    found: dict[int, LastChange] = {}
    for label, row, when, who, reason in _all_of(_read(roots, model)):
        root = roots[label, row]
        if root not in found or when > found[root].when:
            found[root] = LastChange(when, who, reason or "")
    return found


def _read(roots: Collection[tuple[str, int]], model: type[Entry]) -> Iterator[QuerySet]:
    for part in tree_of(model):
        label = part._meta.label
        ids = [row for of, row in roots if of == label]
        if ids:
            rows = part.history.filter(history_id__in=ids).annotate(label=Value(label)).order_by()
            columns = ("history_date", "history_user_name", "history_change_reason")
            yield rows.values_list("label", "history_id", *columns)


def _all_of(queries: Any) -> QuerySet | list:
    first, *others = [*queries] or [None]
    return [] if first is None else first.union(*others, all=True)


def _rows_in(part: type[Entry], root: type[Entry], pks: Collection[int]) -> QuerySet:
    """The history rows of the parts in these entries, each with the primary key of its ``root``."""
    if part is root:
        return part.history.filter(id__in=pks).annotate(root=F("id"))
    field = cast(ForeignKey, whole_field(part))
    whole = cast(type[Entry], field.related_model)
    if whole is root:
        return part.history.filter(**{f"{field.attname}__in": pks}).annotate(root=F(field.attname))
    holders = _rows_in(whole, root, pks).order_by()
    above = _root_of(whole, root, OuterRef(field.attname))
    return part.history.filter(**{f"{field.attname}__in": holders.values("id")}).annotate(
        root=Subquery(above)
    )


def _root_of(whole: type[Entry], root: type[Model], pk: Any) -> QuerySet:
    """In which ``root`` the part with this primary key stood last."""
    field = cast(ForeignKey, whole_field(whole))
    newest = whole.history.filter(id=pk).order_by("-history_id")
    if field.related_model is root:
        return newest.values(field.attname)[:1]
    above = _root_of(cast(type[Entry], field.related_model), root, OuterRef(field.attname))
    return newest.annotate(above=Subquery(above)).values("above")[:1]
