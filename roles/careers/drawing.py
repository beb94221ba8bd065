"""Where everything of a career map's drawing stands, in pixels.

The lines between a role's levels run in its lane (lanes.py). Those into other roles meet in
one upright in the gap between two grades: from each role level that they leave to each that they
lead to, so that no line crosses a box however many there are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from capframe.base.text_width import widest_word_width, wrap
from roles.careers.career_map import CareerMap, MapLevel
from roles.careers.lanes import LaneCell, cells_of

MOST_DRAWN, MOST_ROWS = 100, 25
# How far right of the boxes a line goes round one, and what the drawing keeps free around itself
# for the outlines of boxes and of the one in focus.
DETOUR, MARGIN = 8, 4
# As wide as a page: boxes to there need no scrolling.
PAGE = 1140 - DETOUR - 2 * MARGIN
NARROWEST, WIDEST = 104, 200
SMALLEST_GAP, LARGEST_GAP = 40, 56
PADDING, LINE_HEIGHT, FONT_SIZE = 8, 18, 14
ROW_GAP = 14
# The width of a drawing that upright paper (A4) still shows legibly.
PORTRAIT = 900

LaneRow = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    level: MapLevel
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]

    @property
    def right(self) -> int:
        """Where lines leave it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def middle(self) -> int:
        """How far from above lines leave and reach it."""
        return self.y + self.height // 2

    @property
    def transform(self) -> str:
        return f"translate({self.x} {self.y})"

    @property
    def outline(self) -> str:
        """Its outline from its own corner, as SVG has it."""
        return f"M0 0H{self.width}V{self.height}H0Z"

    @property
    def text_start(self) -> str:
        """Where, from its own top, a line of text would stand above the first one."""
        return str((self.height - len(self.lines) * LINE_HEIGHT) // 2 - LINE_HEIGHT + FONT_SIZE)


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """A grade's heading, and its boxes from above."""

    transform: str
    lines: tuple[str, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    path: str
    is_within_role: bool
    has_arrow: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    groups: tuple[ColumnGroup, ...]
    strokes: tuple[Stroke, ...]

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
        return ColumnGroup(transform, heading, tuple(map(self.box, cells)))

    def box(self, cell: LaneCell) -> Box:
        top, height = self.tops[cell.row], self.heights[cell.row]
        lines = lines_of(cell.entry.level.title, self.box_width)
        return Box(cell.entry.level, self.left(cell), top, self.box_width, height, lines)


def drawing_of(career_map: CareerMap) -> Drawing | None:
    """The drawing of a career map; None for one without boxes, or with too many to be read."""
    if not 0 < len(career_map.entries) <= MOST_DRAWN:
        return None
    by_band = cells_of(career_map.bands)
    cells = [cell for those in by_band for cell in those]
    if len({cell.row for cell in cells}) > MOST_ROWS:
        return None
    titles = [entry.level.title for entry in career_map.entries]
    titles += [band.title for band in career_map.bands]
    columns = 1 + max(cell.column for cell in cells)
    width, gap = box_and_gap_width(columns, max(map(widest_word_width, titles)))
    headings = [lines_of(band.title, width) for band in career_map.bands]
    frame = frame_of(cells, width, gap, max(map(len, headings)) * LINE_HEIGHT)
    groups = tuple(map(frame.group, headings, by_band))
    boxes = {box.level.reference: box for group in groups for box in group.boxes}
    return Drawing(
        max(box.right for box in boxes.values()) + DETOUR + 2 * MARGIN,
        max(box.bottom for box in boxes.values()) + 2 * MARGIN,
        groups,
        (
            *strokes_within_roles(career_map, boxes, gap),
            *strokes_into_roles(career_map, boxes, gap),
        ),
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
        height = len(lines_of(cell.entry.level.title, width)) * LINE_HEIGHT + 2 * PADDING
        heights[cell.row] = max(heights.get(cell.row, 0), height)
    rows = sorted(heights)
    tops = accumulate((heights[row] + ROW_GAP for row in rows), initial=head + ROW_GAP)
    return Frame(width, gap, head, dict(zip(rows, tops, strict=False)), heights)


def lines_of(text: str, width: int) -> tuple[str, ...]:
    return wrap(text, (width - 2 * PADDING) / FONT_SIZE)


def strokes_within_roles(
    career_map: CareerMap, boxes: Mapping[str, Box], gap: int
) -> Iterator[Stroke]:
    """A line to the next level of each level's role."""
    for entry in career_map.entries:
        if entry.is_within_role:
            end, *_ = entry.steps_up
            path = path_between(boxes[entry.level.reference], boxes[end.reference], gap)
            yield Stroke(path, is_within_role=True, has_arrow=True)


def path_between(start: Box, end: Box, gap: int) -> str:
    """The path from a box to another to the right, to the one below it, or round to one further."""
    if end.x > start.x:
        turn = start.right + 3 * gap // 8
        return f"M{start.right} {start.middle}H{turn}V{end.middle}H{end.x}"
    if end.y == start.bottom + ROW_GAP:
        return f"M{start.x + start.width // 2} {start.bottom}V{end.y}"
    return f"M{start.right} {start.middle}H{start.right + DETOUR}V{end.middle}H{end.right}"


def strokes_into_roles(
    career_map: CareerMap, boxes: Mapping[str, Box], gap: int
) -> Iterator[Stroke]:
    """For each grade that roles end at: lines to an upright, and from it to the next grade's."""
    for band in career_map.bands:
        # Their roles end here, so that they all lead to the same: the levels at the next grade.
        entries = [entry for entry in band.entries if entry.steps_up and not entry.is_within_role]
        if entries:
            starts = [boxes[entry.level.reference] for entry in entries]
            ends = [boxes[level.reference] for level in entries[0].steps_up]
            upright = starts[0].right + 5 * gap // 8
            middles = [box.middle for box in (*starts, *ends)]
            path = "".join(f"M{box.right} {box.middle}H{upright}" for box in starts)
            path += f"M{upright} {min(middles)}V{max(middles)}"
            yield Stroke(path, is_within_role=False, has_arrow=False)
            for end in ends:
                path = f"M{upright} {end.middle}H{end.x}"
                yield Stroke(path, is_within_role=False, has_arrow=True)
