"""What the catalogue holds of the frameworks that a file names."""

from collections.abc import Collection
from dataclasses import dataclass

from capframe.plans.existing import ExistingEntry, read_existing
from capframe.plans.name_index import Key
from skills.models import Indicator, ProficiencyLevel, Skill, SkillLevel


@dataclass(frozen=True, slots=True)
class ExistingSkills:
    """Some frameworks' entries.

    Args:
        levels: the levels of their scales by primary key, the lowest first.
        skills: their skills by primary key, in the framework's order.
        skill_levels: by the primary keys of skill and level.
        indicators: by the primary key of the skill level, in order.
    """

    levels: dict[int, ExistingEntry]
    skills: dict[int, ExistingEntry]
    skill_levels: dict[tuple[int, int], ExistingEntry]
    indicators: dict[int, list[ExistingEntry]]

    def skill_level(self, skill: Key, level: Key) -> ExistingEntry | None:
        if isinstance(skill, str) or isinstance(level, str):
            return None
        return self.skill_levels.get((skill, level))

    def indicators_at(self, skill: Key, level: Key) -> list[ExistingEntry]:
        entry = self.skill_level(skill, level)
        return self.indicators.get(entry.pk, []) if entry else []

    @classmethod
    def read(cls, frameworks: Collection[int]) -> "ExistingSkills":
        """What stands in them now, in four queries."""
        levels = ProficiencyLevel.objects.filter(framework__in=frameworks).in_order()
        skills = Skill.objects.filter(framework__in=frameworks).in_framework_order()
        skill_levels = read_existing(SkillLevel.objects.filter(skill__framework__in=frameworks))
        return cls(
            read_existing(levels),
            read_existing(skills),
            {(e.values["skill_id"], e.values["level_id"]): e for e in skill_levels.values()},
            read_indicators(frameworks),
        )


def read_indicators(frameworks: Collection[int]) -> dict[int, list[ExistingEntry]]:
    """The frameworks' indicators by the primary key of their skill level, in order."""
    found: dict[int, list[ExistingEntry]] = {}
    entries = Indicator.objects.filter(skill_level__skill__framework__in=frameworks)
    for entry in read_existing(entries.in_order()).values():
        found.setdefault(entry.values["skill_level_id"], []).append(entry)
    return found
