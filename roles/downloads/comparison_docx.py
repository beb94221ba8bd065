"""A comparison as a Word document: at a glance, step by step, and the full text.

Neighbouring role levels that say the same share one cell, as on the page. No part begins a page,
and no row is longer than a statement, so that no page is left half empty.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from docx.document import Document
from docx.table import Table, _Cell

from capframe.base.outcomes import Outcome
from roles.compare.comparison import Comparison
from roles.compare.words import (
    HOW_TO_READ,
    HOW_TO_READ_A_STEP,
    sentences_of,
    step_heads,
    step_rows,
    title_of,
)
from roles.downloads.glance_lines import GlanceTable, glance_table
from roles.downloads.lines import OUTCOME_WORDS, Line, LineCell, blocks_of
from roles.downloads.office import EMPTY
from roles.downloads.step_lines import StepLine, step_blocks
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
GLANCE_LABEL = 40


def comparison_docx(comparison: Comparison) -> bytes:
    size = max(7, 10 - len(comparison.columns) // 2)
    document = new_document(title_of(comparison), landscape=True, table_size=size)
    add_glance(document, comparison)
    if comparison.steps:
        add_steps(document, comparison)
    add_full_text(document, comparison, size)
    return as_bytes(document)


def add_glance(document: Document, comparison: Comparison) -> None:
    add_heading(document, "At a glance", 2)
    for sentence in sentences_of(comparison):
        add_text(document.add_paragraph(), sentence)
    glance = glance_table(comparison)
    add_glance_table(document, glance)
    for sentence in glance.sentences:
        add_text(document.add_paragraph(), sentence)
    for band in comparison.band_steps:
        head = step_heads(band)
        table = add_table(document, head, [5, *(1 for _ in head[1:])])
        for name, numbers in step_rows(band):
            for cell, value in zip(add_row(table), (name, *numbers), strict=True):
                add_text(add_paragraph(cell), str(value))


def add_glance_table(document: Document, glance: GlanceTable) -> None:
    columns = len(glance.heads)
    shares = [GLANCE_LABEL, *(LEVELS / columns for _ in glance.heads)]
    table = add_table(document, ["", *glance.heads], shares)
    for line in glance.lines:
        spans = [cell.columns for cell in line.cells] or [columns]
        label, *cells = add_row(table, [1, *spans] if line.cells else [1 + columns])
        add_text(add_paragraph(label), line.label, bold=True)
        for cell, content in zip(cells, line.cells, strict=True):
            add_text(add_paragraph(cell), content.text)


def add_steps(document: Document, comparison: Comparison) -> None:
    """Two columns for each step, under the headings of what became of the statements."""
    add_heading(document, "Step by step", 2)
    add_pieces(document.add_paragraph(), HOW_TO_READ_A_STEP)
    for step in step_blocks(comparison):
        add_heading(document, step.title, 3)
        table = add_table(document, ["", *step.heads], [1, 3, 3])
        for part, lines in groupby(step.lines, key=attrgetter("part")):
            (title,) = add_row(table, [3])
            shade(title, EMPTY)
            paragraph = add_paragraph(title)
            paragraph.paragraph_format.keep_with_next = True
            add_text(paragraph, part, bold=True)
            add_step_lines(table, list(lines))


def add_step_lines(table: Table, lines: Sequence[StepLine]) -> None:
    """The lines of one part; a label that the line before has too is not said again."""
    said = ""
    for line in lines:
        label, before, after = add_row(table)
        if line.label != said:
            add_text(add_paragraph(label), line.label, bold=True)
        said = line.label
        for cell, content in ((before, line.before), (after, line.after)):
            if content.change or content.pieces:
                fill_cell(cell, content)


def add_full_text(document: Document, comparison: Comparison, size: int) -> None:
    add_heading(document, "Full text", 2)
    if comparison.steps:
        add_pieces(document.add_paragraph(), HOW_TO_READ)
    columns = len(comparison.columns)
    head = ["Row", *(column.title for column in comparison.columns)]
    for block in blocks_of(comparison):
        add_heading(document, block.title, 3)
        table = add_table(document, head, [LABEL * size, *(LEVELS / columns for _ in head[1:])])
        for line in block.lines:
            add_line(table, line, comparison)


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
