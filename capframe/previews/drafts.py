"""What publishing a draft would do, as a plan: for a look at it, not to be applied."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from capframe.base.models import Status
from capframe.base.status import HasStatus
from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import read_among
from capframe.plans.plan import Plan


def plan_publishing(entry: HasStatus) -> Plan:
    """Publish the draft with the drafts that it stands in and those that stand in it.

    Without the first readers would see nothing of it, without the others nothing in it.
    """
    builder = PlanBuilder()
    for draft in [entry, *drafts_above(entry), *drafts_below(entry)]:
        model = type(draft)
        builder.begin_whole(model, draft.pk, str(draft))
        existing = read_among(model, [draft.pk])[draft.pk]
        builder.change(model, existing, {"status": Status.PUBLISHED.value})
    return builder.plan


def waits_for_publication(entry: HasStatus) -> bool:
    """Whether readers do not see the entry because it, or what it stands in, is a draft."""
    is_withdrawn = entry.status == Status.WITHDRAWN
    return not is_withdrawn and (entry.status == Status.DRAFT or bool(drafts_above(entry)))


def models_with_status() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, HasStatus)]


def holders(model: Any) -> Iterator[str]:
    """The fields that lead to what an entry of the model is seen together with, or not at all."""
    for lookup in model.published_lookups:
        path, _, _ = lookup.rpartition("__")
        if path:
            yield path


def drafts_above(entry: HasStatus) -> list[HasStatus]:
    found = [getattr(entry, path) for path in holders(type(entry))]
    return [holder for holder in found if holder.status == Status.DRAFT]


def drafts_below(entry: HasStatus) -> list[HasStatus]:
    return [
        draft
        for model in models_with_status()
        for path in holders(model)
        if model._meta.get_field(path).related_model is type(entry)
        for draft in model._base_manager.filter(**{path: entry}, status=Status.DRAFT).order_by("pk")
    ]
