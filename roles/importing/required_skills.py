"""The skills that a file of roles asks for, read and planned as the skills kind does it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from capframe.plans.existing import read_existing
from capframe.plans.import_kinds import Choices, Progress
from capframe.plans.name_index import Key, NameColumn, NameIndex, warn_of_new
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from roles.importing.columns import NOT_IN_USE
from roles.importing.descriptions import taken_apart
from roles.importing.desired_roles import Ask, DesiredLevel
from skills.importing.check_skills import find_near_behaviours, scales_of, skills_of
from skills.importing.desired_skills import (
    Behaviour,
    DesiredSkill,
    Reading,
    SkillKey,
    levels_named,
)
from skills.importing.existing_skills import ExistingSkills
from skills.importing.indicators import Indicators
from skills.importing.plan_skills import Planning, first_lines
from skills.models import Skill, SkillFramework

# The columns of a file of skills, and what a file of roles calls them.
COLUMNS = {
    "skill_framework": "skill_framework",
    "skill": "skill",
    "skill_description": "skill_description",
    "level": "skill_level",
    "level_description": "skill_level_description",
}
Asking = Sequence[tuple[DesiredLevel, Record]]


class Skills:
    """What the file says of skills.

    Args:
        choices: as chosen for the file.
        report: is told what is wrong.
    """

    def __init__(self, choices: Choices, report: Report) -> None:
        self.choices, self.report = choices, report
        self.has_sections = bool({"section", "statement"} & report.headings.keys())
        frameworks = read_existing(SkillFramework.objects.order_by("pk"))
        self.frameworks = NameIndex(
            (pk, entry.values["title"], entry.values["slug"]) for pk, entry in frameworks.items()
        )
        self._found: dict[tuple[Key, str], Key | None] = {}
        self._by_skill: Mapping[int | None, NameIndex] = {}

    def read(self, asking: Asking) -> None:
        """Take in every row that asks for a skill, and give each level what it asks for."""
        headings = self.report.headings
        report = Report({own: headings.get(name, name) for own, name in COLUMNS.items()})
        if self.choices.skill_framework is None:
            asking = self._with_frameworks(asking)
        levels = {record.line: level for level, record in asking}
        rows = [self._row(record) for _, record in asking]
        name_column = NameColumn(self.frameworks, "skill_framework", "skill framework")
        by_framework = name_column.match_rows(rows, self.choices.skill_framework, report)
        named = list(dict.fromkeys(key for key, _ in by_framework))
        self.existing = ExistingSkills.of([key for key in named if isinstance(key, int)])
        levels_by_name = levels_named(by_framework)
        self.scales = scales_of(named, self.frameworks, self.existing, levels_by_name)
        self.skills = skills_of(named, self.existing)
        self.desired = Reading(self.skills, self.scales, report).read(by_framework)
        self._settle_levels()
        self._find_new_levels(by_framework, report)
        find_near_behaviours(self.desired, self.existing, report)
        self.report.errors += report.errors
        self.report.warnings += report.warnings
        says_none = {r.line for _, r in asking if is_not_in_use(r.get("skill_level"))}
        for framework, row in by_framework:
            self._ask(levels[row.line], framework, row, row.line in says_none)

    def _row(self, record: Record) -> Record:
        """The row as a file of skills has it."""
        values = {own: text for own, name in COLUMNS.items() if (text := record.get(name))}
        if is_not_in_use(values.get("level", "")):
            del values["level"]
            if text := values.pop("level_description", ""):
                self._find_left_out(record, text)
        return Record(record.line, values)

    def _find_left_out(self, record: Record, text: str) -> None:
        if not is_not_in_use(text):
            message = "The description is left out: the skill is asked for without a level."
            remedy = "Name the level, if it is to be kept."
            column = "skill_level_description"
            self.report.warn(Remark.NOTE, record, column, message, remedy)

    def _with_frameworks(self, asking: Asking) -> Asking:
        """The rows with their skill's framework, where the skill's name alone tells it."""
        named = [record for _, record in asking if not record.get("skill_framework")]
        if not named:
            return asking
        by_framework: dict[Key, NameIndex] = defaultdict(NameIndex)
        columns = ("pk", "title", "slug", "framework_id")
        for pk, title, slug, framework in Skill.objects.order_by("pk").values_list(*columns):
            by_framework[framework].add(pk, title, slug)
        framework_of = {
            name: [key for key, known in by_framework.items() if known.find_keys(name)]
            for name in dict.fromkeys(record.get("skill") for record in named)
        }
        self._find_without_framework(named, framework_of)
        return [
            (level, self._with_framework(record, framework_of))
            for level, record in asking
            if record.get("skill_framework") or len(framework_of[record.get("skill")]) == 1
        ]

    def _with_framework(self, record: Record, framework_of: Mapping[str, list[Key]]) -> Record:
        if record.get("skill_framework"):
            return record
        name = self.frameworks.name_in_files(framework_of[record.get("skill")][0])
        return Record(record.line, {**record.values, "skill_framework": name})

    def _find_without_framework(
        self, records: Iterable[Record], framework_of: Mapping[str, list[Key]]
    ) -> None:
        """Find skills that are in no framework, or in several; each once."""
        first = {record.get("skill"): record for record in reversed(list(records))}
        for name, found in framework_of.items():
            if len(found) == 1:
                continue
            titles = " and ".join(f"“{self.frameworks.titles[key]}”" for key in found)
            message = (
                f"The skill “{shown(name)}” stands in several frameworks: {titles}."
                if found
                else f"The catalogue has no skill “{shown(name)}”, and the row names no framework."
            )
            remedy = "Name its skill framework, or choose that of the whole file."
            self.report.fault(first[name], "skill", message, remedy)

    def _settle_levels(self) -> None:
        """Keep of the skills' levels those that the file describes, and find their behaviours.

        In a file without sections the bullets of a description are behaviours. A description with
        prose among them stays as it is.
        """
        for skill in self.desired:
            for wish in skill.levels.values():
                description = taken_apart(wish.description)
                if not self.has_sections and description.parts and not description.is_mixed:
                    record = Record(wish.line, {})
                    wish.description = description.prose
                    wish.behaviours = [
                        Behaviour(text, "", record) for text in description.lines(False)
                    ]
            skill.levels = {
                key: wish
                for key, wish in skill.levels.items()
                if wish.description or wish.behaviours
            }

    def _find_new_levels(self, by_framework: Iterable[tuple[Key, Record]], report: Report) -> None:
        """Have new levels of a scale confirmed."""
        added = {
            (framework, names.folded(title))
            for framework, scale in self.scales.items()
            for title, _ in scale.added.values()
        }
        for framework, row in by_framework if added else ():
            if (key := (framework, names.folded(row.get("level")))) in added:
                added.remove(key)
                warn_of_new(row.get("level"), row, "level", report, "level of skills")

    def _ask(self, level: DesiredLevel, framework: Key, row: Record, says_none: bool) -> None:
        skill = self._skill(framework, row.get("skill"))
        if skill is None:
            return
        name = row.get("level")
        wanted = self.scales[framework].find(name) if name else None
        ask = level.asks.setdefault(
            (framework, skill), Ask((framework, skill), wanted, says_none, row.line)
        )
        if wanted is None and not says_none:
            return
        if ask.level is None and not ask.says_none:
            ask.level, ask.says_none = wanted, says_none
        elif (ask.level, ask.says_none) != (wanted, says_none):
            self._find_two_levels(level, ask, row, name)

    def _find_two_levels(self, level: DesiredLevel, ask: Ask, row: Record, name: str) -> None:
        first = self.scales[ask.skill[0]].titles[ask.level] if ask.level is not None else ""
        was, here = (f"at “{title}”" if title else "without a level" for title in (first, name))
        self.report.fault(
            Record(row.line, {"skill_level": name}),
            "skill_level",
            f"Lines {ask.line} and {row.line} disagree about the {level.words}: line {ask.line} "
            f"asks for “{shown(row.get('skill'))}” {was}, line {row.line} {here}.",
            "Ask for a skill once.",
        )

    def _skill(self, framework: Key, name: str) -> Key | None:
        """Which skill a name means; None where several share it."""
        if (framework, name) not in self._found:
            found = self.skills[framework].find_keys(name)
            self._found[framework, name] = found[0] if len(found) == 1 else None
        return self._found[framework, name]

    def plan(self, progress: Progress) -> "SkillPlanning":
        """Plan the frameworks and skills."""
        planning = SkillPlanning(self.existing, self.frameworks, self.scales, self.choices)
        for framework, line in first_lines(self.desired).items():
            planning.framework(framework, line)
        for wish in self.desired:
            planning.skill(wish)
        progress("Comparing the skills", len(self.desired), len(self.desired))
        return planning


class SkillPlanning(Planning):
    """Plans skills as their own kind does, but takes no ineffective behaviour away.

    A file of roles cannot name one.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.skill_pks: dict[SkillKey, int] = {}

    def skill(self, wish: DesiredSkill) -> None:
        """Plan a skill with its levels and their indicators."""
        super().skill(wish)
        key = wish.key
        self.skill_pks[wish.framework, key] = (
            key if isinstance(key, int) else self.builder.plan.wholes[-1].pk
        )

    def _indicators(self, skill_level: int, found: Indicators) -> None:
        removed = [entry for entry in found.removed if not entry.values["ineffective"]]
        super()._indicators(skill_level, Indicators(found.desired, removed))


def is_not_in_use(text: str) -> bool:
    """Whether a cell says that there is no level."""
    return names.folded(text) == NOT_IN_USE
