"""What happened to an entry and its parts, in words: who changed what, when and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, overload

from django.apps import apps
from django.db.models import (
    F,
    ForeignKey,
    Max,
    Min,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.utils.text import capfirst

from capframe.base.edited_text import find_differences, is_new_text, only_spaces_differ
from capframe.base.models import Entry
from capframe.base.parts import parts_of, whole_field
from capframe.base.titles import noun_and_title, value_in_words
from capframe.base.worddiff import Piece

CHANGE_WORDS = {"+": "added", "~": "changed", "-": "removed"}
# Rows that one person wrote for one reason within this time are shown as one save.
ONE_SAVE = timedelta(seconds=5)

# The newest history row of each model, by its label: which version of an entry somebody has seen.
HistoryVersion = Mapping[str, int]
Targets = Mapping[tuple[type[Model], Any], Model]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after; an empty text where it held nothing."""

    label: str
    old: str
    new: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Both values as one text, with the words that went and those that came."""
        return find_differences(self.old, self.new)

    @property
    def is_rewritten(self) -> bool:
        """Whether so little is common to both that they stand one after the other."""
        return is_new_text(self.pieces)

    @property
    def only_spaces_differ(self) -> bool:
        """Whether no word changed, only how they are set apart."""
        return only_spaces_differ(self.old, self.new)


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """One entry or part added, changed or removed, which ``word`` says."""

    when: datetime
    who: str
    reason: str
    word: str
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
    changes: tuple[RecordedChange, ...]
    # How many entries only moved up or down; they are not among the changes.
    moved: int


class RecordedChanges(Sequence[RecordedChange]):
    """Every change of an entry and its parts, newest first. A slice reads no more than it holds.

    Args:
        entry: the entry; the history of its parts is read too, of those since removed as well.
        since: only what is newer than this, as ``history_version`` gave it.
    """

    def __init__(self, entry: Entry, since: HistoryVersion | None = None) -> None:
        self.entry = entry
        self.since = since or {}

    @cached_property
    def rows(self) -> QuerySet:
        """The time, model label and id of every history row, newest first.

        The rows of one model follow their ids. A clock may have been put back: the time by which
        those of several models are told apart is never later than that of a row that follows.
        """
        time = Window(Min("history_date"), order_by=F("history_id").desc())
        queries = [
            rows.filter(history_id__gt=self.since.get(label, 0))
            .annotate(label=Value(label), time=time)
            .order_by()
            .values_list("time", "label", "history_id")
            for label, rows in history_rows_of(self.entry)
        ]
        return queries[0].union(*queries[1:]).order_by("-time", "label", "-history_id")

    def __len__(self) -> int:
        return self.rows.count()

    @overload
    def __getitem__(self, index: int) -> RecordedChange: ...
    @overload
    def __getitem__(self, index: slice) -> list[RecordedChange]: ...
    def __getitem__(self, index: int | slice) -> RecordedChange | list[RecordedChange]:
        if isinstance(index, slice):
            return list(describe_rows(self.rows[index], type(self.entry)))
        return next(describe_rows([self.rows[index]], type(self.entry)))


def history_version(entry: Entry) -> dict[str, int]:
    """Which version there is to be seen now: the newest history row of each of its models."""
    return {
        label: rows.aggregate(newest=Max("history_id"))["newest"] or 0
        for label, rows in history_rows_of(entry)
    }


def group_into_saves(changes: Iterable[RecordedChange]) -> list[Save]:
    """The changes, newest first, put together as they were saved."""
    groups: list[list[RecordedChange]] = []
    for change in changes:
        last = groups[-1][-1] if groups else None
        if last and _saved_together(last, change):
            groups[-1].append(change)
        else:
            groups.append([change])
    return [_save(group) for group in groups]


def _saved_together(later: RecordedChange, earlier: RecordedChange) -> bool:
    same = (later.who, later.reason) == (earlier.who, earlier.reason)
    return same and abs(later.when - earlier.when) <= ONE_SAVE


def _save(group: list[RecordedChange]) -> Save:
    shown = tuple(change for change in group if not change.only_moved)
    return Save(group[0].when, group[0].who, group[0].reason, shown, len(group) - len(shown))


def history_rows_of(entry: Entry) -> Iterator[tuple[str, QuerySet]]:
    """The history rows of an entry and of everything that stands or stood in it, by model label."""
    yield from _history_rows_of(type(entry), [entry.pk])


def _history_rows_of(model: type[Entry], ids: Any) -> Iterator[tuple[str, QuerySet]]:
    yield model._meta.label, model.history.filter(id__in=ids)
    for part, field in parts_of(model):
        inside = {f"{field.attname}__in": ids}
        here = part._base_manager.filter(**inside).order_by().values("pk")
        ever = part.history.filter(**inside).order_by().values("id")
        yield from _history_rows_of(part, here.union(ever))


def describe_rows(
    rows: Iterable[tuple[datetime, str, int]], root: type[Model]
) -> Iterator[RecordedChange]:
    """The changes that these history rows record, in their order.

    Args:
        rows: a time, the model label and the history id of each.
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


def _change(record: Any, targets: Targets, root: type[Model]) -> RecordedChange:
    return RecordedChange(
        when=record.history_date,
        who=record.history_user_name,
        reason=record.history_change_reason or "",
        word=CHANGE_WORDS[record.history_type],
        entry=_name(record, targets, root),
        fields=tuple(_differences(record, targets)),
        compared=record.history_type != "~" or record.before is not None,
    )


def _name(record: Any, targets: Targets, root: type[Model]) -> str:
    """What the history row is about: statement “Lead a team” (Key Responsibilities)."""
    model = record.instance_type
    entry = record.instance
    for field in _foreign_keys(record):
        target = targets.get((field.related_model, getattr(record, field.attname)))
        if target is None:
            return f"{model._meta.verbose_name} number {record.id}"
        setattr(entry, field.name, target)
    named = noun_and_title(model, str(entry))
    whole = whole_field(model)
    if whole and root not in (model, whole.related_model):
        return f"{named} ({getattr(entry, whole.name)})"
    return named


def _differences(record: Any, targets: Targets) -> Iterator[FieldChange]:
    # Not simple_history's diff_against: it leaves out fields that no form shows (a role level's
    # family, which follows its role) and asks the database for every foreign key by itself.
    if record.history_type != "~" or record.before is None:
        return

    def title_of(model: type[Model], pk: Any) -> str:
        return str(targets.get((model, pk), ""))

    for field in record.tracked_fields:
        old, new = getattr(record.before, field.attname), getattr(record, field.attname)
        if old != new:
            before, now = (value_in_words(field, value, title_of) for value in (old, new))
            yield FieldChange(capfirst(field.verbose_name), before, now)
