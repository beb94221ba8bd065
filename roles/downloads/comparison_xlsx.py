"""A comparison as an Excel workbook: a sheet at a glance, one of its steps, one in full."""

from collections.abc import Iterator
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from capframe.base.outcomes import Outcome
from roles.compare.comparison import Comparison
from roles.compare.words import HOW_TO_READ, sentences_of, step_heads, step_rows, title_of
from roles.downloads.excel import (
    BOLD,
    PLAIN,
    QUIET,
    Run,
    add_row,
    add_sheet,
    add_spanned_row,
    as_bytes,
    new_workbook,
    split_runs,
    text_run,
    text_runs,
)
from roles.downloads.glance_lines import glance_table
from roles.downloads.lines import OUTCOME_WORDS, LineBlock, LineCell, blocks_of
from roles.downloads.step_lines import step_blocks

# In characters: of the columns of labels, of all role levels together, and of one of them.
LABELS, LEVELS, NARROWEST, WIDEST = 17, 210, 30, 60
GLANCE_LABELS, GLANCE_LEVELS = 24, 176
STEP_LABELS, STEP_LEVELS = 22, 70
STEP_SHEET = ("Step", "Change", "Section or skill", "At the role level before", "At the next one")
# As many lines as Excel's tallest row shows, but for some: a change, a note, words that wrap early.
LINES = 30


def comparison_xlsx(comparison: Comparison) -> bytes:
    book = new_workbook(title_of(comparison))
    add_glance(book, comparison)
    if comparison.steps:
        add_steps(book, comparison)
    add_lines(book, comparison)
    return as_bytes(book)


def add_glance(book: Workbook, comparison: Comparison) -> None:
    """The matrix, what is said of it in words, and the numbers of the steps."""
    glance = glance_table(comparison)
    columns = len(glance.heads)
    sheet = add_sheet(
        book, "At a glance", [GLANCE_LABELS, *(GLANCE_LEVELS // columns for _ in glance.heads)]
    )
    add_wide(sheet, title_of(comparison), columns, BOLD)
    for sentence in sentences_of(comparison):
        add_wide(sheet, sentence, columns)
    add_row(
        sheet, ([text_run(head, BOLD)] if head else [] for head in ("", *glance.heads)), head=True
    )
    for line in glance.lines:
        if line.cells:
            cells = [(runs_or_none(cell.text), cell.columns) for cell in line.cells]
            add_spanned_row(sheet, [([text_run(line.label, BOLD)], 1), *cells])
        else:
            add_wide(sheet, line.label, columns, BOLD)
    for sentence in glance.sentences:
        add_wide(sheet, sentence, columns)
    add_numbers(sheet, comparison)
    if comparison.steps:
        add_spanned_row(sheet, [(list(text_runs(HOW_TO_READ)), 1 + columns)])


def add_wide(sheet: Worksheet, text: str, columns: int, shape: InlineFont = PLAIN) -> None:
    """A text across the column of labels and those of all role levels."""
    add_spanned_row(sheet, [([text_run(text, shape)], 1 + columns)])


def runs_or_none(text: str, shape: InlineFont = PLAIN) -> list[Run]:
    return [text_run(text, shape)] if text else []


def add_numbers(sheet: Worksheet, comparison: Comparison) -> None:
    for band in comparison.band_steps:
        head, rows = step_heads(band), list(step_rows(band))
        add_row(sheet, ([text_run(title, BOLD)] for title in head), head=True)
        for name, numbers in rows:
            add_row(sheet, [[text_run(name)], *numbers])


def add_steps(book: Workbook, comparison: Comparison) -> None:
    """Two neighbours in two columns; a row for each statement of a step."""
    widths = [STEP_LABELS, STEP_LABELS, STEP_LABELS, STEP_LEVELS, STEP_LEVELS]
    sheet = add_sheet(book, "Step by step", widths)
    sheet.freeze_panes, sheet.print_title_rows = "D2", "1:1"
    add_row(sheet, ([text_run(title, BOLD)] for title in STEP_SHEET), head=True)
    for step in step_blocks(comparison):
        for line in step.lines:
            labels = [
                [text_run(text)] if text else [] for text in (step.title, line.part, line.label)
            ]
            parts = (
                split_runs(runs_of(cell), LINES * STEP_LEVELS) for cell in (line.before, line.after)
            )
            for texts in zip_longest(*parts, fillvalue=[]):
                add_row(sheet, [*labels, *texts])


def add_lines(book: Workbook, comparison: Comparison) -> None:
    """All that the comparison says; its head and its labels stay in view."""
    titles = [column.title for column in comparison.columns]
    width = min(WIDEST, max(NARROWEST, LEVELS // len(titles)))
    sheet = add_sheet(book, "Full text", [LABELS, LABELS, *(width for _ in titles)])
    sheet.freeze_panes, sheet.print_title_rows = "C2", "1:1"
    add_row(sheet, ([text_run(title, BOLD)] for title in ["Section", "Row", *titles]), head=True)
    for block in blocks_of(comparison):
        for row in rows_of(block, LINES * width):
            add_row(sheet, row)


def rows_of(block: LineBlock, longest: int) -> Iterator[list[list[Run]]]:
    """A row for each line; what is longer than a row can show is continued in the next one."""
    for line in block.lines:
        parts = (split_runs(runs_of(cell), longest) for cell in line.cells)
        for number, texts in enumerate(zip_longest(*parts, fillvalue=[])):
            label = f"{line.label} (continued)" if number else line.label
            yield [[text_run(block.title)], [text_run(label, BOLD)], *texts]


def runs_of(cell: LineCell) -> Iterator[Run]:
    """What became of the text, then the text with its changed words marked, then its note."""
    if cell.change:
        yield text_run(cell.headline, BOLD)
    if cell.change and cell.pieces:
        yield text_run("\n")
    kept = cell.change == OUTCOME_WORDS[Outcome.KEPT]
    yield from text_runs(cell.pieces, QUIET if kept else PLAIN)
    if cell.note:
        yield text_run(f"\n{cell.note}", QUIET)
