"""Which role levels are one step up or down from another: the rule, on plain ranks.

A step leads to the next level of the same role; from a role's last level, to the family's levels
at the next grade at which it has any. Only what one grade structure orders is compared: no source
says how the grades of two organisations stand to each other, or where a level without a grade
stands among them. Levels without a grade go by their own order, within their role.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from grades.plain import PlainGrade

# The steps from one role level that a page names one by one.
MOST_NAMED = 6


class Rank(NamedTuple):
    """Where a role level stands in its family: structure and position are its grade's, if any."""

    role: int
    structure: int | None
    position: int | None
    order: int

    @property
    def ladder(self) -> tuple[int, int | None]:
        """The same for the levels of a role that are compared with each other."""
        return self.role, self.structure

    @property
    def height(self) -> tuple[int | None, int]:
        """Sorts the levels of one ladder, most junior first."""
        return self.position, self.order


def rank_of(role: int, grade: PlainGrade | None, order: int | None) -> Rank:
    if grade is None:
        return Rank(role, None, None, order or 0)
    return Rank(role, grade.structure_pk, grade.position, order or 0)


class Ranked(Protocol):
    """Whatever stands for a role level."""

    @property
    def rank(self) -> Rank:
        """Where the role level stands."""


Level = TypeVar("Level", bound=Ranked)


@dataclass(frozen=True, slots=True)
class Rungs(Generic[Level]):
    """A ladder from the most junior up; role levels that stand equal share a rung."""

    heights: tuple[Any, ...] = ()
    # An empty rung below the first and one above the last.
    rungs: tuple[tuple[Level, ...], ...] = ((), ())

    def above(self, height: Any) -> tuple[Level, ...]:
        """The nearest rung that is higher; empty where there is none."""
        return self.rungs[bisect_right(self.heights, height) + 1]

    def below(self, height: Any) -> tuple[Level, ...]:
        """The nearest rung that is lower; empty where there is none."""
        return self.rungs[bisect_left(self.heights, height)]


@dataclass(frozen=True, slots=True)
class Ladders(Generic[Level]):
    """A family's ladders: each role's levels, and all roles' levels by their grades."""

    roles: Mapping[Hashable, Rungs[Level]]
    grades: Mapping[Hashable, Rungs[Level]]

    def up(self, here: Rank) -> tuple[Level, ...]:
        """The role levels one step up: one of the same role, or the family's, junior first."""
        own = self.roles.get(here.ladder, Rungs()).above(here.height)
        return own[:1] or self.grades.get(here.structure, Rungs()).above(here.position)

    def down(self, here: Rank) -> tuple[Level, ...]:
        """The role levels one step down: one of the same role, or the family's, senior first."""
        own = self.roles.get(here.ladder, Rungs()).below(here.height)
        below = self.grades.get(here.structure, Rungs()).below(here.position)
        return own[:1] or tuple(sorted(below, key=attrgetter("rank.order"), reverse=True))


def ladders_of(levels: Iterable[Level]) -> Ladders[Level]:
    """The ladders of a family's role levels; those that stand equal keep the order they come in."""
    levels = sorted(levels, key=attrgetter("rank.order"))
    graded = (level for level in levels if level.rank.structure is not None)
    return Ladders(
        rungs_by(levels, attrgetter("ladder"), attrgetter("height")),
        rungs_by(graded, attrgetter("structure"), attrgetter("position")),
    )


def rungs_by(
    levels: Iterable[Level], ladder: Callable[[Rank], Hashable], height: Callable[[Rank], Any]
) -> dict[Hashable, Rungs[Level]]:
    """The role levels on a ladder for each thing that ``ladder`` tells apart."""
    at: dict[Hashable, dict[Any, list[Level]]] = {}
    for level in levels:
        rungs = at.setdefault(ladder(level.rank), {})
        rungs.setdefault(height(level.rank), []).append(level)
    return {
        key: Rungs(heights, ((), *(tuple(rungs[height]) for height in heights), ()))
        for key, rungs in at.items()
        for heights in [tuple(sorted(rungs))]
    }
