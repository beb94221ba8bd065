"""A comparison at a glance as plain lines, for every file that begins with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from roles.compare.comparison import Comparison
from roles.compare.glance import Glance, Group, glance_of
from roles.compare.tiles import Tile

# Of a text as much as tells what it is about, in characters; all of it stands in the full text.
LONGEST = 90


@dataclass(frozen=True, slots=True)
class GlanceCell:
    """What neighbouring columns say alike.

    Args:
        columns: how many they are.
    """

    text: str
    columns: int


@dataclass(frozen=True, slots=True)
class GlanceLine:
    """One thing across the columns; without cells the heading of those below it."""

    label: str
    cells: tuple[GlanceCell, ...] = ()


@dataclass(frozen=True, slots=True)
class GlanceTable:
    """The matrix, what its columns are called, and a sentence for the largest step of each band."""

    heads: tuple[str, ...]
    lines: tuple[GlanceLine, ...]
    sentences: tuple[str, ...]


def glance_table(comparison: Comparison) -> GlanceTable:
    glance = glance_of(comparison)
    largest = (f"Largest step: {step.title}, {step.numbers}." for step in glance.largest)
    return GlanceTable(tuple(heads_of(glance)), tuple(lines_of(glance)), tuple(largest))


def heads_of(glance: Glance) -> Iterator[str]:
    for head in glance.heads:
        inferred = "step (inferred)" if head.is_inferred else ""
        yield "\n".join(filter(None, (head.name, head.grade, inferred)))


def lines_of(glance: Glance) -> Iterator[GlanceLine]:
    if glance.bands:
        yield GlanceLine("", tuple(GlanceCell(band.title, band.columns) for band in glance.bands))
    for group in glance.groups:
        if title := title_of(group):
            yield GlanceLine(title)
        for row in group.rows:
            label = "\n".join(filter(None, (row.title, row.remark)))
            cells = (GlanceCell(text_of(tile), len(tile.columns)) for tile in row.tiles)
            yield GlanceLine(label, tuple(cells))


def title_of(group: Group) -> str:
    title = f"{group.title} ({group.remark})" if group.title and group.remark else group.title
    return ": ".join(filter(None, (group.heading, title)))


def text_of(tile: Tile) -> str:
    """All that a tile says, a line each, its text cut."""
    return "\n".join(
        filter(
            None,
            (
                tile.words + tile.more,
                *tile.lines,
                *map(str, tile.links),
                tile.heading and f"“{tile.heading}”",
                shorten(tile.text, LONGEST, placeholder=" …"),
            ),
        )
    )
