"""What has been edited since a plan was applied, and stands in the way of putting it back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any, cast

from django.db.models import Model
from django.utils.text import capfirst

from capframe.base.models import Entry
from capframe.base.titles import noun_and_title, title_from
from capframe.plans import bulk
from capframe.plans.apply import find_differing, foreign_keys, group_by_model, model_of
from capframe.plans.changes import STAYING, Change, Outcome, Values
from capframe.plans.edits import Edits
from capframe.plans.plan import Plan
from capframe.plans.wholes import EntryKey, name_entries

DELETED = "It has been deleted since."


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that is no longer as the plan left it.

    Args:
        change: what would put it back.
        title: the entry in words.
        what: what is otherwise, in words.
        blocks: whether it cannot be put back, so that it stays as it is whatever is chosen.
        who: who edited it last, empty where nobody is known.
        when: when that was.
        why: the reason that was given for it.
        now: the values that it has now, of those that would be put back; None where it is gone
            or stands as it was left.
        column: the one of those that cannot have its value again; empty where it is about all.
    """

    change: Change
    title: str
    what: str
    blocks: bool
    who: str = ""
    when: datetime | None = None
    why: str = ""
    now: Values | None = None
    column: str = ""

    @property
    def gone(self) -> bool:
        """Whether the entry was to be taken away, and somebody has done that already."""
        return self.change.after is None and self.what == DELETED


def find_conflicts(back: Plan, edits: Edits | None = None) -> list[Conflict]:
    """What stands in the way of putting everything back exactly.

    Args:
        back: as ``invert`` made it.
        edits: what was edited since; without it every entry is compared.
    """
    if edits is not None and not edits.touched:
        return []
    unique: dict[tuple[str, int, str], Conflict] = {}
    found = (_find_edited(back, edits), _find_missing(back, edits), _find_used(back, edits))
    for conflict in chain.from_iterable(found):
        change = conflict.change
        unique.setdefault((change.model, change.pk, conflict.what), conflict)
    return _sign(list(unique.values()))


def _find_edited(back: Plan, edits: Edits | None) -> Iterator[Conflict]:
    there = (*STAYING, Outcome.REMOVED)
    batches = back.batches(*there) if edits is None else [back.find(edits.touched, *there)]
    for changes in batches:
        for model, group in group_by_model(changes).items():
            for change, now in find_differing(model, group):
                yield _conflict(model, change, now)


def _conflict(model: type[Model], change: Change, now: Values) -> Conflict:
    title = _title(model, {**(change.before or {}), **now})
    if not now:
        return Conflict(change, title, DELETED, blocks=True)
    compared = {name: now[name] for name in change.before or {}}
    names = [
        str(capfirst(cast(Any, model._meta.get_field(name)).verbose_name))
        for name, value in (change.before or {}).items()
        if now[name] != value
    ]
    return Conflict(
        change, title, f"Changed since: {', '.join(names)}.", blocks=False, now=compared
    )


def _find_missing(back: Plan, edits: Edits | None) -> Iterator[Conflict]:
    """What cannot be put back because something that it refers to is no more."""
    if edits is not None and not any(edits.deleted.values()):
        return
    present = back.keys(Outcome.CREATED)
    for again in back.batches(*STAYING, Outcome.CREATED):
        wanted: dict[Any, set[int]] = defaultdict(set)
        for _, _, model, pk in _references(again):
            if pk not in present.get(model._meta.label_lower, ()):
                wanted[model].add(pk)
        there = {model: bulk.read_rows(model, [], pks).keys() for model, pks in wanted.items()}
        for change, column, model, pk in _references(again):
            if pk in wanted[model] - there.get(model, set()):
                title = _title(model_of(change.model), change.after or {})
                what = f"Its {model._meta.verbose_name} has been deleted since."
                yield Conflict(change, title, what, blocks=True, column=column)


def _references(changes: Iterable[Change]) -> Iterable[tuple[Change, str, Any, int]]:
    """The column of each that refers to an entry, with that entry's model and primary key."""
    for change in changes:
        for name, field in foreign_keys(model_of(change.model)).items():
            pk = (change.after or {}).get(name)
            if pk is not None:
                yield change, name, field.related_model, pk


def _find_used(back: Plan, edits: Edits | None) -> Iterator[Conflict]:
    """What cannot be taken away because something else has come to refer to it."""
    removed = back.keys(Outcome.REMOVED)
    for label, pks in removed.items():
        model = model_of(label)
        for relation in model._meta.related_objects:
            field = cast(Any, relation).field
            if issubclass(field.model, Entry):
                yield from _find_used_by(back, field, pks, removed, edits)


def _find_used_by(
    back: Plan, field: Any, pks: set[int], removed: Mapping[str, set[int]], edits: Edits | None
) -> Iterator[Conflict]:
    """What cannot be taken away because the field of something that stays refers to it."""
    user, target = field.model._meta, field.related_model._meta
    if edits is None:
        users = bulk.read_rows(field.model, [field.attname], pks, among_column=field.attname)
    else:
        edited = edits.touched.get(user.label_lower, ())
        users = bulk.read_rows(field.model, [field.attname], edited) if edited else {}
    used_by = {
        pk: used
        for pk, (used,) in users.items()
        if used in pks and pk not in removed.get(user.label_lower, ())
    }
    # The plan itself may make them refer to something else.
    moving = back.find({user.label_lower: used_by.keys()}, *STAYING)
    moves_away = {change.pk for change in moving if field.attname in (change.after or {})}
    used = {used for pk, used in used_by.items() if pk not in moves_away}
    for change in back.find({target.label_lower: used}, Outcome.REMOVED):
        yield Conflict(
            change,
            _title(field.related_model, change.before or {}),
            f"A {user.verbose_name} that was added since refers to it.",
            blocks=True,
        )


def _sign(conflicts: Sequence[Conflict]) -> list[Conflict]:
    """The conflicts, each with who made the entry's newest history row and when."""
    newest: dict[tuple[str, int], tuple[str, datetime, str]] = {}
    for model, group in group_by_model(conflict.change for conflict in conflicts).items():
        rows = model.history.filter(id__in=sorted({change.pk for change in group}))
        for row in rows.order_by("history_id"):
            why = row.history_change_reason or ""
            newest[model._meta.label_lower, row.id] = row.history_user_name, row.history_date, why
    signed, named = [], _name(one for one in conflicts if not one.title)
    for conflict in conflicts:
        key = conflict.change.model, conflict.change.pk
        who, when, why = newest.get(key, ("", None, ""))
        title = conflict.title or named[model_of(key[0]), key[1]]
        signed.append(replace(conflict, title=title, who=who, when=when, why=why))
    return signed


def _name(conflicts: Iterable[Conflict]) -> dict[EntryKey, str]:
    """These in words, as they are or were last: whose values that are compared say no title."""
    keys = [(model_of(one.change.model), one.change.pk) for one in conflicts]
    return {key: _in_words(key[0], title) for key, title in name_entries(keys).items()}


def _title(model: type[Model], values: Values) -> str:
    """The entry in words: Statement “Lead a team”; empty where no value says its title."""
    title = title_from(model, values)
    return _in_words(model, title) if title else ""


def _in_words(model: type[Model], title: str) -> str:
    return str(capfirst(noun_and_title(model, title)))
