"""The columns that a kind of file has, and how the headings of one file are matched to them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from capframe.spreadsheets.invisible import UNSEEN, compose
from capframe.spreadsheets.table import Record, Records, Table

SEPARATORS = re.compile(rf"[\s_\-\u2010-\u2015{UNSEEN}]+")
# What a report of faults adds to a file; it is left out when the file comes back.
MESSAGES = "messages"
LEAVE_OUT = ""


class NotInUse(Enum):
    """What the placeholder NOT IN USE is in a column."""

    WARNED_OF = auto()  # an empty cell, as any other placeholder
    EXPECTED = auto()  # an empty cell as published files have it, of which nobody need be warned
    MEANT = auto()  # no empty cell: it says something by itself


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a kind of file may have.

    Args:
        name: as exports write it.
        about: what stands in it, for the column table of the upload page, one sentence.
        aliases: other headings that mean it.
        required: whether every row needs a value, here or from the defaults chosen.
        longest: the greatest number of characters; None where there is no limit.
        is_name: whether it names something: spaces within are made plain.
        not_in_use: what NOT IN USE is in it.
    """

    name: str
    about: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    longest: int | None = None
    is_name: bool = False
    not_in_use: NotInUse = NotInUse.WARNED_OF


def heading_key(heading: str) -> str:
    """A heading without regard to case, spaces, hyphens, underscores and what nobody sees."""
    return SEPARATORS.sub("", compose(heading)).casefold()


def match_headings(headings: Sequence[str], columns: Iterable[Column]) -> list[str | None]:
    """For each heading the name of the column that it means by name or alias, None if none."""
    known = {
        heading_key(title): column.name
        for column in columns
        for title in (column.name, *column.aliases)
    }
    known[MESSAGES] = LEAVE_OUT
    return [known.get(heading_key(heading)) for heading in headings]


def records_of(table: Table, chosen: Sequence[str], columns: Iterable[Column]) -> Records:
    """The table's rows under the columns chosen for its headings.

    Args:
        table: as read.
        chosen: for each heading the name of a column, each once, or ``LEAVE_OUT``.
        columns: all that the kind of file has.
    """
    names = {column.name for column in columns if column.is_name}
    indexes = [(index, name) for index, name in enumerate(chosen) if name != LEAVE_OUT]
    headings = {name: table.headings[index] for index, name in indexes}
    return Records(
        [Record(row.line, _values(row.cells, indexes, names)) for row in table.rows], headings
    )


def _values(
    cells: Sequence[str], indexes: Iterable[tuple[int, str]], names: set[str]
) -> Mapping[str, str]:
    values = {name: cells[index].strip() for index, name in indexes}
    return {
        name: " ".join(text.split()) if name in names else text
        for name, text in values.items()
        if text
    }
