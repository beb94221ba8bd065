"""Where everything of a career map's drawings stands, in pixels: one drawing for each band.

The lines between a role's levels run in its lane (lanes.py). Those into other roles meet in
one upright in the gap between two grades: from each role level that they leave to each that they
lead to, so that no line crosses a box however many there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from math import ceil

from capframe.base.text_width import widest_word_width
from roles.careers.boxes import (
    FONT_SIZE,
    LINE_HEIGHT,
    PADDING,
    Box,
    Stack,
    box_height,
    lines_of,
)
from roles.careers.career_map import CareerMap, GradeGroup, MapBand, MapEntry
from roles.careers.lanes import LaneCell, cells_of
from roles.careers.strokes import (
    Stroke,
    steps_into_roles,
    steps_within_roles,
    strokes_into_roles,
    strokes_within_roles,
)

MOST_DRAWN, MOST_ROWS = 100, 25
# What the drawing keeps free around itself for the outlines of boxes and of the one in focus.
MARGIN = 4
# As wide as a page: boxes to there need no scrolling.
PAGE = 1140 - 2 * MARGIN
NARROWEST, WIDEST = 104, 200
SMALLEST_GAP, LARGEST_GAP = 40, 56
ROW_GAP = 14
# The width of a drawing that upright paper (A4) still shows legibly.
PORTRAIT = 900

LaneRow = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """A grade's heading, and its boxes from above."""

    transform: str
    lines: tuple[str, ...]
    stacks: tuple[Stack, ...]

    @property
    def boxes(self) -> tuple[Box, ...]:
        return tuple(chain.from_iterable(stack.boxes for stack in self.stacks))


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture of a band.

    Args:
        leaves_out: whether it lacks a line for a step that the map has.
    """

    width: int
    height: int
    groups: tuple[ColumnGroup, ...]
    strokes: tuple[Stroke, ...]
    leaves_out: bool

    @property
    def view_box(self) -> str:
        """What SVG shows: all of it, and the outlines of its boxes."""
        return f"{-MARGIN} {-MARGIN} {self.width} {self.height}"

    @property
    def leads_within_roles(self) -> bool:
        return any(stroke.is_within_role for stroke in self.strokes)

    @property
    def leads_into_roles(self) -> bool:
        return not all(stroke.is_within_role for stroke in self.strokes)

    @property
    def rem(self) -> str:
        """The width in units that grow with the reader's own size of text."""
        return f"{self.width / 16}rem"

    @property
    def is_wide(self) -> bool:
        """Whether it needs paper that lies on its side."""
        return self.width > PORTRAIT


@dataclass(frozen=True, slots=True)
class Frame:
    box_width: int
    gap: int
    head: int
    tops: Mapping[LaneRow, int]
    heights: Mapping[LaneRow, int]

    def left(self, cell: LaneCell) -> int:
        return cell.column * (self.box_width + self.gap)

    def group(self, heading: tuple[str, ...], cells: Sequence[LaneCell]) -> ColumnGroup:
        """The boxes of a grade, and the lines of its heading right above them."""
        above = self.head - len(heading) * LINE_HEIGHT - LINE_HEIGHT + FONT_SIZE
        transform = f"translate({self.left(cells[0])} {above})"
        return ColumnGroup(transform, heading, tuple(map(self.stack, cells)))

    def stack(self, cell: LaneCell) -> Stack:
        """A box below the other; the last one is as high as the row leaves room for."""
        top, bottom = self.tops[cell.row], self.tops[cell.row] + self.heights[cell.row]
        boxes: list[Box] = []
        for entry in cell.entries:
            lines = lines_of(entry.level.title, self.box_width)
            height = box_height(lines) if entry is not cell.entries[-1] else bottom - top
            boxes.append(Box(entry.level, self.left(cell), top, self.box_width, height, lines))
            top += height
        return Stack(tuple(boxes))


def drawings_of(career_map: CareerMap) -> list[tuple[MapBand, Drawing | None]]:
    """Each band with its drawing, if it has one."""
    return [(band, drawing_of(band)) for band in career_map.bands]


def drawing_of(band: MapBand) -> Drawing | None:
    """The drawing of a band; None for one without boxes, or with too many to be read."""
    groups = [group for group in map(drawn_group, band.grades) if group.entries]
    entries = [entry for group in groups for entry in group.entries]
    if not 0 < len(entries) <= MOST_DRAWN:
        return None
    by_grade = cells_of(groups)
    cells = [cell for those in by_grade for cell in those]
    if len({cell.row for cell in cells}) > MOST_ROWS:
        return None
    titles = [entry.level.title for entry in entries] + [group.title for group in groups]
    columns = 1 + max(cell.column for cell in cells)
    width, gap = box_and_gap_width(columns, max(map(widest_word_width, titles)))
    headings = [lines_of(group.title, width) for group in groups]
    frame = frame_of(cells, width, gap, max(map(len, headings)) * LINE_HEIGHT)
    drawn = tuple(map(frame.group, headings, by_grade))
    return finish_drawing(drawn, entries, gap)


def drawn_group(group: GradeGroup) -> GradeGroup:
    """A group without what neither a grade nor its role's order gives a place in a drawing."""
    placed = (entry for entry in group.entries if group.grade or entry.level.rank.place)
    return replace(group, entries=tuple(placed))


def finish_drawing(
    groups: tuple[ColumnGroup, ...], entries: Sequence[MapEntry], gap: int
) -> Drawing:
    """The boxes with the lines between them."""
    stacks = {
        box.level.reference: stack
        for group in groups
        for stack in group.stacks
        for box in stack.boxes
    }
    within = steps_within_roles(entries, stacks)
    into = steps_into_roles(entries)
    drawn = len(within) + sum(len(starts) * len(ends) for starts, ends in into)
    return Drawing(
        max(stack.right for stack in stacks.values()) + 2 * MARGIN,
        max(stack.bottom for stack in stacks.values()) + 2 * MARGIN,
        groups,
        (*strokes_within_roles(within, stacks, gap), *strokes_into_roles(into, stacks, gap)),
        drawn < sum(len(entry.steps_up) for entry in entries),
    )


def box_and_gap_width(columns: int, word: float) -> tuple[int, int]:
    """How wide boxes and the gaps between them are, so that this many columns fill a page.

    Where the longest word or the number of columns asks for more, the drawing scrolls sideways.
    """
    filling = (PAGE + SMALLEST_GAP) // columns - SMALLEST_GAP
    width = min(WIDEST, max(filling, NARROWEST, ceil(word * FONT_SIZE) + 2 * PADDING))
    gap = (PAGE - columns * width) // max(columns - 1, 1)
    return width, min(LARGEST_GAP, max(gap, SMALLEST_GAP))


def frame_of(cells: Iterable[LaneCell], width: int, gap: int, head: int) -> Frame:
    """The frame below headings of this height, each row as high as the longest title in it."""
    heights: dict[LaneRow, int] = {}
    for cell in cells:
        titles = (lines_of(entry.level.title, width) for entry in cell.entries)
        heights[cell.row] = max(heights.get(cell.row, 0), sum(map(box_height, titles)))
    rows = sorted(heights)
    tops = accumulate((heights[row] + ROW_GAP for row in rows), initial=head + ROW_GAP)
    return Frame(width, gap, head, dict(zip(rows, tops, strict=False)), heights)
