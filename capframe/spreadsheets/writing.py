"""Writes tables, so that reading them gives back every text as it was."""

import csv
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from capframe.spreadsheets.characters import REPLACEMENT
from capframe.spreadsheets.columns import MESSAGES, heading_key
from capframe.spreadsheets.faults import Fault
from capframe.spreadsheets.formulas import guard
from capframe.spreadsheets.table import Row, Table
from capframe.spreadsheets.texts import normalise_line_ends

MOST_OF_A_CELL = 30_000
# Half of a character, which UTF-8 cannot hold: the sign for a lost letter is refused as well.
HALF = re.compile("[\ud800-\udfff]")
BYTE_ORDER_MARK = "\ufeff"


def csv_file(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A CSV file that Excel opens as UTF-8 and in which nothing runs as a formula.

    Args:
        columns: the headings, in order.
        rows: each a text for each column that it fills.
    """
    return _write_csv(columns, ([row.get(name, "") for name in columns] for row in rows))


def xlsx_file(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """An Excel workbook of one sheet, in which every cell is text. Arguments as above.

    Raises:
        TooLongForExcel: a text does not fit into a cell.
    """
    return _write_workbook(columns, ([row.get(name, "") for name in columns] for row in rows))


def with_messages(table: Table, faults: Iterable[Fault], *, spreadsheet: bool) -> bytes:
    """The table as a file with a last column that says what is wrong with each row.

    What is about the whole file, the headings or lines that make no row stands with the row before
    it, or else the first one, and says which line it means.

    Args:
        table: as read. Messages that it has from before are replaced.
        faults: and warnings, in the order in which they are to stand.
        spreadsheet: whether as XLSX, else as CSV.

    Raises:
        TooLongForExcel: a text does not fit into a cell.
    """
    kept = [i for i, name in enumerate(table.headings) if heading_key(name) != MESSAGES]
    rows = table.rows or [Row(0, ("",) * len(table.headings))]
    width = max(len(row.cells) for row in rows)
    kept += range(len(table.headings), width)
    messages = _messages_by_row(rows, faults)
    headings = [*_pick(table.headings, kept), MESSAGES]
    lines = (
        [*_pick(row.cells, kept), _fit_messages(messages.get(i, []))] for i, row in enumerate(rows)
    )
    return _write_workbook(headings, lines) if spreadsheet else _write_csv(headings, lines)


def _pick(cells: Sequence[str], indexes: Iterable[int]) -> Iterator[str]:
    return (cells[index] if index < len(cells) else "" for index in indexes)


def _messages_by_row(rows: Sequence[Row], faults: Iterable[Fault]) -> dict[int, list[str]]:
    lines = [row.line for row in rows]
    messages: dict[int, list[str]] = {}
    for fault in faults:
        index = max(0, bisect_right(lines, fault.line) - 1)
        where = fault.column
        if fault.line != lines[index]:
            where = f"Line {fault.line}" if fault.line else "The whole file"
        words = f"{where}: {fault.words}" if where else fault.words
        messages.setdefault(index, []).append(words)
    return messages


def _fit_messages(messages: Sequence[str]) -> str:
    """The messages below each other, as many as a cell of a workbook holds."""
    text = "\n".join(messages)
    if len(text) <= MOST_OF_A_CELL:
        return text
    kept = text[:MOST_OF_A_CELL].count("\n")
    return "\n".join([*messages[:kept], f"And {len(messages) - kept:,} more."])


def _write_csv(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    made = StringIO(newline="")
    made.write(BYTE_ORDER_MARK)
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(map(_csv_cell, headings))
    writer.writerows(map(_csv_cell, row) for row in rows)
    return HALF.sub(REPLACEMENT, made.getvalue()).encode()


def _write_workbook(headings: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    from capframe.spreadsheets.xlsx_writing import workbook_file

    return workbook_file(headings, rows)


def _csv_cell(text: str) -> str:
    return guard(normalise_line_ends(text))
