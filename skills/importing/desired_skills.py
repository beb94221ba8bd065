"""What a file of skills asks for: its rows brought together by skill and level."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from capframe.plans.name_index import Key, NameColumn, NameIndex
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from skills.importing.columns import (
    EFFECTIVE,
    INEFFECTIVE,
    LEVEL,
    LEVEL_DESCRIPTION,
    SKILL,
    SKILL_DESCRIPTION,
)
from skills.importing.scale import Scale

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
        line: the first that names it.
        description: empty where the file says nothing.
        levels: by the level's key.
    """

    framework: Key
    key: Key
    title: str
    line: int
    description: str = ""
    levels: dict[Key, DesiredLevel] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        return f"skill “{shown(self.title)}”"


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
        for (framework, key), skill in self.desired.items():
            skill.description = self.column_values.of((framework, key), SKILL_DESCRIPTION.name)
            for level_key, level in skill.levels.items():
                about = (framework, key, level_key)
                level.description = self.column_values.of(about, LEVEL_DESCRIPTION.name)
        return list(self.desired.values())

    def _take(self, framework: Key, record: Record) -> None:
        skill = self._find_skill(framework, record) if record.get(SKILL.name) else None
        if skill is None:
            return
        about = (framework, skill.key)
        self.column_values.add(about, skill.in_words, record, [SKILL_DESCRIPTION.name])
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
        new = DesiredSkill(framework, key, skills.titles[key], record.line)
        return self.desired.setdefault((framework, key), new)

    def _take_level(self, skill: DesiredSkill, name: str, record: Record) -> None:
        scale = self.scales[skill.framework]
        key = scale.find_level(name)
        if key is None:
            self.report.fault(record, LEVEL.name, *scale.explain_missing(name))
            return
        level = skill.levels.setdefault(key, DesiredLevel(record.line))
        in_words = f"level “{shown(scale.titles[key])}” of “{shown(skill.title)}”"
        about = (skill.framework, skill.key, key)
        self.column_values.add(about, in_words, record, [LEVEL_DESCRIPTION.name])
        effective, ineffective = record.get(EFFECTIVE.name), record.get(INEFFECTIVE.name)
        if effective or ineffective:
            level.behaviours.append(Behaviour(effective, ineffective, record))
