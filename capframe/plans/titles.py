"""What the entries that a plan refers to are called: a title instead of a number."""

from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey

from capframe.base.titles import title_from
from capframe.plans.changes import Change, Outcome
from capframe.plans.plan import Plan
from capframe.plans.wholes import name_entries

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


class PlanTitles:
    """What the entries that a plan refers to are called; each is looked for once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.known: dict[tuple[str, int], str] = {}

    def of(self, changes: Collection[Change]) -> Titles:
        """What everything that these changes of the plan refer to is called.

        In one query a model, as far as it is not in these changes themselves.
        """
        own = titles_in(changes)
        wanted: dict[str, set[int]] = defaultdict(set)
        for change in changes:
            for label, pk in _references(change):
                if (label, pk) not in own and (label, pk) not in self.known:
                    wanted[label].add(pk)
        for find in (
            *(self._find_wholes, self._find_entries, self._find_changes),
            self._find_deleted,
        ):
            find(wanted)
            wanted = {
                label: left
                for label, pks in wanted.items()
                if (left := {pk for pk in pks if (label, pk) not in self.known})
            }
        return ChainMap(own, self.known)

    def _find_wholes(self, wanted: Mapping[str, set[int]]) -> None:
        """Learn the titles of the wholes in each piece that creates one of these entries."""
        numbers = {pk for pks in wanted.values() for pk in pks if pk < 0}
        for piece in self.plan.pieces if numbers else ():
            least, greatest = piece.head.numbers
            if any(least <= number <= greatest for number in numbers):
                self.known |= {
                    (whole.model, whole.pk): shorten(whole.title) for whole in piece.index.wholes
                }

    def _find_entries(self, wanted: Mapping[str, set[int]]) -> None:
        for label, pks in wanted.items():
            if there := sorted(pk for pk in pks if pk > 0):
                entries = apps.get_model(label)._base_manager.select_related().in_bulk(there)
                self.known |= {(label, pk): shorten(str(entry)) for pk, entry in entries.items()}

    def _find_changes(self, wanted: Mapping[str, set[int]]) -> None:
        """Of what is neither a whole nor in the catalogue: what the plan itself says."""
        self.known |= titles_in(self.plan.find(wanted, Outcome.CREATED, Outcome.REMOVED))

    def _find_deleted(self, wanted: Mapping[str, set[int]]) -> None:
        """Of what somebody deleted since: what it was called last."""
        keys = [(apps.get_model(label), pk) for label, pks in wanted.items() for pk in pks]
        titles = name_entries(key for key in keys if key[1] > 0)
        self.known |= {
            (model._meta.label_lower, pk): shorten(title)
            for (model, pk), title in titles.items()
            if title
        }


def titles_in(changes: Iterable[Change]) -> dict[tuple[str, int], str]:
    """What the entries that these changes make and remove are called, by model and number."""
    return {
        (change.model, change.pk): short_title(change.model, change.values)
        for change in changes
        if change.before is None or change.after is None
    }


def _references(change: Change) -> Iterable[tuple[str, int]]:
    """What a change refers to, and the entry itself where it stays: its title is in no value."""
    if change.before is not None and change.after is not None:
        yield change.model, change.pk
    fields = fields_by_column(change.model)
    for values in (change.before or {}, change.after or {}):
        for name, value in values.items():
            field = fields[name]
            if isinstance(field, ForeignKey) and value is not None:
                yield field.related_model._meta.label_lower, value
