"""Excel workbooks: rows of texts with marked words, headings that stay in view, A4 across.

Every text is written as rich text, so that nothing from the catalogue ever becomes a formula.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import XML_NS

from capframe.base.text_width import text_width
from capframe.base.worddiff import Piece, WordChange, split_spaces
from capframe.spreadsheets.formulas import would_run
from capframe.spreadsheets.xlsx_writing import workbook_bytes
from roles.downloads.office import (
    ADDED,
    EMPTY,
    FONT,
    GREY,
    HEAD,
    LANGUAGE,
    REMOVED,
    timeless,
    xml_text,
)

A4 = 9  # the number that Excel has for this paper
SIZE = 9
# In points: a line of this size, and the tallest row that Excel knows.
LINE_HEIGHT, TALLEST = 12, 409
# What a column offers for each digit that it is wide, in letters' sizes; words do not fill it all.
ROOM = 0.68
# Excel reads this as a character by its number, unless the line before it is a number itself.
NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
LINE = Side(style="thin", color="B1B4B6")
GRID = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
TYPEFACE = Font(name=FONT, size=SIZE)
BACKGROUNDS = {"Text": "", "Head": HEAD, "Empty": EMPTY}
WRAPPED = Alignment(wrap_text=True, vertical="top")


def font(**values: Any) -> InlineFont:
    """The typeface of all texts, for example bold."""
    return InlineFont(rFont=FONT, sz=SIZE, **values)


PLAIN, BOLD, QUIET = font(), font(b=True), font(color=GREY)
CHANGED = {
    WordChange.ADDED: font(b=True, u="single", color=ADDED),
    WordChange.REMOVED: font(strike=True, color=REMOVED),
    WordChange.MOVED: font(i=True, u="double"),
}


class Run(TextBlock):
    """Words in one shape, as they stand, whatever Excel would read into them."""

    def to_tree(self) -> Any:
        """The words as XML, spaces kept also where there is nothing else."""
        tree = super().to_tree()
        words = tree[-1]
        words.text = NUMBERED.sub("_x005F_", words.text)
        words.set(f"{{{XML_NS}}}space", "preserve")
        return tree


# What a cell may hold: words, or a number.
Value = list[Run] | int


def text_run(text: str, shape: InlineFont = PLAIN) -> Run:
    return Run(shape, xml_text(text))


def text_runs(pieces: Iterable[Piece], shape: InlineFont = PLAIN) -> Iterator[Run]:
    """A text with its changed words marked, the others in this shape."""
    for space, (change, text) in split_spaces(pieces):
        if space:
            yield text_run(space, shape)
        yield text_run(text, CHANGED.get(change, shape))


def split_runs(words: Iterable[Run], longest: int) -> Iterator[list[Run]]:
    """The words in parts of at most so many characters, cut between words where there are any."""
    part: list[Run] = []
    room = longest
    for each in words:
        text = each.text
        while len(text) > room:
            end = text.rfind(" ", 0, room) + 1 or (0 if part else room)
            yield [*part, Run(each.font, text[:end])]
            part, room, text = [], longest, text[end:]
        part.append(Run(each.font, text))
        room -= len(text)
    yield part


def new_workbook(title: str) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    book.properties = DocumentProperties(title=xml_text(title), language=LANGUAGE)
    book.properties.__elements__ = ("title", "language")  # not who made it and when
    for name, colour in BACKGROUNDS.items():
        fill = PatternFill("solid", fgColor=colour) if colour else PatternFill()
        style = NamedStyle(name, font=TYPEFACE, fill=fill, border=GRID, alignment=WRAPPED)
        book.add_named_style(style)
    return book


def add_sheet(book: Workbook, title: str, widths: Sequence[int]) -> Worksheet:
    """A sheet with columns of these widths in characters, printed as wide as an A4 page across."""
    sheet = book.create_sheet(title)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.4, bottom=0.6, footer=0.3)
    sheet.oddFooter.right.text = "Page &P of &N"
    return sheet


class FittedRow(RowDimension):
    """A row that is as high as its texts need, and is fitted anew when somebody edits it."""

    customHeight = False  # noqa: N815 - openpyxl names it


def add_row(sheet: Worksheet, values: Iterable[Value], *, head: bool = False) -> None:
    """A row of texts and numbers, high enough for all of them.

    Excel itself would fit a row that says nothing of its height; other programs would not.
    """
    cells = [cell_of(sheet, value, head=head) for value in values]
    sheet.append(cells)
    lines = max(map(lines_in, cells))
    height = min(TALLEST, lines * LINE_HEIGHT + LINE_HEIGHT / 4)
    sheet.row_dimensions[cells[0].row] = FittedRow(sheet, cells[0].row, height)


def add_spanned_row(
    sheet: Worksheet, values: Iterable[tuple[Value, int]], *, head: bool = False
) -> None:
    """A row of which each text takes so many columns, high enough for all of them."""
    spans = [
        [
            cell_of(sheet, value, head=head),
            *(cell_of(sheet, [], head=head) for _ in range(1, width)),
        ]
        for value, width in values
    ]
    sheet.append([cell for span in spans for cell in span])
    row = spans[0][0].row
    for first, *others in spans:
        for other in others:
            other.style = first.style
        if others:
            sheet.merge_cells(f"{first.coordinate}:{others[-1].coordinate}")
    lines = max(lines_in(span[0], len(span)) for span in spans)
    height = min(TALLEST, lines * LINE_HEIGHT + LINE_HEIGHT / 4)
    sheet.row_dimensions[row] = FittedRow(sheet, row, height)


def lines_in(cell: SheetCell, columns: int = 1) -> int:
    """About how many lines the text of a cell takes that is so many columns wide."""
    letters = (get_column_letter(cell.column + number) for number in range(columns))
    width = sum(cell.parent.column_dimensions[letter].width for letter in letters)
    room = width * ROOM
    return sum(max(1, ceil(text_width(line) / room)) for line in str(cell.value).split("\n"))


def cell_of(sheet: Worksheet, value: Value, *, head: bool) -> SheetCell:
    """A cell: one of a head stands out, and so does one without any words."""
    cell = SheetCell(sheet)
    cell.style = "Head" if head else "Empty" if value == [] else "Text"
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = CellRichText(*value)
        cell.quotePrefix = would_run(str(cell.value))  # a text also when somebody edits it
    return cell


def as_bytes(book: Workbook) -> bytes:
    """The file, the same whenever it is made."""
    return timeless(workbook_bytes(book))
