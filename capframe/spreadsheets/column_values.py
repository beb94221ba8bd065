"""Values that several rows may state, or leave blank; those that disagree are found."""

from collections.abc import Hashable, Iterable, Mapping
from itertools import takewhile
from typing import NamedTuple

from capframe.spreadsheets.faults import Fault, shown
from capframe.spreadsheets.table import Record

# A message shows two texts from here before their first difference, for this many characters.
BEFORE, SHOWN = 30, 80


class ColumnValue(NamedTuple):
    text: str
    line: int


class ColumnValues:
    """What the rows of a file say of each thing, and where two of them disagree.

    Args:
        headings: the heading as the file has it, by the column's name.
    """

    def __init__(self, headings: Mapping[str, str]) -> None:
        self.headings = headings
        self.faults: list[Fault] = []
        self._values: dict[tuple[Hashable, str], ColumnValue] = {}

    def add(self, thing: Hashable, title: str, record: Record, columns: Iterable[str]) -> None:
        """Take what a row says of a thing. A row that says something else makes a fault.

        Args:
            thing: a key that no other thing has.
            title: what it is called, for the fault: “skill “Leading””.
            record: the row.
            columns: those that are about the thing.
        """
        for column in columns:
            if text := record.get(column):
                first = self._values.setdefault((thing, column), ColumnValue(text, record.line))
                if not says_same(first.text, text):
                    self.faults.append(self._disagreement(title, column, first, record))

    def of(self, thing: Hashable, column: str) -> str:
        """What is said first of a thing under a column, empty where nothing is."""
        value = self._values.get((thing, column))
        return value.text if value else ""

    def line(self, thing: Hashable, column: str) -> int:
        """The line that says it first, 0 where none does."""
        value = self._values.get((thing, column))
        return value.line if value else 0

    def row(self, thing: Hashable, column: str) -> Record:
        """The row that says it first, as far as a fault shows it."""
        return Record(self.line(thing, column), {column: self.of(thing, column)})

    def _disagreement(self, title: str, column: str, first: ColumnValue, record: Record) -> Fault:
        here = record.get(column)
        there_shown, here_shown = excerpts_at_difference(first.text, here)
        return Fault(
            record.line,
            record.heading(column, self.headings),
            shown(here),
            f"Lines {first.line} and {record.line} disagree about the {title}: line {first.line} "
            f"says “{there_shown}”, line {record.line} says “{here_shown}”.",
            "Say the same in both, or leave one of them blank.",
        )


def says_same(text: str, other: str) -> bool:
    """Whether two texts say the same, whatever white space stands between their words."""
    return text == other or text.split() == other.split()


def excerpts_at_difference(text: str, other: str) -> tuple[str, str]:
    """The part of both texts in which they begin to differ, short enough for a message."""
    first, second = (" ".join(one.split()) for one in (text, other))
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))
    start = max(0, sum(1 for _ in same) - BEFORE)
    return excerpt(first, start), excerpt(second, start)


def excerpt(text: str, start: int) -> str:
    """``SHOWN`` characters of a text from ``start`` on, with an ellipsis where more stands."""
    before, after = "…" if start else "", "…" if len(text) > start + SHOWN else ""
    return before + shown(text[start : start + SHOWN]) + after
