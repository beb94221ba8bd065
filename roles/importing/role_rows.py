"""Brings the rows of a file of roles together by role level."""

from collections import defaultdict
from collections.abc import Sequence

from capframe.base.near_names import fold_nearly
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.desired_entries import DesiredEntries
from capframe.plans.files.import_kinds import FileCheck
from capframe.spreadsheets.cell_notes import CellNotes
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.list_cells import count_marks, warn_of_marks
from capframe.spreadsheets.placeholders import is_not_in_use
from capframe.spreadsheets.report import find_missing
from capframe.spreadsheets.table import Record
from roles.columns import (
    ASSESSED,
    JOB_FAMILY,
    LEVEL,
    LEVEL_DESCRIPTION,
    ROLE,
    SECTION,
    SKILL,
    SKILL_DESCRIPTION,
    SKILL_LEVEL,
    SKILL_LEVEL_DESCRIPTION,
    STATEMENT,
)
from roles.importing.desired_roles import DesiredLevel, DesiredSection, StatementRow
from roles.importing.statements import OF_STATEMENT, StatementRows
from skills.importing.descriptions import split_description

ABOUT_SKILL = (SKILL_LEVEL, SKILL_DESCRIPTION, SKILL_LEVEL_DESCRIPTION, ASSESSED)
# Above the bullets of a description that have no line of their own that leads to them.
HEADING = "Role Level Description"
# Progress is told after every so many.
EVERY = 1000

# Family, role and level, as a row writes them.
LevelName = tuple[str | None, str | None, str | None]


class RoleRows:
    """The families, roles and role levels that a file names, with what its rows say of each."""

    def __init__(self, file: FileCheck) -> None:
        self.file, self.report = file, file.report
        self.families = DesiredEntries(JOB_FAMILY, file, DesiredEntry)
        self.roles = DesiredEntries(ROLE, file, DesiredEntry, within=self.families)
        self.levels = DesiredEntries(LEVEL, file, DesiredLevel, self.roles)
        self.statements = StatementRows(file)
        self.has_sections = bool({SECTION.name, STATEMENT.name} & file.report.headings.keys())
        columns = (SECTION, STATEMENT, *OF_STATEMENT)
        self._has_statements = any(one.name in file.report.headings for one in columns)
        # Every row that asks for a skill, with its level.
        self.skill_rows: list[tuple[DesiredLevel, Record]] = []

    def bring_together(self) -> None:
        number = len(self.file.rows)
        self.file.progress("Reading the rows", 0, number)
        for done, (level, record) in enumerate(self._match_levels(), start=1):
            self._take(level, record)
            if done % EVERY == 0 and done < number:
                self.file.progress("Reading the rows", done, number)
        self.file.progress("Reading the rows", number, number)
        for entries in (self.roles, self.levels):
            entries.report_disagreements()
        if not self.has_sections:
            self._describe_levels()
        self.roles.find_same_names()

    def _match_levels(self) -> list[tuple[DesiredLevel, Record]]:
        """Each row with its level; of those that name the same, the first alone is matched."""
        rows = self.file.rows
        named = [name_level(record) for record in rows]
        first: dict[LevelName, Record] = {}
        for name, record in zip(named, rows, strict=True):
            first.setdefault(name, record)
        matched = {name_level(one): level for level, one in self._match(list(first.values()))}
        return [
            (matched[name], record)
            for name, record in zip(named, rows, strict=True)
            if name in matched
        ]

    def _match(self, rows: Sequence[Record]) -> list[tuple[DesiredLevel, Record]]:
        self.families.read_names()
        families = match_families(self.families, self.file, rows)
        self.roles.read_names("order_from", "status")
        roles = self.roles.match_within(families)
        self._find_same_elsewhere()
        self.levels.read_names("code", "grade_id", "level_order", "status")
        return self.levels.match_within(roles)

    def _find_same_elsewhere(self) -> None:
        new = [role for role in self.roles.found if role.is_new and fold_nearly(role.title)]
        families: dict[str, list[int]] = defaultdict(list)
        for values in self.roles.existing.values() if new else ():
            families[fold_nearly(values["title"])].append(values["family_id"])
        for role in new:
            same = [pk for pk in families[fold_nearly(role.title)] if pk != role.within.pk]
            if same:
                title = self.families.existing[same[0]]["title"]
                self.report.warn(
                    Remark.NOTE,
                    role.record,
                    ROLE.name,
                    f"A role of this name stands in the family “{shown(title)}”; this one, in "
                    f"“{shown(role.within.title)}”, is another.",
                    "If it is the same, name that family.",
                    "Roles of other families have the name",
                )

    def _take(self, level: DesiredLevel, record: Record) -> None:
        self.roles.take(level.within, record)
        self.levels.take(level, record)
        if self._has_statements:
            self.statements.take(level, record)
        if record.values.get(SKILL.name):
            self.skill_rows.append((level, record))
            return
        for column in ABOUT_SKILL:
            if (text := record.get(column.name)) and not is_not_in_use(text):
                message = f"The row has a {column.name}, but names no skill."
                self.report.fault(record, column.name, message, "Fill in the skill.")

    def _describe_levels(self) -> None:
        """Take the bullets of descriptions for statements, and note their marks."""
        notes = CellNotes()
        for level in self.levels.found:
            self._describe(level, notes)
        warn_of_marks(notes, self.report)

    def _describe(self, level: DesiredLevel, notes: CellNotes) -> None:
        """Make a section of the bullets of a level's description."""
        record = self.levels.column_values.row(level, LEVEL_DESCRIPTION.name)
        description = split_description(record.get(LEVEL_DESCRIPTION.name))
        if not description.parts:
            return
        section = DesiredSection(description.lead_in or HEADING, record)
        section.is_prose, section.is_unnamed = description.is_mixed, not description.lead_in
        if not section.is_prose:  # among paragraphs bullets keep a sign
            count_marks(record, LEVEL_DESCRIPTION.name, description.bullets, notes)
        for text in description.lines(section.is_prose):
            section.add(StatementRow(text, "", record))
        level.sections = {section.heading: section}
        level.is_described, level.prose = True, description.before_lead_in


def name_level(record: Record) -> LevelName:
    """What a row says of which role level it is about."""
    values = record.values
    return values.get(JOB_FAMILY.name), values.get(ROLE.name), values.get(LEVEL.name)


def match_families(
    families: DesiredEntries, file: FileCheck, rows: Sequence[Record]
) -> list[tuple[DesiredEntry, Record]]:
    """Some rows of a file, each with its family: named, or chosen for the file.

    All rows of the file without a family are faults, where none was chosen.
    """
    chosen = file.choices.defaults.get(JOB_FAMILY.name)
    if chosen is None:
        find_missing(file.rows, JOB_FAMILY, file.report)
        return families.match_within((None, record) for record in rows)
    found = ((families.find_or(chosen, record), record) for record in rows)
    return [(family, record) for family, record in found if family is not None]
