"""What a file of skills asks for: its rows brought together by skill and level."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from capframe.plans.existing import ExistingEntry
from capframe.plans.name_index import Key, NameColumn, NameIndex
from capframe.plans.same_names import NamedByFile, find_same_names
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from skills.importing.columns import (
    ALIASES,
    EFFECTIVE,
    INEFFECTIVE,
    LEVEL,
    LEVEL_DESCRIPTION,
    SKILL,
    SKILL_DESCRIPTION,
)
from skills.importing.scale import Scale
from skills.models import Skill

# What a file calls the fields with a skill's names.
NAME_COLUMNS = {"title": SKILL.name, "aliases": ALIASES.name}
# What a row says of a level, so that it must name one.
LEVEL_COLUMNS = (LEVEL_DESCRIPTION.name, EFFECTIVE.name, INEFFECTIVE.name)
# A framework's key with a skill's, and with a level's.
SkillKey = tuple[Key, Key]
Rows = Iterable[tuple[Key, Record]]


class Behaviour(NamedTuple):
    """One row's indicator."""

    effective: str
    ineffective: str
    record: Record


@dataclass(slots=True)
class DesiredLevel:
    """What a file says of a skill at a level.

    Args:
        line: the first that names it.
        description: empty where the file says nothing.
        behaviours: its indicators in order.
    """

    line: int
    description: str = ""
    behaviours: list[Behaviour] = field(default_factory=list)


@dataclass(slots=True)
class DesiredSkill:
    """What a file says of a skill.

    Args:
        framework: its framework's key.
        key: its own.
        title: as the catalogue has it, else as the file writes it.
        record: the first row that names it.
        description: empty where the file says nothing.
        aliases: as the file has them, empty where it says nothing.
        levels: by the level's key.
    """

    framework: Key
    key: Key
    title: str
    record: Record
    description: str = ""
    aliases: str = ""
    levels: dict[Key, DesiredLevel] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        return f"skill “{shown(self.title)}”"

    @property
    def line(self) -> int:
        return self.record.line

    @property
    def thing(self) -> SkillKey:
        """What column values know it by."""
        return self.framework, self.key


def find_named_levels(rows: Rows) -> dict[Key, dict[str, None]]:
    """The levels that the file names in each framework, in order, each once."""
    found: dict[Key, dict[str, None]] = defaultdict(dict)
    for framework, record in rows:
        if name := record.get(LEVEL.name):
            found[framework][name] = None
    return found


class SkillRows:
    """Brings rows together by skill and level.

    Args:
        skills: the skills of each framework by name.
        scales: the scale of each framework.
    """

    def __init__(
        self, skills: Mapping[Key, NameIndex], scales: Mapping[Key, Scale], report: Report
    ) -> None:
        self.skills, self.scales, self.report = skills, scales, report
        self.column_values = ColumnValues(report.headings)
        self.desired: dict[SkillKey, DesiredSkill] = {}

    def bring_together(self, rows: Rows) -> Sequence[DesiredSkill]:
        """What all rows, each with its framework, ask for, in the order of the file."""
        for framework, record in rows:
            self._take(framework, record)
        self.report.errors += self.column_values.faults
        for skill in self.desired.values():
            skill.description = self.column_values.of(skill.thing, SKILL_DESCRIPTION.name)
            skill.aliases = self.column_values.of(skill.thing, ALIASES.name)
            for level_key, level in skill.levels.items():
                about = (*skill.thing, level_key)
                level.description = self.column_values.of(about, LEVEL_DESCRIPTION.name)
        return list(self.desired.values())

    def find_same_names(self, existing: Mapping[int, ExistingEntry]) -> None:
        """Find names that skills of one framework share; call it when all rows are together.

        Args:
            existing: the skills of the catalogue in the frameworks that the file names.
        """
        for framework in dict.fromkeys(key for key, _ in self.desired):
            find_same_names(
                Skill,
                [one for one in existing.values() if one.values["framework_id"] == framework],
                [
                    NamedByFile(skill.key, skill.title, skill.record, skill.thing)
                    for skill in self.desired.values()
                    if skill.framework == framework
                ],
                NAME_COLUMNS,
                self.column_values,
                self.report,
            )

    def _take(self, framework: Key, record: Record) -> None:
        skill = self._find_skill(framework, record) if record.get(SKILL.name) else None
        if skill is None:
            return
        columns = [SKILL_DESCRIPTION.name, ALIASES.name]
        self.column_values.add(skill.thing, skill.in_words, record, columns)
        if level := record.get(LEVEL.name):
            self._take_level(skill, level, record)
        elif said := [column for column in LEVEL_COLUMNS if record.get(column)]:
            self.report.fault(
                record,
                said[0],
                f"The row says what “{shown(skill.title)}” asks, but not at which level.",
                "Fill in the level.",
            )

    def _find_skill(self, framework: Key, record: Record) -> DesiredSkill | None:
        skills = self.skills[framework]
        key = NameColumn(skills, SKILL.name, "skill").find_key(record, self.report)
        if key is None:
            return None
        new = DesiredSkill(framework, key, skills.titles[key], record)
        return self.desired.setdefault((framework, key), new)

    def _take_level(self, skill: DesiredSkill, name: str, record: Record) -> None:
        scale = self.scales[skill.framework]
        key = scale.find_level(name)
        if key is None:
            self.report.fault(record, LEVEL.name, *scale.explain_missing(name))
            return
        level = skill.levels.setdefault(key, DesiredLevel(record.line))
        in_words = f"level “{shown(scale.titles[key])}” of “{shown(skill.title)}”"
        about = (*skill.thing, key)
        self.column_values.add(about, in_words, record, [LEVEL_DESCRIPTION.name])
        effective, ineffective = record.get(EFFECTIVE.name), record.get(INEFFECTIVE.name)
        if effective or ineffective:
            level.behaviours.append(Behaviour(effective, ineffective, record))
