"""From rows as a file holds them to a table: headings, even rows, and what is wrong with cells."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from capframe.spreadsheets import limits
from capframe.spreadsheets.characters import REPLACEMENT, mojibake_in, named, refused_in
from capframe.spreadsheets.columns import heading_key
from capframe.spreadsheets.faults import Fault, Remark, Unreadable, shown
from capframe.spreadsheets.table import Row, Table

# Nobody reads more; a hostile file would have one for each of its cells.
MOST_FAULTS = 10_000
ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}


@dataclass(frozen=True, slots=True)
class CellRemark:
    """What a reader found in one cell.

    Args:
        place: of the cell in its row, counted from 0; None where it is about the whole row.
        message: as in Fault, likewise the next three.
    """

    place: int | None
    message: str
    remedy: str
    remark: Remark = Remark.FAULT
    line: int | None = None


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as a file holds it, of any length.

    Args:
        line: as in Row.
        cells: as in Row.
        remarks: what its reader found in it.
        broken: whether its cells may not be where they belong, so that none is missed.
    """

    line: int
    cells: Sequence[str]
    remarks: Sequence[CellRemark] = ()
    broken: bool = False


@dataclass(slots=True)
class Notices:
    """Faults and warnings, up to a number."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Keep it, unless there are more than anybody reads."""
        kept = self.faults if fault.remark is Remark.FAULT else self.warnings
        if len(kept) < MOST_FAULTS:
            kept.append(fault)
        elif len(kept) == MOST_FAULTS:
            message = f"There is more than these {MOST_FAULTS:,}, which is not listed."
            kept.append(Fault(0, "", "", message, "Put these right first.", fault.remark))


def assemble(
    rows: Iterable[RawRow],
    *,
    even: bool,
    notes: Sequence[str],
    warnings: Callable[[], Iterable[Fault]] = tuple,
) -> Table:
    """The table that the rows make.

    Args:
        rows: of the file from its beginning, empty ones among them or not.
        even: whether each row is to have as many cells as the headings, as in a text file.
        notes: as in Table.
        warnings: asked for those about the whole file, once all rows are read.

    Raises:
        Unreadable: there are no rows, too many, or headings that nothing can be matched to.
    """
    remaining = iter(rows)
    notices = Notices()
    head = _head(remaining)
    assembly = Assembly(head, even, notices)
    for row in remaining:
        assembly.add(row)
    return assembly.table(notes, warnings())


def _head(rows: Iterator[RawRow]) -> RawRow:
    for row in rows:
        if any(map(str.strip, row.cells)):
            return row
    raise Unreadable(
        "The file has no cells with anything in them.",
        "Write the headings into the first row and the values below.",
    )


class Assembly:
    """A table in the making."""

    def __init__(self, head: RawRow, even: bool, notices: Notices) -> None:
        self.head, self.even, self.notices = head, even, notices
        self.headings = [cell.strip() for cell in head.cells]
        while not self.headings[-1]:
            self.headings.pop()
        limits.check_columns(len(self.headings))
        self.rows: list[Row] = []
        self.characters = 0
        self.nameless = [place for place, name in enumerate(self.headings) if not name]
        self.first_nameless: dict[int, int] = {}
        self._look_at(head)

    def add(self, row: RawRow) -> None:
        """One more row; an empty one counts for nothing."""
        text = "".join(row.cells)
        if text and (not text.isspace() or refused_in(text)):
            cells = self._evened(row)
            self.rows.append(Row(row.line, cells))
            self.characters += len(text)
            limits.check_rows(len(self.rows))
            limits.check_amount(len(self.rows) * len(self.headings), self.characters)
            for place in self.nameless:
                if cells[place].strip():
                    self.first_nameless.setdefault(place, row.line)
            if not row.broken:
                self._look_into(row.line, cells, text)
        if row.remarks:
            self._look_at(row)

    def _evened(self, row: RawRow) -> tuple[str, ...]:
        """The row's cells, at least as many as headings, and more only where they hold text."""
        cells, wanted = tuple(row.cells), len(self.headings)
        if len(cells) > wanted and not cells[-1]:
            cells = cells[: _last_filled(cells, wanted)]
        number = len(cells)
        if number == wanted:
            return cells
        limits.check_columns(number)
        if not self.even or wanted < number <= len(self.head.cells):
            for place in range(wanted, number):
                if cells[place].strip():
                    self.first_nameless.setdefault(place, row.line)
        elif not row.broken:
            self._ragged(row.line, number)
        return cells + ("",) * (wanted - number)

    def _ragged(self, line: int, number: int) -> None:
        wanted = len(self.headings)
        cells = "1 cell" if number == 1 else f"{number} cells"
        more = number > wanted
        remedy = (
            "Put a cell that holds the delimiter or a line end in double quotes."
            if more
            else "Add the cells that are missing, empty ones as well."
        )
        self.notices.add(
            Fault(line, "", "", f"The row has {cells}; the headings are {wanted}.", remedy)
        )

    def _look_at(self, row: RawRow) -> None:
        """Take over what the row's reader found."""
        for remark in row.remarks:
            place = remark.place
            value = "" if place is None or place >= len(row.cells) else shown(row.cells[place])
            line = remark.line or row.line
            fault = Fault(
                line, self._heading(place), value, remark.message, remark.remedy, remark.remark
            )
            self.notices.add(fault)

    def _look_into(self, line: int, cells: Sequence[str], text: str) -> None:
        """Find what no text may hold, first in the whole row, because that is fast."""
        if refused_in(text) or len(text) > limits.LONGEST_CELL or mojibake_in(text) or "#" in text:
            for place, cell in enumerate(cells):
                for fault in faults_of(line, self._heading(place), cell):
                    self.notices.add(fault)

    def _heading(self, place: int | None) -> str:
        if place is None or place >= len(self.headings):
            return ""
        return shown(self.headings[place])

    def table(self, notes: Sequence[str], warnings: Iterable[Fault]) -> Table:
        """The table, once all rows are added."""
        wrong = [*self._unfit_headings(), *self._nameless_faults(), *self._repeated_faults()]
        faults, found = self.notices.faults, (*warnings, *self.notices.warnings)
        if wrong:
            raise Unreadable(wrong[0].message, wrong[0].remedy, (*wrong, *faults))
        if not self.rows and not faults:
            raise Unreadable(
                "The file has headings and no rows.", "Write the values below the headings."
            )
        headings, rows = self._without_empty_columns()
        return Table(headings, rows, tuple(notes), tuple(faults), found)

    def _unfit_headings(self) -> Iterator[Fault]:
        """What is wrong with the text of headings; what is only doubtful is noted."""
        for heading in self.head.cells:
            for fault in faults_of(self.head.line, "", heading, limits.LONGEST_HEADING):
                if fault.remark is Remark.FAULT:
                    yield fault
                else:
                    self.notices.add(fault)

    def _nameless_faults(self) -> Iterator[Fault]:
        for place, line in sorted(self.first_nameless.items()):
            column = f"Column {get_column_letter(place + 1)} (number {place + 1})"
            yield Fault(
                self.head.line,
                "",
                "",
                f"{column} has no heading, though line {line} has something in it.",
                "Give the column a heading, or take it out.",
            )

    def _repeated_faults(self) -> Iterator[Fault]:
        first: dict[str, str] = {}
        for heading in filter(None, self.headings):
            key = heading_key(heading)
            if key in first:
                names = f"“{shown(first[key])}” and “{shown(heading)}”"
                same = names if first[key] != heading else f"“{shown(heading)}”"
                yield Fault(
                    self.head.line,
                    shown(heading),
                    "",
                    f"Two columns have the same heading: {same}.",
                    "Rename one of them, or take it out.",
                )
            first.setdefault(key, heading)

    def _without_empty_columns(self) -> tuple[tuple[str, ...], list[Row]]:
        if not self.nameless:
            return tuple(self.headings), self.rows
        out = set(self.nameless)
        rows = [
            Row(row.line, tuple(cell for i, cell in enumerate(row.cells) if i not in out))
            for row in self.rows
        ]
        return tuple(filter(None, self.headings)), rows


def _last_filled(cells: Sequence[str], least: int) -> int:
    """How many cells there are up to the last that is not empty, at least so many."""
    return next((i for i in range(len(cells), least, -1) if cells[i - 1]), least)


def faults_of(
    line: int, column: str, cell: str, longest: int = limits.LONGEST_CELL
) -> Iterator[Fault]:
    """What is wrong with a cell's text, whatever its column."""
    if len(cell) > longest:
        yield Fault(
            line,
            column,
            shown(cell),
            f"The cell holds {len(cell):,} characters; the most is {longest:,}.",
            "Shorten the text.",
        )
    refused = refused_in(cell)
    if refused:
        yield Fault(line, column, shown(cell), *_about(refused))
    garbled = mojibake_in(cell)
    if garbled:
        yield Fault(
            line,
            column,
            shown(cell),
            f"“{garbled}” looks like a letter that was lost when the file was saved.",
            "If it is wrong, put it right and save the file as UTF-8.",
            Remark.NOTE,
        )
    if cell.strip() in ERRORS:
        yield Fault(
            line,
            column,
            cell,
            f"“{cell.strip()}” is what a spreadsheet shows for an error.",
            "If it is not meant as text, put the value right.",
            Remark.NOTE,
        )


def _about(refused: str) -> tuple[str, str]:
    if refused == REPLACEMENT:
        return (
            f"The cell holds {named(refused)}, which stands for a letter that was lost.",
            "Put the letter back and save the file as UTF-8.",
        )
    return f"The cell holds {named(refused)}, which no text may hold.", "Take it out."
