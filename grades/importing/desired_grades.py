"""What a file of grades wishes for: its rows brought together by structure, grade and pay."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from capframe.plans.name_index import Key, Known, Naming
from capframe.spreadsheets.column_values import Facts
from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.names import folded
from capframe.spreadsheets.report import Findings
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
class PayWish:
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
class GradeWish:
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
    pay: dict[tuple[str, str | None], PayWish] = field(default_factory=dict)


@dataclass(slots=True)
class StructureWish:
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
    grades: dict[Key, GradeWish] = field(default_factory=dict)


class Reading:
    """Brings rows together by structure, grade and pay.

    Args:
        structures: the known structures.
        grades: the known grades of a structure, by its key.
        findings: is told what is wrong.
    """

    def __init__(self, structures: Known, grades: Mapping[Key, Known], findings: Findings) -> None:
        self.structures, self.grades, self.findings = structures, grades, findings
        self.facts = Facts(findings.headings)
        self.wishes: dict[Key, StructureWish] = {}

    def read(self, rows: Iterable[tuple[Key, Record]]) -> list[StructureWish]:
        """Take in all rows, each with its structure, and tell what they wish for, in order."""
        for structure, record in rows:
            self.take(structure, record)
        for wish in self.wishes.values():
            wish.organisation = self.facts.of(wish.key, ORGANISATION.name)
            wish.description = self.facts.of(wish.key, STRUCTURE_DESCRIPTION.name)
            for grade in wish.grades.values():
                grade.full_title = self.facts.of((wish.key, grade.key), FULL_TITLE.name)
        self.findings.errors += self.facts.faults
        return list(self.wishes.values())

    def take(self, structure: Key, record: Record) -> None:
        """Take in a row of a structure."""
        title = self.structures.titles[structure]
        wish = self.wishes.setdefault(structure, StructureWish(structure, title, record))
        about = [ORGANISATION.name, STRUCTURE_DESCRIPTION.name]
        self.facts.tell(structure, f"grade structure “{shown(title)}”", record, about)
        if grade := self._grade(wish, record):
            about = [FULL_TITLE.name]
            self.facts.tell((structure, grade.key), called(grade), record, about)
            self._take_position(grade, record)
            self._take_pay(grade, record)

    def _grade(self, structure: StructureWish, record: Record) -> GradeWish | None:
        if not record.get(GRADE.name):
            return None
        known = self.grades[structure.key]
        key = Naming(known, GRADE.name, "grade", confirmed=False).key(record, self.findings)
        if key is None:
            return None
        wish = GradeWish(structure.key, key, known.titles[key], record)
        return structure.grades.setdefault(key, wish)

    def _take_position(self, grade: GradeWish, record: Record) -> None:
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

    def _take_pay(self, grade: GradeWish, record: Record) -> None:
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

    def _pay(self, grade: GradeWish, record: Record) -> PayWish | None:
        """The pay range of a row, None where anything is wrong with it."""
        before = len(self.findings.errors)
        for column, lacking, remedy in NEEDED:
            if not record.get(column.name):
                message = f"The row gives pay of the {called(grade)}, but not {lacking}."
                self.findings.fault(record, column.name, message, remedy)
        minimum = self._read(record, MINIMUM, amount_from)
        maximum = self._read(record, MAXIMUM, amount_from)
        day = self._read(record, VALID_FROM, day_from)
        if minimum is not None and maximum is not None and minimum > maximum:
            message = f"The minimum, £{minimum:,}, is more than the maximum, £{maximum:,}."
            self.findings.fault(record, MINIMUM.name, message, "Swap them, or mend the wrong one.")
        if len(self.findings.errors) > before or minimum is None or maximum is None:
            return None
        location = record.get(LOCATION.name)
        return PayWish(location, minimum, maximum, day.isoformat() if day else None, record)

    def _read(self, record: Record, column: Column, read: Callable[[str], V]) -> V | None:
        """What a cell says, None where it is blank or cannot be read, which is a fault."""
        text = record.get(column.name)
        try:
            return read(text) if text else None
        except Misread as error:
            self.findings.fault(record, column.name, error.problem, error.remedy)
            return None

    def _disagree(
        self, record: Record, column: Column, about: str, first: Record, values: tuple[str, str]
    ) -> None:
        self.findings.fault(
            record,
            column.name,
            f"Lines {first.line} and {record.line} disagree about {about}: line {first.line} says "
            f"{values[0]}, line {record.line} says {values[1]}.",
            "Say the same in both, or leave one of them out.",
        )


def called(grade: GradeWish) -> str:
    """What a fault calls a grade."""
    return f"grade “{shown(grade.title)}”"
