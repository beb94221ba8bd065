"""What the rows of a file say of entries, each thing under a column of its own."""

from typing import Any, Generic

from capframe.base.models import Entry
from capframe.plans.files.columns import FieldColumn, Misread, fields_of
from capframe.plans.files.desired import D
from capframe.plans.files.import_kinds import FileCheck
from capframe.spreadsheets import names
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.table import Record


class FieldTexts(Generic[D]):
    """What is said of the entries of one model.

    Args:
        model: of the entries.
        file: whose rows say it.
    """

    def __init__(self, model: type[Entry], file: FileCheck) -> None:
        self.report = file.report
        self.fields = fields_of(model, file.columns)
        self._said = [one for one in self.fields if one.name in self.report.headings]
        self.column_values = ColumnValues(self.report.headings)
        self._spellings: dict[str, str] = {}
        self._misread: set[tuple[str, str]] = set()

    def take(self, desired: D, record: Record) -> None:
        """Take what a row says of an entry. A row that says something else makes a fault."""
        for column in self._said:
            text = record.values.get(column.name)
            if text and text != self.column_values.of(desired, column.name):
                row = self._spelt_alike(column, text, record)
                self.column_values.add(desired, desired.in_words, row, [column.name])

    def _spelt_alike(self, column: FieldColumn, text: str, record: Record) -> Record:
        """The row with a text as it is written first, or as it is understood."""
        same = text
        if column.in_any_case:
            same = self._spellings.setdefault(names.folded(text), text)
        elif column.parse is not None:
            try:
                same = str(column.parse(text))
            except Misread as error:
                self._misread.add((column.name, text))
                self.report.fault(record, column.name, error.problem, error.remedy)
        return record if same == text else record.with_values({**record.values, column.name: same})

    def report_disagreements(self) -> None:
        """Tell of rows that disagree, when all are taken."""
        self.report.errors += self.column_values.faults

    def said(self, desired: D, column: FieldColumn) -> str:
        """What the file says of an entry under a column, empty where it says nothing."""
        text = self.column_values.of(desired, column.name)
        return "" if (column.name, text) in self._misread else text

    def desired_values(self, desired: D) -> dict[str, Any]:
        """The values that the file gives; those that are there, where it says the same."""
        before = desired.entry.values if desired.entry else {}
        return {
            column.field_name: column.desired_value(before.get(column.field_name, ""), text)
            for column in self._said
            if column.field_name and (text := self.said(desired, column))
        }
