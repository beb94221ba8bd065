"""Reads a comparison back from each of the files made from it."""

import csv
import re
from io import BytesIO, StringIO

from docx import Document
from docx.table import Table
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText

from capframe.spreadsheets.formulas import unguard
from tests.roles.downloads.said import Read, Said, bare

LABEL = re.compile(r"(?P<row>.*?)(?P<again> \(continued\))?", re.DOTALL)


def of_csv(data: bytes) -> Read:
    rows = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))
    _, _, first, *others = map(unguard, next(rows))
    read = Read([first, *others[::2]])
    for section, row, first_text, *rest in ([unguard(cell) for cell in row] for row in rows):
        cells = [Said(bare(first_text))]
        for text, change in zip(rest[::2], rest[1::2], strict=True):
            word, _, marked = change.partition(": ")
            found = (re.findall(p, marked, re.DOTALL) for p in (r"\[-(.*?)-\]", r"\{\+(.*?)\+\}"))
            cells.append(Said(bare(text), word.lower(), *(bare("".join(each)) for each in found)))
        read.take(section, row, cells)
    return read


def of_xlsx(data: bytes) -> Read:
    sheet = load_workbook(BytesIO(data), rich_text=True).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    read, lines = Read([str(title) for title in head[2:]]), {}
    for section, row, *values in rows:
        label = LABEL.fullmatch(str(row))
        cells = [of_rich_text(value, has_change=bool(n)) for n, value in enumerate(values)]
        if label["again"]:
            before = lines[str(section), label["row"]]
            cells = [one + more for one, more in zip(before, cells, strict=True)]
        lines[str(section), label["row"]] = cells
    for (section, row), cells in lines.items():
        read.take(section, row, cells)
    return read


def of_rich_text(value, *, has_change: bool) -> Said:
    """A cell of the workbook; the word on top of it is bold and not underlined."""
    runs = list(value) if isinstance(value, CellRichText) else []
    change = ""
    if has_change and runs and runs[0].font.b and not runs[0].font.u:
        change = runs.pop(0).text.lower()
    text, removed, added = (
        "".join(run.text for run in runs if wanted(run.font))
        for wanted in (lambda font: not font.strike, lambda f: f.strike, lambda f: f.u == "single")
    )
    return Said(bare(text), change, bare(removed), bare(added))


def of_docx(data: bytes) -> Read:
    read, section = Read([]), ""
    for block in Document(BytesIO(data)).iter_inner_content():
        if not isinstance(block, Table):
            section = block.text if block.style.name == "Heading 2" else section
        elif block.cell(0, 0).text != "Step":
            head, *rows = block.rows
            read.columns = [cell.text for cell in head.cells[1:]]
            for row in rows:
                label, *cells = row.cells
                read.take(section, label.text, list(of_cells(cells)))
    return read


def of_cells(cells):
    """The columns' cells; where columns share one, the first tells what changed."""
    before = None
    for number, cell in enumerate(cells):
        said = of_paragraphs(cell.paragraphs, has_change=bool(number))
        shared = before is not None and cell._tc is before
        yield Said(said.text, "kept" if said.text else "") if shared else said
        before = cell._tc


def of_paragraphs(paragraphs, *, has_change: bool) -> Said:
    change = ""
    runs = [run for each in paragraphs if not is_aside(each) for run in each.runs]
    if has_change and runs and runs[0].bold and not runs[0].underline:
        change = runs.pop(0).text.lower()
    text, removed, added = (
        "".join(run.text for run in runs if wanted(run))
        for wanted in (lambda r: not r.font.strike, lambda r: r.font.strike, lambda r: r.underline)
    )
    return Said(bare(text), change, bare(removed), bare(added))


def is_aside(paragraph) -> bool:
    return paragraph.text.startswith("The same from ") and bool(paragraph.runs[0].italic)
