"""What stands in each column of a sheet, for whoever says what the column is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.layout import take_heading_row
from capframe.spreadsheets.placeholders import is_placeholder

ROWS_AT_ONCE = 1_000
VALUES_SHOWN = 3
LONGEST_NAME = 80
# Of a column with more different values it is only said that there are more.
MOST_DIFFERENT = 5_000


@dataclass(slots=True)
class ColumnSurvey:
    """What stands in one column, below its heading.

    Args:
        place: in the sheet, from 0.
        values: the first different ones that are no placeholders.
        rows: of the table.
        filled: rows with something in the column.
        numbers: rows with a whole or decimal number.
        texts: rows with more than a name: several lines, a sentence, or a long text.
        characters: of all rows together.
        longest: the length of the longest value.
        placeholders: in how many rows each stands, as the file has it.
    """

    place: int
    values: list[str] = field(default_factory=list)
    rows: int = 0
    filled: int = 0
    numbers: int = 0
    texts: int = 0
    characters: int = 0
    longest: int = 0
    placeholders: Counter[str] = field(default_factory=Counter)
    _different: set[str] = field(default_factory=set)

    def add(self, cells: Sequence[str]) -> None:
        """Take in some more rows."""
        self.rows += len(cells)
        for text, times in Counter(map(str.strip, cells)).items():
            if not text:
                continue
            self.filled += times
            self.longest = max(self.longest, len(text))
            if is_placeholder(text):
                self.placeholders[text] += times
                continue
            self.characters += times * len(text)
            self.numbers += times * is_number(text)
            self.texts += times * is_text(text)
            if len(self._different) <= MOST_DIFFERENT and text not in self._different:
                self._different.add(text)
                if len(self.values) < VALUES_SHOWN:
                    self.values.append(text)

    @property
    def empty(self) -> int:
        return self.rows - self.filled

    @property
    def different(self) -> int:
        """How many different values there are, placeholders aside, up to the most and one more."""
        return len(self._different)

    @property
    def stated(self) -> int:
        """Rows that say something: neither empty nor with a placeholder."""
        return self.filled - self.placeholders.total()


def is_number(text: str) -> bool:
    """Whether it is nothing but an amount or a number, with signs of currencies or without."""
    bare = text.strip("£$€%+- ").replace(",", "").replace(" ", "")
    return bare.replace(".", "", 1).isdecimal()


def is_text(text: str) -> bool:
    """Whether it is more than a name: several lines, a sentence, or long."""
    return "\n" in text or len(text) > LONGEST_NAME or (text.endswith(".") and " " in text)


def survey_columns(
    sheet: Sheet, heading_row: int | None, places: Sequence[int]
) -> list[ColumnSurvey]:
    """What stands in the columns at these places, in one pass over the rows.

    Raises Unreadable.
    """
    rows = sheet.read_rows()
    take_heading_row(rows, heading_row)
    found = [ColumnSurvey(place) for place in places]
    for columns, number in read_columns(row.cells for row in rows):
        for survey in found:
            empty = ("",) * number
            survey.add(columns[survey.place] if survey.place < len(columns) else empty)
    return found


def survey_cells(cells: Iterable[str], place: int = 0) -> ColumnSurvey:
    """What stands in the cells of one column."""
    survey = ColumnSurvey(place)
    survey.add(tuple(cells))
    return survey


def read_columns(rows: Iterable[Sequence[str]]) -> Iterator[tuple[list[tuple[str, ...]], int]]:
    """The columns of so many rows at a time, and how many rows these are."""
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS_AT_ONCE)):
        yield list(zip_longest(*batch, fillvalue="")), len(batch)
