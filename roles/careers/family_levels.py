"""A family's role levels as its pages take them: all in outline, those of one page as a map.

Three queries, however many role levels there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby, islice, pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import IntegerField
from django.utils.text import Truncator

from capframe.base.addresses import address
from capframe.base.prepared import Parameter, Prepared
from grades.plain import PlainGrade, own_pay
from roles.addresses import comparison_address
from roles.careers.career_map import CareerMap, MapGrade, MapLevel, MapRole
from roles.careers.family_grades import FamilyGrade, load_grades
from roles.careers.ladders import Rank, ladders_of, rank_of
from roles.careers.map_layout import career_map_of
from roles.compare.comparison import FEWEST, MOST
from roles.loading_content import load_purposes
from roles.models import RoleLevel
from roles.ordering import PlacedLevel
from roles.profiles import full_title
from roles.role_orders import RoleOrder, role_order_of

# What a page shows: whole roles, until there are so many levels; and of a longer role its first.
LEVELS_A_PAGE, LEVELS_OF_A_ROLE = 250, 100
COLUMNS = ("pk", "role_id", "slug", "title", "grade_id", "level_order", "employer", "location")
# Of its role.
ROLE = ("role__title", "role__slug", "role__order_from")
LONGEST_PURPOSE = 300


@dataclass(frozen=True, slots=True)
class FamilyRole:
    """A role with its published levels in order, as rows of ``load_rows``."""

    pk: int
    title: str
    slug: str
    rows: tuple[Any, ...]
    order: RoleOrder
    structure: int | None


class FamilyLevel(NamedTuple):
    """What stands for a role level on the ladders of its family."""

    rank: Rank


@dataclass(frozen=True)
class FamilyLevels:
    """All published role levels of a family, in outline.

    Args:
        roles: in the order of the map: structure by structure, in each first the roles of one
            level, most junior first.
        grades: all at which it has levels, structure by structure, with all of their pay.
    """

    roles: tuple[FamilyRole, ...]
    grades: dict[int, FamilyGrade]

    @cached_property
    def number(self) -> int:
        return sum(len(role.rows) for role in self.roles)

    @property
    def counted(self) -> str:
        """How many there are; each is a role where no role has two of them."""
        return f"{self.number:,} {'roles' if self.number == len(self.roles) else 'levels'}"

    @cached_property
    def rows(self) -> list[Any]:
        return [row for role in self.roles for row in role.rows]

    @cached_property
    def heads(self) -> tuple[MapGrade, ...]:
        """The heads of all columns, with the own pay of the levels at each grade."""
        employers: dict[int, dict[str, None]] = {}
        for row in self.rows:
            employers.setdefault(row.grade_id, {})[row.employer] = None
        lead_on = self._grades_that_lead_on()
        above = dict(pairwise(of.grade for of in self.grades.values()))
        heads = []
        for pk, (grade, pay) in self.grades.items():
            own = dict.fromkeys(one for name in employers[pk] for one in own_pay(pay, name))
            leads_on = (grade.structure_pk, grade.position) in lead_on
            heads.append(MapGrade(grade, tuple(own), above[grade].title if leads_on else ""))
        return tuple(heads)

    def _grades_that_lead_on(self) -> set[tuple[int | None, int | None]]:
        """The structures and positions of the grades from which a step is inferred."""
        levels = [
            FamilyLevel(rank_of(role.pk, self.grade_of(row), role.order.places.get(row.pk)))
            for role in self.roles
            for row in role.rows
        ]
        ladders = ladders_of(levels)
        ranks = {level.rank for level in levels}
        return {(rank.structure, rank.position) for rank in ranks if ladders.infers_up(rank)}

    def grade_of(self, row: Any) -> PlainGrade | None:
        return self.grades[row.grade_id].grade if row.grade_id else None

    @property
    def comparison(self) -> str:
        """The address that compares all of them; empty where they are too many or too few."""
        return comparison_of(reference_of(role, row) for role in self.roles for row in role.rows)

    def pages(self) -> list[tuple[FamilyRole, ...]]:
        """The roles of each page; one page where there are none."""
        pages: list[list[FamilyRole]] = [[]]
        room = LEVELS_A_PAGE
        for role in self.roles:
            shown = min(len(role.rows), LEVELS_OF_A_ROLE)
            if shown > room and pages[-1]:
                pages.append([])
                room = LEVELS_A_PAGE
            pages[-1].append(role)
            room -= shown
        return [tuple(page) for page in pages]

    def career_map(self, roles: Iterable[FamilyRole]) -> CareerMap:
        """The map of some of the roles, in one query for what their levels are for."""
        roles = tuple(roles)
        several = [row.pk for role in roles if len(role.rows) > 1 for row in shown_rows(role)]
        purposes = load_purposes(several)
        return career_map_of((self._map_role(role, purposes) for role in roles), self.heads)

    def _map_role(self, role: FamilyRole, purposes: dict[int, str]) -> MapRole:
        return MapRole(
            title=role.title,
            slug=role.slug,
            url=address("roles:role", role.slug),
            levels=tuple(self._map_level(role, row, purposes) for row in shown_rows(role)),
            number=len(role.rows),
            is_by_editors=role.order.is_by_editors,
            comparison=comparison_of(reference_of(role, row) for row in role.rows),
        )

    def _map_level(self, role: FamilyRole, row: Any, purposes: dict[int, str]) -> MapLevel:
        pay = self.grades[row.grade_id].pay if row.grade_id else ()
        return MapLevel(
            pk=row.pk,
            title=row.title,
            full_title=full_title(role.title, row.title),
            address=address("roles:level", role.slug, row.slug),
            reference=reference_of(role, row),
            grade=self.grade_of(row),
            place=role.order.places.get(row.pk),
            pay=own_pay(pay, row.employer),
            purpose=shortened(purposes.get(row.pk, "")),
        )


def shortened(purpose: str) -> str:
    """The first words of it; most are short, and Django's truncation takes long to find that."""
    if len(purpose) <= LONGEST_PURPOSE:
        return purpose
    return Truncator(purpose).chars(LONGEST_PURPOSE)


def reference_of(role: Any, row: Any) -> str:
    return f"{role.slug}/{row.slug}"


def comparison_of(references: Iterable[str]) -> str:
    """The address that compares these role levels; empty where they are too many or too few."""
    first = tuple(islice(references, MOST + 1))
    return comparison_address(*first) if FEWEST <= len(first) <= MOST else ""


def shown_rows(role: FamilyRole) -> tuple[Any, ...]:
    return role.rows[:LEVELS_OF_A_ROLE]


def load_family_levels(family: int) -> FamilyLevels:
    """All published role levels of a family. Two queries, one where none has a grade.

    Args:
        family: its primary key.
    """
    rows = levels_query().rows({"family": family})
    grades = load_grades({row.grade_id for row in rows} - {None})
    outlines = [
        family_role_of(*role, tuple(same), grades)
        for role, same in groupby(rows, key=attrgetter("role_id", *ROLE))
    ]
    return FamilyLevels(tuple(in_map_order(outlines, grades)), grades)


@cache
def levels_query() -> Prepared:
    levels = RoleLevel.objects.published().filter(family__id=Parameter("family", IntegerField()))
    return Prepared(levels.order_by("role__title", "role_id", "pk").values_list(*COLUMNS, *ROLE))


def family_role_of(
    pk: int,
    title: str,
    slug: str,
    order_from: str,
    rows: Sequence[Any],
    grades: dict[int, FamilyGrade],
) -> FamilyRole:
    placed = [placed_level(row, grades) for row in rows]
    order = role_order_of(placed, order_from)
    structures = {one.structure_pk for one in placed}
    return FamilyRole(
        pk=pk,
        title=title,
        slug=slug,
        rows=tuple(sorted(rows, key=lambda row: (order.places.get(row.pk, 0), row.title))),
        order=order,
        structure=structures.pop() if len(structures) == 1 else None,
    )


def placed_level(row: Any, grades: Mapping[int, FamilyGrade]) -> PlacedLevel:
    grade = grades[row.grade_id].grade if row.grade_id else None
    rank = rank_of(row.role_id, grade, None)
    return PlacedLevel(row.pk, rank.structure, rank.position, row.level_order)


def in_map_order(
    roles: Iterable[FamilyRole], grades: Mapping[int, FamilyGrade]
) -> list[FamilyRole]:
    """The roles as the map has them; those that stand equal keep their order."""
    ranks = {pk: number for number, pk in enumerate(grades)}
    structures = list(dict.fromkeys(of.grade.structure_pk for of in grades.values()))
    bands = {pk: number for number, pk in enumerate(structures)}

    def place_of(role: FamilyRole) -> tuple[int, bool, int]:
        band = bands.get(role.structure or 0, len(bands))
        if len(role.rows) > 1:
            return band, True, 0
        return band, False, ranks.get(role.rows[0].grade_id, 0)

    return sorted(roles, key=place_of)
