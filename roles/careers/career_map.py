"""A family's career map: its role levels by grade, and the steps up from each, as plain objects.

It knows no request, no query and no template. The drawing (drawing.py) and the nested list beside
it are made from the same object, so that they say the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from grades.plain import NO_GRADE, PlainGrade
from roles.careers.rungs import MOST_NAMED, Rank, ladders_of


@dataclass(frozen=True, slots=True)
class Stop:
    """A role level on the map."""

    title: str
    url: str
    reference: str
    grade: PlainGrade | None
    rank: Rank


@dataclass(frozen=True, slots=True)
class Way:
    """A role level with every role level that is one step up from it."""

    start: Stop
    steps: tuple[Stop, ...]

    @property
    def is_within_role(self) -> bool:
        """Whether the step stays in the role. Without a step it is not."""
        return bool(self.steps) and self.steps[0].rank.role == self.start.rank.role

    @property
    def named(self) -> tuple[Stop, ...]:
        """The steps, where they are few enough to name each; otherwise none."""
        return self.steps if len(self.steps) <= MOST_NAMED else ()


@dataclass(frozen=True, slots=True)
class Band:
    """The role levels at one grade. ``grade`` is None for those without one."""

    title: str
    grade: PlainGrade | None
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class CareerMap:
    """A family's role levels by grade, most junior first, and how they lead to each other."""

    bands: tuple[Band, ...]

    @property
    def ways(self) -> tuple[Way, ...]:
        """Every role level with its steps, most junior first."""
        return tuple(way for band in self.bands for way in band.ways)


def career_map_of(stops: Iterable[Stop]) -> CareerMap:
    """The map of a family's role levels, which come in grade order."""
    stops = tuple(stops)
    ladders = ladders_of(stops)
    at: dict[PlainGrade | None, list[Way]] = {}
    for stop in stops:
        at.setdefault(stop.grade, []).append(Way(stop, ladders.up(stop.rank)))
    several = len({grade.structure_pk for grade in at if grade}) > 1
    return CareerMap(
        tuple(Band(band_title(grade, several), grade, tuple(ways)) for grade, ways in at.items())
    )


def band_title(grade: PlainGrade | None, several: bool) -> str:
    """What stands above a grade's role levels; ``several``: the family has several structures."""
    if grade is None:
        return NO_GRADE
    return str(grade) if several else grade.title
