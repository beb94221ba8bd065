"""Brings the rows of a file of roles together by role level."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from capframe.plans.existing import ExistingEntry
from capframe.plans.import_kinds import Choices, Progress
from capframe.plans.name_index import Key, NameColumn, NameIndex, find_or_add_key, index_names
from capframe.spreadsheets import names
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.placeholders import is_not_in_use
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from roles.importing.columns import JOB_FAMILY, LEVEL, ROLE
from roles.importing.descriptions import HEADING, split_description
from roles.importing.desired_roles import (
    DesiredFamily,
    DesiredLevel,
    DesiredRole,
    DesiredRoles,
    DesiredSection,
    StatementRow,
)
from roles.importing.existing_roles import ExistingRoles, RoleName
from roles.importing.statement_rows import StatementRows

ABOUT_ROLE = ("role_description", "role_type", "aliases")
ABOUT_LEVEL = (
    *("level_order", "grade_structure", "grade"),
    *("code", "location", "employer", "level_description", "skills_introduction"),
)
NAMES_IN_ANY_CASE = ("grade_structure", "grade", "employer")
ABOUT_SKILL = ("skill_level", "skill_description", "skill_level_description", "assessed")
# Progress is told after every so many.
EVERY = 1000


def find_named_families(
    records: Iterable[Record], families: NameIndex, choices: Choices
) -> list[int]:
    """The primary keys of the families that are there and that the file means."""
    texts = dict.fromkeys(record.get(JOB_FAMILY.name) for record in records)
    found = {key for text in texts if text for key in families.find_keys(text)}
    if JOB_FAMILY.name in choices.defaults and "" in texts:
        found.add(choices.defaults[JOB_FAMILY.name])
    return sorted(key for key in found if isinstance(key, int))


class RoleRows:
    """Brings rows together by role level.

    Args:
        entries: all families of the catalogue, by primary key.
        families: the same by name.
        existing: what the catalogue holds of those that the file means.
    """

    def __init__(
        self,
        entries: Mapping[int, ExistingEntry],
        families: NameIndex,
        existing: ExistingRoles,
        choices: Choices,
        report: Report,
    ) -> None:
        self.families, self.existing = families, existing
        self.choices, self.report = choices, report
        self._family_column = NameColumn(families, JOB_FAMILY.name, "job family")
        self.has_sections = bool({"section", "statement"} & report.headings.keys())
        self.statements = StatementRows(report)
        self.column_values = ColumnValues(report.headings)
        self.skill_rows: list[tuple[DesiredLevel, Record]] = []
        self._spellings: dict[str, str] = {}
        self._family_entries = entries
        self._role_entries = {one.pk: one for group in existing.roles.values() for one in group}
        self._level_entries = {one.pk: one for group in existing.levels.values() for one in group}
        self._families: dict[Key, DesiredFamily] = {}
        self._roles: dict[tuple[DesiredFamily, Key], DesiredRole] = {}
        self._levels: dict[tuple[DesiredRole, Key], DesiredLevel] = {}
        self._named: dict[tuple[str, str, str], DesiredLevel | None] = {}
        self._roles_by_name: dict[str, list[RoleName]] = defaultdict(list)
        for role in existing.role_names:
            self._roles_by_name[names.bare(role.title)].append(role)

    def bring_together(self, records: Sequence[Record], progress: Progress) -> DesiredRoles:
        for done, record in enumerate(records):
            if done % EVERY == 0:
                progress("Reading the rows", done, len(records))
            if level := self._find_level(record):
                self._take(level, record)
        progress("Reading the rows", len(records), len(records))
        self.report.errors += self.column_values.faults
        levels = list(self._levels.values())
        if not self.has_sections:
            for level in levels:
                self._describe(level)
        families, roles = list(self._families.values()), list(self._roles.values())
        return DesiredRoles(
            *(families, roles, levels, self.skill_rows),
            *(self.column_values, self.statements.qualifications),
        )

    def _take(self, level: DesiredLevel, record: Record) -> None:
        self.column_values.add(level.role, level.role.in_words, record, ABOUT_ROLE)
        self.column_values.add(level, level.in_words, self._spell_alike(record), ABOUT_LEVEL)
        self.statements.take(level, record)
        if record.get("skill"):
            self.skill_rows.append((level, record))
            return
        for column in ABOUT_SKILL:
            if (text := record.get(column)) and not is_not_in_use(text):
                message = f"The row has a {column}, but names no skill."
                self.report.fault(record, column, message, "Fill in the skill.")

    def _spell_alike(self, record: Record) -> Record:
        """The row with names as they are written first: case tells none of these apart."""
        alike = {
            column: self._spellings.setdefault(names.folded(text), text)
            for column in NAMES_IN_ANY_CASE
            if (text := record.get(column))
        }
        if all(record.get(column) == text for column, text in alike.items()):
            return record
        return Record(record.line, {**record.values, **alike})

    def _find_level(self, record: Record) -> DesiredLevel | None:
        """The role level that a row names; None where it names none, or one of several."""
        named = (record.get("job_family"), record.get("role"), record.get("level"))
        if named not in self._named:
            self._named[named] = self._match_level(record) if named[1] and named[2] else None
        return self._named[named]

    def _match_level(self, record: Record) -> DesiredLevel | None:
        family = self._find_family(record)
        role = self._find_role(family, record) if family else None
        if role is None:
            return None
        name = record.get(LEVEL.name)
        name = role.title if is_not_in_use(name) else name
        key = find_or_add_key(role.levels, name, record, LEVEL.name, self.report, "role level")
        if key is None:
            return None
        if (role, key) not in self._levels:
            entry = self._level_entries.get(key) if isinstance(key, int) else None
            title = role.levels.titles[key]
            self._levels[role, key] = DesiredLevel(role, title, record.line, entry)
        return self._levels[role, key]

    def _find_role(self, family: DesiredFamily, record: Record) -> DesiredRole | None:
        name = record.get(ROLE.name)
        key = find_or_add_key(family.roles, name, record, ROLE.name, self.report, "role")
        if key is None:
            return None
        if (family, key) not in self._roles:
            entry = self._role_entries.get(key) if isinstance(key, int) else None
            if entry is None:
                self._find_same_name(family, name, record)
            title = family.roles.titles[key]
            levels = index_names(self.existing.levels.get(entry.pk, []) if entry else [])
            self._roles[family, key] = DesiredRole(family, title, record.line, entry, levels)
        return self._roles[family, key]

    def _find_same_name(self, family: DesiredFamily, name: str, record: Record) -> None:
        pk = family.entry.pk if family.entry else 0
        same = self._roles_by_name.get(names.bare(name), ())
        titles = [role.family_title for role in same if role.family != pk]
        if titles and names.bare(name):
            self.report.warn(
                Remark.NOTE,
                record,
                ROLE.name,
                f"A role of this name stands in the family “{shown(titles[0])}”; this one, in "
                f"“{shown(family.title)}”, is another.",
                "If it is the same, name that family.",
            )

    def _find_family(self, record: Record) -> DesiredFamily | None:
        key: Key | None = self.choices.defaults.get(JOB_FAMILY.name)
        if record.get(JOB_FAMILY.name):
            key = self._family_column.find_key(record, self.report)
        if key is not None and key not in self._families:
            entry = self._family_entries.get(key) if isinstance(key, int) else None
            roles = index_names(self.existing.roles.get(entry.pk, []) if entry else [])
            title = self.families.titles[key]
            self._families[key] = DesiredFamily(title, record.line, entry, roles)
        return self._families[key] if key is not None else None

    def _describe(self, level: DesiredLevel) -> None:
        """Make a section of the bullets of a level's description."""
        text = self.column_values.of(level, "level_description")
        description = split_description(text)
        if not description.parts:
            return
        record = Record(
            self.column_values.line(level, "level_description"), {"level_description": text}
        )
        section = DesiredSection(description.lead_in or HEADING, record)
        section.is_prose, section.is_unnamed = description.is_mixed, not description.lead_in
        for text in description.lines(section.is_prose):
            section.add(StatementRow(text, "", record))
        level.sections = {section.heading: section}
        level.is_described, level.prose = True, description.before_lead_in
