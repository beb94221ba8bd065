"""From rows as a file holds them to a table: headings, rows of equal width, and cells' faults."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from capframe.spreadsheets import limits
from capframe.spreadsheets.characters import find_refused
from capframe.spreadsheets.columns import heading_key
from capframe.spreadsheets.faults import MOST_FAULTS, Fault, Remark, Unreadable, file_note, shown
from capframe.spreadsheets.filling import CellFiller
from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.layout import (
    PLAIN,
    Layout,
    choose_sheet,
    describe_heading_row,
    take_headings,
)
from capframe.spreadsheets.letters import column_letters
from capframe.spreadsheets.packed_rows import PackedRows
from capframe.spreadsheets.rows import RawRow, last_filled
from capframe.spreadsheets.table import Row, Table
from capframe.spreadsheets.text_faults import find_text_faults, is_doubtful


@dataclass(slots=True)
class FaultList:
    """Faults and warnings, ``MOST_FAULTS`` of each and one that says that there are more."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        kept = self.faults if fault.remark is Remark.FAULT else self.warnings
        if len(kept) < MOST_FAULTS:
            kept.append(fault)
        elif len(kept) == MOST_FAULTS:
            message = f"There is more than these {MOST_FAULTS:,}, which is not listed."
            kept.append(Fault(0, "", "", message, "Correct these first.", fault.remark))


def table_of(sheets: Sequence[Sheet], layout: Layout = PLAIN) -> Table:
    """The table of one of the sheets of a file, with a warning for each other one.

    Args:
        sheets: all of them.
        layout: where the table is.

    Raises:
        Unreadable: there is none, or its rows make no table.
    """
    chosen = choose_sheet(sheets, layout.sheet)
    others = [sheet for sheet in sheets if sheet is not chosen]
    return assemble(
        chosen.read_pieces(),
        equal_width=chosen.equal_width,
        notes=[chosen.note],
        warnings=lambda: [*_find_unread(others), *chosen.warnings],
        layout=layout,
    )


def _find_unread(sheets: Sequence[Sheet]) -> list[Fault]:
    """A warning for each sheet that is not read, those first that everybody sees."""
    return [
        file_note(
            f"The {'hidden ' if sheet.is_hidden else ''}sheet “{sheet.title}” has something in it "
            "and is not read.",
            "Import it as a file of its own, if it is needed.",
            "Sheets are not read",
        )
        for sheet in sorted(sheets, key=lambda sheet: sheet.is_hidden)
    ]


def assemble(
    pieces: Iterable[PackedRows],
    *,
    equal_width: bool,
    notes: Sequence[str],
    warnings: Callable[[], Iterable[Fault]] = tuple,
    layout: Layout = PLAIN,
) -> Table:
    """The table that the rows make.

    Args:
        pieces: the rows from the beginning of the sheet, empty ones among them or not.
        equal_width: whether each row is to have as many cells as the headings, as in a text file.
        notes: as in Table.
        warnings: gives those about the whole file, once all rows are read.
        layout: where the table is in these rows.

    Raises:
        Unreadable: there are no rows, too many, or headings that nothing can be matched to.
    """
    remaining = iter(pieces)
    head, above, beside = take_headings(remaining, layout.heading_row)
    builder = TableBuilder(head, equal_width, layout)
    for row in beside:
        builder.add(row)
    for piece in remaining:
        builder.add_piece(piece)
    return builder.build([*notes, *describe_heading_row(head, above)], warnings())


class TableBuilder:
    """Makes a table of the rows that it is given one by one.

    Columns without a heading are left out, unless a row has something in them.
    """

    def __init__(self, head: RawRow, equal_width: bool, layout: Layout) -> None:
        self.head, self.equal_width, self.layout = head, equal_width, layout
        self.collected = FaultList()
        self.headings = [cell.strip() for cell in head.cells]
        while not self.headings[-1]:
            self.headings.pop()
        limits.check_columns(len(self.headings))
        self.rows: list[Row] = []
        self.characters = 0
        self.unnamed = [index for index, name in enumerate(self.headings) if not name]
        self.first_filled_lines: dict[int, int] = {}
        self.filler = CellFiller(layout.fill_down)
        # Whether cells without faults are to be looked at all the same.
        self._looks_closer = bool(self.unnamed or self.filler.places)
        self._add_remarks(head)

    def add(self, row: RawRow) -> None:
        """Take in one more row; an empty one is left out."""
        if row.looked_at and len(row.cells) == len(self.headings) and not self._looks_closer:
            self._add_cells(row.line, tuple(row.cells))
        else:
            self._look_closer(row)
        if row.remarks:
            self._add_remarks(row)

    def add_piece(self, piece: PackedRows) -> None:
        """Take in some more rows, all at once where there is nothing to find in any."""
        is_even = piece.are_plain and len(piece.columns) == len(self.headings)
        if is_even and not self._looks_closer:
            self.rows.extend(map(Row._make, zip(piece.lines, piece.read_cells(), strict=True)))
            self._check_amount()
            return
        for row in piece.read_rows():
            self.add(row)

    def _look_closer(self, row: RawRow) -> None:
        text = "" if row.looked_at else "".join(row.cells)
        if row.looked_at or (text and (not text.isspace() or find_refused(text))):
            cells = self._pad(row)
            if self.filler.places and not row.broken:
                cells = self.filler.fill(cells)
            self.characters += len(text)
            self._add_cells(row.line, cells)
            for index in self.unnamed:
                if cells[index].strip():
                    self.first_filled_lines.setdefault(index, row.line)
            if is_doubtful(text) and not row.broken:
                self._find_text_faults(row.line, cells)

    def _add_cells(self, line: int, cells: tuple[str, ...]) -> None:
        self.rows.append(Row(line, cells))
        self._check_amount()

    def _check_amount(self) -> None:
        limits.check_rows(len(self.rows))
        limits.check_amount(len(self.rows) * len(self.headings), self.characters)

    def _pad(self, row: RawRow) -> tuple[str, ...]:
        """The row's cells, at least as many as headings, and more only where they hold text."""
        cells, wanted = tuple(row.cells), len(self.headings)
        if len(cells) > wanted and not cells[-1]:
            cells = cells[: last_filled(cells, wanted)]
        number = len(cells)
        if number == wanted:
            return cells
        limits.check_columns(number)
        if not self.equal_width or wanted < number <= len(self.head.cells):
            for index in range(wanted, number):
                if cells[index].strip():
                    self.first_filled_lines.setdefault(index, row.line)
        elif not row.broken:
            self._add_width_fault(row.line, number)
        return cells + ("",) * (wanted - number)

    def _add_width_fault(self, line: int, number: int) -> None:
        wanted = len(self.headings)
        cells = "1 cell" if number == 1 else f"{number} cells"
        more = number > wanted
        remedy = (
            "Put a cell that holds the delimiter or a line end in double quotes."
            if more
            else "Add the cells that are missing, empty ones as well."
        )
        self.collected.add(
            Fault(line, "", "", f"The row has {cells}; the headings are {wanted}.", remedy)
        )

    def _add_remarks(self, row: RawRow) -> None:
        for remark in row.remarks:
            index = remark.index
            if index in self.layout.left_out:
                continue
            value = "" if index is None or index >= len(row.cells) else shown(row.cells[index])
            line = remark.line or row.line
            words = remark.message, remark.remedy
            self.collected.add(
                Fault(line, self._heading(index), value, *words, remark.remark, remark.about)
            )

    def _find_text_faults(self, line: int, cells: Sequence[str]) -> None:
        for index, cell in enumerate(cells):
            if index in self.layout.left_out:
                continue
            for fault in find_text_faults(line, self._heading(index), cell):
                self.collected.add(fault)

    def _heading(self, index: int | None) -> str:
        if index is None or index >= len(self.headings):
            return ""
        return shown(self.headings[index])

    def build(self, notes: Sequence[str], warnings: Iterable[Fault]) -> Table:
        wrong = [*self._find_unfit_headings(), *self._find_unnamed(), *self._find_repeated()]
        faults, found = self.collected.faults, (*warnings, *self.collected.warnings)
        if wrong:
            raise Unreadable(wrong[0].message, wrong[0].remedy, (*wrong, *faults))
        if not self.rows and not faults:
            raise Unreadable(
                "The file has headings and no rows.", "Write the values below the headings."
            )
        notes = [*notes, *self.filler.describe()]
        places = self._find_places()
        headings = tuple(self._name_at(place) for place in places)
        rows = self._rows_of(places)
        return Table(headings, rows, tuple(notes), tuple(faults), found, tuple(places))

    def _find_unfit_headings(self) -> Iterator[Fault]:
        """What is wrong with the text of headings; what is only doubtful is noted."""
        for heading in self.head.cells:
            for fault in find_text_faults(self.head.line, "", heading, limits.LONGEST_HEADING):
                if fault.remark is Remark.FAULT:
                    yield fault
                else:
                    self.collected.add(fault)

    def _find_unnamed(self) -> Iterator[Fault]:
        if self.layout.keeps_unclear:
            return
        for index, line in sorted(self.first_filled_lines.items()):
            column = f"Column {column_letters(index + 1)} (number {index + 1})"
            yield Fault(
                self.head.line,
                "",
                "",
                f"{column} has no heading, though line {line} has something in it.",
                "Give the column a heading, or remove it.",
            )

    def _find_repeated(self) -> Iterator[Fault]:
        if self.layout.keeps_unclear:
            return
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
                    "Rename one of them, or remove it.",
                )
            first.setdefault(key, heading)

    def _find_places(self) -> list[int]:
        """The columns of the table: those with a heading, and those with anything below one."""
        nameless = self.first_filled_lines if self.layout.keeps_unclear else ()
        return sorted({i for i, name in enumerate(self.headings) if name} | {*nameless})

    def _name_at(self, place: int) -> str:
        return self.headings[place] if place < len(self.headings) else ""

    def _rows_of(self, places: Sequence[int]) -> list[Row]:
        if places == list(range(len(self.headings))):
            return self.rows
        width = max(places) + 1
        padded = ((row.line, (*row.cells, *[""] * (width - len(row.cells)))) for row in self.rows)
        return [
            Row(line, (*(cells[place] for place in places), *cells[width:]))
            for line, cells in padded
        ]
