"""Bars of a comparison: how many statements are the same, changed, new and not stated.

Plain, frozen objects. All lengths are in pixels; the parts are told apart by pattern and order, not
by colour alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from roles.compare.steps import StepSummary

HEIGHT, LONGEST, GAP = 12, 104, 3
# The least that is seen of a part, and how far apart the stripes of one stand.
NARROWEST, STRIPES = 3, 4
KEY = {
    "kept": "The same",
    "changed": "Changed (reworded or rewritten)",
    "new": "New",
    "not-stated": "Not stated",
}
# A part in the key is as long as the longest bar divided by this.
KEY_PARTS = 6


@dataclass(frozen=True, slots=True)
class BarPart:
    """A box of a bar.

    Args:
        kind: “kept”, “changed”, “new” or “not-stated”.
        stripes: the path of the lines across it; empty where it has none.
    """

    kind: str
    left: int
    width: int
    stripes: str


@dataclass(frozen=True, slots=True)
class Bar:
    parts: tuple[BarPart, ...]

    @property
    def width(self) -> int:
        return self.parts[-1].left + self.parts[-1].width + 1 if self.parts else 0


def bars_of(steps: Iterable[StepSummary]) -> tuple[Bar, ...]:
    """A bar for each step, on one scale: the longest one is ``LONGEST``."""
    numbers = [numbers_of(step) for step in steps]
    most = max((sum(each.values()) for each in numbers), default=0)
    return tuple(bar_of(each, most) for each in numbers)


def key_of() -> tuple[tuple[str, Bar], ...]:
    """What each part of a bar means, with a short bar of that part alone."""
    return tuple((words, bar_of({kind: 1}, KEY_PARTS)) for kind, words in KEY.items())


def numbers_of(step: StepSummary) -> dict[str, int]:
    return {
        "kept": step.kept,
        "changed": step.changed,
        "new": step.new,
        "not-stated": step.not_stated,
    }


def bar_of(numbers: dict[str, int], most: int) -> Bar:
    """The parts that there are, one after another, what is not stated set apart.

    Args:
        numbers: of statements, by kind, in the order in which the parts stand.
        most: how many statements the longest bar of the same scale has.
    """
    parts: list[BarPart] = []
    left = 1
    for kind, number in numbers.items():
        if not number:
            continue
        if kind == "not-stated" and parts:
            left += GAP
        width = max(NARROWEST, round(number * LONGEST / most))
        stripes = stripes_across(left, width) if kind == "changed" else ""
        parts.append(BarPart(kind, left, width, stripes))
        left += width
    return Bar(tuple(parts))


def stripes_across(left: int, width: int) -> str:
    """Lines that rise to the right, cut at the edges of a box, as the path of an SVG."""
    lines = []
    for foot in range(STRIPES - HEIGHT, width, STRIPES):
        start, end = max(0, -foot), min(HEIGHT, width - foot)
        lines.append(f"M{left + foot + start} {HEIGHT - start}L{left + foot + end} {HEIGHT - end}")
    return "".join(lines)
