"""Carries a plan out together with what follows from what entries say, as search does.

Search stands above plans, which do not know it: it says in its app's ``ready`` that it follows.
"""

from functools import partial
from typing import Any, NamedTuple, Protocol

from django.contrib.redirects.models import Redirect
from django.db import transaction

from capframe.base.models import Addressed
from capframe.plans.apply import apply, model_of
from capframe.plans.changes import Outcome
from capframe.plans.new_keys import NewKeys
from capframe.plans.plan import Plan
from capframe.plans.wholes import load_entries


class Follow(Protocol):
    def __call__(self, *, plan: Plan, made: NewKeys) -> Any:
        """Take notice of a plan, and of the primary keys of what it made."""


class Follower(NamedTuple):
    """What follows a plan.

    Args:
        at_once: in the plan's own transaction.
        afterwards: after its commit; where that fails, it is logged and the plan stays.
    """

    at_once: Follow
    afterwards: Follow


_followers: list[Follower] = []


def follow_with(follower: Follower) -> None:
    """Have this follow every plan that ``carry_out`` applies."""
    if follower not in _followers:
        _followers.append(follower)


@transaction.atomic
def carry_out(*, plan: Plan, by: Any, reason: str) -> NewKeys:
    """Apply the plan, as ``apply`` does, with all that follows from it.

    Returns the primary key of each entry created, by its number in the plan. Raises Stale, and
    changes nothing, where something that the plan was compared with has changed since.
    """
    made = apply(plan=plan, by=by, reason=reason)
    _take_addresses(plan, made)
    for follower in _followers:
        follower.at_once(plan=plan, made=made)
        transaction.on_commit(partial(follower.afterwards, plan=plan, made=made), robust=True)
    return made


def _take_addresses(plan: Plan, made: NewKeys) -> None:
    """Lead nobody elsewhere from the address of an entry that is there again.

    Another one may have had the address meanwhile, and left a redirect when it moved on.
    """
    for label, pks in plan.keys(Outcome.CREATED).items():
        model = model_of(label)
        if issubclass(model, Addressed):
            entries = load_entries((model, made.get(pk, pk)) for pk in pks).values()
            addresses = [entry.get_absolute_url() for entry in entries]
            Redirect.objects.filter(old_path__in=addresses).delete()
