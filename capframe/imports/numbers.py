"""How many entries of each model a plan creates, changes, leaves and withdraws, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.text import capfirst

from capframe.base.models import Addressed, Entry
from capframe.imports.confirming import pluralise
from capframe.plans.changes import Outcome

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class ModelCounts:
    """How many entries of a model have each outcome."""

    noun: str
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0


def counts_by_model(counts: Counts) -> list[ModelCounts]:
    """What ``Plan.counts`` gives, a row a model."""
    labels = sorted({label for numbers in counts.values() for label in numbers})
    return [
        ModelCounts(
            noun=str(capfirst(apps.get_model(label)._meta.verbose_name_plural)),
            **{outcome: numbers.get(label, 0) for outcome, numbers in counts.items()},
        )
        for label in labels
    ]


def changes_nothing(counts: Counts) -> bool:
    """Whether everything is as it should be; not where it is not known yet what that is."""
    return [outcome for outcome, numbers in counts.items() if numbers] == ["unchanged"]


def describe_unchanged(counts: Counts, models: Iterable[type[Entry]]) -> str:
    """How many entries stay as they are, of those models whose entries readers have pages of.

    For example “1 job family, 2 roles and 5 role levels”; empty where there are none.
    """
    unchanged = counts.get("unchanged", {})
    named: list[str] = []
    for model in models:
        meta: Any = model._meta
        number = unchanged.get(meta.label_lower, 0)
        if number and issubclass(model, Addressed):
            noun = meta.verbose_name if number == 1 else meta.verbose_name_plural
            named.append(f"{number:,} {noun}")
    return " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))


def describe_outcomes(outcomes: Mapping[Outcome, int]) -> str:
    """What becomes of how many entries: “1 new, nothing withdrawn, 2 removed”."""
    words = {
        Outcome.CREATED: "new",
        Outcome.CHANGED: "changed",
        Outcome.BACK: "back after they were withdrawn",
        Outcome.WITHDRAWN: "withdrawn",
        Outcome.REMOVED: "removed",
    }
    found = [
        f"{number:,} {word}" if number else f"nothing {word}"
        for outcome, word in words.items()
        if (number := outcomes.get(outcome, 0)) or outcome in (Outcome.WITHDRAWN, Outcome.REMOVED)
    ]
    return ", ".join(found)


def describe_size(changes: int, entries: int, noun: str) -> str:
    """How much a plan changes: “21 changes to 8 role levels”."""
    if not changes:
        return "Nothing would change"
    many = "" if changes == 1 else "s"
    return f"{changes:,} change{many} to {entries:,} {noun if entries == 1 else pluralise(noun)}"
