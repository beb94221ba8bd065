"""Which column and which row of a career map's drawing each role level stands in.

Grades are columns, the most junior on the left. A role keeps to a lane, a strip across the columns
from its first level to its last that no other role enters, so that a line between two levels of a
role never meets a third box.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import attrgetter

from roles.careers.career_map import GradeBand, MapEntry

# The role levels of one column, by role.
Column = dict[int, list[MapEntry]]
own_order = attrgetter("level.rank.order")


@dataclass(frozen=True, slots=True)
class LaneCell:
    """Where a role level stands; ``place`` is its place among its role's in the column."""

    entry: MapEntry
    column: int
    lane: int
    place: int

    @property
    def row(self) -> tuple[int, int]:
        """Cells of one row stand at one height."""
        return self.lane, self.place


def cells_of(bands: Sequence[GradeBand]) -> list[list[LaneCell]]:
    """The cells of each band, in the order in which they are read: from above, left to right."""
    columns = [columns_of(band) for band in bands]
    lanes = lanes_of(column for those in columns for column in those)
    firsts = accumulate(map(len, columns), initial=0)
    return [
        sorted(cells_from(first, those, lanes), key=attrgetter("lane", "column", "place"))
        for first, those in zip(firsts, columns, strict=False)
    ]


def cells_from(first: int, columns: Iterable[Column], lanes: dict[int, int]) -> Iterator[LaneCell]:
    """The cells of columns that stand beside each other, from the column ``first`` on."""
    for number, column in enumerate(columns, start=first):
        for role, entries in column.items():
            for place, entry in enumerate(entries):
                yield LaneCell(entry, number, lanes[role], place)


def columns_of(band: GradeBand) -> list[Column]:
    """A grade is one column, a role's levels in it below each other by their own order.

    Levels without a grade have nothing but their own order: those that stand equal are a column.
    """
    columns: list[Column] = []
    for role, entries in by_role(band).items():
        equal = [list(those) for _, those in groupby(entries, key=own_order)]
        for number, those in enumerate([entries] if band.grade else equal):
            if number == len(columns):
                columns.append({})
            columns[number][role] = those
    return columns


def by_role(band: GradeBand) -> Column:
    """The role levels of a band by role, each role's by their own order."""
    found: Column = {}
    for entry in sorted(band.entries, key=own_order):
        found.setdefault(entry.level.rank.role, []).append(entry)
    return found


def lanes_of(columns: Iterable[Column]) -> dict[int, int]:
    """A lane for each role: the first that is free from its first column to its last.

    Of the roles that begin in one column those that lead on furthest come first.
    """
    spans: dict[int, list[int]] = {}
    for number, column in enumerate(columns):
        for role in column:
            spans.setdefault(role, []).append(number)
    lanes: dict[int, int] = {}
    free_from: list[int] = []
    for role, span in sorted(spans.items(), key=lambda item: (item[1][0], -item[1][-1])):
        lane = next((n for n, free in enumerate(free_from) if free <= span[0]), len(free_from))
        lanes[role] = lane
        free_from[lane : lane + 1] = [span[-1] + 1]
    return lanes
