"""The sheets of a file with all their rows: read once, then asked instead of the file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from capframe.spreadsheets import limits
from capframe.spreadsheets.characters import find_refused
from capframe.spreadsheets.faults import MOST_FAULTS, Fault, Remark, Unreadable
from capframe.spreadsheets.packed_rows import PackedRows, SharedTexts
from capframe.spreadsheets.rows import CellRemark, RawRow, last_filled
from capframe.spreadsheets.text_faults import is_doubtful

ROWS_A_PIECE = 1_000
CELLS_A_PIECE = ROWS_A_PIECE * limits.MOST_COLUMNS


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet that is about to be read.

    Args:
        title: as in Sheet, likewise the next three.
        note: how it is read, in words.
        rows: from its beginning, empty ones among them or not. Raises Unreadable.
        warnings: gives those about the whole sheet, once all rows are read.
        is_apart: whether other sheets can be read where this one cannot.
        merged: gives the columns with cells merged downwards, once all rows are read.
    """

    title: str
    note: str
    rows: Iterable[RawRow]
    is_hidden: bool = False
    equal_width: bool = False
    warnings: Callable[[], Iterable[Fault]] = tuple
    is_apart: bool = False
    merged: Callable[[], Iterable[int]] = tuple


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a file with its rows, of which the empty ones are left out.

    Args:
        title: as the file has it; empty for a text file, which is a single sheet.
        note: how it was read, in words.
        is_hidden: whether a spreadsheet program hides it.
        equal_width: whether each row is to have as many cells as the headings, as in a text file.
        number_of_rows: those with something in them.
        width: the cells of its widest row.
        warnings: what its author should know about the whole of it.
        problem: why it cannot be taken, and what to do; two empty texts where it can.
        pieces: the rows in their order, some in each; they may be loaded as they are asked for.
        merged: the columns with cells merged downwards, from 0.
    """

    title: str
    note: str
    is_hidden: bool
    equal_width: bool
    number_of_rows: int
    width: int
    warnings: tuple[Fault, ...]
    problem: tuple[str, str]
    pieces: Iterable[PackedRows]
    merged: tuple[int, ...] = ()

    def read_pieces(self) -> Iterator[PackedRows]:
        """The rows, some at a time. Raises Unreadable where there is a problem."""
        if any(self.problem):
            raise Unreadable(*self.problem)
        yield from self.pieces

    def read_rows(self) -> Iterator[RawRow]:
        """The rows. Raises Unreadable where there is a problem."""
        for piece in self.read_pieces():
            yield from piece.read_rows()


def keep_sheets(opened: Iterable[OpenSheet]) -> list[Sheet]:
    """All sheets with something in them, read to their ends.

    Raises:
        Unreadable: one that is not apart cannot be read.
    """
    amount = Amount()
    kept = [_keep_sheet(sheet, amount) for sheet in opened]
    return [sheet for sheet in kept if sheet.number_of_rows or any(sheet.problem)]


def _keep_sheet(opened: OpenSheet, amount: "Amount") -> Sheet:
    packer, problem = SheetPacker(amount), ("", "")
    try:
        packer.take(opened.rows)
    except Unreadable as unreadable:
        if not opened.is_apart:
            raise
        problem = unreadable.problem, unreadable.remedy
    return Sheet(
        title=opened.title,
        note=opened.note,
        is_hidden=opened.is_hidden,
        equal_width=opened.equal_width,
        number_of_rows=packer.number_of_rows,
        width=packer.width,
        warnings=tuple(opened.warnings()),
        problem=problem,
        pieces=packer.pieces,
        merged=tuple(opened.merged()),
    )


@dataclass(slots=True)
class Amount:
    """What the sheets of a file hold together. Raises Unreadable where it is too much."""

    cells: int = 0
    characters: int = 0

    def add(self, cells: int, characters: int) -> None:
        self.cells += cells
        self.characters += characters
        limits.check_amount(self.cells, self.characters)


@dataclass(slots=True)
class SheetPacker:
    """Packs the rows of a sheet as they come; never more of them than a piece stand open.

    Args:
        amount: of what the file holds, which is added to.
    """

    amount: Amount
    number_of_rows: int = 0
    width: int = 0
    pieces: list[PackedRows] = field(default_factory=list)
    open_rows: list[RawRow] = field(default_factory=list)
    open_cells: int = 0
    texts: SharedTexts = field(default_factory=dict)
    remarks_left: dict[bool, int] = field(
        default_factory=lambda: dict.fromkeys((True, False), MOST_FAULTS + 1)
    )

    def take(self, rows: Iterable[RawRow]) -> None:
        """Take in all rows but those with nothing in them."""
        try:
            for row in rows:
                if row.remarks or any(row.cells):
                    self.open_rows.append(row)
                    self.open_cells += len(row.cells)
                if len(self.open_rows) == ROWS_A_PIECE or self.open_cells > CELLS_A_PIECE:
                    self._close_piece()
        finally:
            self._close_piece()

    def _close_piece(self) -> None:
        rows, self.open_rows, self.open_cells = self.open_rows, [], 0
        piece = PackedRows.of(rows, self.texts)
        if rows and piece.are_clear:
            piece = replace(piece, doubtful=())
        else:
            piece = PackedRows.of(list(self._look_at(rows)), self.texts)
        if piece.lines:
            self.width = max(self.width, len(piece.columns))
            self.number_of_rows += len(piece.lines)
            limits.check_rows(self.number_of_rows - 1)  # the headings are none
            self.amount.add(piece.count_cells(), piece.count_characters())
            self.pieces.append(piece)

    def _look_at(self, rows: Iterable[RawRow]) -> Iterator[RawRow]:
        """The rows but for blank ones, each looked at by itself."""
        for line, cells, remarks, is_broken, _ in rows:
            text = "".join(cells)
            is_blank = not text or (text.isspace() and not find_refused(text))
            if remarks or not is_blank:
                chosen = tuple(self._choose_remarks(remarks))
                looked_at = not is_blank and not is_doubtful(text)
                yield RawRow(line, _without_empty_end(cells), chosen, is_broken, looked_at)

    def _choose_remarks(self, remarks: Iterable[CellRemark]) -> Iterator[CellRemark]:
        """As many in all as the faults that a table lists, and one more."""
        for remark in remarks:
            is_fault = remark.remark is Remark.FAULT
            if self.remarks_left[is_fault]:
                self.remarks_left[is_fault] -= 1
                yield remark


def _without_empty_end(cells: Sequence[str]) -> Sequence[str]:
    """The cells, of a row that is too wide without its empty end; a width is looked at later."""
    most = limits.MOST_COLUMNS
    if len(cells) <= most:
        return cells
    return cells[: last_filled(cells, most)]
