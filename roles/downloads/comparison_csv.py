"""A comparison as comma-separated values (RFC 4180), one line of it a row.

Plain text cannot show marks: the column after each role level says what changed from the one
before, with the changed words in brackets that the column's head explains.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain

from capframe.base.worddiff import WordChange, split_spaces
from capframe.spreadsheets.formulas import guard
from roles.compare.comparison import Comparison
from roles.compare.threads import Fate
from roles.downloads.lines import CHANGES, Cell, blocks_of

BRACKETS = {WordChange.SAME: "{}", WordChange.ADDED: "{{+{}+}}", WordChange.REMOVED: "[-{}-]"}


def comparison_csv(comparison: Comparison) -> bytes:
    """The file, in UTF-8 with the mark by which Excel knows it."""
    made = StringIO()
    writer = csv.writer(made)
    for row in rows_of(comparison):
        writer.writerow(map(guard, row))
    return made.getvalue().encode("utf-8-sig")


def rows_of(comparison: Comparison) -> Iterator[list[str]]:
    """The head, then a row for each line."""
    titles = [column.title for column in comparison.columns]
    changes = [f"Change from {title} ([-removed-], {{+added+}})" for title in titles]
    yield ["Section", "Row", *alternating(titles, ["", *changes[:-1]])]
    for block in blocks_of(comparison):
        for line in block.lines:
            cells = alternating(map(said, line.cells), map(changed, line.cells))
            yield [block.title, line.label, *cells]


def alternating(texts: Iterable[str], changes: Iterable[str]) -> list[str]:
    """Each column's text with its change after it; the first one has nothing to change from."""
    first, _, *others = chain.from_iterable(zip(texts, changes, strict=True))
    return [first, *others]


def said(cell: Cell) -> str:
    """The text and its note."""
    return "\n".join(filter(None, (cell.text, cell.note)))


def changed(cell: Cell) -> str:
    """What became of the text since the column before, with the changed words in brackets."""
    if cell.change != CHANGES[Fate.REWORDED]:
        return cell.change
    words = "".join(
        space + BRACKETS[change].format(text) for space, (change, text) in split_spaces(cell.pieces)
    )
    return f"{cell.change}: {words}"
