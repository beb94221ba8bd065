"""What a file of grades asks for: its rows brought together by structure, grade and pay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from capframe.plans.name_index import Key, NameColumn, NameIndex
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from grades.importing.cells import parse_cell, parse_position
from grades.importing.columns import (
    ALIASES,
    FULL_TITLE,
    GRADE,
    ORGANISATION,
    POSITION,
    STRUCTURE_DESCRIPTION,
)
from grades.importing.desired_pay import DesiredPay, PayKey, PayRows, differing_column

NO_RECORD = Record(0, {})


@dataclass(slots=True)
class DesiredGrade:
    """What a file says of a grade.

    Args:
        structure: its structure's key.
        key: its own.
        title: as the catalogue has it, else as the file writes it.
        record: the first row that names it.
        full_title: empty where the file says nothing.
        aliases: as the file has them, empty where it says nothing.
        position: None where the file says nothing.
        position_record: the first row that says it.
        pay: by folded employer and location, and day.
    """

    structure: Key
    key: Key
    title: str
    record: Record
    full_title: str = ""
    aliases: str = ""
    position: int | None = None
    position_record: Record = NO_RECORD
    pay: dict[PayKey, DesiredPay] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        return f"grade “{shown(self.title)}”"

    @property
    def thing(self) -> tuple[Key, Key]:
        """What column values know it by."""
        return self.structure, self.key


@dataclass(slots=True)
class DesiredStructure:
    """What a file says of a structure; empty where it says nothing.

    Args:
        key: its own.
        title: as the catalogue has it, else as the file writes it.
        record: the first row that names it.
        organisation: whose grades these are.
        description: what the source says of it.
        grades: by key.
    """

    key: Key
    title: str
    record: Record
    organisation: str = ""
    description: str = ""
    grades: dict[Key, DesiredGrade] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        return f"grade structure “{shown(self.title)}”"


class GradeRows:
    """Brings rows together by structure, grade and pay.

    Args:
        structures: all structures by name.
        grades: the grades of a structure by name, by its key.
    """

    def __init__(
        self, structures: NameIndex, grades: Mapping[Key, NameIndex], report: Report
    ) -> None:
        self.structures, self.grades, self.report = structures, grades, report
        self.pay_rows = PayRows(report)
        self.column_values = ColumnValues(report.headings)
        self.desired: dict[Key, DesiredStructure] = {}

    def bring_together(self, rows: Iterable[tuple[Key, Record]]) -> list[DesiredStructure]:
        """What all rows, each with its structure, ask for, in order."""
        for key, record in rows:
            self._take(key, record)
        for structure in self.desired.values():
            structure.organisation = self.column_values.of(structure.key, ORGANISATION.name)
            structure.description = self.column_values.of(structure.key, STRUCTURE_DESCRIPTION.name)
            for grade in structure.grades.values():
                grade.full_title = self.column_values.of(grade.thing, FULL_TITLE.name)
                grade.aliases = self.column_values.of(grade.thing, ALIASES.name)
        self.report.errors += self.column_values.faults
        return list(self.desired.values())

    def _take(self, key: Key, record: Record) -> None:
        new = DesiredStructure(key, self.structures.titles[key], record)
        structure = self.desired.setdefault(key, new)
        columns = [ORGANISATION.name, STRUCTURE_DESCRIPTION.name]
        self.column_values.add(key, structure.in_words, record, columns)
        if grade := self._find_grade(structure, record):
            columns = [FULL_TITLE.name, ALIASES.name]
            self.column_values.add(grade.thing, grade.in_words, record, columns)
            self._take_position(grade, record)
            self._take_pay(grade, record)

    def _find_grade(self, structure: DesiredStructure, record: Record) -> DesiredGrade | None:
        if not record.get(GRADE.name):
            return None
        grades = self.grades[structure.key]
        name_column = NameColumn(grades, GRADE.name, "grade", confirmed=False)
        key = name_column.find_key(record, self.report)
        if key is None:
            return None
        new = DesiredGrade(structure.key, key, grades.titles[key], record)
        return structure.grades.setdefault(key, new)

    def _take_position(self, grade: DesiredGrade, record: Record) -> None:
        position = parse_cell(record, POSITION, parse_position, self.report)
        if grade.position_record is NO_RECORD and record.get(POSITION.name):
            grade.position, grade.position_record = position, record
        if position is None or grade.position in (None, position):
            return
        self._report_disagreement(
            record,
            POSITION,
            f"the position of the {grade.in_words}",
            grade.position_record,
            (str(grade.position), str(position)),
        )

    def _take_pay(self, grade: DesiredGrade, record: Record) -> None:
        pay = self.pay_rows.read(grade.in_words, record)
        if pay is None:
            return
        first = grade.pay.setdefault(pay.key, pay)
        if column := differing_column(first, pay):
            about = f"the pay of the {grade.in_words} in {shown(pay.location)}"
            values = (first.value_of(column), pay.value_of(column))
            self._report_disagreement(record, column, about, first.record, values)

    def _report_disagreement(
        self, record: Record, column: Column, about: str, first: Record, values: tuple[str, str]
    ) -> None:
        self.report.fault(
            record,
            column.name,
            f"Lines {first.line} and {record.line} disagree about {about}: line {first.line} says "
            f"{values[0]}, line {record.line} says {values[1]}.",
            "Say the same in both, or leave one of them out.",
        )
