"""Files of tables, made by hand where no program would make them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style", "drawing")
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def archive(entries, kind=ZIP_DEFLATED):
    made = BytesIO()
    with ZipFile(made, "w", kind) as new:
        for name, content in entries.items():
            new.writestr(name, content)
    return made.getvalue()


def with_part(content, name, text):
    """An archive with another text in one of its entries."""
    with ZipFile(BytesIO(content)) as old:
        return archive({each: old.read(each) for each in old.namelist()} | {name: text})


def xlsx(*rows, change=None):
    """A workbook of one sheet, changed as openpyxl has it."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def raw_xlsx(sheet, texts="", styles="", before=""):
    """A workbook with the XML of its sheet’s rows, of its shared texts, and of its styles."""
    relation = f'<Relationship Id="{{}}" Type="{OFFICE}/{{}}" Target="{{}}"/>'
    relations = f'<Relationships xmlns="{RELATIONS}">{{}}</Relationships>'
    return archive(
        {
            "[Content_Types].xml": '<x t="application/vnd.x.spreadsheetml.sheet.main+xml"/>',
            "_rels/.rels": relations.format(
                relation.format("a", "officeDocument", "xl/workbook.xml")
            ),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="One" sheetId="1" r:id="s"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations.format(
                relation.format("s", "worksheet", "sheet.xml")
                + relation.format("t", "sharedStrings", "/xl/texts.xml")
                + relation.format("f", "styles", "styles.xml")
            ),
            "xl/sheet.xml": f'{before}<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData>'
            "</worksheet>",
            "xl/texts.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        }
    )


def cell(reference, value, **attributes):
    """The XML of one cell with a text in it."""
    words = "".join(f' {name}="{text}"' for name, text in attributes.items())
    return f'<c r="{reference}" t="inlineStr"{words}><is><t>{value}</t></is></c>'


def row(*texts, more=""):
    """The XML of a row in an OpenDocument spreadsheet."""
    cells = "".join(
        f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts
    )
    return f"<table:table-row{more}>{cells}</table:table-row>"


def raw_ods(rows, *, more="", styles="", before="", sheet="", **entries):
    """An OpenDocument spreadsheet with the XML of its first sheet’s rows, and of further sheets."""
    content = (
        f"{before}<office:document-content {NAMESPACES} {CALC}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="One"{sheet}>{rows}'
        f"</table:table>{more}</office:spreadsheet></office:body></office:document-content>"
    )
    return archive({"mimetype": SPREADSHEET, "content.xml": content, **entries})


def texts_of(table):
    """The headings and all rows of a table."""
    return [table.headings, *(row.cells for row in table.rows)]
