"""What becomes of the skills that two role levels ask for: plain, frozen objects."""

from dataclasses import dataclass
from enum import StrEnum

from roles.compare.level_increases import LevelIncrease, increase_between, is_raised
from roles.profiles import Profile, RequiredSkill


class SkillOutcome(StrEnum):
    RAISED = "raised"
    OTHER = "other"
    NEW = "new"
    KEPT = "kept"
    LOWERED = "lowered"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class SkillChange:
    """A skill that either role level asks for; None where it does not.

    Args:
        increase: of a raised one, what the level reached adds.
    """

    outcome: SkillOutcome
    before: RequiredSkill | None
    after: RequiredSkill | None
    increase: LevelIncrease | None

    @property
    def skill(self) -> RequiredSkill:
        """The skill as it is asked for at last."""
        skill = self.after or self.before
        assert skill, "one of the two role levels asks for it"
        return skill


def skill_changes(start: Profile, goal: Profile) -> tuple[SkillChange, ...]:
    """The goal's skills in its order, then those that only the start asks for."""
    before = {skill.key: skill for skill in start.required_skills}
    after = {skill.key: skill for skill in goal.required_skills}
    return tuple(skill_change(before.get(key), after.get(key)) for key in {**after, **before})


def skill_change(before: RequiredSkill | None, after: RequiredSkill | None) -> SkillChange:
    """What becomes of a skill; where a level is not named, nothing says that it is raised."""
    if before is None or after is None:
        outcome = SkillOutcome.NEW if after else SkillOutcome.NOT_STATED
    elif is_raised(before, after):
        outcome = SkillOutcome.RAISED
    elif is_raised(after, before):
        outcome = SkillOutcome.LOWERED
    else:
        is_other = before.level and after.level and before.level != after.level
        outcome = SkillOutcome.OTHER if is_other else SkillOutcome.KEPT
    return SkillChange(outcome, before, after, increase_between(before, after))
