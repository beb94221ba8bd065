"""Cells that say that there is nothing to say, as exports of other programs fill them."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from capframe.spreadsheets.columns import Column, NotInUse
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records

NOT_IN_USE = "not in use"
PLACEHOLDERS = {
    *(NOT_IN_USE, "missing", "n/a", "tbc", "tbd", "-"),
    "this skill level is currently not defined",
}
# No cell with more characters is looked at; white space counts.
LONGEST = 100
MINUS = "\u2212"


def is_placeholder(text: str) -> bool:
    """Whether a whole text only says that there is none, whatever its case."""
    return len(text) <= LONGEST and plain(text) in PLACEHOLDERS


@lru_cache(maxsize=1000)
def is_not_in_use(text: str) -> bool:
    return len(text) <= LONGEST and plain(text) == NOT_IN_USE


def plain(text: str) -> str:
    """The text in one case, without a last full stop; a single dash of any kind is a hyphen."""
    text = " ".join(text.casefold().split())
    is_dash = len(text) == 1 and (unicodedata.category(text) == "Pd" or text == MINUS)
    return "-" if is_dash else text.removesuffix(".")


def take_out_placeholders(
    records: Records, columns: Iterable[Column], required: Collection[str], report: Report
) -> Records:
    """The records with placeholders as what they are: empty cells.

    Each is warned of once, with its number; in a column that every row needs it is a fault.

    Args:
        records: of a file.
        columns: all that the kind of file has.
        required: the names of those that every row needs.
        report: is told of them.
    """
    not_in_use = {column.name: column.not_in_use for column in columns}
    said = {text: plain(text) for text in records.texts if is_placeholder(text)}
    if not said:
        return records
    numbers: Counter[str] = Counter()
    first: dict[str, tuple[Record, str]] = {}
    kept = []
    for record in records:
        if said.keys().isdisjoint(record.values.values()):  # many times as fast as to look at each
            kept.append(record)
            continue
        taken = find_placeholders(record, said, not_in_use)
        for column, placeholder in taken.items():
            if column in required:
                report_required(record, column, report)
            elif placeholder != NOT_IN_USE or not_in_use[column] is not NotInUse.EXPECTED:
                numbers[placeholder] += 1
                first.setdefault(placeholder, (record, column))
        kept.append(without_columns(record, taken))
    for placeholder, number in numbers.items():
        warn_of_placeholder(*first[placeholder], number, report)
    return Records(kept, records.headings)


def find_placeholders(
    record: Record, said: Mapping[str, str], not_in_use: Mapping[str, NotInUse]
) -> dict[str, str]:
    """What a row's placeholders say, by column; not NOT IN USE where that means something."""
    return {
        column: said[text]
        for column, text in record.values.items()
        if text in said and (said[text] != NOT_IN_USE or not_in_use[column] is not NotInUse.MEANT)
    }


def without_columns(record: Record, columns: Collection[str]) -> Record:
    values = {name: text for name, text in record.values.items() if name not in columns}
    return record.with_values(values)


def report_required(record: Record, column: str, report: Report) -> None:
    report.fault(
        record,
        column,
        f"This is a placeholder, and every row needs a {column}.",
        "Fill it in, or leave the row out; if it is truly the name, keep placeholders as text.",
    )


def warn_of_placeholder(record: Record, column: str, number: int, report: Report) -> None:
    cells = "1 cell that says this is" if number == 1 else f"{number:,} cells that say this are"
    report.note(
        record,
        column,
        f"This is a placeholder: {cells} taken as empty.",
        "If it is meant, import the file again and keep placeholders as text.",
        about="Placeholders are taken as empty",
        what=record.get(column),
        cells=number,
    )
