"""What a higher level of a skill asks for beyond a lower one, behaviour by behaviour.

Plain, frozen objects, part of the comparison and of the step-up sheet.
"""

from dataclasses import dataclass
from functools import cached_property

from capframe.base.outcomes import Outcome
from roles.profiles import RequiredSkill
from skills.behaviours import IndicatorChange, behaviour_changes

# Of two levels of a scale whose order is not known.
ANOTHER = "another level"


@dataclass(frozen=True)
class LevelIncrease:
    """One skill asked for at a lower and then at a higher level, or the other way round."""

    lower: RequiredSkill
    upper: RequiredSkill

    @cached_property
    def indicators(self) -> tuple[IndicatorChange, ...]:
        """Behaviour by behaviour; where only levels are shown, nobody asks."""
        return behaviour_changes(self.lower.indicators, self.upper.indicators)

    @property
    def words(self) -> str:
        """How far apart both levels are: “one level higher”."""
        return levels_apart(self.lower, self.upper)

    @property
    def added(self) -> tuple[IndicatorChange, ...]:
        """What the level reached asks for beyond the other: new behaviours and changed ones."""
        more = (Outcome.NEW, Outcome.REWORDED, Outcome.REWRITTEN)
        return tuple(one for one in self.indicators if one.outcome in more)


def is_raised(lower: RequiredSkill, upper: RequiredSkill) -> bool:
    """Whether the second asks for the skill at a level that is known to be higher."""
    if lower.level_position is None or upper.level_position is None:
        return False
    return lower.level_position < upper.level_position


def levels_apart(before: RequiredSkill, after: RequiredSkill) -> str:
    """“One level higher”, “2 levels lower”, “another level” where their order is not known.

    Empty where a source gives no level for one of both.
    """
    if before.level_position is None or after.level_position is None:
        return ANOTHER if before.level and after.level else ""
    number = after.level_position - before.level_position
    size = "one level" if abs(number) == 1 else f"{abs(number)} levels"
    return f"{size} {'higher' if number > 0 else 'lower'}"


def increase_between(
    lower: RequiredSkill | None, upper: RequiredSkill | None
) -> LevelIncrease | None:
    """What one role level adds to another, where both ask for a skill and it at a higher level."""
    return LevelIncrease(lower, upper) if lower and upper and is_raised(lower, upper) else None
