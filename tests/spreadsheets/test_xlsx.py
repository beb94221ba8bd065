import subprocess
from datetime import date, datetime, time

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula

from capframe.spreadsheets.faults import Remark, Unreadable
from capframe.spreadsheets.reading import read_table
from tests.programs import needs_office
from tests.spreadsheets.files import cell, raw_xlsx, texts_of, with_part, xlsx

HEAD = f"<row r='1'>{cell('A1', 'a')}{cell('B1', 'b')}</row>"


def read_xlsx(*rows, change=None):
    return read_table("table.xlsx", xlsx(*rows, change=change))


def read_raw(*args, **kwargs):
    return read_table("table.xlsx", raw_xlsx(*args, **kwargs))


def words(faults):
    return [fault.words for fault in faults]


def test_it_works():
    table = read_xlsx(["role", "level"], ["Head", " “G6”\n "], [], ["Lead", "=1+1"[1:]])
    assert texts_of(table) == [("role", "level"), ("Head", " “G6”\n "), ("Lead", "1+1")]
    assert [row.line for row in table.rows] == [2, 4]
    assert table.notes == ("Read as an Excel workbook, sheet “Sheet”.",)
    assert (table.faults, table.warnings) == ((), ())


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("09", "General", "09"),
        (7.0, "General", "7"),
        (9, "00", "09"),
        (-9, "000", "-009"),
        (0.1 + 0.2, "General", "0.3"),
        (1e21, "General", "1E+21"),
        (12345678901234, "General", "12345678901234"),
        (1234.5, "#,##0.00", "1234.5"),
        (50000, "[$£-809]#,##0", "50000"),
        (50000, '"£"#,##0;[Red]-"£"#,##0', "50000"),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        ("'=1", "@", "'=1"),
    ],
)
def test_values_are_what_a_person_sees(value, code, text):
    def change(book):
        book.active["A2"].number_format = code

    table = read_xlsx(["a"], [value], change=change)
    assert table.rows[0].cells == (text,)
    assert (table.faults, table.warnings) == ((), ())


@pytest.mark.parametrize(("value", "code"), [(0.25, "0%"), (7, '"Grade "0'), (7, r"\G0")])
def test_a_number_that_is_shown_otherwise_is_a_warning(value, code):
    def change(book):
        book.active["A2"].number_format = code

    table = read_xlsx(["a"], [value], change=change)
    assert table.rows[0].cells == (str(value),)
    (warning,) = table.warnings
    assert warning.message == f"A2 shows its number in a format; the column gets “{value}”."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 6, 7), "2026-06-07"),
        (datetime(2026, 6, 7, 14, 30), "2026-06-07 14:30:00"),
        (time(14, 30), "14:30:00"),
    ],
)
def test_a_date_is_a_warning_that_says_what_the_column_gets(value, text):
    table = read_xlsx(["grade", "b"], ["x", "y"], [value, "y"])
    assert table.rows[1].cells == (text, "y")
    (warning,) = table.warnings
    assert warning.message == f"A3 is a date; the column gets “{text}”."
    assert (warning.line, warning.column, warning.remark) == (3, "grade", Remark.NOTE)
    assert table.faults == ()


def test_days_may_be_counted_from_1904():
    def change(book):
        book.epoch = datetime(1904, 1, 1)

    assert read_xlsx(["a"], [date(2026, 6, 7)], change=change).rows[0].cells == ("2026-06-07",)


def test_formulas_are_refused_by_cell():
    def change(book):
        book.active["B3"] = ArrayFormula("B3:B4", "=A1:A2")

    table = read_xlsx(["a", "b"], ["x", "=1+1"], ["y"], change=change)
    assert words(table.faults) == [
        f"{name} holds a formula (“{formula}”), not a value."
        " Copy the cells and paste them as values only."
        for name, formula in (("B2", "1+1"), ("B3", "A1:A2"))
    ]
    assert [(fault.line, fault.column) for fault in table.faults] == [(2, "b"), (3, "b")]


def test_a_formula_that_shows_nothing_is_refused_too():
    table = read_raw(HEAD + "<row r='2'><c r='B2' t='str'><f>A1</f><v></v></c></row>")
    assert [fault.line for fault in table.faults] == [2]


def test_error_values_are_refused_by_cell():
    table = read_xlsx(["a", "b"], ["x", "#N/A"])
    assert words(table.faults)[0].startswith("B2 holds the error value #N/A.")


def test_rich_text_is_joined():
    text = CellRichText("Lead ", TextBlock(InlineFont(b=True), "the "), "team")
    assert read_xlsx(["a"], [text]).rows[0].cells == ("Lead the team",)


def test_what_tells_how_to_say_a_text_is_left_out():
    texts = "<si><r><t>東</t></r><r><t>京</t></r><rPh sb='0' eb='2'><t>とう</t></rPh></si>"
    table = read_raw(HEAD + "<row><c t='s'><v>0</v></c></row>", texts)
    assert table.rows[0].cells == ("東京", "")


STRUCK = (
    "B2 has text struck through: “{}”. It is read as any other: delete it, if it no longer holds."
)


def test_text_struck_through_is_read_and_warned_of():
    inline = InlineFont(strike=True)
    text = CellRichText("Label ", TextBlock(InlineFont(b=True), "boxes"), TextBlock(inline, " too"))
    table = read_xlsx(["a", "b"], ["x", text])
    assert table.rows[0].cells == ("x", "Label boxes too")
    assert words(table.warnings) == [STRUCK.format("too")]
    assert table.faults == ()


def test_a_cell_struck_through_is_warned_of_whole():
    def change(book):
        book.active["B2"].font = Font(strike=True)

    assert words(read_xlsx(["a", "b"], ["x", "y z"], change=change).warnings) == [
        STRUCK.format("y z")
    ]


def test_inline_text_struck_through_is_found():
    struck = "<is><r><t>a</t></r><r><rPr><strike/></rPr><t> b</t></r><r><t>c</t></r></is>"
    table = read_raw(HEAD + f"<row r='2'><c r='B2' t='inlineStr'>{struck}</c></row>")
    assert table.rows[0].cells == ("", "a bc")
    assert words(table.warnings) == [STRUCK.format("b")]


@pytest.mark.parametrize(
    "texts",
    [
        "<si><r><rPr><strike val='0'/></rPr><t>x</t></r></si>",
        "<si><r><rPr><strike/></rPr><t></t></r><r><t>x</t></r></si>",
        "<si><r><rPr><strike/></rPr></r><t>x</t></si>",
    ],
)
def test_what_is_not_struck_through_is_no_matter(texts):
    table = read_raw(HEAD + "<row r='2'><c r='B2' t='s'><v>0</v></c></row>", texts)
    assert (table.rows[0].cells, table.warnings) == (("", "x"), ())


def test_a_font_of_a_condition_strikes_no_cell():
    styles = (
        "<fonts><font/></fonts><cellXfs><xf fontId='0'/><xf fontId='1'/></cellXfs>"
        "<dxfs><dxf><font><strike/></font></dxf></dxfs>"
    )
    table = read_raw(HEAD + f"<row r='2'>{cell('B2', 'x', s='1')}</row>", styles=styles)
    assert table.warnings == ()


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a_x000D_\nb", "a\nb"),
        ("a_x000d_b", "a\nb"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x0041_", "A"),
        ("_xD83D__xDE00_", "😀"),
        ("_x12_", "_x12_"),
    ],
)
def test_characters_written_by_their_number_are_read(written, text):
    assert read_raw(f"{HEAD}<row>{cell('A2', written)}</row>").rows[0].cells[0] == text


@pytest.mark.parametrize("written", ["_x0000_", "_xD800_", "_xFFFF_", "_x202E_"])
def test_characters_written_by_their_number_are_refused_too(written):
    (fault,) = read_raw(f"{HEAD}<row>{cell('A2', written)}</row>").faults
    assert f"U+{written[2:6]}" in fault.message


def test_rows_and_cells_need_not_be_numbered():
    rows = "<row><c t='inlineStr'><is><t>x</t></is></c><c/><c><v>7</v></c></row>"
    table = read_raw(f"<row>{cell('A1', 'a')}{cell('C1', 'c')}</row>" + rows)
    assert texts_of(table) == [("a", "c"), ("x", "7")]
    assert table.rows[0].line == 2


def test_names_of_elements_may_have_a_prefix():
    content = raw_xlsx("")
    sheet = (
        '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>'
        "<x:row><x:c><x:v>1</x:v></x:c></x:row><x:row><x:c><x:v>2</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>"
    )
    assert texts_of(read_table("x", with_part(content, "xl/sheet.xml", sheet))) == [("1",), ("2",)]


def test_the_first_visible_sheet_is_read_and_others_named():
    def change(book):
        book.active.title = "Empty"
        for title, state in [("Old", "hidden"), ("Older", "veryHidden"), ("New", "visible")]:
            sheet = book.create_sheet(title)
            sheet.sheet_state = state
            sheet.append(["a"])
            sheet.append([title])
        book.create_sheet("Notes").append(["x"])
        book.create_sheet("Nothing")

    table = read_xlsx(change=change)
    assert texts_of(table) == [("a",), ("New",)]
    assert [fault.message for fault in table.warnings] == [
        "The sheet “Notes” has something in it and is not read.",
        "The hidden sheet “Old” has something in it and is not read.",
        "The hidden sheet “Older” has something in it and is not read.",
    ]


def test_hidden_rows_and_columns_are_read_and_reported():
    def change(book):
        sheet = book.active
        for row in (2, 4, 5, 9):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.column_dimensions.group("D", "XFD", hidden=True)

    table = read_xlsx(["a", "b"], *([str(number), "x"] for number in range(2, 7)), change=change)
    assert len(table.rows) == 5
    assert [fault.message for fault in table.warnings] == [
        "Rows 2, 4–5 of the sheet: hidden, but read.",
        "Column B of the sheet: hidden, but read.",
    ]


def test_merged_cells_are_reported_once():
    def change(book):
        book.active.merge_cells("A2:A3")
        book.active.merge_cells("B2:B3")

    table = read_xlsx(["a", "b"], ["x", "y"], ["", ""], ["z", ""], change=change)
    (warning,) = table.warnings
    assert "Cells are merged, first " in warning.message


def test_a_workbook_without_cells_is_refused():
    with pytest.raises(Unreadable, match="no cells with anything in them"):
        read_xlsx()


def test_more_columns_than_there_may_be_are_refused():
    with pytest.raises(Unreadable, match="more than 200 columns"):
        read_raw(HEAD + f"<row>{cell('XFD2', 'x')}</row>")


@pytest.mark.parametrize(
    "sheet",
    [
        "<row r='2'/><row r='2'/>",
        "<row r='3'/><row r='2'/>",
        "<row r='x'/>",
        "<row r='9999999'/>",
        f"<row r='{'9' * 5000}'/>",
        f"<row>{cell('A2', 'x')}{cell('A2', 'y')}</row>",
        f"<row>{cell('B2', 'x')}{cell('A2', 'y')}</row>",
        f"<row>{cell('AAAAAAAAAAAAAAAA2', 'x')}</row>",
        f"<row>{cell('a2', 'x')}</row>",
        "<row><c t='s'><v>7</v></c></row>",
        "<row><c t='s'><v>-1</v></c></row>",
        "<row><c t='s'><v>x</v></c></row>",
        "<row><c s='x'><v>1</v></c></row>",
        "<row>",
        "&unknown;",
        "\x00",
    ],
)
def test_what_no_program_writes_is_refused(sheet):
    with pytest.raises(Unreadable, match=r"damaged.*save it again"):
        read_raw(HEAD + sheet)


@pytest.mark.parametrize("value", ["1e999", "nan", "x", "1" * 5000])
def test_a_number_that_is_none_stays_as_it_is(value):
    table = read_raw(HEAD + f"<row><c><v>{value}</v></c></row>")
    assert table.rows[0].cells[0] in (value, "1.11111111111111E+4999")


@needs_office
@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_what_libreoffice_saves_reads_the_same(kind, tmp_path):
    def change(book):
        book.active["C2"].number_format = "00"
        book.active.row_dimensions[3].hidden = True

    rows = [
        ["a", "b", "c", "d"],
        [" x  y\n\nz .", "09", 9, "TRUE"],
        ["’", 0.1, date(2026, 6, 7), "="],
    ]
    made = tmp_path / "made.xlsx"
    made.write_bytes(xlsx(*rows, change=change))
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", saved, made]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    table = read_table("table", (saved / f"made.{kind}").read_bytes())
    assert texts_of(table) == texts_of(read_table("table", made.read_bytes()))
    assert [fault.message for fault in table.warnings] == [
        "Row 3 of the sheet: hidden, but read.",
        "C3 is a date; the column gets “2026-06-07”.",
    ]
