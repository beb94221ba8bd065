"""A comparison as an Excel workbook: its lines on one sheet, its steps in numbers on another."""

from collections.abc import Iterator
from itertools import zip_longest

from openpyxl import Workbook

from roles.compare.comparison import Comparison
from roles.compare.statement_rows import Outcome
from roles.compare.words import HOW_TO_READ, sentences_of, step_heads, step_rows, title_of
from roles.downloads.excel import (
    BOLD,
    PLAIN,
    QUIET,
    Run,
    add_row,
    add_sheet,
    as_bytes,
    new_workbook,
    split_runs,
    text_run,
    text_runs,
)
from roles.downloads.lines import OUTCOME_WORDS, LineBlock, LineCell, blocks_of

# In characters: of the columns of labels, of all role levels together, and of one of them.
LABELS, LEVELS, NARROWEST, WIDEST = 17, 210, 30, 60
STEPS, NUMBERS = 90, 10
# As many lines as Excel's tallest row shows, but for some: a change, a note, words that wrap early.
LINES = 30


def comparison_xlsx(comparison: Comparison) -> bytes:
    book = new_workbook(title_of(comparison))
    add_lines(book, comparison)
    add_summary(book, comparison)
    return as_bytes(book)


def add_lines(book: Workbook, comparison: Comparison) -> None:
    """All that the comparison says; its head and its labels stay in view."""
    titles = [column.title for column in comparison.columns]
    width = min(WIDEST, max(NARROWEST, LEVELS // len(titles)))
    sheet = add_sheet(book, "Comparison", [LABELS, LABELS, *(width for _ in titles)])
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


def add_summary(book: Workbook, comparison: Comparison) -> None:
    """What changes from step to step, in words and in numbers, and how to read the marks."""
    heads = [step_heads(band) for band in comparison.band_steps]
    numbers_wide = max(map(len, heads), default=1) - 1
    sheet = add_sheet(book, "Summary", [STEPS, *(NUMBERS for _ in range(numbers_wide))])
    add_row(sheet, [[text_run(title_of(comparison), BOLD)]])
    if comparison.steps:
        add_row(sheet, [list(text_runs(HOW_TO_READ))])
    for sentence in sentences_of(comparison):
        add_row(sheet, [[text_run(sentence)]])
    for head, band in zip(heads, comparison.band_steps, strict=True):
        add_row(sheet, ([text_run(title, BOLD)] for title in head), head=True)
        for name, numbers in step_rows(band):
            add_row(sheet, [[text_run(name)], *numbers])
