"""A file's rows as they stand in it, and as records once its headings are matched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Record:
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


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a file, with what the checks need to speak of it.

    Args:
        records: in the order of the file.
        headings: the heading as the file has it, by the column's name.
    """

    records: Sequence[Record]
    headings: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def has(self, *columns: str) -> bool:
        return any(column in self.headings for column in columns)
