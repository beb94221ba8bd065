"""A file's rows as they stand in it, and as records once its headings are matched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from capframe.spreadsheets.faults import Fault


class Row(NamedTuple):
    r"""A row as it stands in the file.

    Args:
        line: the physical line that it begins on, counted from 1; in a spreadsheet, its row.
        cells: the text of each cell, as it stands in the file but for line ends, which are "\n".
    """

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file that could be read.

    Args:
        headings: their row, trimmed; empty for a column without one.
        rows: the rows below it that are not empty, in order, each with as many cells as there are
            headings, and more only where a fault says so.
        notes: how the file was read, in words: its encoding, delimiter, sheet.
        faults: what is wrong with single cells and rows; a file with any is not imported.
        warnings: what its author should know, for example hidden rows.
        places: where the column of each heading stands in the sheet, from 0.
    """

    headings: tuple[str, ...]
    rows: Sequence[Row]
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    places: tuple[int, ...] = ()


class Record(NamedTuple):
    """A row under matched columns.

    Args:
        line: as in Row.
        values: text by the column's name; columns that the file has not are missing, and so are
            empty cells. White space around the text is gone.
        headings: as in Records, of the columns that the file has under a heading for each of many
            things (``wide.py``): there, that of this record.
    """

    line: int
    values: Mapping[str, str]
    headings: Mapping[str, str] | None = None

    def get(self, column: str) -> str:
        """The text under a column, empty where there is none."""
        return self.values.get(column, "")

    def heading(self, column: str, headings: Mapping[str, str]) -> str:
        """The heading that a column has in the file; its name where it has none.

        Args:
            column: its name.
            headings: of all records.
        """
        own = self.headings.get(column) if self.headings else None
        return own or headings.get(column, column)

    def with_values(self, values: Mapping[str, str]) -> "Record":
        """The same row with other texts."""
        return Record(self.line, values, self.headings)


@dataclass(frozen=True)
class Records:
    """All records of a file, with what the checks need to speak of it.

    Args:
        records: in the order of the file.
        headings: the heading as the file has it, by the column's name.
        known_texts: what ``texts_in`` gives, as far as it is known.
    """

    records: Sequence[Record]
    headings: Mapping[str, str] = field(default_factory=dict)
    known_texts: dict[str, set[str]] = field(default_factory=dict, compare=False, repr=False)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    @cached_property
    def texts(self) -> set[str]:
        """Every text, once: most stand in many cells, and none is looked at twice."""
        if self.headings and self.known_texts.keys() >= self.headings.keys():
            return set[str]().union(*self.known_texts.values()) - {""}
        return set(chain.from_iterable([record.values.values() for record in self.records]))

    def texts_in(self, column: str) -> set[str]:
        """The different texts of a column; an empty one is among them where a row has none."""
        if column not in self.known_texts:
            found = {record.values.get(column, "") for record in self.records}
            self.known_texts[column] = found
        return self.known_texts[column]

    def is_full(self, column: str) -> bool:
        """Whether the file has a column, and each row something in it."""
        return self.has(column) and "" not in self.texts_in(column)

    def has(self, *columns: str) -> bool:
        return any(column in self.headings for column in columns)
