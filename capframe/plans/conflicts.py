"""What has been edited since a plan was applied, and stands in the way of putting it back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from django.db.models import Model
from django.utils.text import capfirst

from capframe.base.models import Entry
from capframe.plans import bulk
from capframe.plans.apply import by_model, foreign_keys, model_of, stands_otherwise
from capframe.plans.plan import Change, Plan, Values

DELETED = "It has been deleted since."


@dataclass(frozen=True, slots=True)
class Edit:
    """An entry that is no longer as the import left it.

    Args:
        change: what would put it back.
        title: the entry in words.
        what: what is otherwise, in words.
        blocks: whether it cannot be put back, so that it stays as it is whatever is chosen.
        who: who edited it last, empty where nobody is known.
        when: when that was.
        now: the values that it has now, of those that would be put back; None where it is gone
            or stands as it was left.
    """

    change: Change
    title: str
    what: str
    blocks: bool
    who: str = ""
    when: datetime | None = None
    now: Values | None = None

    @property
    def gone(self) -> bool:
        """Whether the entry was to be taken away, and somebody has done that already."""
        return self.change.after is None and self.what == DELETED


def find_conflicts(back: Plan) -> list[Edit]:
    """What stands in the way of putting everything back exactly.

    Args:
        back: as ``inverse`` made it.
    """
    edits = [*_edited(back), *_missing(back), *_used(back)]
    seen: set[tuple[str, int, str]] = set()
    unique = []
    for edit in edits:
        key = (edit.change.model, edit.change.pk, edit.what)
        if key not in seen:
            seen.add(key)
            unique.append(edit)
    return _signed(unique)


def _edited(back: Plan) -> Iterable[Edit]:
    for model, group in by_model(c for c in back.changes if c.before is not None).items():
        for change, now in stands_otherwise(model, group):
            yield _edit(model, change, now)


def _edit(model: type[Model], change: Change, now: Values) -> Edit:
    title = _title(model, {**(change.before or {}), **now})
    if not now:
        return Edit(change, title, DELETED, blocks=True)
    compared = {name: now[name] for name in change.before or {}}
    names = [
        str(capfirst(cast(Any, model._meta.get_field(name)).verbose_name))
        for name, value in (change.before or {}).items()
        if now[name] != value
    ]
    return Edit(change, title, f"Changed since: {', '.join(names)}.", blocks=False, now=compared)


def _missing(back: Plan) -> Iterable[Edit]:
    """What cannot be made again because something that it refers to is no more."""
    again = [change for change in back.changes if change.before is None]
    present = {(change.model, change.pk) for change in again}
    wanted: dict[Any, set[int]] = defaultdict(set)
    for _, model, pk in _references(again):
        if (model._meta.label_lower, pk) not in present:
            wanted[model].add(pk)
    there = {model: bulk.read(model, [], pks).keys() for model, pks in wanted.items()}
    for change, model, pk in _references(again):
        if pk in wanted[model] - there.get(model, set()):
            title = _title(model_of(change.model), change.after or {})
            noun = model._meta.verbose_name
            yield Edit(change, title, f"Its {noun} has been deleted since.", blocks=True)


def _references(changes: Iterable[Change]) -> Iterable[tuple[Change, Any, int]]:
    for change in changes:
        for name, field in foreign_keys(model_of(change.model)).items():
            pk = (change.after or {}).get(name)
            if pk is not None:
                yield change, field.related_model, pk


def _used(back: Plan) -> Iterable[Edit]:
    """What cannot be taken away because something else has come to refer to it."""
    removed = {(c.model, c.pk): c for c in back.changes if c.after is None}
    for model, group in by_model(removed.values()).items():
        pks = {change.pk for change in group}
        for relation in model._meta.related_objects:
            field = cast(Any, relation).field
            if not issubclass(field.model, Entry):
                continue
            label = field.model._meta.label_lower
            users = bulk.read(field.model, [field.attname], pks, among_column=field.attname)
            for pk, (target,) in users.items():
                if (label, pk) not in removed and not _moves_away(back, label, pk, field.attname):
                    change = removed[model._meta.label_lower, target]
                    noun = field.model._meta.verbose_name
                    yield Edit(
                        change,
                        _title(model, change.before or {}),
                        f"A {noun} that was added since refers to it.",
                        blocks=True,
                    )


def _moves_away(back: Plan, label: str, pk: int, column: str) -> bool:
    """Whether the plan itself makes the entry refer to something else."""
    return any(
        change.model == label and change.pk == pk and column in (change.after or {})
        for change in back.changes
    )


def _signed(edits: Sequence[Edit]) -> list[Edit]:
    """The edits, each with who made the entry's newest history row and when."""
    newest: dict[tuple[str, int], tuple[str, datetime]] = {}
    for model, group in by_model(edit.change for edit in edits).items():
        rows = model.history.filter(id__in=sorted({change.pk for change in group}))
        for row in rows.order_by("history_id"):
            newest[model._meta.label_lower, row.id] = (row.history_user_name, row.history_date)
    signed = []
    for edit in edits:
        name, when = newest.get((edit.change.model, edit.change.pk), ("", None))
        signed.append(replace(edit, who=name, when=when))
    return signed


def _title(model: type[Model], values: Values) -> str:
    """The entry in words: statement “Lead a team”."""
    noun = str(capfirst(model._meta.verbose_name))
    for name in ("title", "heading", "text", "effective", "ineffective", "location"):
        if values.get(name):
            return f"{noun} “{values[name]}”"
    return noun
