"""Which column and which row of a career map's drawing each role level stands in.

Grades are columns, the most junior on the left. A role keeps to a lane, a strip across the columns
from its first level to its last that no other role enters, so that a line between two levels of a
role never meets a third box.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import attrgetter

from roles.careers.career_map import GradeGroup, MapEntry

# Role levels that share a place in their role's order.
Shared = tuple[MapEntry, ...]
# Of one column, what each role has there: from its most junior place to its most senior one.
Column = dict[int, list[Shared]]


@dataclass(frozen=True, slots=True)
class LaneCell:
    """Where role levels that share a place stand, mostly one alone.

    Args:
        place: which one of its role's cells in the column it is, from above.
    """

    entries: Shared
    column: int
    lane: int
    place: int

    @property
    def row(self) -> tuple[int, int]:
        """Cells of one row stand at one height."""
        return self.lane, self.place


def cells_of(groups: Sequence[GradeGroup]) -> list[list[LaneCell]]:
    """The cells of each grade, in the order in which they are read: from above, left to right."""
    columns = [columns_of(group) for group in groups]
    lanes = lanes_of(column for those in columns for column in those)
    firsts = accumulate(map(len, columns), initial=0)
    return [
        sorted(cells_from(first, those, lanes), key=attrgetter("lane", "column", "place"))
        for first, those in zip(firsts, columns, strict=False)
    ]


def cells_from(first: int, columns: Iterable[Column], lanes: dict[int, int]) -> Iterator[LaneCell]:
    """The cells of columns that stand beside each other, from the column ``first`` on."""
    for number, column in enumerate(columns, start=first):
        for role, places in column.items():
            for place, entries in enumerate(places):
                yield LaneCell(entries, number, lanes[role], place)


def columns_of(group: GradeGroup) -> list[Column]:
    """A grade is one column, a role's levels in it below each other by their own order.

    Levels without a grade have nothing but their own order: those that share a place are a column.
    """
    columns: list[Column] = []
    for role, places in by_role(group).items():
        for number, those in enumerate([places] if group.grade else [[each] for each in places]):
            if number == len(columns):
                columns.append({})
            columns[number][role] = those
    return columns


def by_role(group: GradeGroup) -> Column:
    """What each role has in a group, by its places; without an order each level by itself."""
    found: dict[int, list[MapEntry]] = {}
    for entry in sorted(group.entries, key=own_order):
        found.setdefault(entry.level.rank.role, []).append(entry)
    return {
        role: [
            tuple(shared)
            for _, shared in groupby(entries, lambda one: one.level.rank.place or one.level.title)
        ]
        for role, entries in found.items()
    }


def own_order(entry: MapEntry) -> tuple[int, str]:
    return entry.level.rank.place or 0, entry.level.title


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
