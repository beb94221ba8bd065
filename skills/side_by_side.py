"""The levels of a skill side by side, with what each adds to the one before.

Plain, frozen objects. No document pairs the behaviours of two levels: they are paired by their
wording, as the statements of a comparison are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from capframe.base.outcomes import Outcome
from skills.behaviours import IndicatorChange, IndicatorPair, changes_at, pair_behaviours


@dataclass(frozen=True, slots=True)
class LevelColumn:
    """A level of the skill.

    Args:
        position: on the framework's scale.
        compared_with: the title of the level before it, where both have behaviours and their order
            is known; else empty.
        changes: its behaviours in their order, and what became of each since that level; without
            such a level they are new, which then says nothing.
    """

    position: int
    title: str
    compared_with: str
    changes: tuple[IndicatorChange, ...]

    @property
    def number_new(self) -> int:
        """How many of its behaviours the level before does not have in any wording."""
        if not self.compared_with:
            return 0
        return sum(change.outcome is Outcome.NEW for change in self.changes)


def side_by_side(
    levels: Sequence[tuple[int, str, Sequence[IndicatorPair]]], *, in_order: bool
) -> tuple[LevelColumn, ...]:
    """The levels of a skill.

    Args:
        levels: the lowest first, each with its position, its title and its behaviours.
        in_order: whether it is known which of them is higher.
    """
    before: tuple[int, str, Sequence[IndicatorPair]] = (0, "", ())
    columns = []
    for level in levels:
        (_, title_before, lower), (position, title, upper) = before, level
        changes = changes_at(lower, upper, pair_behaviours(lower, upper))
        compared_with = title_before if in_order and lower and upper else ""
        columns.append(LevelColumn(position, title, compared_with, changes))
        before = level
    return tuple(columns)
