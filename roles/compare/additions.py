"""What each grade of a comparison adds over the one below: plain, frozen objects."""

from collections.abc import Iterator
from dataclasses import dataclass

from capframe.base.worddiff import WordChange
from roles.compare.comparison import Comparison, SkillCell, Step
from roles.compare.threads import Fate, ThreadCell


@dataclass(frozen=True, slots=True)
class Addition:
    """What one column asks for that the one before does not.

    Args:
        sections: titles, each with what is new under it or says more than before.
        skills: titles, each with the cell of the column: asked for anew, or at a higher level.
    """

    step: Step
    sections: tuple[tuple[str, tuple[ThreadCell, ...]], ...]
    skills: tuple[tuple[str, SkillCell], ...]


def additions_of(comparison: Comparison) -> tuple[Addition, ...]:
    """One for each step between neighbouring columns."""
    return tuple(
        Addition(
            step,
            tuple(sections_added(comparison, number)),
            tuple(skills_added(comparison, number)),
        )
        for number, step in enumerate(comparison.steps, start=1)
    )


def sections_added(
    comparison: Comparison, number: int
) -> Iterator[tuple[str, tuple[ThreadCell, ...]]]:
    """The sections in which the column with this number says something new."""
    for section in comparison.sections:
        cells = tuple(thread.cells[number] for thread in section.threads)
        adding = tuple(cell for cell in cells if adds(cell))
        if adding:
            yield section.title, adding


def adds(cell: ThreadCell) -> bool:
    """Whether the cell has words that the column before has not."""
    if cell.fate in (Fate.NEW, Fate.ALONE):
        return cell.statement is not None
    return any(piece.change is WordChange.ADDED for piece in cell.pieces)


def skills_added(comparison: Comparison, number: int) -> Iterator[tuple[str, SkillCell]]:
    """The skills that the column with this number asks for anew, or at a higher level."""
    for row in comparison.skills:
        before, cell = row.cells[number - 1 : number + 1]
        if cell.skill and (before.skill is None or cell.rise):
            yield row.title, cell
