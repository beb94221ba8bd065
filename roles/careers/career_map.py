"""A family's career map: its role levels by grade, and the steps up from each, as plain objects.

It knows no request, no query and no template. The drawing (drawing.py) and the nested list beside
it are made from the same object, so that they say the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from grades.plain import NO_GRADE, PlainGrade
from roles.careers.ladders import MOST_NAMED, Rank, ladders_of


@dataclass(frozen=True, slots=True)
class MapLevel:
    title: str
    url: str
    reference: str
    grade: PlainGrade | None
    rank: Rank


@dataclass(frozen=True, slots=True)
class MapEntry:
    """A role level with every role level that is one step up from it."""

    level: MapLevel
    steps_up: tuple[MapLevel, ...]

    @property
    def is_within_role(self) -> bool:
        """Whether the step stays in the role. Without a step it is not."""
        return bool(self.steps_up) and self.steps_up[0].rank.role == self.level.rank.role

    @property
    def named(self) -> tuple[MapLevel, ...]:
        """The steps, where they are few enough to name each; otherwise none."""
        return self.steps_up if len(self.steps_up) <= MOST_NAMED else ()


@dataclass(frozen=True, slots=True)
class GradeBand:
    """The role levels at one grade. ``grade`` is None for those without one."""

    title: str
    grade: PlainGrade | None
    entries: tuple[MapEntry, ...]


@dataclass(frozen=True, slots=True)
class CareerMap:
    """A family's role levels by grade, most junior first, and how they lead to each other."""

    bands: tuple[GradeBand, ...]

    @property
    def entries(self) -> tuple[MapEntry, ...]:
        return tuple(entry for band in self.bands for entry in band.entries)


def career_map_of(levels: Iterable[MapLevel]) -> CareerMap:
    """The map of a family's role levels, which come in grade order."""
    levels = tuple(levels)
    ladders = ladders_of(levels)
    at: dict[PlainGrade | None, list[MapEntry]] = {}
    for level in levels:
        at.setdefault(level.grade, []).append(MapEntry(level, ladders.up(level.rank)))
    several = len({grade.structure_pk for grade in at if grade}) > 1
    bands = (
        GradeBand(band_title(grade, several), grade, tuple(entries))
        for grade, entries in at.items()
    )
    return CareerMap(tuple(bands))


def band_title(grade: PlainGrade | None, several: bool) -> str:
    """What stands above a grade's role levels; ``several``: the family has several structures."""
    if grade is None:
        return NO_GRADE
    return str(grade) if several else grade.title
