"""What a command says: how far it has come, and what came of the file, to people and programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from time import monotonic
from typing import Any

from django.core.management.base import OutputWrapper

from capframe.imports.numbers import counts_by_model
from capframe.plans.files.questions import Question
from capframe.plans.plan import Plan
from capframe.spreadsheets.faults import Fault, Unreadable, shown

CLEAN, FAILED, WARNED = 0, 1, 2
WIDTH = 20
# A terminal is drawn on often enough to look alive; a log gets a line a second at most.
EVERY_SECONDS_DRAWN = 0.1
EVERY_SECONDS = 1.0


class ProgressBar:
    """A progress: a bar on a terminal, plain lines elsewhere.

    Args:
        out: standard error.
    """

    def __init__(self, out: OutputWrapper) -> None:
        self.out, self.draws = out, out.isatty()
        self.step, self.drawn = "", ""
        self.written: float | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        if self.draws and step != self.step:
            self.end()
        ends = self.draws and (step != self.step or (total > 0 and done >= total))
        self.step = step
        if ends or self._is_due():
            self._write(progress_line(step, done, total))

    def end(self) -> None:
        """Leave the bar that is drawn as it is; what follows begins on a line of its own."""
        if self.drawn:
            self.out.write(style_func=str)
            self.drawn = ""

    def _is_due(self) -> bool:
        every = EVERY_SECONDS_DRAWN if self.draws else EVERY_SECONDS
        return self.written is None or monotonic() - self.written >= every

    def _write(self, line: str) -> None:
        self.written = monotonic()
        if not self.draws:
            self.out.write(line, style_func=str)
            return
        self.out.write(f"\r{line.ljust(len(self.drawn))}", style_func=str, ending="")
        self.out.flush()
        self.drawn = line


def progress_line(step: str, done: int, total: int) -> str:
    """The step, a bar and the numbers: Reading the rows  [#####-----] 10,000 of 20,000."""
    if not total:
        return f"{step}…"
    filled = WIDTH * min(done, total) // total
    return f"{step}  [{'#' * filled}{'.' * (WIDTH - filled)}] {done:,} of {total:,}"


@dataclass(slots=True)
class CommandResult:
    """What came of a file.

    Args:
        counts: as ``Plan.counts`` gives them.
        errors: what must be put right; with any, nothing was written.
        warnings: what should be looked at.
        questions: that the file leaves open, those that were answered among them.
        notes: how the file was read.
        outcome: what was done, in words.
        code: with which the command ends.
    """

    counts: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: Plan().counts)
    errors: Sequence[Fault] = ()
    warnings: Sequence[Fault] = ()
    questions: Sequence[Question] = ()
    notes: Sequence[str] = ()
    outcome: str = "Nothing was written."
    code: int = FAILED

    def as_json(self) -> str:
        """One object in letters that any terminal and pipe can carry."""
        faults = {"errors": self.errors, "warnings": self.warnings}
        lists = {name: list(map(fault_as_json, found)) for name, found in faults.items()}
        if self.questions:
            lists["questions"] = list(map(asdict, self.questions))
        return json.dumps({**self.counts, **lists})

    @property
    def numbers(self) -> Iterator[str]:
        for numbers in counts_by_model(self.counts):
            yield (
                f"{numbers.noun}: {numbers.created:,} created, {numbers.changed:,} changed, "
                f"{numbers.unchanged:,} unchanged, {numbers.withdrawn:,} withdrawn"
            )


def refused_result(unreadable: Unreadable) -> CommandResult:
    """Of a file that cannot be read, or options that cannot be followed."""
    whole = Fault(0, "", "", unreadable.problem, unreadable.remedy)
    return CommandResult(errors=unreadable.faults or [whole])


def fault_as_json(fault: Fault) -> dict[str, Any]:
    return {
        "line": fault.line,
        "column": fault.column,
        "value": fault.value,
        "message": fault.words,
    }


def fault_line(fault: Fault) -> str:
    """A fault or warning as people read it: line 12, grade: “G06” There is no grade …."""
    places = [f"line {fault.line}" if fault.line else "", shown(fault.column)]
    place = ", ".join(filter(None, places))
    value = f"“{shown(fault.value)}”" if fault.value else ""
    before = f"{place}: " if place else ""
    return before + " ".join(filter(None, [value, fault.words]))
