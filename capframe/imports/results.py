"""What came of an import: the objects that it touched, with links to them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from capframe.imports.preview import FATES, fate_of, noun_of
from capframe.imports.titles import cut
from capframe.plans.plan import Plan


@dataclass(frozen=True, slots=True)
class Result:
    """An object that an import touched.

    Args:
        title: what it is called now, or was where it is no more.
        noun: what it is.
        fate: what became of it.
        url: its page, or where readers see none its form in the admin; empty where it is no more.
        seen: whether readers see it.
    """

    title: str
    noun: str
    fate: str
    url: str
    seen: bool


def results(plan: Plan, made: Mapping[int, int], places: Sequence[int]) -> list[Result]:
    """Some of the objects of a plan that was applied, in two or three queries a model.

    Args:
        plan: as applied.
        made: the primary keys of what it made.
        places: of the objects, among the plan's ``wholes``.
    """
    changes = defaultdict(list)
    for change in plan.changes:
        changes[change.whole].append(change)
    wanted: dict[str, set[int]] = defaultdict(set)
    for place in places:
        whole = plan.wholes[place]
        wanted[whole.model].add(made.get(whole.pk, whole.pk))
    entries, seen = _load(wanted)
    found = []
    for place in places:
        whole = plan.wholes[place]
        key = (whole.model, made.get(whole.pk, whole.pk))
        entry = entries.get(key)
        found.append(
            Result(
                title=cut(whole.title, 200),
                noun=noun_of(whole.model),
                fate=FATES[fate_of(whole, changes[place])],
                url=address_of(entry, key in seen) if entry else "",
                seen=key in seen,
            )
        )
    return found


def _load(
    wanted: Mapping[str, set[int]],
) -> tuple[dict[tuple[str, int], Any], set[tuple[str, int]]]:
    """The entries that are there, and which of them readers see."""
    entries: dict[tuple[str, int], Any] = {}
    seen: set[tuple[str, int]] = set()
    for label, pks in wanted.items():
        model: Any = apps.get_model(label)
        there = model._base_manager.select_related().in_bulk(sorted(pks))
        entries |= {(label, pk): entry for pk, entry in there.items()}
        published = model._default_manager.published().filter(pk__in=pks).order_by()
        seen |= {(label, pk) for pk in published.values_list("pk", flat=True)}
    return entries, seen


def address_of(entry: Any, seen: bool) -> str:
    """The page of an entry that readers see; of another, its form in the admin."""
    if seen and hasattr(entry, "get_absolute_url"):
        return entry.get_absolute_url()
    meta = entry._meta
    try:
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])
    except NoReverseMatch:
        return ""
