"""What each grade of a comparison adds over the one below: plain, frozen objects.

Only where an order is stated; without one, nothing adds to anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from capframe.base.outcomes import Outcome
from capframe.base.worddiff import WordChange
from roles.compare.comparison import Comparison, SkillCell
from roles.compare.statement_rows import StatementCell
from roles.compare.steps import StepSummary


@dataclass(frozen=True, slots=True)
class Addition:
    """What one column asks for that the one before does not.

    Args:
        sections: titles, each with what is new under it, then with what says more than before.
        skills: titles, each with the cell of the column: asked for anew, or at a higher level.
    """

    step: StepSummary
    sections: tuple[tuple[str, tuple[StatementCell, ...]], ...]
    skills: tuple[tuple[str, SkillCell], ...]

    @property
    def new(self) -> int:
        """How many statements the column before does not have."""
        return len(self.cells) - self.changed

    @property
    def changed(self) -> int:
        """How many say more than before, or otherwise."""
        return sum(map(stands_in_other_words, self.cells))

    @property
    def cells(self) -> tuple[StatementCell, ...]:
        return tuple(cell for _, cells in self.sections for cell in cells)

    @property
    def unmatched(self) -> tuple[str, ...]:
        """The titles of the sections that the column before does not have."""
        unmatched = Outcome.UNMATCHED
        return tuple(title for title, cells in self.sections if cells[0].outcome is unmatched)


def additions_of(comparison: Comparison) -> tuple[Addition, ...]:
    return tuple(
        Addition(
            step,
            tuple(sections_added(comparison, step.column)),
            tuple(skills_added(comparison, step.column)),
        )
        for step in comparison.steps
    )


def sections_added(
    comparison: Comparison, number: int
) -> Iterator[tuple[str, tuple[StatementCell, ...]]]:
    """The sections in which the column with this number says something new."""
    for section in comparison.sections:
        cells = (row.cells[number] for row in section.rows)
        added = sorted(filter(says_more, cells), key=stands_in_other_words)
        if added:
            yield section.title, tuple(added)


def says_more(cell: StatementCell) -> bool:
    """Whether the cell has words that the column before has not."""
    if cell.outcome in (Outcome.NEW, Outcome.UNMATCHED):
        return cell.statement is not None
    if cell.outcome is Outcome.REWRITTEN:
        return True
    return any(piece.change is WordChange.ADDED for piece in cell.pieces)


def stands_in_other_words(cell: StatementCell) -> bool:
    """Whether the column before states it too, less or otherwise."""
    return cell.outcome in (Outcome.REWORDED, Outcome.REWRITTEN)


def skills_added(comparison: Comparison, number: int) -> Iterator[tuple[str, SkillCell]]:
    """The skills that the column with this number asks for anew, or at a higher level."""
    for row in comparison.skills:
        before, cell = row.cells[number - 1 : number + 1]
        if cell.skill and (before.skill is None or cell.increase):
            yield row.title, cell
