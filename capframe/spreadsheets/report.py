"""Collects the faults and warnings of a check, and finds what may be wrong in any kind of file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.faults import Fault, Remark, shown
from capframe.spreadsheets.table import Record


class Report:
    """The faults and warnings found so far.

    Args:
        headings: the heading as the file has it, by the column's name.
    """

    def __init__(self, headings: Mapping[str, str]) -> None:
        self.headings = headings
        self.errors: list[Fault] = []
        self.warnings: list[Fault] = []

    def fault(self, record: Record, column: str, message: str, remedy: str = "") -> None:
        """What must be put right in a row's cell."""
        self.errors.append(self._found(record, column, message, remedy, Remark.FAULT))

    def warn(
        self,
        remark: Remark,
        record: Record,
        column: str,
        message: str,
        remedy: str = "",
        about: str = "",
    ) -> None:
        """What should be looked at in a row's cell; ``about`` is as a fault has it."""
        self.warnings.append(self._found(record, column, message, remedy, remark, about))

    def note(
        self, record: Record, column: str, message: str, remedy: str = "", **alike: Any
    ) -> None:
        """What should be known of a row's cell; ``alike`` says which others are like it."""
        found = self._found(record, column, message, remedy, Remark.NOTE)
        self.warnings.append(replace(found, **alike))

    @property
    def sorted_errors(self) -> tuple[Fault, ...]:
        return tuple(sorted(self.errors, key=lambda fault: fault.line))

    @property
    def sorted_warnings(self) -> tuple[Fault, ...]:
        return tuple(sorted(self.warnings, key=lambda fault: fault.line))

    def _found(
        self,
        record: Record,
        column: str,
        message: str,
        remedy: str,
        remark: Remark,
        about: str = "",
    ) -> Fault:
        heading = record.heading(column, self.headings)
        value = shown(record.get(column))
        return Fault(record.line, heading, value, message, remedy, remark, about)


def without_repeats(records: Iterable[Record], report: Report) -> list[Record]:
    """The rows but for those that repeat an earlier one word for word, which are warned of."""
    records = list(records)
    # Rows that say the same have the same number here; others hardly ever do.
    numbers = [hash(frozenset(record.values.values())) for record in records]
    again = {number for number, times in Counter(numbers).items() if times > 1}
    first: dict[frozenset[tuple[str, str]], int] = {}
    kept = []
    for record, number in zip(records, numbers, strict=True):
        line = record.line
        if number in again:
            line = first.setdefault(frozenset(record.values.items()), line)
        if line == record.line:
            kept.append(record)
        else:
            message = f"The row repeats line {line} word for word; it is taken once."
            report.warn(Remark.REPEAT, record, "", message)
    return kept


def find_too_long(records: Iterable[Record], columns: Iterable[Column], report: Report) -> None:
    limits = {column.name: column.longest for column in columns if column.longest}
    least = min(limits.values(), default=0)
    for record in records if limits else ():
        if max(map(len, record.values.values()), default=0) <= least:
            continue  # as nearly all rows
        for name, text in record.values.items():
            if len(text) > least and len(text) > limits.get(name, len(text)):
                report_too_long(record, limits, report)
                break


def report_too_long(record: Record, limits: Mapping[str, int], report: Report) -> None:
    for name, longest in limits.items():
        if (length := len(record.get(name))) > longest:
            message = f"The text has {length:,} characters; the limit is {longest:,}."
            report.fault(record, name, message, "Shorten it.")


def find_missing(records: Iterable[Record], column: Column, report: Report) -> None:
    """Find rows without a text that every row needs; one fault, where the file has no such column.

    Where the choices stand in for the column, there is nothing to find.
    """
    if column.name not in report.headings:
        message, remedy = (
            f"The file has no column {column.name}.",
            f"Add it: {column.about}",
        )
        report.fault(Record(0, {}), column.name, message, remedy)
        return
    for record in records:
        if not record.values.get(column.name):
            report.fault(
                record, column.name, f"The row has no {column.name}.", "Fill it in, in every row."
            )
