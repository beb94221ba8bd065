"""The plan of a file's statements, and of the qualifications that they ask for."""

from collections.abc import Iterable, Mapping

from capframe.plans.existing import ExistingEntry
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.entry_planner import EntryPlanner
from capframe.plans.files.ordered_parts import MatchedParts, plan_part
from capframe.plans.files.sources import origin
from roles.importing.desired_roles import AskedRow
from roles.models import Qualification, QualificationRequirement, Statement


class StatementPlanner:
    """Plans statements and what they ask for.

    Args:
        planner: takes the changes.
    """

    def __init__(self, planner: EntryPlanner) -> None:
        self.planner, self.builder = planner, planner.builder
        # What the statements that are there ask for, by statement.
        self.existing: Mapping[int, list[ExistingEntry]] = {}

    def plan(self, section: int, statements: MatchedParts, asking_level: int | None) -> None:
        """Plan a section's statements.

        Args:
            section: its primary key, or the number that stands for it.
            statements: as the file has them.
            asking_level: their role level, where the file says which qualifications it asks for;
                else these stay.
        """
        self.remove(statements.removed)
        for part in statements.desired:
            pk = plan_part(self.builder, Statement, part, {"section_id": section})
            if asking_level is not None:
                self._plan_asked(part.row.asked, pk, asking_level)

    def remove(self, statements: Iterable[ExistingEntry]) -> None:
        """Remove statements with what they ask for."""
        for statement in statements:
            for entry in self.existing.get(statement.pk, ()):
                self.builder.remove(QualificationRequirement, entry)
            self.builder.remove(Statement, statement)

    def _plan_asked(
        self, asked: Mapping[DesiredEntry, AskedRow], statement: int, role_level: int
    ) -> None:
        """Let a statement ask for exactly what the file says.

        Args:
            asked: as the file has it.
            statement: its primary key, or the number that stands for it.
            role_level: that of its role level.
        """
        entries = self.existing.get(statement, ())
        there = {entry.values["qualification_id"]: entry for entry in entries}
        for qualification, row in asked.items():
            line = row.record.line
            pk = qualification.pk or self._create(qualification, line)
            entry = there.pop(pk, None)
            said = {"strength": row.strength} if row.strength else {}
            if entry:
                self.builder.change(QualificationRequirement, entry, said, line=line)
                continue
            values = {"role_level_id": role_level, "statement_id": statement, **said}
            values["qualification_id"] = pk
            self.builder.create(QualificationRequirement, values, line=line)
        for entry in there.values():
            self.builder.remove(QualificationRequirement, entry)

    def _create(self, qualification: DesiredEntry, line: int) -> int:
        title, slug = qualification.title, qualification.slug
        values = {"title": title, "slug": slug, **origin(self.planner.source, line)}
        qualification.pk = self.builder.create_apart(Qualification, values, title)
        return qualification.pk
