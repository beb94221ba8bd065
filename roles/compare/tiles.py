"""What a comparison at a glance is made of: tiles, rows and groups. Plain, frozen objects.

A tile is a run of neighbouring columns that say the same, so that a long tile means that nothing
changes there.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from grades.plain import GradePay
from grades.salary_scale import SalaryBar
from roles.compare.bands import Band
from roles.compare.bars import Bar
from roles.compare.comparison import Comparison
from roles.compare.words import NUMBERS
from roles.profiles import Profile

# More columns than these are narrow: their words are the shortest.
MOST_WIDE = 4
# The width of a box of a scale, in pixels.
BOX = 6


class Edge(StrEnum):
    """What a tile's edge says of its first column."""

    CHANGED = "changed"
    # Where it begins: nothing is said of a column before.
    START = "start"
    NOT_STATED = "not-stated"
    # Nothing in the whole band, which the heading of its group says.
    EMPTY = "empty"


class Kind(StrEnum):
    """What a row is about."""

    FACT = "fact"
    ALL = "all"
    SECTION = "section"
    SKILL = "skill"


class Place(NamedTuple):
    """Where the link of a tile leads.

    Args:
        part: the slug of a section type, ``SKILLS``, or empty for all of it.
        column: whose role level's page, counted from 0.
        step: the number of a step, counted from 1; then it is there that it leads, not to the page.
    """

    part: str
    column: int
    step: int | None = None


# No slug has such a sign.
SKILLS = "#skills"


@dataclass(frozen=True, slots=True)
class Tile:
    """Columns of a row that say the same.

    Args:
        columns: their numbers, counted from 0.
        words: what becomes of it, or what it is, in a few words; linked where it leads anywhere.
        more: what follows the words, in the same line.
        lines: numbers, each a line.
        heading: the source's own, where it tells more than the row's title.
        text: what the document says, whole.
        bar: the lines as a bar.
        boxes: of a level on a scale that is known whole, a box for each of its levels: where it
            stands, in pixels, and whether the level reaches it.
        salary: where a range stands on the scale of all.
        links: to the pay of the grade, where none is the column's own.
        spoken: what the words are about, for those who hear them without row and column.
        is_change: whether the words say that a text or a level is another one.
    """

    columns: range
    edge: Edge
    words: str = ""
    more: str = ""
    lines: tuple[str, ...] = ()
    heading: str = ""
    text: str = ""
    bar: Bar | None = None
    boxes: tuple[tuple[int, bool], ...] = ()
    salary: SalaryBar | None = None
    links: tuple[GradePay, ...] = ()
    leads_to: Place | None = None
    spoken: str = ""
    is_change: bool = False

    @property
    def is_stated(self) -> bool:
        return self.edge not in (Edge.EMPTY, Edge.NOT_STATED)

    @property
    def boxes_width(self) -> int:
        """In pixels."""
        return len(self.boxes) * BOX


@dataclass(frozen=True, slots=True)
class Row:
    """One thing across the columns.

    Args:
        remark: what is said of all its tiles at once.
        url: of its own page, if it has one.
    """

    kind: Kind
    title: str
    tiles: tuple[Tile, ...]
    remark: str = ""
    url: str = ""

    @property
    def is_stated(self) -> bool:
        return any(tile.is_stated for tile in self.tiles)

    def is_stated_in(self, band: Band) -> bool:
        return any(tile.is_stated for tile in self.tiles if tile.columns.start in band.columns)


class Names(NamedTuple):
    """What the columns are called.

    Args:
        full: as everywhere in the comparison.
        short: in tiles: by the grade where a role has one column, by the level's title where it has
            several.
        heads: over the columns: as short, but by the role where it has one column.
    """

    full: tuple[str, ...]
    short: tuple[str, ...]
    heads: tuple[str, ...]

    @property
    def is_narrow(self) -> bool:
        return len(self.full) > MOST_WIDE


def names_of(comparison: Comparison) -> Names:
    full = comparison.names
    columns = comparison.columns
    number_of = Counter(column.role_pk for column in columns)
    names = [short_names(column, is_alone=number_of[column.role_pk] == 1) for column in columns]
    short, heads = (tuple(those) for those in zip(*names, strict=True))
    return Names(
        full,
        short if len(set(short)) == len(short) else full,
        heads if len(set(heads)) == len(heads) else full,
    )


def short_names(column: Profile, *, is_alone: bool) -> tuple[str, str]:
    """A column's name in tiles and over the column: see ``Names``."""
    if not is_alone:
        return column.level_title, column.level_title
    if column.grade is None:
        return column.title, column.title
    by_grade = column.level_title in (column.grade.title, column.role)
    return column.grade.title, column.role if by_grade else column.title


def spans_of(
    comparison: Comparison, is_as_before: Callable[[int], bool]
) -> Iterator[tuple[Band, range]]:
    """Neighbouring columns of each band that say the same.

    ``is_as_before`` tells whether a column says the same as the one before it.
    """
    for band in comparison.bands:
        first = band.columns.start
        for number in range(first + 1, band.columns.stop + 1):
            if number == band.columns.stop or not is_as_before(number):
                yield band, range(first, number)
                first = number


def not_stated(columns: range) -> Tile:
    return Tile(columns, Edge.NOT_STATED, "Not stated")


def without_empty_bands(comparison: Comparison, tiles: tuple[Tile, ...]) -> tuple[Tile, ...]:
    """The tiles, of each band that states nothing one that is empty, where others state it."""
    if len(comparison.bands) == 1:
        return tiles
    found: list[Tile] = []
    for band in comparison.bands:
        own = [tile for tile in tiles if tile.columns.start in band.columns]
        is_empty = all(tile.edge is Edge.NOT_STATED for tile in own)
        found += [Tile(band.columns, Edge.EMPTY)] if is_empty else own
    return tuple(found)


def then_the_same(columns: range, names: Names) -> str:
    """“, then the same to PAP14”; nothing for one column."""
    return f", then the same to {names.short[columns[-1]]}" if len(columns) > 1 else ""


def the_same(band: Band, columns: range, names: Names) -> str:
    """“The same at all eight”, “The same to PAP08”; nothing for one column."""
    if len(columns) == 1:
        return ""
    if columns == band.columns:
        return f"The same at {every(len(columns))}"
    return f"The same to {names.short[columns[-1]]}"


def every(number: int) -> str:
    return "both" if number == 2 else f"all {NUMBERS[number]}"


def is_start(band: Band, column: int) -> bool:
    """Whether nothing can be said of it against the column before: there is no step to it."""
    return column == band.columns.start or not band.is_ordered


def step_number(comparison: Comparison, column: int) -> int:
    """The number of the step to a column, counted from 1."""
    return next(n for n, step in enumerate(comparison.steps, start=1) if step.column == column)
