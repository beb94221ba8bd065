"""How two neighbours of a band in order ask for skills: plain, frozen objects."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from capframe.base.outcomes import Outcome
from capframe.base.withdrawal import Withdrawal
from roles.compare.comparison import SkillCell, SkillRow
from roles.compare.level_increases import LevelIncrease, levels_apart
from roles.profiles import RequiredSkill


@dataclass(frozen=True, slots=True)
class SkillStep:
    """A skill at the two role levels; None where one of them does not ask for it.

    Args:
        outcome: whether it is new or not stated again; None otherwise.
        increase: what the level adds, where it is higher than before.
    """

    title: str
    url: str
    before: RequiredSkill | None
    after: RequiredSkill | None
    outcome: Outcome | None
    increase: LevelIncrease | None

    @property
    def is_changed(self) -> bool:
        """Whether it is new, or asked for at another level than before."""
        if self.before and self.after:
            return self.before.level != self.after.level
        return self.outcome is Outcome.NEW

    @property
    def is_same(self) -> bool:
        """Whether both ask for it alike."""
        if self.before is None or self.after is None:
            return False
        same_level = self.before.level == self.after.level
        return same_level and self.before.assessed == self.after.assessed

    @property
    def withdrawal(self) -> Withdrawal | None:
        asked = self.after or self.before
        return asked.withdrawal if asked else None

    @property
    def change(self) -> str:
        """What became of it in a few words; empty where nothing can be said."""
        if self.outcome:
            return "new" if self.outcome is Outcome.NEW else "not stated"
        if not (self.before and self.after):
            return ""
        if self.before.level == self.after.level:
            return "the same level" if self.before.level else "the same"
        return levels_apart(self.before, self.after)


def skill_steps_of(skills: Iterable[SkillRow], column: int) -> Iterator[SkillStep]:
    """The skills that the column with this number asks for, or the one before."""
    for row in skills:
        before, cell = row.cells[column - 1 : column + 1]
        if before.skill or cell.skill:
            yield skill_step(row, before, cell)


def skill_step(row: SkillRow, before: SkillCell, cell: SkillCell) -> SkillStep:
    return SkillStep(row.title, row.url, before.skill, cell.skill, cell.outcome, cell.increase)
