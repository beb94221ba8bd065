"""A family's career map: its role levels by grade, and the steps up from each, as plain objects.

It knows no request, no query and no template. The drawing (drawing.py) and the nested list beside
it are made from the same object, so that they say the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from grades.plain import NO_GRADE, PlainGrade, band_titles
from roles.careers.ladders import MOST_NAMED, Rank, ladders_of


@dataclass(frozen=True, slots=True)
class MapLevel:
    title: str
    url: str
    reference: str
    role: str
    grade: PlainGrade | None
    rank: Rank


@dataclass(frozen=True, slots=True)
class MapEntry:
    """A role level with every role level that is one step up from it."""

    level: MapLevel
    steps_up: tuple[MapLevel, ...]

    @property
    def is_within_role(self) -> bool:
        """Whether the step stays in the role and so is not inferred. Without a step it does not."""
        return bool(self.steps_up) and self.steps_up[0].rank.role == self.level.rank.role

    @property
    def named(self) -> tuple[MapLevel, ...]:
        """The steps, where they are few enough to name each; otherwise none."""
        return self.steps_up if len(self.steps_up) <= MOST_NAMED else ()


@dataclass(frozen=True, slots=True)
class GradeGroup:
    """The role levels at one grade. ``grade`` is None for those without one."""

    title: str
    grade: PlainGrade | None
    entries: tuple[MapEntry, ...]


@dataclass(frozen=True, slots=True)
class MapBand:
    """The grades of one structure, most junior first, or what has no grade."""

    title: str
    grades: tuple[GradeGroup, ...]

    @property
    def entries(self) -> tuple[MapEntry, ...]:
        return tuple(entry for grade in self.grades for entry in grade.entries)

    @property
    def has_places(self) -> bool:
        """Whether grades, or the orders of roles, give any of its role levels a place."""
        return any(entry.level.grade or entry.level.rank.place for entry in self.entries)


@dataclass(frozen=True, slots=True)
class CareerMap:
    """A family's role levels band by band, and how they lead to each other.

    Args:
        unordered: of each role whose order nothing states, its title and its levels by theirs.
    """

    bands: tuple[MapBand, ...]
    unordered: tuple[tuple[str, tuple[MapLevel, ...]], ...]

    @property
    def entries(self) -> tuple[MapEntry, ...]:
        return tuple(entry for band in self.bands for entry in band.entries)

    @property
    def has_inferred_steps(self) -> bool:
        return any(entry.steps_up and not entry.is_within_role for entry in self.entries)


def career_map_of(levels: Iterable[MapLevel]) -> CareerMap:
    """The map of a family's role levels, which come in grade order, structure by structure."""
    levels = tuple(levels)
    ladders = ladders_of(levels)
    at: dict[int | None, dict[PlainGrade | None, list[MapEntry]]] = {}
    for level in levels:
        grades = at.setdefault(level.rank.structure, {})
        grades.setdefault(level.grade, []).append(MapEntry(level, ladders.up(level.rank)))
    titles = band_titles(level.grade.structure_names for level in levels if level.grade)
    bands = (MapBand(titles.get(pk or 0, NO_GRADE), groups_of(grades)) for pk, grades in at.items())
    return CareerMap(tuple(bands), tuple(unordered_roles(levels)))


def groups_of(grades: Mapping[PlainGrade | None, Iterable[MapEntry]]) -> tuple[GradeGroup, ...]:
    return tuple(
        GradeGroup(grade.title if grade else NO_GRADE, grade, tuple(entries))
        for grade, entries in grades.items()
    )


def unordered_roles(levels: Iterable[MapLevel]) -> Iterable[tuple[str, tuple[MapLevel, ...]]]:
    roles: dict[int, list[MapLevel]] = {}
    for level in levels:
        if level.rank.place is None:
            roles.setdefault(level.rank.role, []).append(level)
    for those in roles.values():
        yield those[0].role, tuple(sorted(those, key=attrgetter("title")))
