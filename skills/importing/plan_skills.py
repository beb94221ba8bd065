"""The plan of what a file says of skills: frameworks with their scales, then skill by skill."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capframe.plans.existing import ExistingEntry, read_among, read_parts
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.desired_entries import read_in_batches
from capframe.plans.files.entry_planner import EntryPlanner
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.name_index import Key
from capframe.plans.files.ordered_parts import MatchedParts, find_near_texts, match_parts
from capframe.plans.files.sources import moved_origin
from capframe.plans.files.unnamed import match_or_ask
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.texts import desired_text, tidy_text
from skills.columns import IN_SKILLS_FILE, SKILL
from skills.importing.descriptions import split_description
from skills.importing.renamed_skills import ask_about_left_out
from skills.importing.skill_rows import AskedSkill, Behaviour, DesiredLevel, DesiredSkill, SkillRows
from skills.models import Indicator, ProficiencyLevel, SkillFramework, SkillLevel

SIDES = ("effective", "ineffective")


def plan_skills(file: FileCheck) -> list[AskedSkill]:
    """Find what is wrong with the rows, and plan frameworks, skills, levels and behaviours.

    Returns the rows, each with its skill.
    """
    file.progress("Reading the rows", 0, len(file.rows))
    rows = SkillRows(file, IN_SKILLS_FILE)
    matched = match_or_ask(rows.frameworks, file.rows, SKILL.name, rows.ask_framework)
    named = rows.take(matched)
    if not any(one.name in file.report.headings for one in IN_SKILLS_FILE.behaviours):
        rows.split_descriptions()
    ask_about_left_out(rows)
    file.progress("Reading the rows", len(file.rows), len(file.rows))
    SkillPlanner(rows, EntryPlanner(file)).plan()
    return named


class SkillPlanner:
    def __init__(self, rows: SkillRows, planner: EntryPlanner) -> None:
        self.rows, self.planner, self.builder = rows, planner, planner.builder
        self.last: Counter[int] = Counter()
        self.kinds: dict[int, set[str]] = defaultdict(set)
        for values in rows.skills.existing.values():
            framework = values["framework_id"]
            self.last[framework] = max(self.last[framework], values["position"])
            self.kinds[framework].add(values["kind"])
        # The primary keys of levels, or the numbers that stand for them.
        self.level_pks: dict[tuple[DesiredEntry, Key], int] = {}

    def plan(self) -> None:
        for framework in self.rows.frameworks.found:
            self._plan_framework(framework)
        for batch in read_in_batches(self.rows.skills, "Comparing the skills"):
            levels = ExistingLevels.read(batch)
            for skill in batch:
                self._plan_skill(skill, levels)

    def _plan_framework(self, framework: DesiredEntry) -> None:
        """Plan a framework with its scale: what is new of both."""
        scale = self.rows.scales[framework]
        order = {"levels_in_order": scale.in_order}
        if framework.is_new:
            self.planner.plan(self.rows.frameworks, framework, of_new=order)
        else:
            self.builder.begin_whole(SkillFramework, framework.pk, framework.title)
            entry = ExistingEntry(framework.pk, self.rows.frameworks.existing[framework.pk])
            if not entry.has(order):
                self.builder.change(SkillFramework, entry, order, line=framework.line)
        self.level_pks |= {(framework, pk): pk for pk in scale.titles if isinstance(pk, int)}
        for key, (title, position) in scale.added.items():
            values = {"framework_id": framework.pk, "title": title, "position": position}
            self.level_pks[framework, key] = self.planner.create(
                ProficiencyLevel, values, framework.line
            )

    def _plan_skill(self, skill: DesiredSkill, existing: "ExistingLevels") -> None:
        of_new = {}
        if skill.is_new:
            framework = skill.within.pk
            self.last[framework] += 1
            of_new = {"kind": self._kind(skill), "position": self.last[framework]}
        self.planner.plan(self.rows.skills, skill, of_new=of_new)
        for key, level in skill.levels.items():
            self._plan_level(skill.pk, self.level_pks[skill.within, key], level, existing)

    def _kind(self, skill: DesiredSkill) -> str:
        """What sort of skill a new one is, where the file does not say it: that of all others.

        Empty where these are of several, and for a skill without levels, as others are not.
        """
        kinds = self.kinds.get(skill.within.pk, set())
        return min(kinds) if len(kinds) == 1 and not skill.has_no_level else ""

    def _plan_level(
        self, skill: int, level: int, desired: DesiredLevel, existing: "ExistingLevels"
    ) -> None:
        entry, line = existing.levels.get((skill, level)), desired.record.line
        indicators = existing.indicators.get(entry.pk, []) if entry else []
        find_near_behaviours(indicators, desired.behaviours, self.rows.report)
        found = match_indicators(indicators, desired.behaviours, keeps_ineffective=desired.is_split)
        said: dict[str, Any] = {"description": desired_description(entry, desired)}
        if entry and found.differ:
            said |= moved_origin(entry, self.planner.choices, line)
        pk = self.planner.put(SkillLevel, entry, said, line, skill_id=skill, level_id=level)
        for removed in found.removed:
            self.builder.remove(Indicator, removed)
        for part in found.desired:
            self.planner.put_part(Indicator, part, skill_level_id=pk)


def desired_description(entry: ExistingEntry | None, level: DesiredLevel) -> str:
    """The description that a level should have; no behaviour of the file stands in it, too."""
    existing = entry.values["description"] if entry else ""
    if level.is_split and not level.description:
        description = split_description(existing)
        bullets = set() if description.is_mixed else set(description.lines(False))
        stand_twice = bullets and bullets <= {one.effective for one in level.behaviours}
        return description.prose if stand_twice else existing
    return desired_text(existing, level.description)


def match_indicators(
    existing: Sequence[ExistingEntry],
    behaviours: Sequence[Behaviour],
    *,
    keeps_ineffective: bool = False,
) -> MatchedParts:
    """The behaviours of a file, each with the indicator that it continues.

    A side that is blank in all of them (a file without ineffective behaviours) is left alone; the
    bullets of a description take no ineffective behaviour away.
    """
    if not behaviours:
        return MatchedParts()
    sides = [side for side in SIDES if any(getattr(one, side) for one in behaviours)]

    def desired_texts(entry: ExistingEntry | None, behaviour: Behaviour) -> Mapping[str, str]:
        """The texts of an indicator; the existing one where the file says the same."""
        texts = {side: getattr(behaviour, side) for side in sides}
        before = entry.values if entry else {}
        return {
            side: before[side] if tidy_text(before.get(side, "")) == text and entry else text
            for side, text in texts.items()
        }

    old = ["\n".join(tidy_text(entry.values[side]) for side in sides) for entry in existing]
    new = ["\n".join(getattr(one, side) for side in sides) for one in behaviours]
    found = match_parts(existing, behaviours, (old, new), desired_texts)
    gone = [one for one in found.removed if not (keeps_ineffective and one.values["ineffective"])]
    return MatchedParts(found.desired, gone)


def find_near_behaviours(
    existing: Sequence[ExistingEntry], behaviours: Iterable[Behaviour], report: Report
) -> None:
    """Warn of behaviours that are nearly others of the same skill and level."""
    behaviours = list(behaviours)
    for side in SIDES:
        find_near_texts(
            [tidy_text(text) for entry in existing if (text := entry.values[side])],
            [(getattr(one, side), one.record) for one in behaviours],
            report,
            column=side,
            problem="The behaviour differs from another of the same level",
        )


@dataclass(frozen=True, slots=True)
class ExistingLevels:
    """What the catalogue holds of the levels of some skills, as far as a file says something.

    Args:
        levels: by the primary keys of skill and level.
        indicators: by the primary key of the skill level, in order; of levels alone whose
            behaviours the file names.
    """

    levels: Mapping[tuple[int, int], ExistingEntry]
    indicators: Mapping[int, list[ExistingEntry]]

    @classmethod
    def read(cls, skills: Sequence[DesiredSkill]) -> "ExistingLevels":
        """What stands in these skills, in two queries at most."""
        named = {one.pk: one for one in skills if one.levels and not one.is_new}
        found = read_among(SkillLevel, named, "skill_id").values()
        levels = {(one.values["skill_id"], one.values["level_id"]): one for one in found}
        behaved = [
            entry.pk
            for (skill, level), entry in levels.items()
            if (desired := named[skill].levels.get(level)) and desired.behaviours
        ]
        return cls(levels, read_parts(Indicator, "skill_level_id", behaved))
