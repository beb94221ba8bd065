"""The plan of a role level's sections, with the statements in each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from capframe.base.markup import BULLET
from capframe.plans.existing import ExistingEntry
from capframe.plans.files.entry_planner import EntryPlanner
from capframe.plans.files.ordered_parts import MatchedParts, desired_positions
from capframe.plans.files.sources import moved_origin
from roles.columns import SECTION
from roles.importing.desired_roles import DesiredLevel
from roles.importing.existing_content import ExistingContent
from roles.importing.plan_statements import StatementPlanner
from roles.importing.role_rows import RoleRows
from roles.importing.sections import (
    MatchedSection,
    SectionTypes,
    find_near_headings,
    match_sections,
)
from roles.importing.statements import find_near_statements, match_statements
from roles.models import Section, SectionLayout


class SectionPlanner:
    """Plans sections.

    Args:
        rows: all that the file names; their report is told of near-duplicates and new types.
        planner: takes the changes.
    """

    def __init__(self, rows: RoleRows, planner: EntryPlanner) -> None:
        self.report, self.planner = rows.report, planner
        self.builder, self.choices = planner.builder, planner.choices
        self.statements = StatementPlanner(planner)
        self.types = SectionTypes(planner.builder, rows.report)

    def plan(self, level: DesiredLevel, content: ExistingContent) -> None:
        """Plan the sections of a level that is planned; nothing where the file says nothing."""
        if not level.sections:
            return
        self.statements.existing = content.asked
        existing = content.sections.get(level.pk, [])
        find_near_headings(level, self.report)
        sections, left = match_sections(level, existing, self.types)
        positions = find_positions(sections, existing, level.is_described)
        statements = [
            match_section_statements(one, content, level.is_described) for one in sections
        ]
        for entry in left if not level.is_described else ():
            self.statements.remove(content.statements.get(entry.pk, ()))
            self.builder.remove(Section, entry)
        for section, position, found in zip(sections, positions, statements, strict=True):
            pk = self._plan_section(section, level.pk, position, found)
            self.statements.plan(pk, found, level.pk if level.names_qualifications else None)
        every = [one for entry in existing for one in content.statements.get(entry.pk, ())]
        find_near_statements(every, statements, self.report)

    def _plan_section(
        self, section: MatchedSection, level: int, position: int, statements: MatchedParts
    ) -> int:
        desired, line = section.desired, section.desired.record.line
        if entry := section.entry:
            values: dict[str, Any] = {"position": position}
            if not desired.is_unnamed:
                heading = entry.values["heading"]
                values["heading"] = SECTION.desired_value(heading, desired.heading)
            if desired.is_prose:
                values["layout"] = SectionLayout.PROSE.value
            if statements.differ:
                values |= moved_origin(entry, self.choices, line)
            self.planner.change(Section, entry, values, line)
            return entry.pk
        layout = SectionLayout.PROSE if desired.is_prose else SectionLayout.BULLETS
        values = {"role_level_id": level, "section_type_id": section.type}
        values |= {"position": position, "heading": desired.heading, "layout": layout.value}
        return self.planner.create(Section, values, line)


def find_positions(
    sections: Sequence[MatchedSection], existing: Sequence[ExistingEntry], is_described: bool
) -> list[int]:
    """Where the sections stand: as they do, where that is the file's order."""
    places = {entry.pk: place for place, entry in enumerate(existing)}
    matches = {n: places[one.entry.pk] for n, one in enumerate(sections) if one.entry}
    positions = [entry.values["position"] for entry in existing]
    if is_described and not matches:
        return [max(positions, default=0) + 1]
    return desired_positions(matches, positions, len(sections))


def match_section_statements(
    section: MatchedSection, content: ExistingContent, is_described: bool
) -> MatchedParts:
    """The section's statements; among paragraphs those of a description keep their bullets."""
    entry, rows = section.entry, section.desired.rows
    existing = content.statements.get(entry.pk, []) if entry else []
    is_prose = entry is not None and entry.values["layout"] == SectionLayout.PROSE
    if is_described and is_prose and not section.desired.is_prose:
        rows = [replace(row, text=f"{BULLET}{row.text}") for row in rows]
    return match_statements(existing, rows)
