"""Turns a plan round: what would put everything back, or all but what was edited since."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, cast

from capframe.plans.apply import foreign_keys, model_of
from capframe.plans.changes import Change, Outcome, Values, Whole
from capframe.plans.conflicts import Conflict
from capframe.plans.existing import newest_history_versions
from capframe.plans.pieces import LoosePiece, Piece, PieceHead, PieceIndex, RewrittenPiece
from capframe.plans.plan import Plan

Keys = Mapping[int, int]
# The entries of some changes: primary keys by model.
Entries = Mapping[str, set[int]]


def invert(plan: Plan, keys: Keys) -> Plan:
    """The plan that puts back what another one changed; of a kept one nothing is unpacked yet.

    Args:
        plan: as it was applied.
        keys: the primary keys of what it created, as ``apply`` gave them.
    """
    return Plan(
        history_versions=newest_history_versions(map(model_of, plan.history_versions)),
        pieces=[InvertedPiece(piece, keys) for piece in reversed(plan.pieces)],
    )


class InvertedPiece(RewrittenPiece):
    """A piece that puts back, from the last to the first, what another one changed."""

    def __init__(self, piece: Piece, keys: Keys) -> None:
        super().__init__(piece)
        self.keys = keys

    def rewrite(self, changes: list[Change]) -> Iterator[Change]:
        return (_invert_change(change, self.keys) for change in reversed(changes))

    @property
    def head(self) -> PieceHead:
        head = self.piece.head
        counts = {outcome.reverse: by_model for outcome, by_model in head.counts.items()}
        return replace(head, numbers=(0, 0), counts=counts)

    @cached_property
    def index(self) -> PieceIndex:
        """Kept, because whoever resolves conflicts looks for entries again and again."""
        index, key = self.piece.index, self.keys.get
        return PieceIndex(
            [Whole(whole.model, key(whole.pk, whole.pk), whole.title) for whole in index.wholes],
            index.touched,
            {
                outcome.reverse: {label: [key(pk, pk) for pk in pks] for label, pks in by.items()}
                for outcome, by in index.entries.items()
            },
        )


def _invert_change(change: Change, keys: Keys) -> Change:
    before, after = (_resolve(change.model, v, keys) for v in (change.before, change.after))
    return change._replace(pk=keys.get(change.pk, change.pk), before=after, after=before, line=0)


def _resolve(label: str, values: Values | None, keys: Keys) -> Values | None:
    """The values with primary keys in place of the numbers of new entries."""
    if values is None:
        return None
    refers = foreign_keys(model_of(label)).keys() & values.keys()
    return {**values, **{name: keys.get(values[name], values[name]) for name in refers}}


def leave_conflicts(back: Plan, conflicts: Iterable[Conflict]) -> Plan:
    """The plan without these entries, and without taking away anything that they stand in."""
    left = _find_left(back, list(conflicts))
    return _rewrite_entries(back, left, lambda change: None)


def _find_left(back: Plan, conflicts: list[Conflict]) -> Entries:
    """The entries in conflict, and those to be removed that one which stays refers to."""
    left: dict[str, set[int]] = defaultdict(set)
    for one in conflicts:
        left[one.change.model].add(one.change.pk)
    staying = [one.change for one in conflicts if not one.gone and one.change.after is None]
    while staying:
        targets: dict[str, set[int]] = defaultdict(set)
        for change in staying:
            for label, pk in _targets(change):
                if pk not in left[label]:
                    targets[label].add(pk)
        staying = back.find(targets, Outcome.REMOVED)
        for change in staying:
            left[change.model].add(change.pk)
    return left


def _targets(change: Change) -> Iterable[tuple[str, int]]:
    for name, field in foreign_keys(model_of(change.model)).items():
        pk = (change.before or {}).get(name)
        if pk is not None:
            yield cast(Any, field.related_model)._meta.label_lower, pk


def override_conflicts(back: Plan, conflicts: Iterable[Conflict]) -> Plan:
    """The plan that puts back what was edited since, too; what blocks is left as it is."""
    conflicts = list(conflicts)
    plan = leave_conflicts(back, [one for one in conflicts if one.blocks])
    now: dict[str, dict[int, Values]] = defaultdict(dict)
    for one in conflicts:
        if one.now:
            now[one.change.model][one.change.pk] = one.now
    entries = {label: set(values) for label, values in now.items()}
    return _rewrite_entries(
        plan, entries, lambda change: change._replace(before=now[change.model][change.pk])
    )


def _rewrite_entries(
    plan: Plan, entries: Entries, rewrite: Callable[[Change], Change | None]
) -> Plan:
    """The plan with what ``rewrite`` makes of the changes of some entries; None takes one out."""
    if not any(entries.values()):
        return plan
    pieces = [
        EntriesRewritten(piece, entries, rewrite) if _has_any(piece.index, entries) else piece
        for piece in plan.pieces
    ]
    return Plan(unchanged=plan.unchanged, history_versions=plan.history_versions, pieces=pieces)


def _has_any(index: PieceIndex, entries: Entries) -> bool:
    return any(
        not entries.get(label, set()).isdisjoint(pks)
        for by_model in index.entries.values()
        for label, pks in by_model.items()
    )


class EntriesRewritten(RewrittenPiece):
    """A piece in which the changes of some entries are others, or are left out."""

    def __init__(
        self, piece: Piece, entries: Entries, rewrite_change: Callable[[Change], Change | None]
    ) -> None:
        super().__init__(piece)
        self.entries, self.rewrite_change = entries, rewrite_change

    def rewrite(self, changes: list[Change]) -> Iterator[Change]:
        for change in changes:
            is_meant = change.pk in self.entries.get(change.model, ())
            rewritten = self.rewrite_change(change) if is_meant else change
            if rewritten is not None:
                yield rewritten

    @cached_property
    def head(self) -> PieceHead:
        return self._loose().head

    @cached_property
    def index(self) -> PieceIndex:
        return self._loose().index

    def _loose(self) -> LoosePiece:
        return LoosePiece(self.piece.head.first_whole, self.piece.index.wholes, self.read())
