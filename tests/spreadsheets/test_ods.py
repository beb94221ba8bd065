import pytest

from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.reading import read_table
from tests.spreadsheets.files import SPREADSHEET, archive, raw_ods, row, texts_of

HEAD = row("a", "b")
HIDDEN = (
    '<style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


def read_ods(rows, **kwargs):
    return read_table("table.ods", raw_ods(rows, **kwargs))


def one_cell(attributes="", within=""):
    cell = f"<table:table-cell{attributes}>{within}</table:table-cell>"
    return read_ods(HEAD + f"<table:table-row>{cell}</table:table-row>")


def value(kind, attribute, shown):
    name = {"float": "value", "percentage": "value", "currency": "value"}.get(kind, f"{kind}-value")
    return one_cell(
        f' office:value-type="{kind}" office:{name}="{attribute}"', f"<text:p>{shown}</text:p>"
    )


def test_it_works():
    table = read_ods(row("role", "level") + row("Head", "“G6”"))
    assert texts_of(table) == [("role", "level"), ("Head", "“G6”")]
    assert table.notes == ("Read as an OpenDocument spreadsheet, sheet “One”.",)
    assert (table.faults, table.warnings) == ((), ())


@pytest.mark.parametrize(
    ("within", "text"),
    [
        ("<text:p>one</text:p><text:p/><text:p>two</text:p>", "one\n\ntwo"),
        ("<text:p>one<text:line-break/>two<text:tab/>three</text:p>", "one\ntwo\tthree"),
        ("<text:p><text:s/>one<text:s text:c='3'/>two </text:p>", " one   two "),
        (
            "<text:p>\n  one\n  two<text:span>  three<text:span/></text:span></text:p>",
            "one two  three",
        ),
        ("<text:p>Lead <text:a>the</text:a> <text:span>team</text:span></text:p>", "Lead the team"),
        ("\n<text:p>one</text:p>\n  <text:p>two</text:p>\n", "one\ntwo"),
        ("<office:annotation><text:p>a note</text:p></office:annotation><text:p>x</text:p>", "x"),
    ],
)
def test_texts_are_what_a_person_sees(within, text):
    assert one_cell(within=within).rows[0].cells[0] == text


STRUCK = (
    '<style:style style:name="T1"><style:text-properties style:text-line-through-style="{}"/>'
    "</style:style>"
)


def words(faults):
    return [f"{fault.message} {fault.remedy}" for fault in faults]


@pytest.mark.parametrize(
    ("attributes", "within", "struck"),
    [
        ("", "Label <text:span text:style-name='T1'>boxes<text:s/>too</text:span>", "boxes too"),
        ("", "Label <text:span text:style-name='T2'>boxes too</text:span>", ""),
        (" table:style-name='T1'", "Label boxes too", "Label boxes too"),
    ],
)
def test_text_struck_through_is_read_and_warned_of(attributes, within, struck):
    cell = f"<table:table-cell{attributes}><text:p>{within}</text:p></table:table-cell>"
    rows = HEAD + f"<table:table-row>{cell}</table:table-row>"
    table = read_ods(rows, styles=STRUCK.format("solid"))
    assert table.rows[0].cells[0] == "Label boxes too"
    message = f"A2 has text struck through: “{struck}”. It is read as any other: "
    wanted = [f"{message}delete it, if it no longer holds."] if struck else []
    assert words(table.warnings) == wanted
    assert read_ods(rows, styles=STRUCK.format("none")).warnings == ()


def test_what_tells_how_to_say_a_text_is_left_out():
    ruby = "<text:ruby-base>東京</text:ruby-base><text:ruby-text>とう</text:ruby-text>"
    within = f"<text:p><text:ruby>{ruby}</text:ruby></text:p>"
    assert one_cell(within=within).rows[0].cells[0] == "東京"


def test_the_value_of_a_text_counts_more_than_how_it_is_written():
    assert value("string", " x  y&#10;z", " x  y z").rows[0].cells[0] == " x  y\nz"


@pytest.mark.parametrize(
    ("kind", "attribute", "shown", "text"),
    [
        ("float", "7", "7", "7"),
        ("float", "0.30000000000000004", "0.3", "0.3"),
        ("float", "9", "09", "09"),
        ("float", "1234.5", "1,234.50", "1234.5"),
        ("currency", "50000", "£50,000.00", "50000"),
        ("boolean", "true", "WAHR", "TRUE"),
        ("boolean", "false", "FALSCH", "FALSE"),
    ],
)
def test_numbers_are_what_a_person_sees(kind, attribute, shown, text):
    table = value(kind, attribute, shown)
    assert table.rows[0].cells[0] == text
    assert table.warnings == ()


@pytest.mark.parametrize(
    ("kind", "attribute", "shown"), [("percentage", "0.25", "25%"), ("float", "7", "Grade 7")]
)
def test_a_number_that_is_shown_otherwise_is_a_warning(kind, attribute, shown):
    (warning,) = value(kind, attribute, shown).warnings
    assert f"the column gets “{attribute}”" in warning.message


@pytest.mark.parametrize(
    ("kind", "attribute", "text"),
    [
        ("date", "2026-06-07", "2026-06-07"),
        ("date", "2026-06-07T14:30:00", "2026-06-07 14:30:00"),
        ("time", "PT14H30M00S", "14:30:00"),
    ],
)
def test_a_date_is_a_warning_that_says_what_the_column_gets(kind, attribute, text):
    table = value(kind, attribute, "7-Jun")
    assert table.rows[0].cells[0] == text
    assert [fault.message for fault in table.warnings] == [
        f"A2 is a date; the column gets “{text}”."
    ]


def test_formulas_and_errors_are_refused_by_cell():
    formula = ' table:formula="of:=1+1" office:value-type="float" office:value="2"'
    (fault,) = one_cell(formula, "<text:p>2</text:p>").faults
    assert fault.message == "A2 holds a formula (“of:=1+1”), not a value."
    (fault,) = one_cell(' calcext:value-type="error"', "<text:p>#N/A</text:p>").faults
    assert fault.message == "A2 holds the error value #N/A."


def test_repeated_cells_and_rows_are_written_out():
    rows = (
        "<table:table-row table:number-rows-repeated='3'><table:table-cell"
        " table:number-columns-repeated='2'><text:p>x</text:p></table:table-cell>"
        "<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
    )
    table = read_ods(HEAD + rows + row("y", "z"))
    assert texts_of(table)[1:] == [("x", "x")] * 3 + [("y", "z")]
    assert [found.line for found in table.rows] == [2, 3, 4, 5]


def test_a_thousand_million_empty_rows_cost_nothing():
    empty = "<table:table-row table:number-rows-repeated='1000000000'><table:table-cell/>"
    table = read_ods(HEAD + empty + "</table:table-row>" + row("x"))
    assert [found.line for found in table.rows] == [1_000_000_002]


@pytest.mark.parametrize(
    ("rows", "limit"),
    [
        ("<table:table-row table:number-rows-repeated='1000000000'>{}", "100,000 rows"),
        (
            "<table:table-row>{}".format(
                "<table:table-cell table:number-columns-repeated='99999'>{}</table:table-cell>"
            ),
            "200 columns",
        ),
    ],
)
def test_repetitions_beyond_the_limits_are_refused(rows, limit):
    cell = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    within = "<text:p>x</text:p>" if "columns" in limit else cell
    with pytest.raises(Unreadable, match=f"more than {limit}"):
        read_ods(HEAD + rows.format(within) + "</table:table-row>")


def test_repetitions_that_multiply_are_refused():
    """A small file of long texts, each repeated over columns and rows."""
    words = "<text:p>" + "<text:s text:c='99999'/>" + "x</text:p>"
    cell = f"<table:table-cell table:number-columns-repeated='2'>{words}</table:table-cell>"
    rows = f"<table:table-row table:number-rows-repeated='9000'>{cell}</table:table-row>"
    with pytest.raises(Unreadable, match="more than 50,000,000 characters"):
        read_ods(HEAD + rows)


def test_endless_spaces_make_a_cell_that_is_too_long():
    spaces = "<text:s text:c='999999999999'/>" * 1000
    (fault,) = one_cell(within=f"<text:p>x{spaces}</text:p>").faults
    assert "the limit is 100,000" in fault.message


def test_the_first_visible_sheet_is_read_and_others_named():
    more = "".join(
        f'<table:table table:name="{name}"{style}>{row("a") + row(name)}</table:table>'
        for name, style in [("New", ""), ("Notes", ""), ("Older", ' table:style-name="ta2"')]
    )
    table = read_ods(row("x"), sheet=' table:style-name="ta2"', more=more, styles=HIDDEN)
    assert texts_of(table) == [("a",), ("New",)]
    assert [fault.message for fault in table.warnings] == [
        "The sheet “Notes” has something in it and is not read.",
        "The hidden sheet “One” has something in it and is not read.",
        "The hidden sheet “Older” has something in it and is not read.",
    ]


def test_hidden_rows_and_columns_and_merged_cells_are_reported():
    columns = (
        "<table:table-column/><table:table-column table:visibility='collapse'"
        " table:number-columns-repeated='1000'/>"
    )
    merged = "<table:table-cell table:number-columns-spanned='2'><text:p>x</text:p>"
    rows = (
        row("1", more=" table:visibility='filter'")
        + row("2", more=" table:visibility='collapse'")
        + f"<table:table-row>{merged}</table:table-cell><table:covered-table-cell/>"
        "</table:table-row>"
    )
    table = read_ods(columns + HEAD + rows)
    assert len(table.rows) == 3
    assert [fault.message for fault in table.warnings] == [
        "Rows 2–3 of the sheet: hidden, but read.",
        "Column B of the sheet: hidden, but read.",
        "Cells are merged, first A4: only one of them holds the value.",
    ]


def test_what_stands_aside_is_not_read():
    aside = (
        f"<table:shapes>{row('drawn')}</table:shapes>"
        f"<table:table-row><table:table-cell><text:p>x</text:p><table:table>{row('within')}"
        "</table:table></table:table-cell></table:table-row>"
    )
    assert texts_of(read_ods(HEAD + aside)) == [("a", "b"), ("x", "")]


def test_a_spreadsheet_without_cells_is_refused():
    with pytest.raises(Unreadable, match="no cells with anything in them"):
        read_ods("")


def test_a_password_is_refused():
    manifest = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
    with pytest.raises(Unreadable, match="protected by a password"):
        read_table("x", archive({"mimetype": SPREADSHEET, "content.xml": b"\x01\x02"} | manifest))


@pytest.mark.parametrize(
    "rows",
    [
        "<table:table-row>",
        "<table:table-row table:number-rows-repeated='x'/>",
        "<table:table-row><table:table-cell table:number-columns-repeated=''/></table:table-row>",
        "&unknown;",
        "\x00",
    ],
)
def test_what_no_program_writes_is_refused(rows):
    with pytest.raises(Unreadable, match=r"damaged.*save it again"):
        read_ods(HEAD + rows)


def test_a_spreadsheet_without_its_content_is_refused():
    with pytest.raises(Unreadable, match=r"damaged: it has no “content\.xml”"):
        read_table("x", archive({"mimetype": SPREADSHEET}))
