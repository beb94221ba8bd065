"""One history row in words: what was changed, and from what to what."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.apps import apps
from django.db.models import ForeignKey, Model, OuterRef, Subquery
from django.utils.text import capfirst

from capframe.base.history.edited_text import find_differences, is_new_text, only_spaces_differ
from capframe.base.models import Entry
from capframe.base.parts import whole_field
from capframe.base.titles import noun_and_title, value_in_words
from capframe.base.worddiff import Piece

CHANGE_WORDS = {"+": "added", "~": "changed", "-": "removed"}
# By which field parts are in order.
POSITION = "position"

Targets = Mapping[tuple[type[Model], Any], Model]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after; an empty text where it held nothing."""

    label: str
    old: str
    new: str
    # The field's own name; empty where no field is meant.
    name: str = ""

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
class Subject:
    """The entry or part that was changed.

    Args:
        model: whose entry it is.
        pk: its primary key.
        title: what it is called; None where what it refers to was never recorded.
        is_root: whether it is the entry whose history is told, and none of its parts.
        holder: the model and primary key of what it stands in; None for an entry of its own.
        holder_title: what that is called; empty where it is the entry whose history is told.
        position: its place among those that stand in the same; None where it has none.
        old_position: its place before.
    """

    model: type[Entry]
    pk: int
    title: str | None
    is_root: bool
    holder: tuple[type[Model], int] | None = None
    holder_title: str = ""
    position: int | None = None
    old_position: int | None = None


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
    subject: Subject | None = None


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
    _fill_references(record, targets)
    subject = _subject(record, root)
    return RecordedChange(
        when=record.history_date,
        who=record.history_user_name,
        reason=record.history_change_reason or "",
        word=CHANGE_WORDS[record.history_type],
        entry=_name(subject),
        fields=tuple(_differences(record, targets)),
        compared=record.history_type != "~" or record.before is not None,
        subject=subject,
    )


def _fill_references(record: Any, targets: Targets) -> None:
    """Have the entry of a history row refer to what it referred to, be that there or not."""
    record.entry, record.is_known = record.instance, True
    for field in _foreign_keys(record):
        target = targets.get((field.related_model, getattr(record, field.attname)))
        if target is None:
            record.is_known = False
        else:
            setattr(record.entry, field.name, target)


def entry_of(row: Any) -> Entry:
    """The entry of a history row, with what it referred to, be that there or not."""
    _fill_references(row, _targets([row]))
    return row.entry


def entries_of(
    keys: Collection[tuple[type[Entry], int]],
) -> dict[tuple[type[Entry], int], tuple[Entry, bool]]:
    """These entries, as they were where they are gone, and whether each is there.

    One that was never recorded, and is gone, knows nothing but its primary key.
    """
    found: dict[tuple[type[Entry], int], tuple[Entry, bool]] = {}
    wanted: dict[type[Entry], set[int]] = defaultdict(set)
    for model, pk in keys:
        wanted[model].add(pk)
    for model, pks in wanted.items():
        here = model._base_manager.select_related().in_bulk(pks)
        gone = pks - here.keys()
        rows = list(model.history.filter(id__in=gone).order_by("history_id")) if gone else []
        targets = _targets(rows)
        for row in rows:
            _fill_references(row, targets)
        found |= {(model, pk): (cast(Any, model)(pk=pk), False) for pk in gone}
        found |= {(model, row.id): (row.entry, False) for row in rows}
        found |= {(model, pk): (entry, True) for pk, entry in here.items()}
    return found


def _subject(record: Any, root: type[Model]) -> Subject:
    model, whole = record.instance_type, whole_field(record.instance_type)
    holder, holder_title = None, ""
    if whole:
        holder = (whole.related_model, getattr(record, whole.attname))
        if record.is_known and root not in (model, whole.related_model):
            holder_title = str(getattr(record.entry, whole.name))
    before = getattr(record, "before", None)
    return Subject(
        model=model,
        pk=record.id,
        title=str(record.entry) if record.is_known else None,
        is_root=model is root,
        holder=holder,
        holder_title=holder_title,
        position=getattr(record, POSITION, None),
        old_position=getattr(before, POSITION, None),
    )


def _name(subject: Subject) -> str:
    """What the history row is about: statement “Lead a team” (Key Responsibilities)."""
    if subject.title is None:
        return f"{subject.model._meta.verbose_name} number {subject.pk}"
    named = noun_and_title(subject.model, subject.title)
    return f"{named} ({subject.holder_title})" if subject.holder_title else named


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
            yield FieldChange(capfirst(field.verbose_name), before, now, field.name)
