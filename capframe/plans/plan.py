"""What would change and how, as plain objects: they know no request, no query, no template."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# An entry's values by the column of its model ("source_id"), as JSON has them. A number below 0
# stands for the entry of that number in the same plan, which is yet to be created.
Values = Mapping[str, Any]

WITHDRAWN = "withdrawn"
# What goes with every other status.
NOT_WITHDRAWN: Values = {"withdrawn_on": None, "successor_id": None}


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


@dataclass(frozen=True, slots=True)
class Change:
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
    def withdraws(self) -> bool:
        """Whether readers lose something by it."""
        if self.after is None:
            return True
        return self.before is not None and self.after.get("status") == WITHDRAWN

    @property
    def brings_back(self) -> bool:
        """Whether it was withdrawn, and is not afterwards."""
        before, after = self.before or {}, self.after or {}
        return before.get("status") == WITHDRAWN != after.get("status", WITHDRAWN)


@dataclass(slots=True)
class Plan:
    """Everything that would change, and what that was compared with.

    Args:
        wholes: what the changes stand in, in the order of a preview.
        changes: entries before those that refer to them.
        unchanged: how many entries are already as they should be, by model.
        history_versions: the newest history row of each model when its entries were read.
    """

    wholes: list[Whole] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: Counter[str] = field(default_factory=Counter)
    history_versions: dict[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many entries of each model are created, changed, unchanged and withdrawn."""
        numbers: dict[str, Counter[str]] = {
            "created": Counter(),
            "changed": Counter(),
            "unchanged": +self.unchanged,
            "withdrawn": Counter(),
        }
        for change in self.changes:
            numbers[what_happens(change)][change.model] += 1
        return {name: dict(sorted(counter.items())) for name, counter in numbers.items()}

    @property
    def digest(self) -> str:
        """The same for two plans that change the same, whatever else has changed meanwhile."""
        return hashlib.sha256(dumped([self.wholes_as_json(), self.changes_as_json()])).hexdigest()

    def wholes_as_json(self) -> list[list[Any]]:
        return [[whole.model, whole.pk, whole.title] for whole in self.wholes]

    def changes_as_json(self) -> list[list[Any]]:
        return [[c.model, c.pk, c.before, c.after, c.whole, c.line] for c in self.changes]

    def as_json(self) -> bytes:
        return dumped(
            [
                self.wholes_as_json(),
                self.changes_as_json(),
                dict(self.unchanged),
                self.history_versions,
            ]
        )

    @classmethod
    def from_json(cls, kept: bytes) -> "Plan":
        wholes, changes, unchanged, history_versions = json.loads(kept)
        return cls(
            [Whole(*whole) for whole in wholes],
            [Change(*change) for change in changes],
            Counter(unchanged),
            history_versions,
        )


def what_happens(change: Change) -> str:
    """The word that counts it: created, changed or withdrawn."""
    if change.withdraws:
        return WITHDRAWN
    return "created" if change.before is None else "changed"


def dumped(value: Any) -> bytes:
    """JSON without spaces, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
