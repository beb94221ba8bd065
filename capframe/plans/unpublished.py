"""What is done with unpublished changes: kept, added to, made smaller."""

from collections.abc import Callable, Collection, Iterator
from hashlib import sha256
from typing import Any, TypeVar, cast

from django.contrib.auth import get_permission_codename
from django.db import transaction
from django.utils.text import capfirst

from capframe.base.actions import LONGEST_REASON
from capframe.base.models import Entry
from capframe.base.parts import whole_of
from capframe.base.titles import noun_and_title
from capframe.plans.apply import Stale, foreign_keys, model_of
from capframe.plans.changes import Change, Outcome
from capframe.plans.models import UnpublishedChange
from capframe.plans.pieces import dump_changes
from capframe.plans.plan import Plan
from capframe.plans.recording import assemble, record

Result = TypeVar("Result")


@transaction.atomic
def keep(
    write: Callable[[], Result], *, onto: UnpublishedChange | None, by: Any, title: str = ""
) -> tuple[Result, UnpublishedChange | None]:
    """Record what ``write`` does, and keep it unpublished.

    Args:
        write: saves entries the ordinary way.
        onto: the unpublished change that it joins, which is in place meanwhile; None for a new one.
        by: who does it.
        title: of the change; empty for the one that it has, or the name of what it changes.

    Returns what ``write`` returned, and the unpublished change; None where nothing is changed.
    Raises Stale where the change that it joins is gone or cannot be put in place.
    """
    before = None
    if onto is not None:
        onto = UnpublishedChange.objects.select_for_update().filter(pk=onto.pk).first()
        if onto is None:
            raise Stale("It was published or discarded meanwhile.")
        before = onto.read_plan()
    result, plan = record(write, onto=before)
    if plan.digest == (before or Plan()).digest:
        return result, None
    change = onto or UnpublishedChange()
    change.title = title.strip()[:LONGEST_REASON] or change.title or describe(plan)
    change.keep(plan, by=by)
    return result, change


def describe(plan: Plan) -> str:
    """What a plan changes, where nobody says why: “Role “Auditor” and 2 more”."""
    wholes = list(plan.wholes)
    if not wholes:
        return "Nothing"
    title = capfirst(noun_and_title(model_of(wholes[0].model), wholes[0].title))
    more = f" and {len(wholes) - 1} more" if len(wholes) > 1 else ""
    return f"{title[: LONGEST_REASON - len(more)]}{more}"


def version_of(plan: Plan, entry: Entry | None) -> str:
    """Says which changes a plan has of what an entry stands in: another for any other ones."""
    if entry is None:
        return ""
    whole = whole_of(entry)
    about = (type(whole)._meta.label_lower, whole.pk)
    places = [n for n, one in enumerate(plan.wholes) if (one.model, one.pk) == about]
    changes = [change for found in plan.changes_in(places).values() for change in found]
    return sha256(dump_changes(changes)).hexdigest() if changes else ""


def find_forbidden(plan: Plan, user: Any) -> list[str]:
    """What somebody may not do of all that a plan does: “delete sections”."""
    verbs = {Outcome.CREATED: "add", Outcome.REMOVED: "delete"}
    asked: dict[tuple[str, Any], None] = {}
    for outcome in Outcome:
        for label in plan.keys(outcome):
            asked[verbs.get(outcome, "change"), model_of(label)._meta] = None
    return [
        f"{verb} {meta.verbose_name_plural}"
        for verb, meta in asked
        if not user.has_perm(f"{meta.app_label}.{get_permission_codename(verb, meta)}")
    ]


def find_dependent(plan: Plan, place: int) -> list[int]:
    """An entry of a plan, and those that stand or fall with it: a new role with its new family.

    Args:
        plan: whose entries have their primary keys.
        place: of the entry among the plan's ``wholes``.
    """
    changes = list(plan.changes)
    places = {place}
    while True:
        made = {(c.model, c.pk) for c in changes if c.whole in places and c.before is None}
        found = {c.whole for c in changes if not made.isdisjoint(_targets(c))} | places
        if found == places:
            return sorted(places)
        places = found


def _targets(change: Change) -> Iterator[tuple[str, int]]:
    """The entries that one refers to once it is changed."""
    for column, field in foreign_keys(model_of(change.model)).items():
        if (pk := (change.after or {}).get(column)) is not None:
            yield cast(Any, field.related_model)._meta.label_lower, pk


@transaction.atomic
def take_out(*, change: UnpublishedChange, places: Collection[int], by: Any) -> None:
    """Take entries out of a change, with everything that stands in them.

    Args:
        change: locked by this transaction.
        places: of the entries among the ``wholes`` of its plan: all that depend on one another.
        by: who takes them out.
    """
    plan = change.read_plan()
    wholes = dict(enumerate(plan.wholes))
    left = [one for one in plan.changes if one.whole not in places]
    keys = {(model_of(one.model), one.pk): one for one in left}
    values = {key: (one.before, one.after) for key, one in keys.items()}
    change.keep(assemble(values, {key: wholes[one.whole] for key, one in keys.items()}), by=by)
