"""The plan of a file's statements, and of the qualifications that they ask for."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import ExistingEntry
from capframe.plans.name_index import Key, NameIndex
from capframe.plans.slugs import Slugs
from capframe.plans.sources import origin
from roles.importing.existing_roles import Groups
from roles.importing.statements import DesiredStatement, MatchedStatements
from roles.models import Qualification, QualificationRequirement, Statement


class StatementPlanner:
    """Plans statements and what they ask for.

    Args:
        asked: what the statements that are there ask for, by statement.
        index: all qualifications of the catalogue and the file.
        builder: takes the changes.
        source: gives the source of a new qualification.
    """

    def __init__(
        self, asked: Groups, index: NameIndex, builder: PlanBuilder, source: Callable[[], int]
    ) -> None:
        self.asked, self.index = asked, index
        self.builder, self.source = builder, source
        self._slugs = Slugs((None, slug) for slug in index.slugs.values() if slug)
        self._created: dict[Key, int] = {}

    def plan(self, section: int, statements: MatchedStatements, asking_level: int | None) -> None:
        """Plan a section's statements.

        Args:
            section: its primary key, or the number that stands for it.
            statements: as the file has them.
            asking_level: their role level, where the file says which qualifications it asks for;
                else these stay.
        """
        self.remove(statements.removed)
        for statement in statements.desired:
            line = statement.row.record.line
            if statement.entry:
                pk = statement.entry.pk
                self.builder.change(Statement, statement.entry, statement.values, line=line)
            else:
                values = {**statement.values, "section_id": section}
                pk = self.builder.create(Statement, values, line=line)
            if asking_level is not None:
                self._plan_asked(statement, pk, asking_level)

    def remove(self, statements: Iterable[ExistingEntry]) -> None:
        """Remove statements with what they ask for."""
        for statement in statements:
            for entry in self.asked.get(statement.pk, ()):
                self.builder.remove(QualificationRequirement, entry)
            self.builder.remove(Statement, statement)

    def _plan_asked(self, statement: DesiredStatement, pk: int, role_level: int) -> None:
        """Let a statement ask for exactly what the file says.

        Args:
            statement: as the file has it.
            pk: its primary key, or the number that stands for it.
            role_level: that of its role level.
        """
        entries = self.asked.get(pk, ())
        there = {entry.values["qualification_id"]: entry for entry in entries}
        for key, asked in statement.row.asked.items():
            line = asked.record.line
            qualification = self._find_or_create(key, line)
            entry: ExistingEntry | None = there.pop(qualification, None)
            said: Mapping[str, Any] = {"strength": asked.strength} if asked.strength else {}
            if entry:
                self.builder.change(QualificationRequirement, entry, said, line=line)
                continue
            values = {"role_level_id": role_level, "statement_id": pk, **said}
            values["qualification_id"] = qualification
            self.builder.create(QualificationRequirement, values, line=line)
        for entry in there.values():
            self.builder.remove(QualificationRequirement, entry)

    def _find_or_create(self, key: Key, line: int) -> int:
        if isinstance(key, int):
            return key
        if key not in self._created:
            title = self.index.titles[key]
            slug = self._slugs.take(title, otherwise="qualification")
            values = {"title": title, "slug": slug, **origin(self.source, line)}
            self._created[key] = self.builder.create_apart(Qualification, values, title)
        return self._created[key]
