"""The skills that a file of roles asks for, taken and planned as the skills kind does it."""

from collections.abc import Collection, Iterable, Sequence

from capframe.plans.files.columns import find_choice, parse_cell
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.name_index import Key, index_within, warn_of_new
from capframe.plans.files.unnamed import find_answered
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.table import Record
from roles.columns import (
    ASSESSED,
    IN_ROLES_FILE,
    SECTION,
    SKILL,
    SKILL_FRAMEWORK,
    SKILL_LEVEL,
    STATEMENT,
)
from roles.importing.desired_roles import DesiredLevel, RequiredSkill
from roles.importing.statements import misread_choice
from roles.strengths import Assessment
from skills.importing.skill_rows import AskedSkill, SkillRows
from skills.models import Skill

LevelRows = Sequence[tuple[DesiredLevel, Record]]
LostSkills = dict[str, tuple[Record, list[int]]]


def parse_assessed(text: str) -> str:
    """Where a text says that a skill is assessed. Raises Misread."""
    if (found := find_choice(Assessment, text)) is None:
        raise misread_choice(ASSESSED.name, Assessment.values)
    return found


class RequiredSkills:
    """What the file says of skills, and which of them each level asks for."""

    def __init__(self, file: FileCheck) -> None:
        self.file, self.report = file, file.report
        self.rows = SkillRows(file, IN_ROLES_FILE)
        self.has_sections = bool({SECTION.name, STATEMENT.name} & file.report.headings.keys())

    def take(self, skill_rows: LevelRows) -> None:
        """Give each level the skills that these rows, each with its level, ask for."""
        # Several records of a matrix are of one line.
        levels = {id(record): level for level, record in skill_rows}
        rows = skill_rows if ASSESSED.name in self.report.headings else ()
        assessed = {
            id(record): parse_cell(record, ASSESSED, parse_assessed, self.report)
            for _, record in rows
        }
        records = [record for _, record in skill_rows]
        asked = self.rows.take(self._match_frameworks(records))
        self._settle_levels()
        self._find_new_levels(asked)
        for one in asked:
            required = self._require(levels[id(one.record)], one)
            if assessed and not required.assessed:
                required.assessed = assessed.get(id(one.record)) or ""

    def _match_frameworks(self, records: Sequence[Record]) -> list[tuple[DesiredEntry, Record]]:
        """The rows with their skill's framework: named, chosen, or said by the skill's name."""
        frameworks = self.rows.frameworks
        chosen: Key | None = self.file.choices.defaults.get(SKILL_FRAMEWORK.name)
        column = SKILL_FRAMEWORK.name
        nameless = [record for record in records if not record.values.get(column)]
        found, lost = self._find_frameworks(nameless if chosen is None else [])
        if len(nameless) == len(records) and self._is_new_framework(found, lost):
            asked = self.rows.ask_framework(nameless)
            answered = find_answered(frameworks, nameless, asked)
            chosen = answered.key if answered else None
        else:
            for record, several in lost.values():
                self._report_without_framework(record, several)
        if chosen is None and not found:
            return frameworks.match_within((None, record) for record in records)
        matched = []
        for record in records:
            pk = found.get(record.get(SKILL.name)) if chosen is None else chosen
            if (framework := frameworks.find_or(pk, record)) is not None:
                matched.append((framework, record))
        return matched

    def _is_new_framework(self, found: Collection[str], lost: Collection[str]) -> bool:
        """Whether the skills are more likely in a framework of their own than misspelled."""
        most = len(lost) > len(found) and len(lost) > 1
        return most or (bool(lost) and not self.rows.frameworks.index().titles)

    def _find_frameworks(self, records: Sequence[Record]) -> tuple[dict[str, int], LostSkills]:
        """The framework of each skill that these rows name, where its name alone says it.

        And each of the others with its first row and the frameworks that it is in, none or several.
        """
        if not records:
            return {}, {}
        by_framework = index_within(Skill.objects.order_by("pk"), "framework_id")
        settled: dict[str, int] = {}
        lost: LostSkills = {}
        for name, record in {one.get(SKILL.name): one for one in reversed([*records])}.items():
            found = [key for key, index in by_framework.items() if index.find_keys(name)]
            if len(found) == 1:
                settled[name] = found[0]
            else:
                lost[name] = record, found
        return settled, lost

    def _report_without_framework(self, record: Record, found: Iterable[int]) -> None:
        known, name = self.rows.frameworks.index().titles, shown(record.get(SKILL.name))
        titles = " and ".join(f"“{known[key]}”" for key in found)
        message = (
            f"The skill “{name}” stands in several frameworks: {titles}."
            if titles
            else f"The catalogue has no skill “{name}”, and the row names no framework."
        )
        remedy = "Name its skill framework, or choose that of the whole file."
        self.report.fault(record, SKILL.name, message, remedy)

    def _settle_levels(self) -> None:
        """Keep of the skills' levels those that the file describes.

        In a file without sections the bullets of a description are behaviours.
        """
        if not self.has_sections:
            self.rows.split_descriptions()
        for skill in self.rows.skills.found:
            skill.levels = {
                key: level
                for key, level in skill.levels.items()
                if level.description or level.behaviours
            }

    def _find_new_levels(self, asked: Iterable[AskedSkill]) -> None:
        added = {
            (framework, names.folded(title))
            for framework, scale in self.rows.scales.items()
            for title, _ in scale.added.values()
        }
        for one in asked:
            if not added:
                break
            name = one.record.get(SKILL_LEVEL.name)
            if (key := (one.skill.within, names.folded(name))) in added:
                added.remove(key)
                warn_of_new(name, one.record, SKILL_LEVEL.name, self.report, "level of skills")

    def _require(self, level: DesiredLevel, asked: AskedSkill) -> RequiredSkill:
        name = asked.record.values.get(SKILL_LEVEL.name, "")
        says_none = asked.level is None and self.rows.says_none(name)
        required = level.required_skills.get(asked.skill)
        if required is None:
            required = RequiredSkill(asked.skill, asked.level, says_none, asked.record)
            level.required_skills[asked.skill] = required
        elif asked.level is not None or says_none:
            if required.level is None and not required.says_none:
                required.level, required.says_none = asked.level, says_none
            elif (required.level, required.says_none) != (asked.level, says_none):
                self._report_two_levels(level, required, asked)
        return required

    def _report_two_levels(
        self, level: DesiredLevel, required: RequiredSkill, asked: AskedSkill
    ) -> None:
        scale, name = self.rows.scales[asked.skill.within], self.rows.level_name(asked.record)
        first = scale.titles[required.level] if required.level is not None else ""
        was, here = (f"at “{title}”" if title else "without a level" for title in (first, name))
        lines = required.record.line, asked.record.line
        self.report.fault(
            asked.record,
            SKILL_LEVEL.name,
            f"Lines {lines[0]} and {lines[1]} disagree about the {level.in_words}: line "
            f"{lines[0]} asks for “{shown(asked.record.get(SKILL.name))}” {was}, line {lines[1]} "
            f"{here}.",
            "Ask for a skill once.",
        )
