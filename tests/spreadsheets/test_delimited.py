import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.reading import read_sheets, read_table
from tests.spreadsheets.files import texts_of


def read_text(content):
    return read_table("table.csv", content)


def lines_of(table):
    return [row.line for row in table.rows]


def faults_of(text):
    return [(fault.line, fault.message) for fault in read_text(text.encode()).faults]


def test_it_works():
    table = read_text("\ufeffrole;level\r\nHead;“G6”\r\n".encode())
    assert texts_of(table) == [("role", "level"), ("Head", "“G6”")]
    assert table.notes == ("Read as UTF-8 with byte order mark, separated by semicolons.",)
    assert (table.faults, table.warnings) == ((), ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_headings(delimiter):
    text = f'"a,;|\tb"{delimiter}c{delimiter}d\n1{delimiter}2,;2{delimiter}3'
    table = read_text(text.encode())
    assert table.headings == ("a,;|\tb", "c", "d")


def test_headings_that_hold_another_delimiter_do_not_deceive():
    table = read_text(b"Role (title, grade, family);Level\nHead;6\nLead, of many;7\n")
    assert table.headings == ("Role (title, grade, family)", "Level")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_title_above_the_headings_does_not_deceive(delimiter):
    rows = [["role", "level", "note"], ["Head", "6", "x"], ["Clerk", "5", "y, z"]]
    lines = [
        "Heritage, role profiles",
        *(delimiter.join(f'"{one}"' for one in row) for row in rows),
    ]
    (sheet,) = read_sheets("x.csv", "\n".join(lines).encode())
    assert [list(row.cells) for row in sheet.read_rows()][1:] == rows


def test_texts_that_hold_delimiters_here_and_there_do_not_deceive():
    text = "role\nHead; and; more\nClerk\nKeeper\n"
    assert next(row.cells for row in read_text(text.encode()).rows) == ("Head; and; more",)


def test_one_column_needs_no_delimiter():
    assert texts_of(read_text(b"role\nHead")) == [("role",), ("Head",)]


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_excels_own_first_line_names_the_delimiter(line):
    table = read_text(f"{line}\r\na,b;c\r\n1;2\r\n".encode())
    assert texts_of(table) == [("a,b", "c"), ("1", "2")]
    assert lines_of(table) == [3]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_physical_also_after_cells_of_many_lines(end):
    text = f'a,b{end}1,"x{end}{end}y"{end}{end}2,z{end},{end} , {end}"3",""'
    table = read_text(text.encode())
    assert texts_of(table) == [("a", "b"), ("1", "x\n\ny"), ("2", "z"), ("3", "")]
    assert lines_of(table) == [2, 6, 9]


def test_line_ends_may_be_mixed():
    table = read_text(b'a,b\r1,"x\r\ny\nz"\n2,3\r\n4,5')
    assert texts_of(table)[1:] == [("1", "x\ny\nz"), ("2", "3"), ("4", "5")]
    assert lines_of(table) == [2, 5, 6]


def test_other_separators_of_lines_stay_in_their_cell():
    text = "a,b\n1\u2028x,2\u2029y\n"
    assert texts_of(read_text(text.encode()))[1] == ("1\u2028x", "2\u2029y")


def test_cells_stand_as_they_are():
    table = read_text(b'a,b,c\n 09 ,say "yes","say ""yes"""\n')
    assert table.rows[0].cells == (" 09 ", 'say "yes"', 'say "yes"')


def test_our_own_guards_are_taken_off():
    table = read_text(b"a,b,c\n'=1+1,''- a,'Tis\n")
    assert table.rows[0].cells == ("=1+1", "'- a", "'Tis")


def test_rows_of_another_length_are_named_by_line():
    text = 'a,b\n1\n"x\ny",2\n1,2,3\n1,2,,\n'
    assert faults_of(text) == [
        (2, "The row has 1 cell; the headings are 2."),
        (5, "The row has 3 cells; the headings are 2."),
    ]
    assert read_text(text.encode()).rows[2].cells == ("1", "2", "3")


def test_empty_columns_at_the_end_are_left_out():
    table = read_text(b"a,b,,\n1,2,,\n3,4\n")
    assert texts_of(table) == [("a", "b"), ("1", "2"), ("3", "4")]
    assert table.faults == ()


def test_a_quote_that_is_never_closed_is_named_by_its_line():
    text = 'a,b\n"x\ny","one\n3,4\n5\n'
    assert faults_of(text) == [
        (3, "The double quote that opens a cell on line 3 is never closed."),
        (5, "The row has 1 cell; the headings are 2."),
    ]
    assert read_text(text.encode()).rows[0].cells == ("x\ny", "one\n")


def test_a_quote_that_ends_with_two_is_not_closed():
    assert faults_of('a,b\n1,"x""\n2,3\n') == [
        (2, "The double quote that opens a cell on line 2 is never closed.")
    ]


def test_text_after_a_closing_quote_is_named_by_line():
    text = 'a,b\n"He said "yes"",2\n"x,1\n"y",2\n3,4\n'
    table = read_text(text.encode())
    assert [(fault.line, fault.message) for fault in table.faults] == [
        (2, "Text follows the double quote that closes a cell on line 2."),
        (3, "Text follows the double quote that closes a cell on line 4, opened on line 3."),
    ]
    assert [row.line for row in table.rows] == [2, 3, 5]
    assert "He said yes" in table.rows[0].cells[0]


def test_a_cell_of_the_whole_file_is_a_fault_too():
    (fault,) = read_text(b'a,b\n"' + b"x" * 1_000_000 + b"\n1,2").faults
    assert "never closed" in fault.message


def test_half_of_a_character_in_utf16_is_refused_by_line():
    content = "a,b\n1,2\nx\ud83d,y\n".encode("utf-16-le", "surrogatepass")
    (fault,) = read_text(b"\xff\xfe" + content).faults
    assert (fault.line, fault.column) == (3, "a")
    assert "U+D83D" in fault.message


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<!DOCTYPE html><html>", "an HTML or XML document"),
        ("\n <table><tr><td>role", "an HTML or XML document"),
        ('<?xml version="1.0"?><a/>', "an HTML or XML document"),
        ('[{"role": "Head"}]', "a JSON document"),
    ],
)
def test_documents_of_another_kind_are_refused(text, what):
    for codec in ("utf-8", "utf-8-sig", "utf-16"):
        with pytest.raises(Unreadable, match=f"The file is {what}"):
            read_text(text.encode(codec))


cells = st.text(alphabet=st.sampled_from(list("ab\",;|\t\n'=é")), max_size=6)


@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=5))
def test_rows_and_their_lines_are_those_that_were_written(rows):
    made = StringIO(newline="")
    writer = csv.writer(made, lineterminator="\n", quoting=csv.QUOTE_ALL)
    expected = []
    for row in [["one", "two"], *rows]:
        line = made.getvalue().count("\n") + 1
        writer.writerow([f"x{cell}" for cell in row])
        expected.append((line, tuple(f"x{cell}" for cell in row)))
    table = read_text(made.getvalue().encode())
    assert [(row.line, row.cells) for row in table.rows] == expected[1:]


@given(st.text(alphabet=st.sampled_from(list('a",\n')), max_size=40))
def test_any_text_is_read_or_refused(text):
    head = "a,b\n"
    try:
        table = read_text(f"{head}{text}".encode())
    except Unreadable:
        return
    lines = [row.line for row in table.rows]
    assert lines == sorted(set(lines))
    assert all(1 < line <= 2 + text.count("\n") for line in lines)
    assert sum(cell.count("a") for row in table.rows for cell in row.cells) == text.count("a")
