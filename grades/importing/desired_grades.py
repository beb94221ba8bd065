"""What a file of grades asks for: its rows brought together by structure, grade and pay."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from capframe.plans.name_index import Key, NameColumn, NameIndex
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.names import folded
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from grades.importing.cells import Misread, parse_amount, parse_day, parse_position
from grades.importing.columns import (
    FULL_TITLE,
    GRADE,
    LOCATION,
    MAXIMUM,
    MINIMUM,
    ORGANISATION,
    POSITION,
    STRUCTURE_DESCRIPTION,
    VALID_FROM,
)

V = TypeVar("V")
NO_RECORD = Record(0, {})
PAY_COLUMNS = (LOCATION, MINIMUM, MAXIMUM, VALID_FROM)
# What pay cannot be without, and what its author should fill in.
REQUIRED_FOR_PAY = (
    (LOCATION, "where it holds", "Fill in the location, for example “London” or “National”."),
    (MINIMUM, "its minimum", "Fill it in; where one amount is paid, it is both."),
    (MAXIMUM, "its maximum", "Fill it in; where one amount is paid, it is both."),
)


@dataclass(frozen=True, slots=True)
class DesiredPay:
    """One pay range.

    Args:
        location: as the file writes it.
        minimum: whole pounds.
        maximum: as above.
        valid_from: the day as text, or None.
    """

    location: str
    minimum: int
    maximum: int
    valid_from: str | None
    record: Record

    @property
    def amounts_in_words(self) -> str:
        return f"£{self.minimum:,} to £{self.maximum:,}"


@dataclass(slots=True)
class DesiredGrade:
    """What a file says of a grade.

    Args:
        structure: its structure's key.
        key: its own.
        title: as the catalogue has it, else as the file writes it.
        record: the first row that names it.
        full_title: empty where the file says nothing.
        position: None where the file says nothing.
        position_record: the first row that says it.
        pay: by folded location and day.
    """

    structure: Key
    key: Key
    title: str
    record: Record
    full_title: str = ""
    position: int | None = None
    position_record: Record = NO_RECORD
    pay: dict[tuple[str, str | None], DesiredPay] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        return f"grade “{shown(self.title)}”"


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
                about = (structure.key, grade.key)
                grade.full_title = self.column_values.of(about, FULL_TITLE.name)
        self.report.errors += self.column_values.faults
        return list(self.desired.values())

    def _take(self, key: Key, record: Record) -> None:
        new = DesiredStructure(key, self.structures.titles[key], record)
        structure = self.desired.setdefault(key, new)
        columns = [ORGANISATION.name, STRUCTURE_DESCRIPTION.name]
        self.column_values.add(key, structure.in_words, record, columns)
        if grade := self._find_grade(structure, record):
            about = (key, grade.key)
            self.column_values.add(about, grade.in_words, record, [FULL_TITLE.name])
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
        position = self._parse(record, POSITION, parse_position)
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
        if not any(record.get(column.name) for column in PAY_COLUMNS):
            return
        pay = self._parse_pay(grade, record)
        if pay is None:
            return
        first = grade.pay.setdefault((folded(pay.location), pay.valid_from), pay)
        if (first.minimum, first.maximum) != (pay.minimum, pay.maximum):
            self._report_disagreement(
                record,
                MINIMUM if first.minimum != pay.minimum else MAXIMUM,
                f"the pay of the {grade.in_words} in {shown(pay.location)}",
                first.record,
                (first.amounts_in_words, pay.amounts_in_words),
            )

    def _parse_pay(self, grade: DesiredGrade, record: Record) -> DesiredPay | None:
        """The pay range of a row, None where anything is wrong with it."""
        before = len(self.report.errors)
        for column, lacking, remedy in REQUIRED_FOR_PAY:
            if not record.get(column.name):
                message = f"The row gives pay of the {grade.in_words}, but not {lacking}."
                self.report.fault(record, column.name, message, remedy)
        minimum = self._parse(record, MINIMUM, parse_amount)
        maximum = self._parse(record, MAXIMUM, parse_amount)
        day = self._parse(record, VALID_FROM, parse_day)
        if minimum is not None and maximum is not None and minimum > maximum:
            message = f"The minimum, £{minimum:,}, is more than the maximum, £{maximum:,}."
            self.report.fault(record, MINIMUM.name, message, "Swap them, or mend the wrong one.")
        if len(self.report.errors) > before or minimum is None or maximum is None:
            return None
        location = record.get(LOCATION.name)
        return DesiredPay(location, minimum, maximum, day.isoformat() if day else None, record)

    def _parse(self, record: Record, column: Column, parse: Callable[[str], V]) -> V | None:
        """What a cell says, None where it is blank or cannot be read, which is a fault."""
        text = record.get(column.name)
        try:
            return parse(text) if text else None
        except Misread as error:
            self.report.fault(record, column.name, error.problem, error.remedy)
            return None

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
