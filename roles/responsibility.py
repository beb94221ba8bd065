"""One responsibility at several role levels: the statements that the comparison has in one row.

That they are one row is inferred from their words (docs/comparison.md). Here it is read with the
statements themselves, and changed at all levels in one save.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from capframe.base.actions import delete, sign
from capframe.base.parts import lock
from roles.compare.comparison import Comparison, SectionRow
from roles.compare.statement_rows import StatementCell, StatementRow
from roles.models import RoleLevel, Section, Statement
from roles.profiles import Profile


@dataclass(frozen=True, slots=True)
class LevelStatement:
    """What one role level says of the responsibility.

    Args:
        name: what the level is called in the comparison.
        section: that its statement stands in; None where the level has no such section.
        statements: all of that section, in order.
        statement: the one in the row; None where it is not stated.
        cell: the same as the comparison has it, with what changed from the level below.
    """

    profile: Profile
    name: str
    section: Section | None
    statements: tuple[Statement, ...]
    statement: Statement | None
    cell: StatementCell

    @property
    def place(self) -> int | None:
        """Of the statement in its section, 1 for the first."""
        return None if self.statement is None else 1 + self.statements.index(self.statement)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A row of the comparison with the statements in it.

    Args:
        number: of the row in its section, from 0 on.
        rows: how many rows the section has.
    """

    section: SectionRow
    number: int
    rows: int
    levels: tuple[LevelStatement, ...]

    @property
    def stated(self) -> int:
        return sum(level.statement is not None for level in self.levels)


def find_responsibility(
    comparison: Comparison, slug: str, *, number: int = 0, statement: int | None = None
) -> Responsibility | None:
    """The row of a section of a comparison; None where it has no such row any more.

    Args:
        comparison: made just now.
        slug: of the section's type.
        number: of the row, from 0 on.
        statement: the primary key of a statement in the row, which then says which row is meant.
    """
    section = next((one for one in comparison.sections if one.slug == slug), None)
    if section is None:
        return None
    columns = _load_statements(comparison.columns, slug)
    levels = [_levels_of(comparison, row, section, columns) for row in section.rows]
    if statement is not None:
        found = [
            place
            for place, row in enumerate(levels)
            if any(one.statement and one.statement.pk == statement for one in row)
        ]
        number = found[0] if found else -1
    if not 0 <= number < len(levels):
        return None
    return Responsibility(section, number, len(levels), levels[number])


def _load_statements(
    columns: Sequence[Profile], slug: str
) -> dict[int, tuple[Section, tuple[Statement, ...]]]:
    """The sections of a type that role levels have, with their statements in order, by level."""
    sections = Section.objects.filter(
        role_level__in=[column.pk for column in columns], section_type__slug=slug
    )
    statements: dict[int, list[Statement]] = {section.pk: [] for section in sections}
    for one in Statement.objects.filter(section__in=sections).order_by("position", "pk"):
        statements[one.section_id].append(one)
    return {one.role_level_id: (one, tuple(statements[one.pk])) for one in sections}


def _levels_of(
    comparison: Comparison,
    row: StatementRow,
    section: SectionRow,
    columns: Mapping[int, tuple[Section, tuple[Statement, ...]]],
) -> tuple[LevelStatement, ...]:
    levels = []
    for profile, name, cell, text in zip(
        comparison.columns, comparison.names, row.cells, section.sections, strict=True
    ):
        here, statements = columns.get(profile.pk, (None, ()))
        stated = None
        if cell.statement is not None and text is not None:
            # The comparison holds the same texts in the same order.
            place = next(n for n, one in enumerate(text.statements) if one is cell.statement)
            stated = statements[place] if place < len(statements) else None
        levels.append(LevelStatement(profile, name, here, statements, stated, cell))
    return tuple(levels)


def lock_levels(row: Responsibility) -> None:
    """Have nobody else change the levels of a row until the transaction ends."""
    pks = [level.profile.pk for level in row.levels]
    for level in RoleLevel.objects.filter(pk__in=pks).order_by("pk"):
        lock(level)


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A statement to be added to a section, behind so many that are there."""

    section: Section
    text: str
    behind: int


@transaction.atomic
def change_responsibility(
    *,
    texts: Mapping[Statement, str],
    removed: Collection[Statement],
    added: Iterable[NewStatement],
    by: Any,
    reason: str,
) -> int:
    """Change a responsibility at all its levels, which are locked.

    Args:
        texts: what statements are to say; those that say it already are left alone.
        removed: the statements to be deleted.
        added: new ones.
        by: the user.
        reason: why, for the history of each.

    Returns how many role levels are changed.
    """
    changed: set[int] = set()
    for statement in removed:
        delete(entry=statement, by=by, reason=reason)
        changed.add(statement.section_id)
    for statement, text in texts.items():
        if statement.text != text:
            statement.text = text
            sign(statement, by=by, reason=reason)
            statement.save()
            changed.add(statement.section_id)
    for one in added:
        _add(one, by=by, reason=reason)
        changed.add(one.section.pk)
    return len(changed)


def _add(new: NewStatement, *, by: Any, reason: str) -> None:
    """Add a statement; those behind it move down by one, the last first."""
    statements = list(new.section.statements.order_by("position", "pk"))
    before, behind = statements[: new.behind], statements[new.behind :]
    position = before[-1].position + 1 if before else 1
    if behind and behind[0].position <= position:
        for number, statement in reversed([*enumerate(behind, start=position + 1)]):
            if statement.position < number:
                statement.position = number
                sign(statement, by=by, reason=reason)
                statement.save()
    added = Statement(section=new.section, position=position, text=new.text)
    sign(added, by=by, reason=reason)
    added.save()
