"""The columns that a kind of file has, and how the headings of one file are matched to them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import repeat

from capframe.spreadsheets.invisible import UNSEEN, compose
from capframe.spreadsheets.table import Record, Records, Row, Table

SEPARATORS = re.compile(rf"[\s_\-\u2010-\u2015{UNSEEN}]+")
# What a report of faults adds to a file; it is left out when the file comes back.
MESSAGES = "messages"
LEAVE_OUT = ""
ROWS_AT_ONCE = 1_000


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
        label: what people call it; its name in words, where nothing is said.
        suggested_by: headings of other people's files that suggest it, where the values are such as
            it holds: one word is the whole heading; of several, each stands in it.
        when_not_in_use: what NOT IN USE says in it, where that is more than that there is nothing.
        group: the heading that a list of columns has it under.
    """

    name: str
    about: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    longest: int | None = None
    is_name: bool = False
    not_in_use: NotInUse = NotInUse.WARNED_OF
    label: str = ""
    suggested_by: tuple[str, ...] = ()
    when_not_in_use: str = ""
    group: str = ""

    @property
    def plain_name(self) -> str:
        return self.label or self.name.replace("_", " ").capitalize()


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
    is_name = {column.name: column.is_name for column in columns}
    places = [
        (index, name, is_name[name]) for index, name in enumerate(chosen) if name != LEAVE_OUT
    ]
    headings = {name: table.headings[index] for index, name, _ in places}
    texts: dict[str, set[str]] = {name: set() for name in headings}
    return Records(list(_read_records(table.rows, places, texts)), headings, texts)


class TidiedNames(dict[str, str]):
    """Names with plain spaces, by how they are written: each is made once for all its cells.

    Lines stay, because each may be a name by itself.
    """

    def __missing__(self, name: str) -> str:
        lines = (" ".join(line.split()) for line in name.split("\n"))
        tidied = self[name] = "\n".join(filter(None, lines))
        return tidied


def _read_records(
    rows: Sequence[Row],
    places: Sequence[tuple[int, str, bool]],
    texts_by_column: Mapping[str, set[str]],
) -> Iterator[Record]:
    """The records of rows, from the place, the name and the sort of each of their columns.

    Column by column, which is twice as fast as cell by cell; a few rows at once, which is as fast
    as all. The different texts of each column are added to those that are given.
    """
    tidied, columns = TidiedNames(), [column for _, column, _ in places]
    for first in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[first : first + ROWS_AT_ONCE]
        cells = list(zip(*(row.cells for row in some), strict=False))
        texts = [
            tuple(map(tidied.__getitem__ if is_name else str.strip, cells[index]))
            for index, _, is_name in places
        ]
        for column, in_column in zip(columns, texts, strict=True):
            texts_by_column[column].update(in_column)
        found: Iterable[tuple[str, ...]] = zip(*texts, strict=True) if texts else repeat(())
        for row, values in zip(some, found, strict=False):
            cells_of_row = zip(columns, values, strict=True)
            yield Record(row.line, {column: text for column, text in cells_of_row if text})
