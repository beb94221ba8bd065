"""Pairs of behaviours as somebody pastes them: two columns of a spreadsheet, or two lists."""

import csv
from io import StringIO
from itertools import zip_longest
from typing import NamedTuple

from capframe.spreadsheets.invisible import normalise_text
from capframe.spreadsheets.list_marks import read_lines
from capframe.spreadsheets.texts import normalise_line_ends

# As many pairs as are filled in at once.
MOST_PAIRS = 200
HEADINGS = ("effective", "ineffective")


class Pair(NamedTuple):
    """An effective behaviour and the ineffective one beside it; either may be empty."""

    effective: str
    ineffective: str


def read_pairs(effective: str, ineffective: str) -> list[Pair]:
    """The pairs, without marks of lists and without what nobody sees.

    Args:
        effective: a behaviour a line, or two columns with a tab in between.
        ineffective: a behaviour a line; a line that is blank here alone has no ineffective one.
    """
    effective = normalise_line_ends(effective)
    left, right = effective.split("\n"), normalise_line_ends(ineffective).split("\n")
    if "\t" in effective and not ineffective.strip():
        columns = _read_columns(effective)
        left, right = [pair.effective for pair in columns], [pair.ineffective for pair in columns]
    paired = zip_longest(_without_marks(left), _without_marks(right), fillvalue="")
    pairs = [Pair(*both) for both in paired if any(both)]
    return pairs[1:] if pairs and _is_heading(pairs[0]) else pairs


def _read_columns(text: str) -> list[Pair]:
    """Cells that were copied from a spreadsheet, which quotes those of several lines."""
    try:
        rows = list(csv.reader(StringIO(text), csv.excel_tab))
    except csv.Error:
        rows = [line.split("\t") for line in text.split("\n")]
    cells = [[" ".join(cell.split()) for cell in (*row, "", "")] for row in rows]
    return [Pair(row[0], row[1]) for row in cells]


def _without_marks(lines: list[str]) -> list[str]:
    text = "\n".join(normalise_text(line) for line in lines)
    (read,) = read_lines([text], are_hyphens_marks=True)
    return [line.text for line in read]


def _is_heading(pair: Pair) -> bool:
    words = [half.split() for half in pair]
    return [half[0].lower() if half else "" for half in words] == [*HEADINGS] and all(
        len(half) <= 2 for half in words
    )
