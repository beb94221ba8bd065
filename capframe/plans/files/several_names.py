"""Cells that hold several names: put on one line, or taken apart into a row for each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from capframe.plans.files.columns import KeyColumn
from capframe.spreadsheets.cell_notes import CellNotes
from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.names import find_several, folded
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records

BETWEEN = re.compile(r"\s*[;/|\n]\s*")
# To look for the sign alone takes a tenth of the time.
SIGN_BETWEEN = re.compile(r"[;/|\n]")
SEVERAL = "several"


def settle_names(
    records: Records, columns: Iterable[Column], report: Report, *, takes_apart: bool
) -> Records:
    """The records with each name on one line.

    A cell of several names, all of them known and together none, makes a row for each, where it is
    taken apart; else those on lines of their own are told apart by semicolons.
    """
    notes = CellNotes()
    for column in columns:
        if column.is_name and column.name in records.headings:
            texts = records.texts_in(column.name)
            several = find_cells(column, texts)
            joined = {text: " ".join(text.split()) for text in texts if "\n" in text}
            if takes_apart:
                rows = take_apart(records, column.name, several, notes)
                records = Records(list(rows), records.headings)
            else:
                joined |= {
                    text: "; ".join(names) for text, names in several.items() if "\n" in text
                }
            records = join_lines(records, column.name, joined)
    beginning = "Each of several known names is taken by itself, a row for each, in"
    notes.warn(SEVERAL, report, beginning, about="Several names are taken apart")
    return records


def find_cells(column: Column, texts: set[str]) -> dict[str, Sequence[str]]:
    """The names in each text of a column that holds several known ones, and is none itself."""
    doubtful = {text for text in texts if SIGN_BETWEEN.search(text)}
    if not doubtful or not isinstance(column, KeyColumn):
        return {}
    entries: Any = column.model._base_manager
    names = entries.values_list("title", "slug")
    known = {folded(name) for both in names for name in both}
    known |= {folded(text) for text in texts - doubtful}
    found = {
        text: find_several(text, lambda name: folded(name) in known, BETWEEN)
        for text in doubtful
        if folded(text) not in known
    }
    return {text: several for text, several in found.items() if several}


def take_apart(
    records: Iterable[Record], column: str, several: dict[str, Sequence[str]], notes: CellNotes
) -> Iterator[Record]:
    for record in records:
        names = several.get(record.get(column))
        if names is None:
            yield record
            continue
        notes.add(SEVERAL, record, column)
        for name in dict.fromkeys(names):
            yield record.with_values({**record.values, column: name})


def join_lines(records: Records, column: str, joined: dict[str, str]) -> Records:
    """The records with names on one line in a column."""
    if not joined:
        return records
    return Records(
        [
            record.with_values({**record.values, column: joined[text]})
            if (text := record.get(column)) in joined
            else record
            for record in records
        ],
        records.headings,
    )
