"""The plan of a file of skills: what is made, changed and removed, framework by framework."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from capframe.base.models import Status
from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import ExistingEntry
from capframe.plans.import_kinds import Choices
from capframe.plans.name_index import Key, NameIndex
from capframe.plans.slugs import Slugs
from capframe.plans.sources import lazy_source, moved_origin, origin, with_origin
from capframe.spreadsheets.texts import desired_text
from skills.importing.desired_skills import DesiredLevel, DesiredSkill
from skills.importing.existing_skills import ExistingSkills
from skills.importing.indicators import Indicators, indicators
from skills.importing.scale import WORDS, Scale
from skills.models import Indicator, ProficiencyLevel, Skill, SkillFramework, SkillKind, SkillLevel


class Planning:
    """Turns wishes into a plan.

    Args:
        existing: what the catalogue holds of the frameworks.
        frameworks: all frameworks of the catalogue and the file.
        scales: the scale of each framework that the file names.
        choices: as chosen for the file.
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
        self.kinds = kinds_held(existing)
        # The primary keys of frameworks and levels, or the numbers that stand for them.
        self.framework_pks: dict[Key, int] = {}
        self.level_pks: dict[tuple[Key, Key], int] = {}

    def framework(self, key: Key, line: int) -> None:
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

    def skill(self, wish: DesiredSkill) -> None:
        """Plan a skill with its levels and their indicators."""
        entry = self.existing.skills.get(wish.key) if isinstance(wish.key, int) else None
        self.builder.begin_whole(Skill, entry.pk if entry else 0, wish.title)
        if entry:
            values = skill_values(entry, wish, self.choices.status)
            values = with_origin(entry, values, self.choices, wish.line)
            self.builder.change(Skill, entry, values, line=wish.line)
            number = entry.pk
        else:
            number = self.builder.create(Skill, self._new_skill(wish), line=wish.line)
        for key, level in wish.levels.items():
            self._level(number, self.level_pks[wish.framework, key], level)

    def _new_skill(self, wish: DesiredSkill) -> dict[str, Any]:
        framework = self.framework_pks[wish.framework]
        self.last[framework] += 1
        return {
            "framework_id": framework,
            "title": wish.title,
            "slug": self.skill_slugs.take(wish.title, framework, otherwise="skill"),
            "kind": self._kind(wish.framework),
            "definition": wish.description,
            "position": self.last[framework],
            "status": self.choices.status,
        } | origin(self.source, wish.line)

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

    def _level(self, skill: int, level: int, wish: DesiredLevel) -> None:
        entry = self.existing.skill_level(skill, level)
        found = indicators(self.existing.indicators_at(skill, level), wish.behaviours)
        if entry:
            number = entry.pk
            wanted = {"description": desired_text(entry.values["description"], wish.description)}
            values = with_origin(entry, wanted, self.choices, wish.line)
            if found.differ:
                values |= moved_origin(entry, self.choices, wish.line)
            self.builder.change(SkillLevel, entry, values, line=wish.line)
        else:
            values = {"skill_id": skill, "level_id": level, "description": wish.description}
            values |= origin(self.source, wish.line)
            number = self.builder.create(SkillLevel, values, line=wish.line)
        self._indicators(number, found)

    def _indicators(self, skill_level: int, found: Indicators) -> None:
        for entry in found.removed:
            self.builder.remove(Indicator, entry)
        for wish in found.desired:
            if wish.entry:
                self.builder.change(Indicator, wish.entry, wish.values, line=wish.line)
            else:
                values = {**wish.values, "skill_level_id": skill_level}
                self.builder.create(Indicator, values, line=wish.line)


def last_positions(existing: ExistingSkills) -> Counter[int]:
    """The position of the last skill in each framework."""
    last: Counter[int] = Counter()
    for entry in existing.skills.values():
        framework = entry.values["framework_id"]
        last[framework] = max(last[framework], entry.values["position"])
    return last


def kinds_held(existing: ExistingSkills) -> dict[Key, set[str]]:
    """The sorts of skills in each framework."""
    kinds: dict[Key, set[str]] = defaultdict(set)
    for entry in existing.skills.values():
        kinds[entry.values["framework_id"]].add(entry.values["kind"])
    return kinds


def skill_values(entry: ExistingEntry, wish: DesiredSkill, status: str) -> dict[str, Any]:
    """The values wished for a skill that is there; a withdrawn one comes back."""
    was = entry.values["status"]
    return {
        "definition": desired_text(entry.values["definition"], wish.description),
        "status": status if was == Status.WITHDRAWN else was,
    }


def first_lines(desired: Iterable[DesiredSkill]) -> dict[Key, int]:
    """The first line of each framework, in the order of the file."""
    lines: dict[Key, int] = {}
    for wish in desired:
        lines.setdefault(wish.framework, wish.line)
    return lines
