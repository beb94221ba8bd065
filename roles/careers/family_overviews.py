"""Job families as lists show them: each with its first roles under their grades, and its pay.

Three queries, however many families and role levels there are.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Exists, F, IntegerField, OuterRef, Window
from django.db.models.functions import RowNumber

from capframe.base.addresses import address
from capframe.base.models import Status
from capframe.base.prepared import Parameter, Prepared
from capframe.spreadsheets.names import folded
from grades.plain import NO_GRADE, Pay, amounts_of, grade_range, grade_ranges, own_pay
from roles.careers.career_map import title_at_grade
from roles.careers.family_levels import (
    COLUMNS,
    ROLE,
    FamilyGrade,
    comparison_of,
    family_role_of,
    load_grades,
    reference_of,
)
from roles.careers.map_layout import SEVERAL_OR_NO_GRADES
from roles.models import Role, RoleLevel

MOST_ROLES = 12


class OverviewRole(NamedTuple):
    """A role with its published levels, in order where it is the family’s only one.

    Args:
        grades: the primary keys of all of their grades; None among them where one has none.
    """

    title: str
    slug: str
    rows: Sequence[Any]
    grades: frozenset[int | None]


class GradesPlace(NamedTuple):
    """Where roles at some grades stand among those of their family, and under which words."""

    rank: int
    title: str


class OverviewLink(NamedTuple):
    """A role, or one of its levels; ``note`` says how many levels it leads to, if to several."""

    title: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class OverviewGroup:
    """What stands at one grade, or leads from one to another."""

    grades: str
    links: tuple[OverviewLink, ...]


@dataclass(frozen=True, slots=True)
class FamilyOverview:
    """A family with its first roles.

    Args:
        grades: the lowest and the highest of each structure: “SEO to Grade 6, Civil Service”.
        pay: the least and the most that each employer pays its role levels.
        comparison: the address that compares the levels of its only role, if there are 2 to 8.
    """

    title: str
    address: str
    number_of_roles: int
    number_of_role_levels: int
    grades: tuple[str, ...]
    pay: tuple[str, ...]
    groups: tuple[OverviewGroup, ...]
    comparison: str = ""

    @property
    def counted(self) -> str:
        """How many roles it has, and levels where these are more."""
        roles, levels = self.number_of_roles, self.number_of_role_levels
        words = f"{roles:,} role{'' if roles == 1 else 's'}" if roles else "No roles"
        return words if levels == roles else f"{words}, {levels:,} levels"

    @property
    def all_roles(self) -> str:
        """What leads to all of them, where there are more than are shown."""
        more = self.number_of_roles > MOST_ROLES
        return f"All {self.number_of_roles:,} roles" if more else ""


def load_overviews(families: Iterable[Any]) -> list[FamilyOverview]:
    """The overviews of families that were loaded with their numbers, in their order."""
    families = list(families)
    pks = [family.pk for family in families]
    paid = load_grades_and_employers(pks)
    first = load_first_roles(pks)
    found = {grade for pairs in paid.values() for grade, _ in pairs if grade}
    grades = load_grades(found)
    return [
        overview_of(
            family,
            roles_of(first.get(family.pk, ()), grades),
            grades,
            paid.get(family.pk, set()),
        )
        for family in families
    ]


def load_grades_and_employers(
    families: Collection[int],
) -> dict[int, set[tuple[int | None, str]]]:
    """Of each family the grades that it has role levels at, each with their employers."""
    found: dict[int, set[tuple[int | None, str]]] = {}
    for family, grade, employer in rows_of(grades_and_employers_query, families):
        found.setdefault(family, set()).add((grade, employer))
    return found


def rows_of(query: Callable[[int], Prepared], pks: Collection[int]) -> list[Any]:
    """The rows of a query that is prepared for so many entries; none for none."""
    return query(len(pks)).rows({f"pk{n}": pk for n, pk in enumerate(pks)}) if pks else []


def one_of(number: int) -> Any:
    return [Parameter(f"pk{n}", IntegerField()) for n in range(number)]


@lru_cache(maxsize=100)
def grades_and_employers_query(number: int) -> Prepared:
    levels = RoleLevel.objects.published().filter(family__id__in=one_of(number)).order_by()
    return Prepared(levels.values_list("family_id", "grade_id", "employer").distinct())


def load_first_roles(families: Collection[int]) -> dict[int, list[list[Any]]]:
    """Of each family its first roles by title, each as the rows of its levels."""
    found: dict[int, list[list[Any]]] = {}
    for _, same in groupby(rows_of(first_roles_query, families), attrgetter("role_id")):
        rows = list(same)
        found.setdefault(rows[0].family_id, []).append(rows)
    return found


@lru_cache(maxsize=100)
def first_roles_query(number: int) -> Prepared:
    """The levels of the first roles of so many families."""
    # Their roles are published, which is all that published() would ask besides.
    levels = RoleLevel.objects.filter(status=Status.PUBLISHED)
    number_in_family = Window(RowNumber(), partition_by=F("family"), order_by=("title", "pk"))
    roles = Role.objects.published().filter(family__id__in=one_of(number))
    with_levels = roles.filter(Exists(levels.filter(role=OuterRef("pk"))))
    first = with_levels.annotate(number=number_in_family).filter(number__lte=MOST_ROLES)
    of_first = levels.filter(role__in=first.order_by().values("pk"))
    columns = (*COLUMNS, *ROLE, "family_id")
    return Prepared(of_first.order_by("role__title", "role_id", "pk").values_list(*columns))


def roles_of(first: Sequence[Sequence[Any]], grades: dict[int, FamilyGrade]) -> list[OverviewRole]:
    """The roles of a family. To order the levels of each would cost as much as all else here."""
    if len(first) == 1:
        first = [in_order(first[0], grades)]
    return [role_of(rows) for rows in first]


def in_order(rows: Sequence[Any], grades: dict[int, FamilyGrade]) -> Sequence[Any]:
    """The levels of one role."""
    role = attrgetter("role_id", *ROLE)(rows[0])
    return family_role_of(*role, rows, grades).rows


def role_of(rows: Sequence[Any]) -> OverviewRole:
    at = frozenset([row.grade_id for row in rows])
    return OverviewRole(rows[0].role__title, rows[0].role__slug, rows, at)


def overview_of(
    family: Any,
    roles: Sequence[OverviewRole],
    grades: dict[int, FamilyGrade],
    paid: Collection[tuple[int | None, str]],
) -> FamilyOverview:
    found = {grade for grade, _ in paid}
    own = {pk: of for pk, of in grades.items() if pk in found}
    only = roles[0] if len(roles) == 1 else None
    return FamilyOverview(
        title=family.title,
        address=family.get_absolute_url(),
        number_of_roles=family.number_of_roles,
        number_of_role_levels=family.number_of_role_levels,
        grades=tuple(grade_ranges(of.grade for of in own.values())),
        pay=tuple(pay_ranges(one for pk, by in paid if pk for one in own_pay(own[pk].pay, by))),
        groups=groups_of(roles, own),
        comparison=comparison_of(reference_of(only, row) for row in only.rows) if only else "",
    )


def pay_ranges(pay: Iterable[Pay]) -> Iterator[str]:
    """The least and the most of each employer's pay, apart for each period and currency."""
    groups: dict[tuple[str, str, str], list[Pay]] = {}
    for one in pay:
        groups.setdefault((folded(one.employer), *one.unit), []).append(one)
    for _, those in sorted(groups.items()):
        least: Decimal = min(one.minimum for one in those)
        most: Decimal = max(one.maximum for one in those)
        yield f"{amounts_of(least, most, *those[0].unit)}, {those[0].employer}"


def groups_of(
    roles: Sequence[OverviewRole], grades: dict[int, FamilyGrade]
) -> tuple[OverviewGroup, ...]:
    """The links under the grades of what they lead to, by the most junior of these."""
    # Most roles of a family have the same grades.
    places = {found: place_of(found, grades) for found in {role.grades for role in roles}}
    groups: dict[str, list[OverviewLink]] = {}
    for role in sorted(roles, key=lambda one: places[one.grades].rank):
        links = links_of(role, grades, alone=len(roles) == 1)
        groups.setdefault(places[role.grades].title, []).extend(links)
    return tuple(OverviewGroup(title, tuple(links)) for title, links in groups.items())


def place_of(found: frozenset[int | None], grades: dict[int, FamilyGrade]) -> GradesPlace:
    """One range where one structure orders the grades; behind those, what has no such order."""
    if found == {None}:
        return GradesPlace(len(grades), NO_GRADE)
    structures = {grades[pk].grade.structure_pk if pk else None for pk in found}
    if len(structures) > 1:
        return GradesPlace(len(grades), SEVERAL_OR_NO_GRADES)
    own = [(rank, of.grade) for rank, (pk, of) in enumerate(grades.items()) if pk in found]
    return GradesPlace(own[0][0], grade_range([grade for _, grade in own]))


def links_of(
    role: OverviewRole, grades: dict[int, FamilyGrade], *, alone: bool
) -> Iterator[OverviewLink]:
    """To the level of a role that has one, to all levels of a family's only role, or to a role."""
    number = len(role.rows)
    if number == 1 or (alone and number <= MOST_ROLES):
        for row in role.rows:
            grade = grades[row.grade_id].grade if row.grade_id else None
            title = title_at_grade(role.title, row.title, grade) if number == 1 else row.title
            yield OverviewLink(title, address("roles:level", role.slug, row.slug))
    else:
        yield OverviewLink(role.title, address("roles:role", role.slug), f"{number:,} levels")
