"""Which role levels are one step up or down from another: the rule, on plain ranks.

A step leads to the next level of the same role. From a role's last level the next grade is
inferred: the family's levels at the next grade at which it has any; no document states such a
step. Only what one grade structure orders is compared, and a role whose order nothing states has
no step at all.
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
    """Where a role level stands in its family.

    Args:
        role: whose level it is.
        structure, position: its grade's, if it has one.
        place: its place in the order of its role, 1 for the most junior; None where nothing states
            that order.
    """

    role: int
    structure: int | None
    position: int | None
    place: int | None


def rank_of(role: int, grade: PlainGrade | None, place: int | None) -> Rank:
    if grade is None:
        return Rank(role, None, None, place)
    return Rank(role, grade.structure_pk, grade.position, place)


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
    """A family's ladders: each role's levels in order, and all roles' levels by their grades."""

    roles: Mapping[Hashable, Rungs[Level]]
    grades: Mapping[Hashable, Rungs[Level]]

    def up(self, here: Rank) -> tuple[Level, ...]:
        """The role levels one step up: of the same role, or else the family's at the next grade."""
        return self._next(here, Rungs.above)

    def down(self, here: Rank) -> tuple[Level, ...]:
        """The role levels one step down: of the same role, or else the family's."""
        return self._next(here, Rungs.below)

    def infers_up(self, here: Rank) -> bool:
        """Whether the step up leads into other roles; not where there is no step."""
        if here.place is None or here.structure is None:
            return False
        if self.roles.get(here.role, Rungs()).above(here.place):
            return False
        others = self.grades.get(here.structure, Rungs()).above(here.position)
        return any(level.rank.role != here.role for level in others)

    def _next(self, here: Rank, rung: Callable[[Rungs[Level], Any], Any]) -> tuple[Level, ...]:
        if here.place is None:
            return ()
        own = rung(self.roles.get(here.role, Rungs()), here.place)
        if own or here.structure is None:
            return own
        others = rung(self.grades.get(here.structure, Rungs()), here.position)
        return tuple(level for level in others if level.rank.role != here.role)


def ladders_of(levels: Iterable[Level]) -> Ladders[Level]:
    """The ladders of a family's role levels; those that stand equal keep the order they come in."""
    levels = tuple(levels)
    placed = (level for level in levels if level.rank.place is not None)
    graded = (level for level in levels if level.rank.structure is not None)
    return Ladders(
        rungs_by(placed, attrgetter("role"), attrgetter("place")),
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
