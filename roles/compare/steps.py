"""What a comparison counts: from column to column inside a band in order, and across runs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from capframe.base.outcomes import Change, Outcome
from roles.compare.bands import Band
from roles.compare.runs import Runs
from roles.compare.statement_rows import Likeness, StatementRow


@dataclass(frozen=True, slots=True)
class StepSummary:
    """From one column to the next: how many statements are kept, changed, new, not stated.

    Args:
        column: the number of the second one, counted from 0.
        names: what the two columns are called, the more junior first.
        changes: of the statements that say the same in other words.
        unmatched: how many stand under headings that only one of the two has.
    """

    column: int
    names: tuple[str, str]
    kept: int
    changes: tuple[Change, ...]
    new: int
    not_stated: int
    unmatched: int

    @property
    def changed(self) -> int:
        """How many say the same duty in other words, few or many."""
        return len(self.changes)

    @property
    def reworded(self) -> int:
        return self.changed - self.rewritten

    @property
    def rewritten(self) -> int:
        return sum(change.outcome is Outcome.REWRITTEN for change in self.changes)

    @property
    def size(self) -> int:
        """How many statements are not simply kept, under the headings that both have."""
        return self.changed + self.new + self.not_stated


@dataclass(frozen=True, slots=True)
class BandSteps:
    """The steps of a band whose columns are in order."""

    band: Band
    steps: tuple[StepSummary, ...]

    @property
    def has_unmatched_sections(self) -> bool:
        return any(step.unmatched for step in self.steps)

    @property
    def largest_steps(self) -> tuple[StepSummary, ...]:
        """The steps that change the most statements; none where nothing changes."""
        most = max(step.size for step in self.steps)
        return tuple(step for step in self.steps if step.size == most) if most else ()


@dataclass(frozen=True, slots=True)
class Likenesses:
    """How many statements several runs of columns share, where no order goes through all.

    Args:
        same_words, other_words: how many rows are stated in more than one of them.
        only: how many only one states, for each of them.
    """

    same_words: int
    other_words: int
    only: tuple[int, ...]


def steps_by_band(
    bands: Iterable[Band], names: Sequence[str], rows: Sequence[StatementRow]
) -> Iterator[BandSteps]:
    for band in bands:
        if band.is_ordered and len(band.columns) > 1:
            steps = (step_to(number, names, rows) for number in band.columns[1:])
            yield BandSteps(band, tuple(steps))


def step_to(number: int, names: Sequence[str], rows: Iterable[StatementRow]) -> StepSummary:
    """The step from the column before to the one with this number."""
    cells = [row.cells[number] for row in rows]
    outcomes = Counter([cell.known_outcome for cell in cells])
    return StepSummary(
        number,
        (names[number - 1], names[number]),
        kept=outcomes[Outcome.KEPT],
        changes=tuple([cell.change for cell in cells if cell.change]),
        new=outcomes[Outcome.NEW],
        not_stated=outcomes[Outcome.NOT_STATED],
        unmatched=outcomes[Outcome.UNMATCHED],
    )


def likenesses_of(runs: Runs, rows: Sequence[StatementRow]) -> Likenesses:
    found = Counter(row.likeness for row in rows)
    lonely = [row.columns[0] for row in rows if row.likeness is Likeness.ONLY]
    only = tuple(sum(column in run for column in lonely) for run in runs)
    return Likenesses(found[Likeness.SAME_WORDS], found[Likeness.OTHER_WORDS], only)
