"""Word documents: headings, running text with marked words, and tables with a head that repeats.

Every text is written as it stands; what XML forbids in it is replaced.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import cast

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from capframe.base.worddiff import Piece, WordChange, split_spaces
from roles.downloads.office import ADDED, FONT, HEAD, LANGUAGE, REMOVED, timeless, xml_text

A4 = Mm(210), Mm(297)
MARGIN = Mm(15)
SIZES = {"Heading 1": 18, "Heading 2": 13, "Heading 3": 11, "Normal": 10}
COLOURS = {WordChange.ADDED: ADDED, WordChange.REMOVED: REMOVED}
TABLE_TEXT = "TableText"
# What the template says of its own making.
AUTHORSHIP = ("dcterms:created", "dcterms:modified", "dc:creator", "dc:description", "cp:revision")


def new_document(title: str, *, landscape: bool = False, table_size: int = 10) -> DocumentObject:
    """An A4 document in British English; its title is a property and its first heading.

    Args:
        title: in full; as a property no longer than Word takes it.
        landscape: whether the paper lies across.
        table_size: of the letters in tables, in points.
    """
    document = Document()
    set_page(document, landscape=landscape)
    set_styles(document, table_size)
    properties = document.core_properties
    properties.title, properties.language = xml_text(title)[:255], LANGUAGE
    for name in AUTHORSHIP:
        for stated in properties._element.findall(qn(name)):
            properties._element.remove(stated)
    add_heading(document, title, 1)
    return document


def set_page(document: DocumentObject, *, landscape: bool) -> None:
    """A4, upright or across, with narrow margins and numbered pages."""
    page = document.sections[0]
    page.page_width, page.page_height = reversed(A4) if landscape else A4
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_text(footer, "Page ")
    add_field(footer, "PAGE")
    add_text(footer, " of ")
    add_field(footer, "NUMPAGES")


def add_field(paragraph: Paragraph, name: str) -> None:
    """Something that Word counts, at the end of a paragraph."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def set_styles(document: DocumentObject, table_size: int) -> None:
    """One typeface and the language of the texts, for all that is written."""
    styles = document.styles
    language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), LANGUAGE)
    for name, size in SIZES.items():
        font = cast(ParagraphStyle, styles[name]).font
        font.name, font.size = FONT, Pt(size)
        fonts = font.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]
        if name != "Normal":
            font.color.rgb = RGBColor(0, 0, 0)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    in_tables = cast(ParagraphStyle, styles.add_style(TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH))
    in_tables.base_style = styles["Normal"]
    in_tables.font.size = Pt(table_size)
    in_tables.paragraph_format.space_after = Pt(1)
    in_tables.paragraph_format.line_spacing = 1


def add_heading(document: DocumentObject, text: str, level: int) -> Paragraph:
    """A heading that Word's outline and a screen reader know as one."""
    return document.add_heading(xml_text(text), level)


def add_text(paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False) -> None:
    if text:
        run = paragraph.add_run(xml_text(text))
        if bold:
            run.bold = True
        if italic:
            run.italic = True


def add_pieces(paragraph: Paragraph, pieces: Iterable[Piece]) -> None:
    """Write a text with its added words underlined and its removed ones struck through."""
    for space, (change, text) in split_spaces(pieces):
        if change is WordChange.SAME:
            add_text(paragraph, space + text)
            continue
        add_text(paragraph, space)
        run = paragraph.add_run(xml_text(text))
        if change is WordChange.MOVED:
            run.italic, run.underline = True, WD_UNDERLINE.DOUBLE
            continue
        run.font.color.rgb = RGBColor.from_string(COLOURS[change])
        if change is WordChange.ADDED:
            run.underline = run.bold = True
        else:
            run.font.strike = True


def add_table(document: DocumentObject, head: Sequence[str], shares: Sequence[float]) -> Table:
    """A table with one row: its head, which is repeated at the top of each page.

    The width between the margins is divided among the columns by their shares.
    """
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    table.autofit = False
    width, whole = sum(column.width or 0 for column in table.columns), sum(shares)
    set_property(table.rows[0]._tr, "w:tblHeader")
    set_property(table.rows[0]._tr, "w:cantSplit")
    for cell, text, share in zip(table.rows[0].cells, head, shares, strict=True):
        cell.width = table.columns[cell._tc.grid_offset].width = Emu(round(width * share / whole))
        shade(cell, HEAD)
        title = add_paragraph(cell)
        title.paragraph_format.keep_with_next = True
        add_text(title, text, bold=True)
    return table


def add_row(table: Table, spans: Sequence[int] = ()) -> list[_Cell]:
    """The cells of a new row, which stays on one page where it fits there.

    Args:
        table: made by ``add_table``.
        spans: how many columns each cell takes; one each, where nothing is said.
    """
    row = table._tbl.add_tr()
    set_property(row, "w:cantSplit")
    widths = [column.w or Emu(0) for column in table._tbl.tblGrid.gridCol_lst]
    cells = []
    for span in spans or [1] * len(widths):
        cell = row.add_tc()
        cell.width = Emu(sum(widths[:span]))
        if span > 1:
            cell.grid_span = span
        cell.p_lst[0].style = TABLE_TEXT
        cells.append(_Cell(cell, table))
        del widths[:span]
    return cells


def add_paragraph(cell: _Cell) -> Paragraph:
    """The next paragraph of a cell: the one that it begins with, where that is still empty."""
    first = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if first.runs else first
    paragraph._p.style = TABLE_TEXT
    return paragraph


def set_property(row: CT_Row, name: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(name))


def shade(cell: _Cell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in {"val": "clear", "color": "auto", "fill": colour}.items():
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def as_bytes(document: DocumentObject) -> bytes:
    """The file, the same whenever it is made."""
    buffer = BytesIO()
    document.save(buffer)
    return timeless(buffer.getvalue())
