import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from capframe.spreadsheets.characters import REFUSED
from capframe.spreadsheets.excel_cells import TooLongForExcel
from capframe.spreadsheets.faults import Fault
from capframe.spreadsheets.reading import read_table
from capframe.spreadsheets.table import Row, Table
from capframe.spreadsheets.writing import csv_file, with_messages, xlsx_file
from tests.spreadsheets.files import texts_of

WRITERS = pytest.mark.parametrize("write", [csv_file, xlsx_file], ids=["csv", "xlsx"])
RUNNING = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n- a", "=cmd|'/c calc'!A1", "'=1", "＝1"]
AWKWARD = ["_x000D_", "_x0041_", " a ", 'a"b', "a,b;c\td|e", "#N/A", "09", "7-Jun", "TRUE", "1e5"]


def fault(line, message, column=""):
    return Fault(line, column, "", message)


@WRITERS
def test_it_works(write):
    rows = [{"role": "Head", "level": "“G6”\n– two"}, {"level": "09"}]
    table = read_table("x", write(["role", "level"], rows))
    assert texts_of(table) == [("role", "level"), ("Head", "“G6”\n– two"), ("", "09")]
    assert (table.faults, table.warnings) == ((), ())


@WRITERS
@pytest.mark.parametrize("text", RUNNING + AWKWARD)
def test_awkward_texts_come_back(write, text):
    assert read_table("x", write(["a", "b"], [{"a": text, "b": "x"}])).rows[0].cells == (text, "x")


def test_no_temporary_file_is_needed(full_temporary_folder):
    rows = [{"a": "x" * 100}] * 2000  # more than is gathered before anything is written
    assert len(read_table("x", xlsx_file(["a"], rows)).rows) == 2000


def test_csv_is_written_for_excel():
    content = csv_file(["a", "b"], [{"a": "=1+1", "b": "x\r\ny"}, {"a": "é", "b": 'say "yes"'}])
    assert content == '\ufeffa,b\r\n\'=1+1,"x\ny"\r\né,"say ""yes"""\r\n'.encode()


@pytest.mark.parametrize("text", RUNNING)
def test_nothing_runs_in_a_spreadsheet(text):
    content = csv_file(["a"], [{"a": text}]).decode("utf-8-sig")
    (written,) = list(csv.reader(StringIO(content, newline="")))[1]
    assert written == f"'{text}"
    (cell,) = list(load_workbook(BytesIO(xlsx_file(["a"], [{"a": text}]))).active.rows)[1]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_workbook_keeps_its_headings_in_view_and_its_cells_text():
    sheet = load_workbook(BytesIO(xlsx_file(["=a"], [{"=a": "09"}]))).active
    assert sheet.freeze_panes == "A2"
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s"]
    assert [cell.number_format for cell in sheet["A"]] == ["@", "@"]
    assert sheet["A2"].alignment.wrap_text
    assert sheet.column_dimensions["A"].number_format == "@"


@WRITERS
def test_a_file_may_have_headings_alone(write):
    assert write(["a", "b"], [])


@pytest.mark.parametrize(("text", "fits"), [("x" * 32_767, True), ("x" * 32_768, False)])
def test_a_text_that_no_cell_of_a_workbook_holds_is_refused(text, fits):
    for long in (text, "😀" * (len(text) // 2) + "x" * (len(text) % 2)):
        if fits:
            assert read_table("x", xlsx_file(["a"], [{"a": long}])).rows[0].cells == (long,)
        else:
            with pytest.raises(TooLongForExcel, match=r"column “a”.*32,767.*Use CSV"):
                xlsx_file(["a"], [{"a": long}])


texts = st.text(max_size=30).map(lambda text: REFUSED.sub("", text.replace("\r", "\n")))
awkward = st.text(alphabet=st.sampled_from(list("'=+-@\t\n ,;\"|_x0D＝a\u2028\xa0")), max_size=8)
cells = st.one_of(texts, awkward)


@WRITERS
@settings(max_examples=60)
@given(rows=st.lists(st.fixed_dictionaries({"a": cells, "b": cells}), min_size=1, max_size=4))
def test_every_text_comes_back(write, rows):
    rows = [row | {"c": "x"} for row in rows]
    table = read_table("x", write(["a", "b", "c"], rows))
    assert [row.cells for row in table.rows] == [(row["a"], row["b"], "x") for row in rows]
    assert table.faults == ()


KINDS = pytest.mark.parametrize("spreadsheet", [False, True], ids=["csv", "xlsx"])


@KINDS
def test_messages_stand_beside_their_rows(spreadsheet):
    table = Table(("role", "level"), [Row(2, ("Head", "=6")), Row(3, ("Lead", "7"))])
    faults = [fault(3, "Wrong.", "level"), fault(3, "Bad."), Fault(2, "role", "", "A.", "B.")]
    read_back = read_table("x", with_messages(table, faults, spreadsheet=spreadsheet))
    assert texts_of(read_back) == [
        ("role", "level", "messages"),
        ("Head", "=6", "role: A. B."),
        ("Lead", "7", "level: Wrong.\nBad."),
    ]


@KINDS
def test_messages_from_before_are_replaced(spreadsheet):
    table = Table(("Messages", "role"), [Row(2, ("old", "Head"))])
    read_back = read_table("x", with_messages(table, [fault(2, "New.")], spreadsheet=spreadsheet))
    assert texts_of(read_back) == [("role", "messages"), ("Head", "New.")]


@KINDS
def test_messages_about_no_row_say_what_they_are_about(spreadsheet):
    table = Table(("a",), [Row(3, ("x",)), Row(5, ("y",))])
    faults = [fault(line, f"M{line}.") for line in (0, 1, 4, 7)]
    read_back = read_table("x", with_messages(table, faults, spreadsheet=spreadsheet))
    assert [row.cells[1] for row in read_back.rows] == [
        "The whole file: M0.\nLine 1: M1.\nLine 4: M4.",
        "Line 7: M7.",
    ]


@KINDS
def test_messages_need_no_rows(spreadsheet):
    content = with_messages(Table(("a",), []), [fault(2, "Wrong.")], spreadsheet=spreadsheet)
    assert texts_of(read_table("x", content)) == [("a", "messages"), ("", "Line 2: Wrong.")]


def test_cells_beyond_the_headings_are_kept():
    table = read_table("x", b"a,b\n1,2,3\n4\n")
    content = with_messages(table, table.faults, spreadsheet=False).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(content)))
    assert [row[:3] for row in rows] == [["a", "b", ""], ["1", "2", "3"], ["4", "", ""]]
    assert "3 cells" in rows[1][3]


@KINDS
@pytest.mark.parametrize("character", ["\x00", "\ud800", "\ufffe", "\u202e"])
def test_what_was_refused_is_refused_again(spreadsheet, character):
    table = Table(("a", "b"), [Row(2, (f"x{character}y", "z"))])
    (fault,) = read_table("x", with_messages(table, [], spreadsheet=spreadsheet)).faults
    assert (fault.line, fault.column) == (2, "a")


def test_messages_that_fit_into_no_cell_are_counted():
    table = Table(("a",), [Row(2, ("x",))])
    faults = [fault(2, f"{number} {'x' * 990}") for number in range(100)]
    (row,) = read_table("x", with_messages(table, faults, spreadsheet=True)).rows
    assert row.cells[1].endswith("\nAnd 70 more.")
