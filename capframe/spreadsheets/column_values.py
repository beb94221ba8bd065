"""Facts that several rows may state, or leave blank; those that disagree are found."""

from collections.abc import Hashable, Iterable, Mapping
from itertools import takewhile
from typing import NamedTuple

from capframe.spreadsheets.faults import Fault, shown
from capframe.spreadsheets.table import Record

# A message shows two texts from here before their first difference, for this many characters.
BEFORE, SHOWN = 30, 80


class ColumnValue(NamedTuple):
    """What a row says, and on which line."""

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
        self._facts: dict[tuple[Hashable, str], ColumnValue] = {}

    def add(self, thing: Hashable, title: str, record: Record, columns: Iterable[str]) -> None:
        """Take what a row says of a thing. A row that says something else makes a fault.

        Args:
            thing: what tells it from all others.
            title: what it is called, for the fault: “skill “Leading””.
            record: the row.
            columns: those that are about the thing.
        """
        for column in columns:
            if text := record.get(column):
                first = self._facts.setdefault((thing, column), ColumnValue(text, record.line))
                if not alike(first.text, text):
                    self.faults.append(self._disagreement(title, column, first, record))

    def of(self, thing: Hashable, column: str) -> str:
        """What is said first of a thing under a column, empty where nothing is."""
        fact = self._facts.get((thing, column))
        return fact.text if fact else ""

    def line(self, thing: Hashable, column: str) -> int:
        """The line that says it first, 0 where none does."""
        fact = self._facts.get((thing, column))
        return fact.line if fact else 0

    def _disagreement(self, title: str, column: str, first: ColumnValue, record: Record) -> Fault:
        here = record.get(column)
        there_shown, here_shown = apart(first.text, here)
        return Fault(
            record.line,
            self.headings.get(column, column),
            shown(here),
            f"Lines {first.line} and {record.line} disagree about the {title}: line {first.line} "
            f"says “{there_shown}”, line {record.line} says “{here_shown}”.",
            "Say the same in both, or leave one of them blank.",
        )


def alike(text: str, other: str) -> bool:
    """Whether two texts say the same, whatever white space stands between their words."""
    return text == other or text.split() == other.split()


def apart(text: str, other: str) -> tuple[str, str]:
    """The part of both texts in which they begin to differ, short enough for a message."""
    first, second = (" ".join(one.split()) for one in (text, other))
    alike_so_far = takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))
    start = max(0, sum(1 for _ in alike_so_far) - BEFORE)
    return excerpt(first, start), excerpt(second, start)


def excerpt(text: str, start: int) -> str:
    """Some characters of a text from a place on, with an ellipsis where more stands."""
    before, after = "…" if start else "", "…" if len(text) > start + SHOWN else ""
    return before + shown(text[start : start + SHOWN]) + after
