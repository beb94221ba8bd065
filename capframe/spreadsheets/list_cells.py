"""Lists in the cells of a file: their marks taken off, several lines of one cell taken apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from capframe.spreadsheets.cell_notes import CellNotes
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.list_marks import (
    ListLine,
    is_number,
    join_paragraphs,
    may_hold_list,
    read_lines,
)
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records

NUMBERED, APART = "numbered", "apart"
NOTES = {
    NUMBERED: "Numbers or letters that run on are taken off",
    APART: "The lines of a list are taken one by one",
}
TAKEN_OFF, TAKEN_APART = "List marks are taken off", "Lists are taken line by line"
KEPT = "Lists are kept as they are"


@dataclass(frozen=True, slots=True)
class ListColumns:
    """Columns whose cells hold one thing of a list each: a statement, a pair of behaviours.

    Args:
        names: of the columns; those of one row belong together.
        within: the columns whose rows make one list: everything that it stands in.
        alike: the columns that say something of each thing in a cell.
        of_one: the columns that say something of one thing only, so that no cell beside is taken
            apart.
    """

    names: tuple[str, ...]
    within: tuple[str, ...]
    alike: tuple[str, ...] = ()
    of_one: tuple[str, ...] = ()


def take_lists(records: Records, columns: ListColumns, report: Report) -> Records:
    """The records without marks of lists; a cell with several marked lines becomes several rows.

    The further rows of a cell have what it stands in, and the line of its row. What is taken off
    is noted once for each sign, and once for numbers.

    Args:
        records: of a file.
        columns: those that hold lists.
        report: is told of what is taken off and apart.
    """
    lists = {
        column: found
        for column in columns.names
        if (found := read_column(records, column, columns.within))
    }
    if not lists:
        return records
    notes = CellNotes()
    kept: list[Record] = []
    for place, record in enumerate(records):
        parts = {column: found[place] for column, found in lists.items() if place in found}
        kept += take_row(record, parts, columns, notes, report) if parts else [record]
    warn_of_marks(notes, report)
    return Records(kept, records.headings)


def warn_of_marks(notes: CellNotes, report: Report) -> None:
    """Say what was taken off and apart, as ``count_marks`` has counted it."""
    for about in notes.numbers:
        beginning = f"{NOTES.get(about) or mark_in_words(about)} in"
        if about == APART:
            notes.warn(about, report, beginning, about=TAKEN_APART)
        else:
            what = "numbers or letters" if about == NUMBERED else name_mark(about)
            notes.warn(about, report, beginning, about=TAKEN_OFF, what=what)


def read_column(records: Records, column: str, within: Sequence[str]) -> dict[int, list[ListLine]]:
    """What the cells of a column hold, by the place of their row, where any of it is marked."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    rows = records.records
    wanted = {
        tuple(map(record.get, within))
        for record in rows
        if (text := record.values.get(column)) and may_hold_list(text)
    }
    if not wanted:
        return {}
    for place, record in enumerate(rows):
        if record.get(column) and (key := tuple(map(record.get, within))) in wanted:
            groups[key].append(place)
    found = {}
    for places in groups.values():
        cells = read_lines([rows[place].get(column) for place in places])
        for place, lines in zip(places, cells, strict=True):
            if any(line.mark for line in lines):
                found[place] = join_paragraphs(lines)
    return found


def take_row(
    record: Record,
    parts: dict[str, list[ListLine]],
    columns: ListColumns,
    notes: CellNotes,
    report: Report,
) -> Iterable[Record]:
    """The rows that one row becomes.

    Args:
        record: the row.
        parts: what its cells hold, by column, where there is any mark.
        columns: those that hold lists.
        notes: counts the cells.
        report: is told of a cell that is left as it is.
    """
    beside = next((column for column in columns.of_one if record.get(column)), "")
    if beside and any(len(lines) > 1 for lines in parts.values()):
        warn_of_kept(record, parts, beside, report)
        return [record]
    for column, lines in parts.items():
        count_marks(record, column, lines, notes)
    return take_apart(record, parts, columns)


def take_apart(
    record: Record, parts: dict[str, list[ListLine]], columns: ListColumns
) -> Iterator[Record]:
    """A row for each line. Lists of one row stand in pairs where they are equally long."""
    texts = {
        column: [line.text for line in parts[column]] if column in parts else [text]
        for column in columns.names
        if (text := record.get(column))
    }
    if len({len(lines) for lines in texts.values()}) > 1:
        rows = [{column: text} for column, lines in texts.items() for text in lines]
    else:
        rows = [dict(zip(texts, row, strict=True)) for row in zip(*texts.values(), strict=True)]
    own = {name: text for name, text in record.values.items() if name not in texts}
    repeated = {*columns.within, *columns.alike}
    for number, row in enumerate(rows):
        values = {name: text for name, text in own.items() if not number or name in repeated}
        yield record.with_values(values | row)


def count_marks(record: Record, column: str, lines: Sequence[ListLine], notes: CellNotes) -> None:
    """Count a cell once for each mark in it, and once if it is taken apart."""
    for place, mark in enumerate(dict.fromkeys(line.mark for line in lines if line.mark)):
        notes.add(NUMBERED if is_number(mark) else mark, record, column, is_new=not place)
    if len(lines) > 1:
        notes.add(APART, record, column)


def name_mark(mark: str) -> str:
    """The sign; one of a symbol font is called by its number."""
    return mark if mark.isprintable() else f"U+{ord(mark):04X}"


def mark_in_words(mark: str) -> str:
    """That a sign is taken off."""
    return f"The list mark “{name_mark(mark)}” is taken off"


def warn_of_kept(
    record: Record, parts: dict[str, list[ListLine]], beside: str, report: Report
) -> None:
    column, lines = max(parts.items(), key=lambda part: len(part[1]))
    report.warn(
        Remark.NOTE,
        record,
        column,
        f"The cell holds a list of {len(lines)} lines, and the row a {beside}, which belongs to "
        "one of them: the list is kept as it is.",
        "Give each line a row of its own.",
        KEPT,
    )
