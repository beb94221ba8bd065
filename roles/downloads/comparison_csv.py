"""A comparison as comma-separated values (RFC 4180), one line of it a row.

Plain text cannot underline words or strike them through: the column after a role level says what
changed from the one before, with the changed words in brackets that the column's head explains.
Where no order is stated nothing changed, and there is no such column.
"""

import csv
from collections.abc import Container, Iterable, Iterator
from io import StringIO

from capframe.base.outcomes import Outcome
from capframe.base.worddiff import WordChange, split_spaces
from capframe.spreadsheets.formulas import guard
from roles.compare.comparison import Comparison
from roles.downloads.lines import OUTCOME_WORDS, LineCell, blocks_of

BRACKETS = {
    WordChange.SAME: "{}",
    WordChange.ADDED: "{{+{}+}}",
    WordChange.REMOVED: "[-{}-]",
    WordChange.MOVED: "(moved: {})",
}


def comparison_csv(comparison: Comparison) -> bytes:
    """In UTF-8, with the byte order mark by which Excel knows it."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    for row in rows_of(comparison):
        writer.writerow(map(guard, row))
    return buffer.getvalue().encode("utf-8-sig")


def rows_of(comparison: Comparison) -> Iterator[list[str]]:
    """The head, then a row for each line."""
    titles = [column.title for column in comparison.columns]
    changes = ["", *(f"Change from {title} ([-removed-], {{+added+}})" for title in titles[:-1])]
    starts = {run.start for run in comparison.runs}
    yield ["Section", "Row", *alternate(titles, changes, starts)]
    for block in blocks_of(comparison):
        for line in block.lines:
            cells = alternate(map(text_of, line.cells), map(change_of, line.cells), starts)
            yield [block.title, line.label, *cells]


def alternate(
    texts: Iterable[str], changes: Iterable[str], starts: Container[int]
) -> Iterator[str]:
    """Each column's text with its change after it; the first of a run has nothing to change from.

    Args:
        texts: of the columns.
        changes: from the column before to each of them.
        starts: the numbers of those that do not follow the one before.
    """
    for number, (text, change) in enumerate(zip(texts, changes, strict=True)):
        yield from (text,) if number in starts else (text, change)


def text_of(cell: LineCell) -> str:
    return "\n".join(filter(None, (cell.text, cell.note)))


def change_of(cell: LineCell) -> str:
    """What became of the text since the column before, with the changed words in brackets."""
    if cell.change != OUTCOME_WORDS[Outcome.REWORDED]:
        return cell.change
    words = "".join(
        space + BRACKETS[change].format(text) for space, (change, text) in split_spaces(cell.pieces)
    )
    return f"{cell.change}: {words}"
