"""What happened to an entry and its parts, in words: who changed what, when and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, overload

from django.apps import apps
from django.db.models import Field, ForeignKey, Max, Model, OuterRef, QuerySet, Subquery, Value
from django.utils.formats import localize
from django.utils.text import capfirst

from capframe.base.models import Entry
from capframe.base.parts import parts_of, whole_field

KINDS = {"+": "added", "~": "changed", "-": "removed"}
# Rows that one person wrote for one reason within this time are shown as one save.
ONE_SAVE = timedelta(seconds=5)

# The newest history row of each model, by its label: what somebody has seen of an entry.
Seen = Mapping[str, int]
Targets = Mapping[tuple[type[Model], Any], Model]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after; an empty text where it held nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry or part added, changed or removed."""

    when: datetime
    who: str
    reason: str
    kind: str
    entry: str
    fields: tuple[FieldChange, ...] = ()
    # Whether the history holds what stood there before.
    compared: bool = True

    @property
    def only_moved(self) -> bool:
        """Whether nothing but its place in a list changed."""
        return [field.label for field in self.fields] == ["Position"]


@dataclass(frozen=True, slots=True)
class Save:
    """What one person changed at one time for one reason."""

    when: datetime
    who: str
    reason: str
    changes: tuple[Change, ...]
    # How many entries only moved up or down; they are not among the changes.
    moved: int


class Changes(Sequence[Change]):
    """Every change of an entry and its parts, newest first. A slice reads no more than it holds.

    Args:
        entry: the entry; the history of its parts is read too, of those since removed as well.
        since: only what is newer than this, as ``newest`` gave it.
    """

    def __init__(self, entry: Entry, since: Seen | None = None) -> None:
        self.entry = entry
        self.since = since or {}

    @cached_property
    def rows(self) -> QuerySet:
        """The date, model label and id of every history row, newest first."""
        queries = [
            rows.filter(history_id__gt=self.since.get(label, 0))
            .annotate(label=Value(label))
            .order_by()
            .values_list("history_date", "label", "history_id")
            for label, rows in histories(self.entry)
        ]
        return queries[0].union(*queries[1:]).order_by("-history_date", "label", "-history_id")

    def __len__(self) -> int:
        return self.rows.count()

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> list[Change]: ...
    def __getitem__(self, index: int | slice) -> Change | list[Change]:
        if isinstance(index, slice):
            return list(read(self.rows[index], type(self.entry)))
        return next(read([self.rows[index]], type(self.entry)))


def changes(entry: Entry, since: Seen | None = None) -> Changes:
    """Every change of an entry and its parts, newest first; with ``since``, those after it."""
    return Changes(entry, since)


def newest(entry: Entry) -> dict[str, int]:
    """What there is to be seen of an entry now: the newest history row of each of its models."""
    return {
        label: rows.aggregate(newest=Max("history_id"))["newest"] or 0
        for label, rows in histories(entry)
    }


def saves(changes: Iterable[Change]) -> list[Save]:
    """The changes, newest first, put together as they were saved."""
    groups: list[list[Change]] = []
    for change in changes:
        last = groups[-1][-1] if groups else None
        if last and _saved_together(last, change):
            groups[-1].append(change)
        else:
            groups.append([change])
    return [_save(group) for group in groups]


def _saved_together(later: Change, earlier: Change) -> bool:
    same = (later.who, later.reason) == (earlier.who, earlier.reason)
    return same and later.when - earlier.when <= ONE_SAVE


def _save(group: list[Change]) -> Save:
    shown = tuple(change for change in group if not change.only_moved)
    return Save(group[0].when, group[0].who, group[0].reason, shown, len(group) - len(shown))


def histories(entry: Entry) -> Iterator[tuple[str, QuerySet]]:
    """The history rows of an entry and of everything that stands or stood in it, by model label."""
    yield from _histories(type(entry), [entry.pk])


def _histories(model: type[Entry], ids: Any) -> Iterator[tuple[str, QuerySet]]:
    yield model._meta.label, model.history.filter(id__in=ids)
    for part, field in parts_of(model):
        inside = {f"{field.attname}__in": ids}
        here = part._base_manager.filter(**inside).order_by().values("pk")
        ever = part.history.filter(**inside).order_by().values("id")
        yield from _histories(part, here.union(ever))


def read(rows: Iterable[tuple[datetime, str, int]], root: type[Model]) -> Iterator[Change]:
    """The changes that these history rows record, in their order.

    Args:
        rows: the date, model label and history id of each.
        root: the model whose entry this is about; parts that stand deeper say in what.
    """
    rows = list(rows)
    records = _load(rows)
    befores = [record.before for record in records.values() if record.before]
    targets = _targets([*records.values(), *befores])
    for _, label, history_id in rows:
        yield _change(records[label, history_id], targets, root)


def _load(rows: Iterable[tuple[datetime, str, int]]) -> dict[tuple[str, int], Any]:
    """The history rows, each with the one ``before`` it of the same entry, or None."""
    ids = defaultdict(list)
    for _, label, history_id in rows:
        ids[label].append(history_id)
    records = {}
    for label, history_ids in ids.items():
        history = apps.get_model(label).history
        earlier = history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
        found = history.filter(history_id__in=history_ids).annotate(
            before_id=Subquery(earlier.order_by("-history_id").values("history_id")[:1])
        )
        befores = {row.pk: row for row in history.filter(pk__in=[row.before_id for row in found])}
        for row in found:
            row.before = befores.get(row.before_id)
            records[label, row.pk] = row
    return records


def _targets(records: Iterable[Any]) -> Targets:
    """Every entry that the history rows refer to; of those since deleted, what was last known."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for record in records:
        for field in _foreign_keys(record):
            wanted[field.related_model].add(getattr(record, field.attname))
    found: dict[tuple[type[Model], Any], Model] = {}
    for model, pks in wanted.items():
        here = model._base_manager.select_related().in_bulk(pks)
        gone = model.history.filter(id__in=pks - here.keys()).order_by("history_id")
        found |= {(model, row.id): row.instance for row in gone}
        found |= {(model, pk): entry for pk, entry in here.items()}
    return found


def _foreign_keys(record: Any) -> list[ForeignKey]:
    return [
        field
        for field in record.tracked_fields
        if isinstance(field, ForeignKey) and getattr(record, field.attname) is not None
    ]


def _change(record: Any, targets: Targets, root: type[Model]) -> Change:
    return Change(
        when=record.history_date,
        who=record.history_user_name,
        reason=record.history_change_reason or "",
        kind=KINDS[record.history_type],
        entry=_name(record, targets, root),
        fields=tuple(_differences(record, targets)),
        compared=record.history_type != "~" or record.before is not None,
    )


def _name(record: Any, targets: Targets, root: type[Model]) -> str:
    """What the history row is about: statement “Lead a team” (Key Responsibilities)."""
    model = record.instance_type
    noun = model._meta.verbose_name
    entry = record.instance
    for field in _foreign_keys(record):
        target = targets.get((field.related_model, getattr(record, field.attname)))
        if target is None:
            return f"{noun} number {record.id}"
        setattr(entry, field.name, target)
    whole = whole_field(model)
    if whole and root not in (model, whole.related_model):
        return f"{noun} “{entry}” ({getattr(entry, whole.name)})"
    return f"{noun} “{entry}”"


def _differences(record: Any, targets: Targets) -> Iterator[FieldChange]:
    # Not simple_history's diff_against: it leaves out fields that no form shows (a role level's
    # family, which follows its role) and asks the database for every foreign key by itself.
    if record.history_type != "~" or record.before is None:
        return
    for field in record.tracked_fields:
        old, new = getattr(record.before, field.attname), getattr(record, field.attname)
        if old != new:
            yield FieldChange(
                capfirst(field.verbose_name), _text(field, old, targets), _text(field, new, targets)
            )


def _text(field: Field, value: Any, targets: Targets) -> str:
    """The value as a reader knows it: a foreign key’s or choice’s name, a date in words."""
    if value is None:
        return ""
    if isinstance(field, ForeignKey):
        target = targets.get((field.related_model, value))
        return str(target) if target else f"{field.related_model._meta.verbose_name} {value}"
    return str(dict(field.flatchoices).get(value) or localize(value))
