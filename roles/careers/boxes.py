"""The boxes of a career map's drawing: a role level each, as high as its title needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from capframe.base.text_width import wrap
from roles.careers.career_map import MapLevel

PADDING, LINE_HEIGHT, FONT_SIZE = 8, 18, 14


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
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

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
class Stack:
    """The boxes of role levels that share a place, without a gap: to lines they are one."""

    boxes: tuple[Box, ...]

    @property
    def x(self) -> int:
        return self.boxes[0].x

    @property
    def y(self) -> int:
        return self.boxes[0].y

    @property
    def right(self) -> int:
        """Where lines leave it."""
        return self.boxes[0].right

    @property
    def bottom(self) -> int:
        return self.boxes[-1].bottom

    @property
    def middle(self) -> int:
        """How far from above lines leave and reach it."""
        return (self.y + self.bottom) // 2


# What stands at which reference.
Stacks = Mapping[str, Stack]


def box_height(lines: Sequence[str]) -> int:
    return len(lines) * LINE_HEIGHT + 2 * PADDING


def lines_of(text: str, width: int) -> tuple[str, ...]:
    return wrap(text, (width - 2 * PADDING) / FONT_SIZE)
