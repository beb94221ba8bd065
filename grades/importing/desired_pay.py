"""What the rows of a file of grades say of pay."""

from dataclasses import dataclass
from decimal import Decimal

from capframe.plans.files.columns import parse_cell
from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.names import folded
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from grades.columns import (
    CURRENCY,
    EMPLOYER,
    LOCATION,
    MAXIMUM,
    MINIMUM,
    PAY_NOTE,
    PERIOD,
    VALID_FROM,
)
from grades.importing.amounts import (
    Amount,
    parse_amount,
    parse_currency,
    parse_period_cell,
    parse_range,
)
from grades.importing.cells import parse_day
from grades.plain import PERIODS, POUNDS, amounts_of, money

# What tells pay of a grade from its other pay: folded employer and location, and the day.
PayKey = tuple[str, str, str | None]
PAY_COLUMNS = (
    *(EMPLOYER, LOCATION, MINIMUM, MAXIMUM),
    *(PERIOD, CURRENCY, VALID_FROM, PAY_NOTE),
)
# What pay cannot be without, and what its author should fill in.
REQUIRED_FOR_PAY = (
    (MINIMUM, "its minimum", "Fill it in; where one amount is paid, it is both."),
    (MAXIMUM, "its maximum", "Fill it in; where one amount is paid, it is both."),
)
YEAR = "year"


@dataclass(frozen=True, slots=True)
class DesiredPay:
    """One pay range; its period is a key of ``PERIODS``, its day as text."""

    employer: str
    location: str
    minimum: Decimal
    maximum: Decimal
    period: str
    currency: str
    valid_from: str | None
    note: str
    record: Record

    @property
    def key(self) -> PayKey:
        return folded(self.employer), folded(self.location), self.valid_from

    def value_of(self, column: Column) -> str:
        if column is PAY_NOTE:
            return f"“{self.note}”"
        return amounts_of(self.minimum, self.maximum, self.period, self.currency)


def differing_column(first: DesiredPay, other: DesiredPay) -> Column | None:
    """The first column in which two rows disagree about the same pay."""
    columns = (MINIMUM, MAXIMUM, PERIOD, CURRENCY, PAY_NOTE)
    pairs = (
        (one, getattr(first, one.field_name), getattr(other, one.field_name)) for one in columns
    )
    return next((column for column, said, here in pairs if said != here), None)


def find_range(record: Record) -> tuple[Amount, Amount] | None:
    """Both ends where one cell has them: the other is blank then, or has the same.

    None where each has a cell of its own, or two cells do not say the same.
    """
    texts = dict.fromkeys(record.get(column.name) for column in (MINIMUM, MAXIMUM))
    said = [text for text in texts if text]
    return parse_range(said[0]) if len(said) == 1 else None


class PayRows:
    """Reads what rows say of pay, and tells a report what is wrong with it."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def take(self, known: dict[PayKey, DesiredPay], grade: str, record: Record) -> None:
        """Take the pay range of a row among those that earlier rows give its grade.

        Rows that disagree make a fault, which calls the grade by these words.
        """
        pay = self.read(grade, record)
        first = known.setdefault(pay.key, pay) if pay else None
        if pay and first and (column := differing_column(first, pay)):
            lines = first.record.line, record.line
            where = f"in {shown(pay.location)}" if pay.location else "without a location"
            self.report.fault(
                record,
                column.name,
                f"Lines {lines[0]} and {lines[1]} disagree about the pay of the {grade} {where}: "
                f"line {lines[0]} says {first.value_of(column)}, line {lines[1]} says "
                f"{pay.value_of(column)}.",
                "Say the same in both, or leave one of them out.",
            )

    def read(self, grade: str, record: Record) -> DesiredPay | None:
        """The pay range of a row, None where it gives none or anything is wrong with it."""
        if not any(record.get(column.name) for column in PAY_COLUMNS):
            return None
        before = len(self.report.errors)
        ends = find_range(record)
        for column, lacking, remedy in REQUIRED_FOR_PAY:
            if not (record.get(column.name) or ends):
                message = f"The row gives pay of the {grade}, but not {lacking}."
                self.report.fault(record, column.name, message, remedy)
        minimum, maximum = ends or [
            parse_cell(record, column, parse_amount, self.report) for column in (MINIMUM, MAXIMUM)
        ]
        day = parse_cell(record, VALID_FROM, parse_day, self.report)
        period = parse_cell(record, PERIOD, parse_period_cell, self.report)
        currency = parse_cell(record, CURRENCY, parse_currency, self.report)
        if len(self.report.errors) > before or minimum is None or maximum is None:
            return None
        amounts = (minimum, maximum)
        units = (
            self._unit(record, PERIOD, [period, *(one.period for one in amounts)]) or YEAR,
            self._unit(record, CURRENCY, [currency, *(one.currency for one in amounts)]) or POUNDS,
        )
        self._find_swapped(record, minimum, maximum, units[1])
        if len(self.report.errors) > before:
            return None
        employer, location, note = (
            record.get(column.name) for column in (EMPLOYER, LOCATION, PAY_NOTE)
        )
        begins = day.isoformat() if day else None
        return DesiredPay(
            employer, location, minimum.value, maximum.value, *units, begins, note, record
        )

    def _unit(self, record: Record, column: Column, said: list[str | None]) -> str | None:
        """The period or currency that the cells of a row say; a fault where they differ."""
        found = list(dict.fromkeys(one for one in said if one))
        if len(found) > 1:
            words = " and ".join(PERIODS.get(one, one) for one in found)
            message = f"The row gives its amounts in several ways: {words}."
            remedy = f"Write both amounts for one {column.name}."
            self.report.fault(record, column.name, message, remedy)
        return found[0] if found else None

    def _find_swapped(
        self, record: Record, minimum: Amount, maximum: Amount, currency: str
    ) -> None:
        if minimum.value > maximum.value:
            least, most = (money(one.value, currency) for one in (minimum, maximum))
            message = f"The minimum, {least}, is more than the maximum, {most}."
            self.report.fault(record, MINIMUM.name, message, "Swap them, or correct the wrong one.")
