"""What a file of grades wishes for: its rows brought together by structure, grade and pay."""

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
from grades.importing.cells import Misread, amount_from, day_from, position_from
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
OF_PAY = (LOCATION, MINIMUM, MAXIMUM, VALID_FROM)
# What pay cannot be without, and what its author should fill in.
NEEDED = (
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
        record: the row.
    """

    location: str
    minimum: int
    maximum: int
    valid_from: str | None
    record: Record

    @property
    def amounts(self) -> str:
        """Minimum and maximum in words."""
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
        positioned: the first row that says it.
        pay: by folded location and day.
    """

    structure: Key
    key: Key
    title: str
    record: Record
    full_title: str = ""
    position: int | None = None
    positioned: Record = NO_RECORD
    pay: dict[tuple[str, str | None], DesiredPay] = field(default_factory=dict)


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


class Reading:
    """Brings rows together by structure, grade and pay.

    Args:
        structures: the known structures.
        grades: the known grades of a structure, by its key.
        report: is told what is wrong.
    """

    def __init__(
        self, structures: NameIndex, grades: Mapping[Key, NameIndex], report: Report
    ) -> None:
        self.structures, self.grades, self.report = structures, grades, report
        self.column_values = ColumnValues(report.headings)
        self.desired: dict[Key, DesiredStructure] = {}

    def read(self, rows: Iterable[tuple[Key, Record]]) -> list[DesiredStructure]:
        """Take in all rows, each with its structure, and tell what they wish for, in order."""
        for structure, record in rows:
            self.take(structure, record)
        for wish in self.desired.values():
            wish.organisation = self.column_values.of(wish.key, ORGANISATION.name)
            wish.description = self.column_values.of(wish.key, STRUCTURE_DESCRIPTION.name)
            for grade in wish.grades.values():
                grade.full_title = self.column_values.of((wish.key, grade.key), FULL_TITLE.name)
        self.report.errors += self.column_values.faults
        return list(self.desired.values())

    def take(self, structure: Key, record: Record) -> None:
        """Take in a row of a structure."""
        title = self.structures.titles[structure]
        wish = self.desired.setdefault(structure, DesiredStructure(structure, title, record))
        about = [ORGANISATION.name, STRUCTURE_DESCRIPTION.name]
        self.column_values.add(structure, f"grade structure “{shown(title)}”", record, about)
        if grade := self._grade(wish, record):
            about = [FULL_TITLE.name]
            self.column_values.add((structure, grade.key), called(grade), record, about)
            self._take_position(grade, record)
            self._take_pay(grade, record)

    def _grade(self, structure: DesiredStructure, record: Record) -> DesiredGrade | None:
        if not record.get(GRADE.name):
            return None
        known = self.grades[structure.key]
        key = NameColumn(known, GRADE.name, "grade", confirmed=False).find_key(record, self.report)
        if key is None:
            return None
        wish = DesiredGrade(structure.key, key, known.titles[key], record)
        return structure.grades.setdefault(key, wish)

    def _take_position(self, grade: DesiredGrade, record: Record) -> None:
        position = self._read(record, POSITION, position_from)
        if grade.positioned is NO_RECORD and record.get(POSITION.name):
            grade.position, grade.positioned = position, record
        if position is None or grade.position in (None, position):
            return
        self._disagree(
            record,
            POSITION,
            f"the position of the {called(grade)}",
            grade.positioned,
            (str(grade.position), str(position)),
        )

    def _take_pay(self, grade: DesiredGrade, record: Record) -> None:
        if not any(record.get(column.name) for column in OF_PAY):
            return
        pay = self._pay(grade, record)
        if pay is None:
            return
        first = grade.pay.setdefault((folded(pay.location), pay.valid_from), pay)
        if (first.minimum, first.maximum) != (pay.minimum, pay.maximum):
            self._disagree(
                record,
                MINIMUM if first.minimum != pay.minimum else MAXIMUM,
                f"the pay of the {called(grade)} in {shown(pay.location)}",
                first.record,
                (first.amounts, pay.amounts),
            )

    def _pay(self, grade: DesiredGrade, record: Record) -> DesiredPay | None:
        """The pay range of a row, None where anything is wrong with it."""
        before = len(self.report.errors)
        for column, lacking, remedy in NEEDED:
            if not record.get(column.name):
                message = f"The row gives pay of the {called(grade)}, but not {lacking}."
                self.report.fault(record, column.name, message, remedy)
        minimum = self._read(record, MINIMUM, amount_from)
        maximum = self._read(record, MAXIMUM, amount_from)
        day = self._read(record, VALID_FROM, day_from)
        if minimum is not None and maximum is not None and minimum > maximum:
            message = f"The minimum, £{minimum:,}, is more than the maximum, £{maximum:,}."
            self.report.fault(record, MINIMUM.name, message, "Swap them, or mend the wrong one.")
        if len(self.report.errors) > before or minimum is None or maximum is None:
            return None
        location = record.get(LOCATION.name)
        return DesiredPay(location, minimum, maximum, day.isoformat() if day else None, record)

    def _read(self, record: Record, column: Column, read: Callable[[str], V]) -> V | None:
        """What a cell says, None where it is blank or cannot be read, which is a fault."""
        text = record.get(column.name)
        try:
            return read(text) if text else None
        except Misread as error:
            self.report.fault(record, column.name, error.problem, error.remedy)
            return None

    def _disagree(
        self, record: Record, column: Column, about: str, first: Record, values: tuple[str, str]
    ) -> None:
        self.report.fault(
            record,
            column.name,
            f"Lines {first.line} and {record.line} disagree about {about}: line {first.line} says "
            f"{values[0]}, line {record.line} says {values[1]}.",
            "Say the same in both, or leave one of them out.",
        )


def called(grade: DesiredGrade) -> str:
    """What a fault calls a grade."""
    return f"grade “{shown(grade.title)}”"
