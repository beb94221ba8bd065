"""Publishes an unpublished change: what has come in between is asked about, rules hold again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.timezone import localdate

from capframe.base.actions import sign
from capframe.base.models import Entry
from capframe.base.titles import noun_and_title
from capframe.plans.apply import model_of
from capframe.plans.carrying_out import carry_out
from capframe.plans.changes import WITHDRAWN, Change, Values, Whole
from capframe.plans.conflicts import Conflict
from capframe.plans.deleted_since import Deletion, find_deletions
from capframe.plans.existing import as_json
from capframe.plans.from_history import value_columns
from capframe.plans.models import UnpublishedChange
from capframe.plans.packing import dumped
from capframe.plans.plan import Plan
from capframe.plans.taken import Taken, find_taken
from capframe.plans.undo import leave_conflicts
from capframe.plans.up_to_date import leave_out_blocked
from capframe.plans.wholes import EntryKey, load_entries, name_entries

NOW, OURS = "now", "ours"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that somebody has changed since, and the change would change otherwise.

    Args:
        change: that would change it.
        column: that holds it; empty where the entry is to be removed.
        title: the entry in words.
        now: the value that it has now.
        who: who edited the entry last, empty where nobody is known.
        when: when that was.
    """

    change: Change
    column: str
    title: str
    now: Any
    who: str
    when: datetime | None

    @property
    def name(self) -> str:
        """Says in a form which choice it is: another one once the value has changed again."""
        said = dumped([self.change.model, self.change.pk, self.column, self.now])
        return f"choice-{sha256(said).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an entry cannot be published as it is.

    Args:
        whole: what is to be edited to put it right.
        message: what is wrong, and what to do.
    """

    whole: Whole
    message: str


class NotPublishable(Exception):
    """Raised where the rules refuse what would be published.

    Args:
        faults: all that is wrong.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


class Publication:
    """A plan that was kept, compared with what stands now.

    Args:
        plan: as it was kept.
    """

    def __init__(self, plan: Plan) -> None:
        self.kept = plan
        # What is left out: it cannot be carried out any more.
        self.plan, self.left_out, self.conflicts = leave_out_blocked(plan)
        self.choices = [choice for one in self.conflicts for choice in choices_of(one)]

    @cached_property
    def deletions(self) -> list[Deletion]:
        """What was deleted since, and what the plan would have done with it."""
        return find_deletions(self.left_out)

    @property
    def left_otherwise(self) -> list[Conflict]:
        """What is left out for other reasons, or was to be removed and is gone already."""
        without = {id(one) for deletion in self.deletions for one in deletion.conflicts}
        return [one for one in self.left_out if id(one) not in without]

    @property
    def without(self) -> str:
        """Says in a form what it is published without: another name once more was deleted."""
        said = dumped([[one.key[0]._meta.label_lower, one.key[1]] for one in self.deletions])
        return f"without-{sha256(said).hexdigest()[:16]}"

    def settle(self, chosen: Mapping[str, str]) -> Plan:
        """The plan with the values that were chosen: of every choice, ``NOW`` or ``OURS``."""
        stay = {
            id(one.change) for one in self.choices if chosen[one.name] == NOW and not one.column
        }
        left = [one for one in self.conflicts if id(one.change) in stay]
        plan = leave_conflicts(self.plan, left)
        theirs = {
            (one.change.model, one.change.pk, one.column)
            for one in self.choices
            if chosen[one.name] == NOW
        }
        now = {(one.change.model, one.change.pk): one.now or {} for one in self.conflicts}
        changes = [_settle(one, now.get((one.model, one.pk)), theirs) for one in plan.changes]
        return Plan(plan.wholes, [dated(one) for one in changes if one is not None])


def choices_of(conflict: Conflict) -> Iterator[Choice]:
    change, now = conflict.change, conflict.now or {}
    signed: dict[str, Any] = {"title": conflict.title, "who": conflict.who, "when": conflict.when}
    if change.after is None:
        yield Choice(change, column="", now=now, **signed)
        return
    for column, value in now.items():
        if value not in ((change.before or {})[column], change.after[column]):
            yield Choice(change, column=column, now=value, **signed)


def _settle(change: Change, now: Values | None, theirs: set[tuple[str, int, str]]) -> Change | None:
    """The change as it is carried out over what stands now; None where nothing is left of it."""
    if now is None:
        return change
    if change.after is None:
        return change._replace(before=now)
    after = {
        name: value
        for name, value in change.after.items()
        if value != now[name] and (change.model, change.pk, name) not in theirs
    }
    return (
        change._replace(before={name: now[name] for name in after}, after=after) if after else None
    )


def dated(change: Change) -> Change:
    """The change; what it withdraws, readers see until the day on which it is published.

    What is put back was withdrawn when it was.
    """
    after = change.after or {}
    if change.before and after.get("status") == WITHDRAWN and after.get("withdrawn_on"):
        return change._replace(after={**after, "withdrawn_on": as_json(localdate())})
    return change


@transaction.atomic
def publish(*, change: UnpublishedChange, plan: Plan, by: Any, reason: str) -> None:
    """Carry the plan of an unpublished change out, which is none any more.

    Args:
        change: locked by this transaction.
        plan: its own, as ``Publication.settle`` gave it.
        by: who publishes it.
        reason: why, for the history.

    Raises NotPublishable, and changes nothing, where a rule refuses it, and Stale where something
    has changed since ``plan`` was made.
    """
    if taken := _find_taken_values(plan):
        raise NotPublishable(taken)
    carry_out(plan=plan, by=by, reason=reason)
    staying = [one for one in plan.changes if one.after is not None]
    entries = load_entries((model_of(one.model), one.pk) for one in staying)
    before = {key: dict(vars(entry)) for key, entry in entries.items()}
    if faults := list(find_faults(plan, entries)):
        raise NotPublishable(faults)
    for key, entry in entries.items():
        # What follows from other values may follow from others by now: a level's family.
        if any(vars(entry)[column] != before[key][column] for column in value_columns(key[0])):
            sign(entry, by=by, reason=reason)
            entry.save()
    change.delete()


def _find_taken_values(plan: Plan) -> list[Fault]:
    """What the plan gives to its entries that others have, of which only one may have it."""
    found = list(find_taken(plan))
    titles = name_entries(taken.by for taken in found)
    wholes = dict(enumerate(plan.wholes))
    return [Fault(wholes[one.change.whole], _say_taken(one, titles[one.by])) for one in found]


def _say_taken(taken: Taken, title: str) -> str:
    meta = model_of(taken.change.model)._meta
    labels = " and ".join(str(meta.get_field(name).verbose_name) for name in taken.columns)
    holder = noun_and_title(taken.by[0], title)
    return f"Another {meta.verbose_name} has this {labels} by now, the {holder}: choose another."


def find_faults(plan: Plan, entries: Mapping[EntryKey, Any]) -> Iterator[Fault]:
    """What the rules say of the entries of a plan that was just carried out.

    Of an entry that was there before, only what is said of the values that the plan changes.

    Args:
        plan: as it was carried out.
        entries: those that it makes and changes; their own rules may put values right.
    """
    wholes = dict(enumerate(plan.wholes))
    for change in plan.changes:
        if change.after is not None:
            for message in _check(entries[model_of(change.model), change.pk], change):
                yield Fault(wholes[change.whole], message)


def _check(entry: Entry, change: Change) -> Iterator[str]:
    fields = {field.name: field for field in entry._meta.concrete_fields}
    try:
        entry.full_clean()
    except ValidationError as error:
        named = capfirst(noun_and_title(type(entry), str(entry)))
        for name, messages in error.message_dict.items():
            field = cast(Any, fields.get(name))
            if name == NON_FIELD_ERRORS or field is None:
                yield from (f"{named}: {message}" for message in messages)
            elif change.before is None or field.attname in (change.after or {}):
                label = field.verbose_name
                yield from (f"{named}, {label}: {message}" for message in messages)
