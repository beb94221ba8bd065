"""A family's roles against grades, and the steps between them, as plain objects.

It knows no request, no query and no template. A role of one level stands in the column of its
grade; one of several levels has a row of its own, from its most junior level to its most senior.
Arrows stand between two columns, which says that a step to the next grade is inferred, and between
two levels of one role; never between the boxes of two roles.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from grades.plain import Pay, PlainGrade, StructureNames, shared_remark
from roles.order_words import ORDER_NOT_STATED, SET_BY_EDITORS
from roles.profiles import full_title

# As many boxes stand beside each other; those of more grades go on below.
MOST_COLUMNS, FEWEST_COLUMNS = 8, 3


@dataclass(frozen=True, slots=True)
class MapLevel:
    """A role level as a box.

    Args:
        place: in the order of its role, 1 for the most junior; None where nothing states that.
        pay: its own.
        purpose: the first words of what its source says it is for; empty where it does not.
    """

    pk: int
    title: str
    full_title: str
    address: str
    reference: str
    grade: PlainGrade | None
    place: int | None
    pay: tuple[Pay, ...] = ()
    purpose: str = ""

    def get_absolute_url(self) -> str:
        """As ``{% pick %}`` asks a role level for it."""
        return self.address


@dataclass(frozen=True, slots=True)
class MapRole:
    """A role with its levels in order; by title where nothing states one.

    Args:
        number: of all its levels, where the map leaves out some.
        comparison: the address that compares them, where they are few enough.
    """

    title: str
    slug: str
    url: str
    levels: tuple[MapLevel, ...]
    number: int
    is_by_editors: bool = False
    comparison: str = ""

    @property
    def is_ordered(self) -> bool:
        return all(level.place for level in self.levels)

    @property
    def structure(self) -> StructureNames | None:
        """The one whose grades all its levels are at, if there is such a one."""
        found = {level.grade.structure_names if level.grade else None for level in self.levels}
        return found.pop() if len(found) == 1 else None

    @property
    def counted(self) -> str:
        return f"{self.number:,} levels"

    @property
    def title_alone(self) -> str:
        """What the box of its only level says, below the head of its grade."""
        (level,) = self.levels
        return title_at_grade(self.title, level.title, level.grade)

    @property
    def remark(self) -> str:
        """What is to be said of the order of its levels; empty where its source states it."""
        if not self.is_ordered:
            return ORDER_NOT_STATED
        return SET_BY_EDITORS if self.is_by_editors else ""


@dataclass(frozen=True, slots=True)
class MapGrade:
    """A grade at which the family has role levels, as the head of a column.

    Args:
        pay: the own pay of those role levels.
        leads_to: the title of the family's next grade, where a step there is inferred.
    """

    grade: PlainGrade
    pay: tuple[Pay, ...] = ()
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class MapColumn:
    head: MapGrade
    roles: tuple[MapRole, ...]


@dataclass(frozen=True, slots=True)
class MapCell:
    """Levels of a role that share a place; none at a grade that the role has no level at.

    Args:
        leads_on: whether an arrow leads on from here to the role's next level.
    """

    levels: tuple[MapLevel, ...] = ()
    leads_on: bool = False

    @property
    def grade(self) -> PlainGrade | None:
        """The grade of all of them, to stand above them; None where their titles say it."""
        found = {level.grade for level in self.levels}
        grade = found.pop() if len(found) == 1 else None
        said = grade is None or any(level.title == grade.title for level in self.levels)
        return None if said else grade

    @property
    def pay(self) -> tuple[Pay, ...]:
        return tuple(dict.fromkeys(one for level in self.levels for one in level.pay))


@dataclass(frozen=True, slots=True)
class MapRow:
    """A role of several levels.

    Args:
        columns: how many boxes stand beside each other.
    """

    role: MapRole
    cells: tuple[MapCell, ...]
    columns: int

    @property
    def number_left_out(self) -> int:
        return self.role.number - len(self.role.levels)

    @property
    def shares_places(self) -> bool:
        return self.role.is_ordered and any(len(cell.levels) > 1 for cell in self.cells)


@dataclass(frozen=True)
class MapBand:
    """The roles at grades of one structure, or those that no one structure orders.

    Args:
        columns: its grades, most junior first, with the roles of one level; empty where a single
            row says them all.
        alone: roles of one level without a grade.
    """

    title: str
    has_grades: bool
    columns: tuple[MapColumn, ...]
    alone: tuple[MapRole, ...]
    rows: tuple[MapRow, ...]

    @property
    def width(self) -> int:
        """How many columns stand beside each other."""
        return columns_for(len(self.columns))

    @cached_property
    def shared_remark(self) -> str:
        """What is to be said of the order of all its rows, once; empty where they differ."""
        remarks = {row.role.remark for row in self.rows}
        return remarks.pop() if len(remarks) == 1 else ""

    @property
    def lacks_order_between_roles(self) -> bool:
        """Whether it has several roles in order, and nothing that orders them among each other."""
        ordered = [row.role for row in self.rows if row.role.is_ordered]
        graded = any(level.grade for role in ordered for level in role.levels)
        return len(ordered) > 1 and not graded

    @property
    def has_inferred_steps(self) -> bool:
        return any(column.head.leads_to for column in self.columns)

    @property
    def has_own_steps(self) -> bool:
        return any(cell.leads_on for row in self.rows for cell in row.cells)


@dataclass(frozen=True)
class CareerMap:
    """A family's roles, or a page of them, band by band."""

    bands: tuple[MapBand, ...]

    @cached_property
    def rows(self) -> tuple[MapRow, ...]:
        return tuple(row for band in self.bands for row in band.rows)

    @property
    def has_inferred_steps(self) -> bool:
        return any(band.has_inferred_steps for band in self.bands)

    @cached_property
    def has_own_steps(self) -> bool:
        return any(band.has_own_steps for band in self.bands)

    @property
    def shares_places(self) -> bool:
        return any(row.shares_places for row in self.rows)

    @property
    def organisations(self) -> int:
        return sum(band.has_grades for band in self.bands)

    @cached_property
    def pay_remark(self) -> str:
        """Who pays and from when, where that is the same of all pay; else each says it itself."""
        return shared_remark(self._pay())

    def _pay(self) -> Iterable[Pay]:
        for band in self.bands:
            for column in band.columns:
                yield from column.head.pay
            for row in band.rows:
                for cell in row.cells:
                    yield from cell.pay


def title_at_grade(role: str, level: str, grade: PlainGrade | None) -> str:
    """What the only level of a role is called where its grade is said."""
    return role if grade and level == grade.title else full_title(role, level)


def columns_for(number: int) -> int:
    return max(FEWEST_COLUMNS, min(number, MOST_COLUMNS))
