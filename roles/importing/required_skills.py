"""The skills that a file of roles asks for, taken and planned as the skills kind does it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from capframe.plans.existing import read_existing
from capframe.plans.import_kinds import Choices, Progress
from capframe.plans.name_index import Key, NameColumn, NameIndex, index_names, warn_of_new
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.placeholders import is_not_in_use
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from roles.importing.descriptions import split_description
from roles.importing.desired_roles import DesiredLevel, RequiredSkill
from roles.importing.strength_cells import parse_assessed
from skills.importing.check_skills import find_near_behaviours_of, index_skills, make_scales
from skills.importing.desired_skills import (
    Behaviour,
    DesiredSkill,
    SkillKey,
    SkillRows,
    find_named_levels,
)
from skills.importing.existing_skills import ExistingSkills
from skills.importing.indicators import MatchedIndicators
from skills.importing.plan_skills import SkillPlanner, first_lines
from skills.models import Skill, SkillFramework

# The columns of a file of skills, and what a file of roles calls them.
REQUIRED_SKILL_COLUMNS = {
    "skill_framework": "skill_framework",
    "skill": "skill",
    "skill_description": "skill_description",
    "level": "skill_level",
    "level_description": "skill_level_description",
}
LevelRows = Sequence[tuple[DesiredLevel, Record]]


class RequiredSkills:
    """What the file says of skills, and which of them each level asks for."""

    def __init__(self, choices: Choices, report: Report) -> None:
        self.choices, self.report = choices, report
        self.has_sections = bool({"section", "statement"} & report.headings.keys())
        frameworks = read_existing(SkillFramework.objects.order_by("pk"))
        self.frameworks = index_names(frameworks.values())
        self._found: dict[tuple[Key, str], Key | None] = {}

    def take(self, skill_rows: LevelRows) -> None:
        """Give each level the skills that these rows, each with its level, ask for."""
        columns, headings = REQUIRED_SKILL_COLUMNS.items(), self.report.headings
        report = Report({column: headings.get(name, name) for column, name in columns})
        chosen = self.choices.defaults.get("skill_framework")
        if chosen is None:
            skill_rows = self._with_frameworks(skill_rows)
        levels = {record.line: level for level, record in skill_rows}
        rows = [self._as_skill_row(record) for _, record in skill_rows]
        name_column = NameColumn(self.frameworks, "skill_framework", "skill framework")
        by_framework = name_column.match_rows(rows, chosen, report)
        named = list(dict.fromkeys(key for key, _ in by_framework))
        self.existing = ExistingSkills.read([key for key in named if isinstance(key, int)])
        named_levels = find_named_levels(by_framework)
        self.scales = make_scales(named, self.frameworks, self.existing, named_levels)
        self.skills = index_skills(named, self.existing)
        rows_of_skills = SkillRows(self.skills, self.scales, report)
        self.desired = rows_of_skills.bring_together(by_framework)
        rows_of_skills.find_same_names(self.existing.skills)
        self._settle_levels()
        self._find_new_levels(by_framework, report)
        find_near_behaviours_of(self.desired, self.existing, report)
        self.report.errors += report.errors
        self.report.warnings += report.warnings
        says_none = {r.line for _, r in skill_rows if is_not_in_use(r.get("skill_level"))}
        assessed = {r.line: parse_assessed(r, self.report) for _, r in skill_rows}
        for framework, row in by_framework:
            required = self._require(levels[row.line], framework, row, row.line in says_none)
            if required:
                required.assessed = required.assessed or assessed[row.line]

    def _as_skill_row(self, record: Record) -> Record:
        """The row as a file of skills has it."""
        columns = REQUIRED_SKILL_COLUMNS.items()
        values = {column: text for column, name in columns if (text := record.get(name))}
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

    def _with_frameworks(self, skill_rows: LevelRows) -> LevelRows:
        """The rows with their skill's framework, where the skill's name alone says it."""
        named = [record for _, record in skill_rows if not record.get("skill_framework")]
        if not named:
            return skill_rows
        by_framework: dict[Key, NameIndex] = defaultdict(NameIndex)
        columns = ("pk", "title", "slug", "framework_id")
        for pk, title, slug, framework in Skill.objects.order_by("pk").values_list(*columns):
            by_framework[framework].add(pk, title, slug)
        framework_of = {
            name: [key for key, index in by_framework.items() if index.find_keys(name)]
            for name in dict.fromkeys(record.get("skill") for record in named)
        }
        self._find_without_framework(named, framework_of)
        return [
            (level, self._with_framework(record, framework_of))
            for level, record in skill_rows
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
            for level in skill.levels.values():
                description = split_description(level.description)
                if not self.has_sections and description.parts and not description.is_mixed:
                    record = Record(level.line, {})
                    level.description = description.prose
                    level.behaviours = [
                        Behaviour(text, "", record) for text in description.lines(False)
                    ]
            skill.levels = {
                key: level
                for key, level in skill.levels.items()
                if level.description or level.behaviours
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

    def _require(
        self, level: DesiredLevel, framework: Key, row: Record, says_none: bool
    ) -> RequiredSkill | None:
        """Have the level ask for the skill of a row; None where several share its name."""
        skill = self._find_skill(framework, row.get("skill"))
        if skill is None:
            return None
        key, name = (framework, skill), row.get("level")
        skill_level = self.scales[framework].find_level(name) if name else None
        required = level.required_skills.setdefault(
            key, RequiredSkill(key, skill_level, says_none, row.line)
        )
        if skill_level is None and not says_none:
            return required
        if required.level is None and not required.says_none:
            required.level, required.says_none = skill_level, says_none
        elif (required.level, required.says_none) != (skill_level, says_none):
            self._report_two_levels(level, required, row)
        return required

    def _report_two_levels(self, level: DesiredLevel, required: RequiredSkill, row: Record) -> None:
        scale, name = self.scales[required.skill[0]], row.get("level")
        first = scale.titles[required.level] if required.level is not None else ""
        was, here = (f"at “{title}”" if title else "without a level" for title in (first, name))
        self.report.fault(
            Record(row.line, {"skill_level": name}),
            "skill_level",
            f"Lines {required.line} and {row.line} disagree about the {level.in_words}: line "
            f"{required.line} asks for “{shown(row.get('skill'))}” {was}, line {row.line} {here}.",
            "Ask for a skill once.",
        )

    def _find_skill(self, framework: Key, name: str) -> Key | None:
        """Which skill a name means; None where several share it."""
        if (framework, name) not in self._found:
            found = self.skills[framework].find_keys(name)
            self._found[framework, name] = found[0] if len(found) == 1 else None
        return self._found[framework, name]

    def plan(self, progress: Progress) -> "RequiredSkillPlanner":
        """Plan the frameworks and skills. Returns the planner, with all that it has planned."""
        planner = RequiredSkillPlanner(self.existing, self.frameworks, self.scales, self.choices)
        for framework, line in first_lines(self.desired).items():
            planner.plan_framework(framework, line)
        for skill in self.desired:
            planner.plan_skill(skill)
        progress("Comparing the skills", len(self.desired), len(self.desired))
        return planner


class RequiredSkillPlanner(SkillPlanner):
    """Plans skills as their own kind does, but takes no ineffective behaviour away.

    A file of roles cannot name one.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.skill_pks: dict[SkillKey, int] = {}

    def plan_skill(self, skill: DesiredSkill) -> int:
        pk = super().plan_skill(skill)
        self.skill_pks[skill.framework, skill.key] = pk
        return pk

    def _plan_indicators(self, skill_level: int, found: MatchedIndicators) -> None:
        removed = [entry for entry in found.removed if not entry.values["ineffective"]]
        super()._plan_indicators(skill_level, MatchedIndicators(found.desired, removed))
