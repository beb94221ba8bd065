"""What was deleted and is not there again, newest first, as one list of all models."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast, overload

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, TextField, Value

from capframe.base.history.saves import ONE_SAVE
from capframe.base.models import Addressed, Entry, Sourced, entry_models
from capframe.base.parts import parts_of, whole_field
from capframe.base.titles import noun_and_title
from capframe.plans import bulk
from capframe.plans.apply import foreign_keys, model_of
from capframe.plans.changes import Change
from capframe.plans.existing import as_json
from capframe.plans.from_history import value_columns
from capframe.plans.plan import Plan
from capframe.plans.taken import find_taken
from capframe.plans.wholes import EntryKey, load_entries, title_of

REMOVED = "-"


def listed_models() -> list[type[Entry]]:
    """The models whose deletions are listed with those of others.

    A part that names no source of its own, as a statement, is missed where it stood: that it was
    removed is told by the history of what it stood in.
    """
    return [model for model in entry_models() if not model.part_of or issubclass(model, Sourced)]


@dataclass(slots=True)
class DeletedEntry:
    """An entry that was deleted.

    Args:
        row: the history row that says so.
        entry: as it was last.
        inside: how many parts went with it, by their model.
        taken_by: what has its place by now, where something has.
        gone: what it refers to that was deleted too, in words.
    """

    row: Any
    entry: Any
    inside: Counter[type[Entry]] = field(default_factory=Counter)
    taken_by: EntryKey | None = None
    gone: list[str] = field(default_factory=list)

    @property
    def key(self) -> EntryKey:
        return type(self.entry), self.row.id

    @property
    def title(self) -> str:
        return title_of(self.entry)

    @property
    def address(self) -> str:
        """Where readers found it; empty for what has no page of its own."""
        try:
            return self.entry.get_absolute_url() if isinstance(self.entry, Addressed) else ""
        except ObjectDoesNotExist:  # what it stood in is gone without a trace
            return ""


class DeletedEntries(Sequence[DeletedEntry]):
    """The deleted entries of some models. What went with another one is not listed by itself.

    A slice describes what it holds, in a number of queries a model.

    Args:
        models: whose entries are listed, one at least.
        words: what an entry's name, the reason or who deleted it holds; empty for all.
    """

    def __init__(self, models: Iterable[type[Entry]], words: str = "") -> None:
        self.models, self.words = list(models), words

    @cached_property
    def rows(self) -> QuerySet:
        """The model's label and the id of each history row."""
        queries = [
            _deletions(model, self.words)
            .annotate(label=Value(model._meta.label_lower))
            .order_by()
            .values_list("history_date", "label", "history_id")
            for model in self.models
        ]
        return queries[0].union(*queries[1:]).order_by("-history_date", "label", "-history_id")

    def __len__(self) -> int:
        return self.rows.count()

    @overload
    def __getitem__(self, index: int) -> DeletedEntry: ...
    @overload
    def __getitem__(self, index: slice) -> list[DeletedEntry]: ...
    def __getitem__(self, index: int | slice) -> DeletedEntry | list[DeletedEntry]:
        if isinstance(index, slice):
            return describe_deleted([(label, pk) for _, label, pk in self.rows[index]])
        _, label, history_id = self.rows[index]
        return describe_deleted([(label, history_id)])[0]


def _deletions(model: Any, words: str) -> QuerySet:
    """The newest history row of each entry of the model that is gone, but for what went along."""
    rows = model.history.filter(history_type=REMOVED)
    later = model.history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    rows = rows.filter(~Exists(model._base_manager.filter(pk=OuterRef("id"))), ~Exists(later))
    if whole := whole_field(model):
        above = cast(Any, whole.related_model).history.filter(history_type=REMOVED)
        rows = rows.filter(~Exists(above.filter(_same_save(), id=OuterRef(whole.attname))))
    for word in words.split():
        rows = rows.filter(_holds(model, word))
    return rows


def _same_save() -> Q:
    """Whether a row belongs to the same save as the outer one."""
    moments = (OuterRef("history_date") - ONE_SAVE, OuterRef("history_date") + ONE_SAVE)
    unnumbered = Q(history_save=None, history_date__range=moments)
    return Q(history_save=OuterRef("history_save")) | unnumbered


def _holds(model: type[Entry], word: str) -> Q:
    texts = [
        name
        for name in model.title_fields
        if isinstance(model._meta.get_field(name), CharField | TextField)
    ]
    where = Q()
    for name in (*texts, "history_user_name", "history_change_reason"):
        where |= Q(**{f"{name}__icontains": word})
    return where


def describe_deleted(rows: Sequence[tuple[str, int]]) -> list[DeletedEntry]:
    """The entries that some history rows say were deleted, in their order.

    Args:
        rows: the model's label and the id of each.
    """
    ids: dict[Any, list[int]] = defaultdict(list)
    for label, history_id in rows:
        ids[model_of(label)].append(history_id)
    found = {
        (model._meta.label_lower, row.pk): row
        for model, pks in ids.items()
        for row in model.history.filter(pk__in=pks)
    }
    entries = load_entries((model_of(label), found[label, pk].id) for label, pk in rows)
    deleted = [
        DeletedEntry(found[label, pk], entries[model_of(label), found[label, pk].id])
        for label, pk in rows
    ]
    _count_inside(deleted)
    _find_gone(deleted)
    _find_taken(deleted)
    return deleted


def _count_inside(deleted: Sequence[DeletedEntry]) -> None:
    """Count what went with each, in the same save."""
    by_model: dict[type[Entry], dict[int, DeletedEntry]] = defaultdict(dict)
    for one in deleted:
        by_model[one.key[0]][one.key[1]] = one
    for model, tops in by_model.items():
        _count_parts(model, tops)


def _count_parts(model: type[Entry], tops: dict[int, DeletedEntry]) -> None:
    """Count the parts of these entries, each of which is or stands in one that was deleted."""
    for part, whole in parts_of(model):
        rows = part.history.filter(bulk.among(whole.attname, tops), history_type=REMOVED)
        inside = {}
        for row in rows.order_by("history_id"):
            top = tops[getattr(row, whole.attname)]
            if _is_same_save(row, top.row):
                inside[row.id] = top
        for top in inside.values():
            top.inside[part] += 1
        if inside:
            _count_parts(part, inside)


def _is_same_save(one: Any, other: Any) -> bool:
    if one.history_save is not None or other.history_save is not None:
        return one.history_save == other.history_save
    return abs(one.history_date - other.history_date) <= ONE_SAVE


def _find_gone(deleted: Sequence[DeletedEntry]) -> None:
    """Find what each refers to that is not there."""
    wanted: dict[Any, set[int]] = defaultdict(set)
    for one in deleted:
        for target in _targets(one):
            wanted[target[0]].add(target[1])
    there = {(model, pk) for model, pks in wanted.items() for pk in bulk.read_rows(model, [], pks)}
    missing = {target for one in deleted for target in _targets(one)} - there
    named = load_entries(missing)
    for one in deleted:
        for target in dict.fromkeys(_targets(one)):
            if target in missing:
                title = title_of(named[target]) if target in named else ""
                one.gone.append(noun_and_title(target[0], title))


def _targets(one: DeletedEntry) -> list[EntryKey]:
    return [
        (cast(type[Entry], key.related_model), pk)
        for column, key in foreign_keys(type(one.entry)).items()
        if (pk := getattr(one.entry, column)) is not None
    ]


def _find_taken(deleted: Sequence[DeletedEntry]) -> None:
    """Find what has the place of each."""
    plan = Plan()
    for one in deleted:
        model, pk = one.key
        values = {name: as_json(getattr(one.entry, name)) for name in value_columns(model)}
        plan.add(Change(model._meta.label_lower, pk, None, values, -1))
    by_key = {one.key: one for one in deleted}
    for taken in find_taken(plan):
        # Two of them with one place do not stand in each other's way: neither is there.
        if taken.by not in by_key:
            by_key[model_of(taken.change.model), taken.change.pk].taken_by = taken.by
