"""What the entries that a plan refers to are called: a title instead of a number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from capframe.base.titles import title_from
from capframe.plans.plan import Change, Plan

LONGEST = 120

Titles = Mapping[tuple[str, int], str]


def fields_by_column(label: str) -> dict[str, Field]:
    """The fields of a model by the column that a plan knows them by."""
    return {field.attname: field for field in apps.get_model(label)._meta.concrete_fields}


def shorten(text: str, longest: int = LONGEST) -> str:
    """The text on one line, not longer than this."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def short_title(label: str, values: Mapping[str, Any]) -> str:
    """What an entry of a model with these values is called; empty where none of them says it."""
    return shorten(title_from(apps.get_model(label), values))


def titles_in_plan(plan: Plan) -> dict[tuple[str, int], str]:
    """What the entries that the plan makes and removes are called, by model and number."""
    return {
        (change.model, change.pk): short_title(change.model, change.values)
        for change in plan.changes
        if change.before is None or change.after is None
    }


def find_titles(changes: Iterable[Change], known: Titles) -> Titles:
    """What everything that these changes refer to is called, in one query a model.

    Args:
        changes: some of a plan's.
        known: what the plan says itself, as ``titles_in_plan`` gives it.
    """
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for change in changes:
        for model, pk in _references(change):
            if pk > 0 and (model._meta.label_lower, pk) not in known:
                wanted[model].add(pk)
    found = dict(known)
    for model, pks in wanted.items():
        entries = model._base_manager.select_related().in_bulk(sorted(pks))
        label = model._meta.label_lower
        found |= {(label, pk): shorten(str(entry)) for pk, entry in entries.items()}
    return found


def _references(change: Change) -> Iterable[tuple[Any, int]]:
    """What a change refers to, and the entry itself where it stays: its title is in no value."""
    if change.before is not None and change.after is not None:
        yield apps.get_model(change.model), change.pk
    fields = fields_by_column(change.model)
    for values in (change.before or {}, change.after or {}):
        for name, value in values.items():
            field = fields[name]
            if isinstance(field, ForeignKey) and value is not None:
                yield field.related_model, value
