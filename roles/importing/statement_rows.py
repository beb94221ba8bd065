"""Brings the rows of a file together by statement, with what each statement asks for."""

from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.desired_entries import DesiredEntries
from capframe.plans.files.import_kinds import FileCheck
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.table import Record
from roles.columns import NOTE, QUALIFICATION, SECTION, SKILL, STATEMENT, STRENGTH
from roles.importing.desired_roles import AskedRow, DesiredLevel, DesiredSection, StatementRow
from roles.importing.strength_cells import parse_strength
from roles.strengths import strength_words

TWICE = "Statements stand twice in a section"
OF_STATEMENT = (NOTE, STRENGTH, QUALIFICATION)


class StatementRows:
    """Takes statements row by row.

    Rows alike but for qualification and strength are one statement that asks for several.
    """

    def __init__(self, file: FileCheck) -> None:
        self.report = file.report
        self.qualifications = DesiredEntries(QUALIFICATION, file, DesiredEntry)
        if QUALIFICATION.name in file.report.headings:
            self.qualifications.read_names()

    def take(self, level: DesiredLevel, record: Record) -> None:
        heading, statement = record.get(SECTION.name), record.get(STATEMENT.name)
        for column in OF_STATEMENT if not statement else ():
            if record.get(column.name):
                message = f"The row has a {column.name}, but no statement that it belongs to."
                self.report.fault(record, column.name, message, "Fill in the statement.")
        if statement and not heading:
            message = "The row has a statement, but no section that it stands in."
            self.report.fault(record, STATEMENT.name, message, "Fill in the section’s heading.")
        if heading:
            section = level.sections.setdefault(heading, DesiredSection(heading, record))
            if statement:
                self._take_statement(level, section, record)

    def _take_statement(self, level: DesiredLevel, section: DesiredSection, record: Record) -> None:
        row = StatementRow(record.get(STATEMENT.name), record.get(NOTE.name), record)
        strength = parse_strength(record, self.report)
        qualification = self.qualifications.find(record)
        if qualification is not None:
            level.names_qualifications = True
            row.asked[qualification] = AskedRow(strength, record)
        else:
            row.strength = strength
        same = section.last_rows.get(row.text)
        if same is None:
            section.add(row)
        elif row.note in ("", same.note) and self._says_more(same, row):
            same.asked |= row.asked
            same.strength = same.strength or row.strength
        elif not (record.get(SKILL.name) and row.note in ("", same.note)):
            self._warn_of_second(section.first_rows[row.text], record)
            section.add(row)

    def _says_more(self, same: StatementRow, row: StatementRow) -> bool:
        """Whether a row of the same words differs from the statement in what it asks alone.

        One that asks for the same in another strength is a fault.
        """
        for qualification, asked in row.asked.items():
            before = same.asked.get(qualification)
            if before and self._disagree(
                before.strength, before.record, asked.strength, row.record
            ):
                return True
            return before is None
        if self._disagree(same.strength, same.record, row.strength, row.record):
            return True
        return same.strength != row.strength or bool(same.asked)

    def _disagree(self, first: str, there: Record, strength: str, here: Record) -> bool:
        if not (first and strength) or first == strength:
            return False
        self.report.fault(
            here,
            STRENGTH.name,
            f"Lines {there.line} and {here.line} disagree about how strongly the statement asks: "
            f"line {there.line} says “{strength_words(first)}”, line {here.line} says "
            f"“{strength_words(strength)}”.",
            "Say it once.",
        )
        return True

    def _warn_of_second(self, first: StatementRow, record: Record) -> None:
        message = (
            f"The statement stands on line {first.record.line} in the same section; it is kept "
            "twice."
        )
        remedy = "Leave this row out, if it is meant once."
        self.report.warn(Remark.NOTE, record, STATEMENT.name, message, remedy, TWICE)
