"""The entries that a plan changes, each with its page where readers would see one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from capframe.base.models import Addressed
from capframe.plans.apply import model_of
from capframe.plans.changes import Whole
from capframe.plans.other_state import key_of
from capframe.plans.plan import Plan
from capframe.plans.titles import shorten

MOST_LINKED = 8


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """An entry that a plan makes, changes or takes away.

    Args:
        title: what the plan calls it.
        url: its page; empty where readers would see none.
    """

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ChangedEntries:
    """The first entries that a plan changes, and how many more there are."""

    first: Sequence[ChangedEntry]
    more: int


def find_changed_entries(plan: Plan) -> ChangedEntries:
    """What a plan changes, in its order. To be asked while the plan is read."""
    places = plan.touched_wholes()
    wholes = list(plan.wholes_at(places[:MOST_LINKED]).values())
    pages = find_pages(wholes)
    first = [
        ChangedEntry(shorten(whole.title), pages.get((whole.model, whole.pk), ""))
        for whole in wholes
    ]
    return ChangedEntries(first, max(0, len(places) - MOST_LINKED))


def find_pages(wholes: Sequence[Whole]) -> dict[tuple[str, int], str]:
    """The pages of those of these entries that readers would see; in one query a model."""
    by_model: dict[str, set[int]] = defaultdict(set)
    for whole in wholes:
        by_model[whole.model].add(whole.pk)
    found: dict[tuple[str, int], str] = {}
    for label, pks in by_model.items():
        model: Any = model_of(label)
        if issubclass(model, Addressed):
            keys = {key_of(pk): pk for pk in pks}
            seen = model._default_manager.published_or_withdrawn().filter(pk__in=keys)
            for entry in seen.select_related():
                found[label, keys[entry.pk]] = entry.get_absolute_url()
    return found
