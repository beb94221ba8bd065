"""Wide tables, with a column for each of many things, as rows of one fact each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from capframe.spreadsheets.cell_notes import CellNotes
from capframe.spreadsheets.columns import LEAVE_OUT, Column, NotInUse, records_of
from capframe.spreadsheets.faults import Fault, Unreadable, shown
from capframe.spreadsheets.limits import MOST_ROWS, SPLIT
from capframe.spreadsheets.placeholders import (
    is_not_in_use,
    is_placeholder,
    plain,
    warn_of_placeholder,
)
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records, Row, Table

ROWS_OF_SAMPLE, VALUES_OF_SAMPLE = 1_000, 3


class Unknown(NamedTuple):
    """Why a name stands for nothing, one sentence, and what to do, one sentence."""

    problem: str
    remedy: str


Said = Mapping[str, str] | Unknown
# What names say: of each the texts that it stands for, by the names of their columns.
ReadNames = Callable[[Sequence[str]], Mapping[str, Said]]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointColumn(Column):
    """A column whose names stand for what other columns would say.

    Args:
        says: the names of these columns.
        read: what names say; None where there is one such column, and a name is its text.
    """

    says: tuple[str, ...]
    read: ReadNames | None = None

    @property
    def gives(self) -> tuple[str, ...]:
        """The columns that a file need not have, and cannot have, beside it."""
        return self.says

    def read_names(self, names: Sequence[str]) -> Mapping[str, Said]:
        if self.read is not None:
            return self.read(names)
        return {name: {self.says[0]: name} for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingColumn(JointColumn):
    """A column that a file may have several of: each heading is such a name.

    Args:
        cell: the column that its cells are of.
        repeated: the columns that say what a row is about, as each of its facts does.
        beside: the columns that the file may have beside it.
        keeps_bare: whether a row without any of these cells says something.
    """

    cell: Column
    repeated: tuple[str, ...]
    beside: tuple[str, ...]
    keeps_bare: bool = False

    @property
    def gives(self) -> tuple[str, ...]:
        return (*self.says, self.cell.name)


@dataclass(frozen=True, slots=True)
class TidyTable:
    """A table as records of one fact each, with what was found in it meanwhile."""

    records: Records
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


class Place(NamedTuple):
    """Where in each row a cell stands, what its heading says, and where faults find all of it."""

    cell: int
    says: Mapping[str, str]
    headings: Mapping[str, str]


def tidy_table(
    table: Table, chosen: Sequence[str], columns: Sequence[Column], *, keeps_placeholders: bool
) -> TidyTable:
    """The table's rows under the columns chosen for its headings, one fact each.

    Args:
        table: as read.
        chosen: for each heading the name of a column, or ``LEAVE_OUT``; once each, but for columns
            that a file may have several of.
        columns: all that the kind of file may have.
        keeps_placeholders: whether a cell that says that there is nothing is text all the same.

    Raises:
        Unreadable: there are too many facts.
    """
    wide = find_heading_column(chosen, columns)
    single = [LEAVE_OUT if wide and name == wide.name else name for name in chosen]
    records = records_of(table, single, columns)
    report = Report(records.headings)
    for column in columns:
        if isinstance(column, JointColumn) and column.name in single:
            records = _read_joint(records, column, report)
    if wide is not None:
        places = _find_places(table.headings, chosen, wide, report)
        notes = PlaceholderCells(wide.cell, keeps_placeholders)
        rows = _spread(zip(table.rows, records, strict=True), places, wide, notes)
        records = Records(_count(rows), {**records.headings, **{name: name for name in wide.gives}})
        notes.warn(report)
    return TidyTable(records, report.sorted_errors, report.sorted_warnings)


def sample_table(table: Table) -> list[list[str]]:
    """The first few different values under each heading, in their order; not all rows are read."""
    found: list[list[str]] = [[] for _ in table.headings]
    for row in islice(table.rows, ROWS_OF_SAMPLE):
        for value, values in zip(row.cells, found, strict=False):
            if len(values) < VALUES_OF_SAMPLE and (text := value.strip()) and text not in values:
                values.append(text)
    return found


def find_heading_column(
    chosen: Iterable[str | None], columns: Iterable[Column]
) -> HeadingColumn | None:
    """The column of which the file has several, None where it has none such."""
    names = set(chosen)
    found = (one for one in columns if isinstance(one, HeadingColumn) and one.name in names)
    return next(found, None)


def _read_joint(records: Records, column: JointColumn, report: Report) -> Records:
    """The records with what the names of a column say in its place.

    Those whose name says nothing are left out; the first of each is a fault.
    """
    first: dict[str, Record] = {}
    for record in records:
        if name := record.get(column.name):
            first.setdefault(name, record)
    said = column.read_names(list(first))
    for name, says in said.items():
        if isinstance(says, Unknown):
            report.fault(first[name], column.name, *says)
    headings = dict.fromkeys(column.says, records.headings[column.name])
    kept = []
    for record in records:
        says = said.get(record.get(column.name), {})
        if not isinstance(says, Unknown):
            values = {name: text for name, text in record.values.items() if name != column.name}
            kept.append(Record(record.line, {**values, **says}))
    return Records(kept, {**records.headings, **headings})


def _find_places(
    headings: Sequence[str], chosen: Sequence[str], wide: HeadingColumn, report: Report
) -> list[Place]:
    """Where the columns stand whose headings say something; another heading is a fault."""
    mine = [
        (index, heading)
        for index, (heading, name) in enumerate(zip(headings, chosen, strict=True))
        if name == wide.name
    ]
    tidied = {heading: " ".join(heading.split()) for _, heading in mine}
    said = wide.read_names([*tidied.values()])
    places: list[Place] = []
    for index, heading in mine:
        says = said[tidied[heading]]
        same = next((one for one in places if one.says == says), None)
        if same is not None:
            says = Unknown(
                f"“{shown(same.headings[wide.cell.name])}” stands for the same.",
                "Leave out one of the two columns.",
            )
        if isinstance(says, Unknown):
            report.errors.append(Fault(0, shown(heading), "", *says))
        else:
            places.append(Place(index, says, dict.fromkeys(wide.gives, heading)))
    return places


def _spread(
    rows: Iterable[tuple[Row, Record]],
    places: Sequence[Place],
    wide: HeadingColumn,
    notes: "PlaceholderCells",
) -> Iterator[Record]:
    """A record for each filled cell; what a row says beside stands in the first of its own."""
    for row, record in rows:
        values = record.values
        repeated = {name: values[name] for name in wide.repeated if name in values}
        is_bare = True
        for cell, says, headings in places:
            text = row.cells[cell].strip()
            if not text:
                continue
            text = " ".join(text.split()) if wide.cell.is_name else text
            found = Record(row.line, {**values, **says, wide.cell.name: text}, headings)
            if not notes.take(found):
                yield found
                values, is_bare = repeated, False
        if is_bare and wide.keeps_bare:
            yield record


def _count(records: Iterable[Record]) -> list[Record]:
    """The records. Raises Unreadable where they are more than a file may have rows."""
    counted = list(islice(records, MOST_ROWS + 1))
    if len(counted) > MOST_ROWS:
        raise Unreadable(f"The table has more than {MOST_ROWS:,} filled cells.", SPLIT)
    return counted


class PlaceholderCells:
    """The cells of a wide table that say that there is nothing to say.

    Args:
        column: that the cells are of.
        are_kept: whether they are texts all the same.
    """

    def __init__(self, column: Column, are_kept: bool) -> None:
        self.column, self.are_kept = column, are_kept
        self.notes = CellNotes()

    def take(self, record: Record) -> bool:
        """Whether the record's cell is one of them."""
        text = record.get(self.column.name)
        if self.are_kept or not is_placeholder(text):
            return False
        meaning = self.column.not_in_use if is_not_in_use(text) else NotInUse.WARNED_OF
        if meaning is NotInUse.WARNED_OF:
            self.notes.add(plain(text), record, self.column.name)
        return meaning is not NotInUse.MEANT

    def warn(self, report: Report) -> None:
        """Warn of each placeholder once, with its number."""
        for placeholder, number in self.notes.numbers.items():
            warn_of_placeholder(*self.notes.first[placeholder], number, report)
