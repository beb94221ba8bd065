"""Carries a plan out: all of it or nothing, each entry with its history row.

However large the plan is, one of its pieces is in memory at a time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import ForeignKey, Model
from django.utils import timezone

from capframe.base.aliases import ALIASES, HasAliases
from capframe.base.models import Entry
from capframe.base.saves import one_save
from capframe.plans import bulk
from capframe.plans.changes import NOT_WITHDRAWN, STAYING, WITHDRAWN, Change, Outcome, Values
from capframe.plans.existing import newest_history_versions, read_values
from capframe.plans.moved_addresses import MovedAddresses
from capframe.plans.new_keys import NewKeys
from capframe.plans.plan import Plan
from capframe.plans.same_names import find_names_taken
from capframe.plans.uniqueness import Exchange

ChangesByModel = Mapping[type[Entry], Sequence[Change]]
# Who made the history rows of a plan, why and when; None where it is to write none.
History = Mapping[str, Any] | None


class Stale(Exception):
    """Raised where the catalogue is no longer what the plan was compared with."""


@transaction.atomic
def apply(*, plan: Plan, by: Any, reason: str) -> NewKeys:
    """Create, change and remove what the plan says.

    Search learns of it by ``capframe.search.bulk_updates``, after the commit.

    Args:
        plan: as checked; nothing of it is asked or computed again.
        by: the user for the history, or None.
        reason: why, for the history.

    Returns the primary key of each entry created, by its number in the plan. Raises Stale, and
    changes nothing, where something that the plan was compared with has changed since.
    """
    try:
        with one_save(), bulk.pause_garbage_collection(), bulk.larger_cache():
            return _apply(plan, {"by": by, "reason": reason, "when": timezone.now()})
    except IntegrityError as error:
        raise Stale("Something that the plan refers to has changed meanwhile.") from error


@transaction.atomic
def put_in_place(plan: Plan) -> None:
    """Do what ``apply`` does, for a transaction that is taken back: no history tells of it.

    Raises Stale as it does.
    """
    try:
        _apply(plan, None)
    except IntegrityError as error:
        raise Stale("Something that the plan refers to has changed meanwhile.") from error


def _apply(plan: Plan, history: History) -> NewKeys:
    """Three times through the plan, a piece at a time: nothing is in the way of what comes later.

    What is removed goes first, then what is changed makes room among itself, and what is created
    comes last.
    """
    bulk.wait_for_other_imports()
    _lock(plan)
    if plan.history_versions != newest_history_versions(map(model_of, plan.history_versions)):
        raise Stale("The catalogue has been edited meanwhile.")
    keys = _reserve_keys(plan)
    exchange, moved, named = Exchange(), MovedAddresses(), NamedEntries()
    for changes in plan.batches(*STAYING, Outcome.REMOVED):
        groups = group_by_model(changes)
        _verify(groups)
        _remove(groups, history)
        for model, group in groups.items():
            staying = [change for change in group if change.after is not None]
            exchange.watch(model, staying)
            moved.watch(model, staying)
    moved.read()
    exchange.step_aside()
    for changes in plan.batches(*STAYING):
        groups = group_by_model(map(with_withdrawal, changes))
        _change(groups, keys, exchange, history)
        named.add(groups, keys)
    moved.leave_redirects()
    for changes in plan.batches(Outcome.CREATED):
        groups = group_by_model(changes)
        _create(groups, keys, history)
        named.add(groups, keys)
    named.refuse_taken()
    if connection.vendor == "postgresql":
        # SQLite says at the commit whether every entry referred to is there, this says it now.
        connection.check_constraints()
    return keys


def with_withdrawal(change: Change) -> Change:
    """The change, which says of nothing but what is withdrawn that it is.

    Plans that were made before entries said it do not.
    """
    after = change.after or {}
    if after.get("status", WITHDRAWN) == WITHDRAWN:
        return change
    return change._replace(after={**NOT_WITHDRAWN, **after})


@cache
def model_of(label: str) -> Any:
    return apps.get_model(label)


def foreign_keys(model: type[Model]) -> dict[str, ForeignKey]:
    """The model's fields that refer to other entries, by their columns."""
    fields = model._meta.concrete_fields
    return {field.attname: field for field in fields if isinstance(field, ForeignKey)}


def group_by_model(changes: Iterable[Change]) -> dict[Any, list[Change]]:
    """The changes of each model, the models in the order of their first."""
    groups: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.model].append(change)
    return {model_of(label): group for label, group in groups.items()}


def _lock(plan: Plan) -> None:
    """Editors, who lock the whole that they edit a part of, wait; always in the same order."""
    wholes = defaultdict(set)
    for whole in plan.wholes:
        if whole.pk > 0:
            wholes[whole.model].add(whole.pk)
    for label in sorted(wholes):
        bulk.lock_rows(model_of(label), sorted(wholes[label]))


def _verify(groups: ChangesByModel) -> None:
    """Raise Stale unless everything stands as the plan has it before."""
    for model, group in groups.items():
        if find_differing(model, group):
            raise Stale("An entry of the plan has changed meanwhile.")


def find_differing(model: type[Model], group: Sequence[Change]) -> list[tuple[Change, Values]]:
    """The changes whose entry is no more as they have it before, with the values it has now.

    Args:
        model: of all these changes.
        group: changes of entries that are there to be changed or removed.
    """
    columns = sorted({column for change in group for column in change.before or {}})
    now = read_values(model, columns, [change.pk for change in group])
    differing = []
    for change in group:
        values = now.get(change.pk, {})
        if not values or any(values[name] != old for name, old in (change.before or {}).items()):
            differing.append((change, values))
    return differing


def _reserve_keys(plan: Plan) -> NewKeys:
    """A primary key for each new entry. One that stood here before gets its own again."""
    heads = [piece.head for piece in plan.pieces]
    keys = NewKeys(-min((head.numbers[0] for head in heads), default=0))
    for label, pks in plan.keys(Outcome.CREATED).items():
        numbers = sorted((pk for pk in pks if pk < 0), reverse=True)
        if numbers:
            keys.set(numbers, bulk.reserve_keys(model_of(label), len(numbers)))
    return keys


def _remove(groups: ChangesByModel, history: History) -> None:
    for model, group in groups.items():
        pks = [change.pk for change in group if change.after is None]
        if pks:
            _write_history(model, pks, "-", history)
            bulk.delete_rows(model, pks)


def _change(groups: ChangesByModel, keys: NewKeys, exchange: Exchange, history: History) -> None:
    for model, group in groups.items():
        changes = exchange.put_back(model, group)
        for columns, same in _group_by_columns(changes).items():
            final = _final_columns(model, columns, same, keys)
            rows = list(zip(*final, [change.pk for change in same], strict=True))
            bulk.update_rows(model, columns, rows)
        _write_history(model, [change.pk for change in group], "~", history)


def _create(groups: ChangesByModel, keys: NewKeys, history: History) -> None:
    for model, group in groups.items():
        columns = sorted(group[0].after or {})
        pks = keys.resolve(change.pk for change in group)
        rows = list(zip(pks, *_final_columns(model, columns, group, keys), strict=True))
        bulk.insert_rows(model, ["id", *columns], rows)
        _write_history(model, pks, "+", history)


def _write_history(model: type[Entry], pks: Sequence[int], kind: str, history: History) -> None:
    if history is not None:
        bulk.write_history(model, pks, kind, **history)


class NamedEntries:
    """The entries that a plan gives other names, to be looked at when it has been carried out."""

    def __init__(self) -> None:
        self.pks: dict[type[HasAliases], set[int]] = defaultdict(set)

    def add(self, groups: ChangesByModel, keys: NewKeys) -> None:
        for model, group in groups.items():
            if issubclass(model, HasAliases):
                names = {*model.named_by, ALIASES}
                self.pks[model].update(
                    keys.get(one.pk, one.pk) for one in group if names & (one.after or {}).keys()
                )

    def refuse_taken(self) -> None:
        """Raise Stale where an entry has come to share another name with one beside it."""
        for model, pks in self.pks.items():
            for problem in find_names_taken(model, pks) if pks else ():
                raise Stale(problem)


def _group_by_columns(group: Sequence[Change]) -> Mapping[tuple[str, ...], list[Change]]:
    same = defaultdict(list)
    for change in group:
        same[tuple(sorted(change.after or {}))].append(change)
    return same


def _final_columns(
    model: type[Model], columns: Sequence[str], group: Sequence[Change], keys: NewKeys
) -> list[Sequence[Any]]:
    """By column the value that each change ends with; numbers of new entries become their keys."""
    refers = foreign_keys(model)
    values = [[(change.after or {})[column] for change in group] for column in columns]
    return [
        keys.resolve(found) if column in refers else found
        for column, found in zip(columns, values, strict=True)
    ]
