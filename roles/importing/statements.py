"""The statements of a file: brought together, compared with those that are there, and planned."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from capframe.plans.existing import ExistingEntry
from capframe.plans.files.columns import Misread, find_choice, parse_cell
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.desired_entries import DesiredEntries
from capframe.plans.files.entry_planner import EntryPlanner
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.ordered_parts import (
    DesiredPart,
    MatchedParts,
    find_near_texts,
    match_parts,
)
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.list_cells import ListColumns
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from capframe.spreadsheets.texts import tidy_text
from roles.columns import (
    JOB_FAMILY,
    LEVEL,
    NOTE,
    QUALIFICATION,
    ROLE,
    SECTION,
    SKILL,
    STATEMENT,
    STRENGTH,
)
from roles.importing.desired_roles import AskedRow, DesiredLevel, DesiredSection, StatementRow
from roles.models import Qualification, QualificationRequirement, Statement
from roles.strengths import Strength, strength_words

TWICE = "Statements stand twice in a section"
OF_STATEMENT = (NOTE, STRENGTH, QUALIFICATION)
STATEMENT_LISTS = ListColumns(
    (STATEMENT.name,),
    within=(JOB_FAMILY.name, ROLE.name, LEVEL.name, SECTION.name),
    alike=(STRENGTH.name,),
    of_one=(NOTE.name, QUALIFICATION.name),
)


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
        strength = parse_cell(record, STRENGTH, parse_strength, self.report) or ""
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
            return before is None or self._disagree(before, asked)
        first, here = (AskedRow(one.strength, one.record) for one in (same, row))
        return self._disagree(first, here) or first.strength != here.strength or bool(same.asked)

    def _disagree(self, first: AskedRow, here: AskedRow) -> bool:
        if not (first.strength and here.strength) or first.strength == here.strength:
            return False
        lines = first.record.line, here.record.line
        self.report.fault(
            here.record,
            STRENGTH.name,
            f"Lines {lines[0]} and {lines[1]} disagree about how strongly the statement asks: "
            f"line {lines[0]} says “{strength_words(first.strength)}”, line {lines[1]} says "
            f"“{strength_words(here.strength)}”.",
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


def parse_strength(text: str) -> str:
    """The strength that a text names. Raises Misread."""
    if (found := find_choice(Strength, text)) is None:
        raise misread_choice(STRENGTH.name, map(strength_words, Strength))
    return found


def misread_choice(column: str, known: Iterable[str]) -> Misread:
    """What is wrong with a cell that says none of what its column may."""
    listed = "; ".join(f"“{one}”" for one in known)
    return Misread(f"The {column} is none that is known.", f"Write {listed}; or leave it blank.")


def match_statements(
    existing: Sequence[ExistingEntry], rows: Sequence[StatementRow]
) -> MatchedParts:
    old = [tidy_text(entry.values["text"]) for entry in existing]
    return match_parts(existing, rows, (old, [row.text for row in rows]), desired_texts)


def desired_texts(entry: ExistingEntry | None, row: StatementRow) -> dict[str, Any]:
    """The texts that a statement should have; what is not said stays."""
    said = {"text": row.text, "note": row.note, "strength": row.strength}
    if entry is None:
        return said
    differing = {k: v for k, v in said.items() if v and tidy_text(entry.values[k]) != v}
    return {"text": entry.values["text"], **differing}


def find_near_statements(
    existing: Iterable[ExistingEntry], sections: Iterable[MatchedParts], report: Report
) -> None:
    """Warn of new words that differ from others of the level in case, spacing, punctuation only."""
    reworded = [part for matched in sections for part in matched.desired if is_reworded(part)]
    if reworded:
        find_near_texts(
            [tidy_text(entry.values["text"]) for entry in existing],
            [(part.row.text, part.row.record) for part in reworded],
            report,
            column=STATEMENT.name,
            problem="The statement differs from another of the same role level",
        )


def is_reworded(part: DesiredPart) -> bool:
    """Whether a statement's words are not in the catalogue as they are."""
    return part.entry is None or part.entry.values["text"] != part.values["text"]


class StatementPlanner:
    def __init__(self, planner: EntryPlanner) -> None:
        self.planner, self.builder = planner, planner.builder
        # What the statements that are there ask for, by statement.
        self.existing: Mapping[int, list[ExistingEntry]] = {}

    def plan(self, section: int, statements: MatchedParts, asking_level: int | None) -> None:
        """Plan a section's statements, and what they ask for where their role level is given.

        Else the file names no qualification of it, and these stay.
        """
        self.remove(statements.removed)
        for part in statements.desired:
            pk = self.planner.put_part(Statement, part, section_id=section)
            if asking_level is not None:
                self._plan_asked(part.row.asked, statement_id=pk, role_level_id=asking_level)

    def remove(self, statements: Iterable[ExistingEntry]) -> None:
        for statement in statements:
            for entry in self.existing.get(statement.pk, ()):
                self.builder.remove(QualificationRequirement, entry)
            self.builder.remove(Statement, statement)

    def _plan_asked(self, asked: Mapping[DesiredEntry, AskedRow], **of_new: int) -> None:
        """Let a statement ask for exactly what the file says."""
        entries = self.existing.get(of_new["statement_id"], ())
        there = {entry.values["qualification_id"]: entry for entry in entries}
        for one, row in asked.items():
            line = row.record.line
            if not one.pk:
                values = {"title": one.title, "slug": one.slug}
                one.pk = self.planner.create_apart(Qualification, values, one.title, line)
            said = {"strength": row.strength} if row.strength else {}
            entry = there.pop(one.pk, None)
            new = {**of_new, "qualification_id": one.pk}
            self.planner.put(QualificationRequirement, entry, said, line, **new)
        for entry in there.values():
            self.builder.remove(QualificationRequirement, entry)
