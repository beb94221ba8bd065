"""What came of a file, for people and for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from capframe.imports.preview import counts_by_model
from capframe.plans.plan import Plan
from capframe.spreadsheets.faults import Fault, Unreadable, shown

CLEAN, FAILED, WARNED = 0, 1, 2


@dataclass(slots=True)
class CommandResult:
    """What a command tells.

    Args:
        counts: as ``Plan.counts`` gives them.
        errors: what must be put right; with any, nothing was written.
        warnings: what should be looked at.
        notes: how the file was read.
        outcome: what was done, in words.
        code: with which the command ends.
    """

    counts: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: Plan().counts)
    errors: Sequence[Fault] = ()
    warnings: Sequence[Fault] = ()
    notes: Sequence[str] = ()
    outcome: str = "Nothing was written."
    code: int = FAILED

    def as_json(self) -> str:
        """One object in letters that any terminal and pipe can carry."""
        faults = {"errors": self.errors, "warnings": self.warnings}
        lists = {name: list(map(as_object, found)) for name, found in faults.items()}
        return json.dumps({**self.counts, **lists})

    @property
    def numbers(self) -> Iterator[str]:
        """What happens to the entries of each model, a line a model."""
        for numbers in counts_by_model(self.counts):
            yield (
                f"{numbers.noun}: {numbers.created:,} created, {numbers.changed:,} changed, "
                f"{numbers.unchanged:,} unchanged, {numbers.withdrawn:,} withdrawn"
            )


def refused(unreadable: Unreadable) -> CommandResult:
    """The report of a file that cannot be read, or of options that cannot be followed."""
    whole = Fault(0, "", "", unreadable.problem, unreadable.remedy)
    return CommandResult(errors=unreadable.faults or [whole])


def as_object(fault: Fault) -> dict[str, Any]:
    """A fault or warning as programs read it."""
    return {
        "line": fault.line,
        "column": fault.column,
        "value": fault.value,
        "message": fault.words,
    }


def line_of(fault: Fault) -> str:
    """A fault or warning as people read it: line 12, grade: “G06” There is no grade …."""
    places = [f"line {fault.line}" if fault.line else "", shown(fault.column)]
    place = ", ".join(filter(None, places))
    value = f"“{shown(fault.value)}”" if fault.value else ""
    before = f"{place}: " if place else ""
    return before + " ".join(filter(None, [value, fault.words]))
