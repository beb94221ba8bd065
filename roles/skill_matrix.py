"""A role's skills at each of its levels, as a plain, frozen object."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roles.compare.level_increases import levels_apart
from roles.profiles import RequiredSkill


@dataclass(frozen=True, slots=True)
class SkillMatrixCell:
    """A skill at one level of the role; None where that does not ask for it.

    Args:
        column: the title of the role's level.
        change: how far it is from the role's level before; empty where that is not known.
    """

    column: str
    skill: RequiredSkill | None
    change: str = ""


@dataclass(frozen=True, slots=True)
class SkillMatrixRow:
    cells: tuple[SkillMatrixCell, ...]

    @property
    def skill(self) -> RequiredSkill:
        """The skill as the first level that asks for it has it."""
        return next(cell.skill for cell in self.cells if cell.skill)


@dataclass(frozen=True, slots=True)
class SkillMatrix:
    """A row for each skill that any level asks for, those of the first level first."""

    columns: tuple[str, ...]
    rows: tuple[SkillMatrixRow, ...]

    @property
    def has_gaps(self) -> bool:
        return any(cell.skill is None for row in self.rows for cell in row.cells)


def skill_matrix_of(
    levels: Sequence[tuple[str, Sequence[RequiredSkill]]], *, in_order: bool
) -> SkillMatrix:
    """The skills of a role.

    Args:
        levels: the title of each, and what it asks for.
        in_order: whether each is more senior than the one before.
    """
    asked = [(title, {skill.key: skill for skill in skills}) for title, skills in levels]
    keys = dict.fromkeys(key for _, skills in asked for key in skills)
    rows = (
        SkillMatrixRow(
            tuple(cells_of([(title, skills.get(key)) for title, skills in asked], in_order))
        )
        for key in keys
    )
    return SkillMatrix(tuple(title for title, _ in levels), tuple(rows))


def cells_of(
    asked: Sequence[tuple[str, RequiredSkill | None]], in_order: bool
) -> Iterator[SkillMatrixCell]:
    before: RequiredSkill | None = None
    for title, skill in asked:
        yield SkillMatrixCell(title, skill, change_between(before, skill) if in_order else "")
        before = skill


def change_between(before: RequiredSkill | None, after: RequiredSkill | None) -> str:
    """“one level higher”; empty where both are at the same level, or one does not ask for it."""
    if before is None or after is None or before.level == after.level:
        return ""
    return levels_apart(before, after)
