"""What a later merge has made of two: it cannot go back to one of them while that merge stands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from capframe.base.models import Entry
from capframe.base.parts import whole_field
from capframe.base.titles import noun_and_title
from capframe.base.uniqueness import find_unique
from capframe.plans.apply import foreign_keys, group_by_model
from capframe.plans.changes import STAYING, Change, Outcome
from capframe.plans.conflicts import Conflict
from capframe.plans.plan import Plan
from capframe.plans.wholes import EntryKey, name_entries


class Move(NamedTuple):
    """A part that used one entry, and would use another again.

    Args:
        change: would make it so.
        column: by which it uses them.
        whole: the primary key of what it stands in.
    """

    change: Change
    column: str
    whole: int

    @property
    def used(self) -> int:
        """What it uses by now."""
        return cast(int, (self.change.before or {})[self.column])


def find_folded(back: Plan) -> Iterator[Conflict]:
    """Parts that went from one entry to another by a merge, and into which another has put more.

    Args:
        back: as ``invert`` made it.
    """
    coming = back.keys(Outcome.CREATED, *STAYING)
    for changes in back.batches(*STAYING):
        for model, group in group_by_model(changes).items():
            moves = list(_find_moves(cast(type[Entry], model), group, coming))
            if moves:
                yield from _find_folded_into(cast(type[Entry], model), moves)


def _find_moves(
    model: type[Entry], changes: list[Change], coming: Mapping[str, set[int]]
) -> Iterator[Move]:
    """Those that would go back to what comes back itself, where there is one of each in a whole."""
    holder = whole_field(model)
    if holder is None:
        return
    alone = {column for unique in find_unique(model) for column in unique.columns}
    refers = {name: field for name, field in foreign_keys(model).items() if name in alone}
    moving = [
        (change, column)
        for change in changes
        for column, field in refers.items()
        if column != holder.attname
        and (change.after or {}).get(column) in coming.get(_label(field), ())
    ]
    pks = {change.pk for change, _ in moving}
    wholes = dict(model._base_manager.filter(pk__in=pks).values_list("pk", holder.attname))
    for change, column in moving:
        if change.pk in wholes:
            yield Move(change, column, wholes[change.pk])


def _find_folded_into(model: type[Entry], moves: list[Move]) -> Iterator[Conflict]:
    """Those beside which another was removed by a save that merged what it used."""
    holder: Any = whole_field(model)
    wholes = {move.whole for move in moves}
    removed = model.history.filter(history_type="-", **{f"{holder.attname}__in": wholes})
    there = model._base_manager.filter(pk__in=removed.values("id")).values_list("pk", flat=True)
    beside: dict[int, list[Any]] = defaultdict(list)
    for row in removed.exclude(id__in=list(there)).order_by("history_id"):
        beside[getattr(row, holder.attname)].append(row)
    for move in moves:
        for row in beside[move.whole]:
            if merged := _find_merged(model, move, row):
                yield _conflict(model, move, merged)
                break


def _find_merged(model: type[Entry], move: Move, removed: Any) -> EntryKey | None:
    """What a save that removed a part has merged into what the other one used; None for nothing."""
    field = foreign_keys(model)[move.column]
    target, pk = cast(type[Entry], field.related_model), getattr(removed, move.column)
    of_part = model.history.filter(id=move.change.pk, history_id__lt=removed.history_id)
    used = of_part.order_by("history_id").values_list(move.column, flat=True).last()
    if removed.history_save is None or used != move.used or pk == used:
        return None
    for row in target.history.filter(id=pk, history_save=removed.history_save):
        if row.history_type == "-" or (
            getattr(row, "is_merged", False) and row.successor_id == used
        ):
            return target, pk
    return None


def _conflict(model: type[Entry], move: Move, merged: EntryKey) -> Conflict:
    noun, other = (
        model._meta.verbose_name,
        noun_and_title(merged[0], name_entries([merged])[merged]),
    )
    what = (
        f"The {other} was merged into the same one since, and its {noun} became one with this: "
        "undo that merge first."
    )
    return Conflict(move.change, "", what, blocks=True, column=move.column)


def _label(field: Any) -> str:
    return str(field.related_model._meta.label_lower)
