"""A comparison as a Word document: a heading and a table for each section.

Neighbouring role levels that say the same share one cell, as on the page.
"""

from itertools import groupby

from docx.document import Document
from docx.table import Table, _Cell

from roles.compare.comparison import Comparison
from roles.compare.statement_rows import Outcome
from roles.compare.words import (
    HOW_TO_READ,
    sentences_of,
    step_heads,
    step_rows,
    summary_title,
    title_of,
)
from roles.downloads.lines import OUTCOME_WORDS, Line, LineCell, blocks_of
from roles.downloads.office import EMPTY
from roles.downloads.word import (
    add_heading,
    add_paragraph,
    add_pieces,
    add_row,
    add_table,
    add_text,
    as_bytes,
    new_document,
    shade,
)

# How the width is shared: the column of labels for each point of the letters' size, and the rest.
LABEL, LEVELS = 4, 240


def comparison_docx(comparison: Comparison) -> bytes:
    columns = len(comparison.columns)
    size = max(7, 10 - columns // 2)
    document = new_document(title_of(comparison), landscape=True, table_size=size)
    if comparison.steps:
        add_pieces(document.add_paragraph(), HOW_TO_READ)
    add_summary(document, comparison)
    head = ["Row", *(column.title for column in comparison.columns)]
    for block in blocks_of(comparison):
        add_heading(document, block.title, 2)
        table = add_table(document, head, [LABEL * size, *(LEVELS / columns for _ in head[1:])])
        for line in block.lines:
            add_line(table, line, comparison)
    return as_bytes(document)


def add_summary(document: Document, comparison: Comparison) -> None:
    add_heading(document, summary_title(comparison), 2)
    for sentence in sentences_of(comparison):
        add_text(document.add_paragraph(), sentence)
    for band in comparison.band_steps:
        head = step_heads(band)
        table = add_table(document, head, [5, *(1 for _ in head[1:])])
        for name, numbers in step_rows(band):
            for cell, value in zip(add_row(table), (name, *numbers), strict=True):
                add_text(add_paragraph(cell), str(value))


def add_line(table: Table, line: Line, comparison: Comparison) -> None:
    names = comparison.names
    spans = [
        list(span)
        for run in comparison.runs
        for _, span in groupby(line.cells[run.start : run.stop], key=shared_key)
    ]
    label, *cells = add_row(table, [1, *map(len, spans)])
    add_text(add_paragraph(label), line.label, bold=True)
    first = 0
    for cell, span in zip(cells, spans, strict=True):
        fill_cell(cell, span[0])
        last = first + len(span) - 1
        if any(each.change == OUTCOME_WORDS[Outcome.KEPT] for each in span[1:]):
            alike = f"The same from {names[first]} to {names[last]}"
            add_text(add_paragraph(cell), alike, italic=True)
        first = last + 1


def shared_key(cell: LineCell) -> tuple[str, ...]:
    """What neighbouring cells must have alike to share one: the text, or that there is none."""
    return cell.normalised if cell.pieces else (cell.change,)


def fill_cell(cell: _Cell, content: LineCell) -> None:
    """Write what became of the text, the text with its changed words marked, and its note."""
    if not (content.change or content.pieces):
        shade(cell, EMPTY)
    if content.change:
        add_text(add_paragraph(cell), content.headline, bold=True)
    if content.pieces:
        add_pieces(add_paragraph(cell), content.pieces)
    if content.note:
        add_text(add_paragraph(cell), content.note, italic=True)
