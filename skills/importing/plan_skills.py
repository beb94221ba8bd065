"""The plan of a file of skills: what is created, changed and removed, framework by framework."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from capframe.base.models import Status
from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import ExistingEntry
from capframe.plans.import_kinds import Choices
from capframe.plans.name_index import Key, NameIndex
from capframe.plans.same_names import desired_aliases
from capframe.plans.slugs import Slugs
from capframe.plans.sources import lazy_source, moved_origin, origin, with_origin
from capframe.spreadsheets.texts import desired_text
from skills.importing.desired_skills import DesiredLevel, DesiredSkill
from skills.importing.existing_skills import ExistingSkills
from skills.importing.indicators import MatchedIndicators, match_indicators
from skills.importing.scale import WORDS, Scale
from skills.models import Indicator, ProficiencyLevel, Skill, SkillFramework, SkillKind, SkillLevel


class SkillPlanner:
    """Makes a plan of what is desired.

    Args:
        frameworks: all frameworks of the catalogue and the file.
        scales: the scale of each framework that the file names.
    """

    def __init__(
        self,
        existing: ExistingSkills,
        frameworks: NameIndex,
        scales: Mapping[Key, Scale],
        choices: Choices,
    ) -> None:
        self.existing, self.frameworks = existing, frameworks
        self.scales, self.choices = scales, choices
        self.builder = PlanBuilder()
        self.source = lazy_source(self.builder, choices)
        self.slugs = Slugs((None, slug) for slug in frameworks.slugs.values() if slug)
        self.skill_slugs = Slugs(
            (entry.values["framework_id"], entry.values["slug"])
            for entry in existing.skills.values()
        )
        self.last = last_positions(existing)
        self.kinds = kinds_by_framework(existing)
        # The primary keys of frameworks and levels, or the numbers that stand for them.
        self.framework_pks: dict[Key, int] = {}
        self.level_pks: dict[tuple[Key, Key], int] = {}

    def plan_framework(self, key: Key, line: int) -> None:
        """Plan a framework with its scale: what is new of both."""
        title, scale = self.frameworks.titles[key], self.scales[key]
        if isinstance(key, str):
            self.builder.begin_whole(SkillFramework, 0, title)
            slug = self.slugs.take(title, otherwise="framework")
            values = {"title": title, "slug": slug, **origin(self.source, line)}
            self.framework_pks[key] = self.builder.create(SkillFramework, values, line=line)
        else:
            self.builder.begin_whole(SkillFramework, key, title)
            self.framework_pks[key] = key
        self.level_pks |= {(key, pk): pk for pk in scale.titles if isinstance(pk, int)}
        for level, (level_title, position) in scale.added.items():
            values = {
                "framework_id": self.framework_pks[key],
                "title": level_title,
                "position": position,
                **origin(self.source, line),
            }
            self.level_pks[key, level] = self.builder.create(ProficiencyLevel, values, line=line)

    def plan_skill(self, skill: DesiredSkill) -> int:
        """Plan a skill with its levels and their indicators.

        Returns its primary key, or the number that stands for it.
        """
        entry = self.existing.skills.get(skill.key) if isinstance(skill.key, int) else None
        self.builder.begin_whole(Skill, entry.pk if entry else 0, skill.title)
        if entry:
            pk = entry.pk
            values = desired_values(entry, skill, self.choices)
            values = with_origin(entry, values, self.choices, skill.line)
            self.builder.change(Skill, entry, values, line=skill.line)
        else:
            pk = self.builder.create(Skill, self._new_values(skill), line=skill.line)
        for key, level in skill.levels.items():
            self._plan_level(pk, self.level_pks[skill.framework, key], level)
        return pk

    def _new_values(self, skill: DesiredSkill) -> dict[str, Any]:
        framework = self.framework_pks[skill.framework]
        self.last[framework] += 1
        return {
            "framework_id": framework,
            "title": skill.title,
            "slug": self.skill_slugs.take(skill.title, framework, otherwise="skill"),
            "kind": self._kind(skill.framework),
            "definition": skill.description,
            "aliases": desired_aliases("", skill.aliases),
            "position": self.last[framework],
            "status": self.choices.status,
        } | origin(self.source, skill.line)

    def _kind(self, framework: Key) -> str:
        """What sort of skill a new one is: that of the framework's others, else by its scale.

        Empty where neither says it.
        """
        kinds = self.kinds.get(framework, set())
        if len(kinds) == 1:
            return min(kinds)
        words = {title.casefold() for title in self.scales[framework].titles.values()}
        specialist = bool(words) and words <= set(WORDS)
        return SkillKind.SPECIALIST.value if specialist else ""

    def _plan_level(self, skill: int, level: int, desired: DesiredLevel) -> None:
        entry = self.existing.skill_level(skill, level)
        found = match_indicators(self.existing.indicators_at(skill, level), desired.behaviours)
        if entry:
            pk = entry.pk
            description = desired_text(entry.values["description"], desired.description)
            said = {"description": description}
            values = with_origin(entry, said, self.choices, desired.line)
            if found.differ:
                values |= moved_origin(entry, self.choices, desired.line)
            self.builder.change(SkillLevel, entry, values, line=desired.line)
        else:
            values = {"skill_id": skill, "level_id": level, "description": desired.description}
            values |= origin(self.source, desired.line)
            pk = self.builder.create(SkillLevel, values, line=desired.line)
        self._plan_indicators(pk, found)

    def _plan_indicators(self, skill_level: int, found: MatchedIndicators) -> None:
        for entry in found.removed:
            self.builder.remove(Indicator, entry)
        for indicator in found.desired:
            if indicator.entry:
                entry, line = indicator.entry, indicator.line
                self.builder.change(Indicator, entry, indicator.values, line=line)
            else:
                values = {**indicator.values, "skill_level_id": skill_level}
                self.builder.create(Indicator, values, line=indicator.line)


def last_positions(existing: ExistingSkills) -> Counter[int]:
    last: Counter[int] = Counter()
    for entry in existing.skills.values():
        framework = entry.values["framework_id"]
        last[framework] = max(last[framework], entry.values["position"])
    return last


def kinds_by_framework(existing: ExistingSkills) -> dict[Key, set[str]]:
    kinds: dict[Key, set[str]] = defaultdict(set)
    for entry in existing.skills.values():
        kinds[entry.values["framework_id"]].add(entry.values["kind"])
    return kinds


def desired_values(entry: ExistingEntry, skill: DesiredSkill, choices: Choices) -> dict[str, Any]:
    return {
        "definition": desired_text(entry.values["definition"], skill.description),
        "aliases": desired_aliases(entry.values["aliases"], skill.aliases),
        "status": desired_status(entry, choices),
    }


def desired_status(entry: ExistingEntry, choices: Choices) -> str:
    """The status of an entry that a file names: what was withdrawn comes back."""
    status = entry.values["status"]
    return choices.status if status == Status.WITHDRAWN else status


def first_lines(desired: Iterable[DesiredSkill]) -> dict[Key, int]:
    """The first line of each framework, in the order of the file."""
    lines: dict[Key, int] = {}
    for skill in desired:
        lines.setdefault(skill.framework, skill.line)
    return lines
