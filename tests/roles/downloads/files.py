"""Reads the lines of a comparison back from each of the files made from them.

White space is left out: where it may break is not the same everywhere.
"""

import csv
from io import BytesIO, StringIO
from itertools import chain
from re import DOTALL, findall
from typing import NamedTuple

from docx import Document
from docx.table import Table
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText

from capframe.base.worddiff import WordChange
from capframe.spreadsheets.formulas import unguard
from roles.downloads.lines import blocks_of
from roles.downloads.office import xml_text


class Said(NamedTuple):
    """What one column says: the text and its note, and what changed since the column before."""

    text: str = ""
    change: str = ""
    removed: str = ""
    added: str = ""

    def joined(self, more):
        """With what is said of it in the next row."""
        return Said(*(one + other for one, other in zip(self, more, strict=True)))


def bare(text: str) -> str:
    """The text without white space and what stands for characters that XML forbids."""
    return "".join(xml_text(text).replace("\ufffd", "").split())


def of_comparison(comparison):
    """Heading, label and columns of each of its lines."""
    return [
        (block.title, line.label, [of_cell(cell) for cell in line.cells])
        for block in blocks_of(comparison)
        for line in block.lines
    ]


def of_cell(cell) -> Said:
    removed, added = (
        bare("".join(piece.text for piece in cell.pieces if piece.change is change))
        for change in (WordChange.REMOVED, WordChange.ADDED)
    )
    return Said(bare(cell.text + cell.note), cell.change, removed, added)


def of_csv(data: bytes):
    (_, _, *head), *rows = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))
    for section, label, *rest in ([unguard(cell) for cell in row] for row in rows):
        cells = []
        for title, text in zip(head, rest, strict=True):
            if not title.startswith("Change from "):
                cells.append(Said(bare(text)))
                continue
            word, _, marked = text.partition(": ")
            found = (findall(p, marked, DOTALL) for p in (r"\[-(.*?)-\]", r"\{\+(.*?)\+\}"))
            changed = (bare("".join(each)) for each in found)
            cells[-1] = Said(cells[-1].text, word, *changed)
        yield section, label, cells


def of_xlsx(data: bytes):
    sheet = load_workbook(BytesIO(data), rich_text=True)["Full text"]
    lines = []
    for section, label, *values in list(sheet.iter_rows(values_only=True))[1:]:
        cells = [of_runs(value if isinstance(value, CellRichText) else []) for value in values]
        if str(label).endswith(" (continued)"):
            *_, before = lines[-1]
            before[:] = map(Said.joined, before, cells)
        else:
            lines.append((str(section), str(label), cells))
    return lines


def of_docx(data: bytes):
    part = section = ""
    for block in Document(BytesIO(data)).iter_inner_content():
        if not isinstance(block, Table):
            part = block.text if block.style.name == "Heading 2" else part
            section = block.text if block.style.name == "Heading 3" else section
        elif part == "Full text":
            for row in block.rows[1:]:
                label, *cells = row.cells
                yield section, label.text, list(of_shared(cells))


def of_shared(cells):
    """Where columns share a cell, the first one tells what changed."""
    before = None
    for cell in cells:
        paragraphs = [each for each in cell.paragraphs if not is_aside(each)]
        said = of_runs(chain.from_iterable(each.runs for each in paragraphs))
        kept = "kept" if len(paragraphs) < len(cell.paragraphs) else ""
        yield Said(said.text, kept) if before is not None and cell._tc is before else said
        before = cell._tc


def is_aside(paragraph) -> bool:
    return paragraph.text.startswith("The same from ") and bool(paragraph.runs[0].italic)


def of_runs(runs) -> Said:
    """The words on top of the text are bold; so are added ones, which are underlined."""
    runs, change = list(runs), ""
    if runs and runs[0].font.bold and not runs[0].font.underline:
        change = runs.pop(0).text
    text, removed, added = (
        bare("".join(run.text for run in runs if wanted(run.font)))
        for wanted in (lambda f: not f.strike, lambda f: f.strike, lambda f: f.underline)
    )
    return Said(text, change[:1].lower() + change[1:], removed, added)
