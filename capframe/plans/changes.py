"""What becomes of one entry, as plain objects: they know no request, no query, no template."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

# An entry's values by the column of its model ("source_id"), as JSON has them. A number below 0
# stands for the entry of that number in the same plan, which is yet to be created.
Values = Mapping[str, Any]

WITHDRAWN = "withdrawn"
# What goes with every other status.
NOT_WITHDRAWN: Values = {"withdrawn_on": None, "successor_id": None, "is_merged": False}


class Outcome(StrEnum):
    """What becomes of an entry."""

    CREATED = "created"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    BACK = "back"  # it was withdrawn, and is not afterwards
    REMOVED = "removed"

    @property
    def counted_as(self) -> str:
        """Whether it is counted as created, changed or withdrawn: does a reader lose by it?"""
        return {"back": "changed", "removed": WITHDRAWN}.get(self, self.value)

    @property
    def reverse(self) -> "Outcome":
        """What becomes of the entry where this is taken back."""
        return REVERSE.get(self, self)


REVERSE = {
    Outcome.CREATED: Outcome.REMOVED,
    Outcome.REMOVED: Outcome.CREATED,
    Outcome.WITHDRAWN: Outcome.BACK,
    Outcome.BACK: Outcome.WITHDRAWN,
}
# Of entries that are there before and afterwards.
STAYING = (Outcome.CHANGED, Outcome.WITHDRAWN, Outcome.BACK)


@dataclass(frozen=True, slots=True)
class Whole:
    """An entry that is shown as one in a preview, with everything in it.

    Args:
        model: its label in lower case: "app.model".
        pk: its primary key, below 0 where it is yet to be created.
    """

    model: str
    pk: int
    title: str


class Change(NamedTuple):
    """One entry created, changed or removed.

    Args:
        model: its label in lower case.
        pk: its primary key, below 0 where it is yet to be created.
        before: every value of an entry to be removed, the differing ones of one to be changed,
            None for a new one.
        after: every value of a new entry, the differing ones of one to be changed, None for one
            to be removed.
        whole: the place in the plan's ``wholes`` of what it stands in.
        line: the line of the file that says so, 0 where none does.
    """

    model: str
    pk: int
    before: Values | None
    after: Values | None
    whole: int
    line: int = 0

    @property
    def values(self) -> Values:
        """What the entry holds afterwards, or held before it was removed, as far as it is kept."""
        return self.after if self.after is not None else self.before or {}

    @property
    def outcome(self) -> Outcome:
        if self.after is None:
            return Outcome.REMOVED
        if self.before is None:
            return Outcome.CREATED
        status = self.after.get("status")
        if status == WITHDRAWN:
            return Outcome.WITHDRAWN
        was_withdrawn = self.before.get("status") == WITHDRAWN
        return Outcome.BACK if was_withdrawn and status else Outcome.CHANGED
