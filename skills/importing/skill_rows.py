"""What a file asks of skills: its rows brought together by framework, skill and level."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.desired_entries import DesiredEntries
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.name_index import Key
from capframe.plans.files.questions import Question
from capframe.spreadsheets.cell_notes import CellNotes
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.columns import NotInUse
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.list_cells import count_marks, warn_of_marks
from capframe.spreadsheets.list_marks import ListLine
from capframe.spreadsheets.placeholders import is_not_in_use
from capframe.spreadsheets.table import Record
from skills.columns import SkillColumns
from skills.importing.descriptions import split_description
from skills.importing.known_levels import list_levels, read_levels
from skills.importing.questions import framework_question, read_scale
from skills.importing.scale import Scale
from skills.models import ProficiencyLevel


class Behaviour(NamedTuple):
    effective: str
    ineffective: str
    record: Record


@dataclass(eq=False, slots=True)
class DesiredLevel:
    """What a file says of a skill at a level.

    Args:
        description: empty where the file says nothing.
        is_split: whether these are the bullets of its description.
    """

    record: Record
    in_words: str
    description: str = ""
    behaviours: list[Behaviour] = field(default_factory=list)
    is_split: bool = False

    def split(self) -> Sequence[ListLine]:
        """Take the bullets of the description for behaviours; one with prose among them stays.

        Returns these bullets with their marks.
        """
        if not self.description:  # one is said once, and many rows name the level
            return ()
        description = split_description(self.description)
        if not description.parts or description.is_mixed:
            return ()
        self.description, self.is_split = description.prose, True
        texts = description.lines(False)
        self.behaviours = [Behaviour(text, "", self.record) for text in texts]
        return description.bullets


@dataclass(eq=False, slots=True)
class DesiredSkill(DesiredEntry):
    """A skill.

    Args:
        levels: what is said of its levels, by the level's key.
        has_no_level: whether all rows that speak of its level say that there is none.
    """

    levels: dict[Key, DesiredLevel] = field(default_factory=dict)
    has_no_level: bool = False


class AskedSkill(NamedTuple):
    """The skill that a row names, and the key of the level; None where it names none."""

    skill: DesiredSkill
    level: Key | None
    record: Record


FrameworkRows = Sequence[tuple[DesiredEntry, Record]]


class SkillRows:
    def __init__(self, file: FileCheck, columns: SkillColumns) -> None:
        self.file, self.columns, self.report = file, columns, file.report
        self.frameworks = DesiredEntries(columns.framework, file, DesiredEntry)
        self.skills = DesiredEntries(columns.skill, file, DesiredSkill, self.frameworks)
        self.level_values = ColumnValues(file.report.headings)
        self._level, self._description = columns.level.name, columns.level_description.name
        of_skill = [one.name for one in self.skills.said_columns]
        # What a row may say beside which skill it is at which level.
        self._saying = frozenset((*of_skill, *columns.of_level))
        self._may_say_none = columns.level.not_in_use is NotInUse.MEANT
        self.scales: dict[DesiredEntry, Scale] = {}
        self._told: set[tuple[DesiredEntry, str]] = set()
        self.frameworks.read_names()

    def ask_framework(self, records: Sequence[Record]) -> Question:
        """Which framework the skills of these rows are in, none of which names one."""
        levels = Counter(filter(None, map(self.level_name, records)))
        return framework_question(records, self.columns.skill.name, levels)

    def take(self, rows: FrameworkRows) -> list[AskedSkill]:
        """Take rows, each with its framework. Returns those that name a skill, with that."""
        self.skills.read_names("kind", "position", "status")
        self.scales = self._read_scales(rows)
        self._warn_of_unknown_order()
        asked = list(self._take_all(self.skills.match_within(rows)))
        self.skills.report_disagreements()
        self.report.errors += self.level_values.faults
        for skill in self.skills.found:
            for level in skill.levels.values():
                column = self.columns.level_description.name
                level.description = self.level_values.of(level, column)
        self.skills.find_same_names()
        return asked

    def split_descriptions(self) -> None:
        """Take the bullets of what skills ask at each level for behaviours; note their marks."""
        column, notes = self.columns.level_description.name, CellNotes()
        for skill in self.skills.found:
            for level in skill.levels.values():
                if bullets := level.split():
                    row = self.level_values.row(level, column)
                    count_marks(row, column, bullets, notes)
        warn_of_marks(notes, self.report)

    def level_name(self, record: Record) -> str:
        """The level that a row names; empty where it names none, or says that there is none."""
        name = record.get(self.columns.level.name)
        return "" if self.says_none(name) else name

    def says_none(self, name: str) -> bool:
        """Whether a cell says that a skill is asked for without a level."""
        return self._may_say_none and is_not_in_use(name)

    def _read_scales(self, rows: FrameworkRows) -> dict[DesiredEntry, Scale]:
        """The scale of each framework, with the levels that the file adds to it."""
        named: dict[DesiredEntry, Counter[str]] = defaultdict(Counter)
        column = self.columns.level.name
        counted = Counter((framework, record.values.get(column)) for framework, record in rows)
        for (framework, name), number in counted.items():
            if name and not self.says_none(name):
                named[framework][name] = number
        there = [one.pk for one in self.frameworks.found if not one.is_new]
        entries = ProficiencyLevel.objects.filter(framework__in=there).in_order()
        levels = read_levels(entries) if there else {}
        known = self.frameworks.existing
        return {
            one: read_scale(
                self.file,
                one,
                levels.get(one.pk, {}),
                named[one],
                in_order=one.is_new or known[one.pk]["levels_in_order"],
            )
            for one in self.frameworks.found
        }

    def _warn_of_unknown_order(self) -> None:
        for framework, scale in self.scales.items():
            if scale.added and not scale.in_order:
                message = (
                    f"Which of the levels of “{shown(framework.title)}” is higher is not known: "
                    "pages list them by name and say so."
                )
                remedy = "Say their places in your answer, where they are known."
                column = self.columns.level.name
                self.report.warn(Remark.NOTE, framework.record, column, message, remedy)

    def _take_all(self, rows: Iterable[tuple[DesiredSkill, Record]]) -> Iterator[AskedSkill]:
        """Take rows, each with its skill; most say of one what an earlier one does, and no more."""
        taken: dict[tuple[DesiredSkill, str], Key | None] = {}
        for skill, record in rows:
            said = skill, record.values.get(self._level, "")
            level = taken.get(said)
            if level is None or not self._saying.isdisjoint(record.values):
                level = taken[said] = self._take(skill, record)
            yield AskedSkill(skill, level, record)

    def _take(self, skill: DesiredSkill, record: Record) -> Key | None:
        """Take what a row says of a skill. Returns the key of the level that it names."""
        self.skills.take(skill, record)
        name = record.values.get(self._level, "")
        says_none = self.says_none(name)
        if name and not says_none:
            skill.has_no_level = False
            return self._take_level(skill, name, record)
        if says_none:
            skill.has_no_level = not skill.levels
        said = [column for column in self.columns.of_level if record.get(column)]
        if said and says_none:
            self._warn_of_left_out(record, said[0])
        elif said:
            self.report.fault(
                record,
                said[0],
                f"The row says what “{shown(skill.title)}” asks, but not at which level.",
                "Fill in the level.",
            )
        return None

    def _warn_of_left_out(self, record: Record, column: str) -> None:
        if not is_not_in_use(record.get(column)):
            message = "The description is left out: the skill is asked for without a level."
            remedy, about = "Name the level, if it is to be kept.", "Descriptions are left out"
            self.report.warn(Remark.NOTE, record, column, message, remedy, about)

    def _ask_or_fault(self, framework: DesiredEntry, name: str, record: Record) -> None:
        """Ask what a level means that a scale of the catalogue has not."""
        scale, column = self.scales[framework], self.columns.level.name
        message, remedy = scale.explain_missing(name)
        ask = self.file.open_values.ask
        has_scale = bool(scale.titles) and not framework.is_new
        about = f"Looked for in “{shown(framework.title)}”."
        if has_scale and ask(column, record, about, list_levels(scale)):
            return
        # A level that is a heading is one mistake, however many cells stand below it.
        told = framework, name
        if told not in self._told or record.heading(column, {}) != name:
            self._told.add(told)
            self.report.fault(record, column, message, remedy)

    def _take_level(self, skill: DesiredSkill, name: str, record: Record) -> Key | None:
        scale = self.scales[skill.within]
        key = scale.find_level(name)
        if key is None:
            if not scale.is_unplaced(name):
                self._ask_or_fault(skill.within, name, record)
            return None
        if key not in skill.levels:
            in_words = f"level “{shown(scale.titles[key])}” of “{shown(skill.title)}”"
            skill.levels[key] = DesiredLevel(record, in_words)
        level = skill.levels[key]
        if record.values.get(self._description):
            self.level_values.add(level, level.in_words, record, [self._description])
        if behaviours := self.columns.behaviours:
            effective, ineffective = (record.get(one.name) for one in behaviours)
            if effective or ineffective:
                level.behaviours.append(Behaviour(effective, ineffective, record))
        return key
