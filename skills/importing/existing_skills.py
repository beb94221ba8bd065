"""What the catalogue holds of the frameworks that a file names, as the check compares it."""

from collections.abc import Collection
from dataclasses import dataclass

from capframe.plans.builder import Held, held
from capframe.plans.name_index import Key
from skills.models import Indicator, ProficiencyLevel, Skill, SkillLevel


@dataclass(frozen=True, slots=True)
class Today:
    """Some frameworks' entries.

    Args:
        levels: the levels of their scales by primary key, the lowest first.
        skills: their skills by primary key, in the framework's order.
        skill_levels: by the primary keys of skill and level.
        indicators: by the primary key of the skill level, in order.
    """

    levels: dict[int, Held]
    skills: dict[int, Held]
    skill_levels: dict[tuple[int, int], Held]
    indicators: dict[int, list[Held]]

    def skill_level(self, skill: Key, level: Key) -> Held | None:
        """The skill at the level, None where the catalogue does not hold it."""
        if isinstance(skill, str) or isinstance(level, str):
            return None
        return self.skill_levels.get((skill, level))

    def indicators_at(self, skill: Key, level: Key) -> list[Held]:
        """The indicators of the skill at the level, in order."""
        entry = self.skill_level(skill, level)
        return self.indicators.get(entry.pk, []) if entry else []

    @classmethod
    def of(cls, frameworks: Collection[int]) -> "Today":
        """What the catalogue holds now, in four queries."""
        levels = ProficiencyLevel.objects.filter(framework__in=frameworks).order_by("position")
        skills = Skill.objects.filter(framework__in=frameworks).order_by("position", "title")
        skill_levels = held(SkillLevel.objects.filter(skill__framework__in=frameworks))
        return cls(
            held(levels),
            held(skills),
            {(e.values["skill_id"], e.values["level_id"]): e for e in skill_levels.values()},
            indicators_of(frameworks),
        )


def indicators_of(frameworks: Collection[int]) -> dict[int, list[Held]]:
    """The frameworks' indicators by the primary key of their skill level, in order."""
    found: dict[int, list[Held]] = {}
    entries = Indicator.objects.filter(skill_level__skill__framework__in=frameworks)
    for entry in held(entries.order_by("position", "pk")).values():
        found.setdefault(entry.values["skill_level_id"], []).append(entry)
    return found
