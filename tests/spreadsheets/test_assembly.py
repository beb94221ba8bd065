import re
from itertools import islice

import pytest

from capframe.spreadsheets import assembly, limits
from capframe.spreadsheets.assembly import RawRow, assemble
from capframe.spreadsheets.faults import Remark, Unreadable
from capframe.spreadsheets.packed_rows import PackedRows
from tests.spreadsheets.files import texts_of


def table_of(*rows, equal_width=False):
    raw = [RawRow(line, list(cells)) for line, cells in enumerate(rows, start=1)]
    return assemble(pieces_of(raw, 1), equal_width=equal_width, notes=["Read."])


def pieces_of(rows, size=1_000):
    remaining = iter(rows)
    while some := list(islice(remaining, size)):
        yield PackedRows.of(some, {})


def test_it_works():
    table = table_of([], ["", " "], [" role", "level "], ["", ""], ["Head", " 6 "])
    assert texts_of(table) == [("role", "level"), ("Head", " 6 ")]
    assert table.rows[0].line == 5
    assert table.notes == ("Read.",)


def test_rows_of_a_sheet_may_end_early():
    table = table_of(["a", "b"], ["1"])
    assert table.rows[0].cells == ("1", "")
    assert table.faults == ()


@pytest.mark.parametrize("rows", [[], [[]], [["", " "], [""]]])
def test_a_file_without_cells_is_refused(rows):
    with pytest.raises(Unreadable, match="no cells with anything in them"):
        table_of(*rows)


def test_headings_alone_are_refused():
    with pytest.raises(Unreadable, match="headings and no rows"):
        table_of(["a", "b"], ["", " "])


@pytest.mark.parametrize("equal_width", [True, False])
def test_a_column_without_heading_is_named_where_it_holds_something(equal_width):
    with pytest.raises(Unreadable, match=r"Column B \(number 2\) has no heading, though line 3"):
        table_of(["a", "", "c"], ["1", "", "3"], ["1", "2", "3"], equal_width=equal_width)
    with pytest.raises(Unreadable, match=r"Column D \(number 4\) has no heading, though line 2"):
        table_of(["a", "b", "c", ""], ["1", "2", "3", "4"], equal_width=equal_width)


def test_an_empty_column_is_left_out():
    table = table_of(["a", "", "c", ""], ["1", "", "3", ""])
    assert texts_of(table) == [("a", "c"), ("1", "3")]


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [("Role", "Role", "“Role”"), ("job_family", "Job Family", "“job_family” and “Job Family”")],
)
def test_repeated_headings_are_named(first, second, names):
    with pytest.raises(Unreadable, match=f"same heading: {names}"):
        table_of([first, "x", second], ["1", "2", "3"])


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(Unreadable) as refused:
        table_of(["a", "a", ""], ["1", "\x00", "3"])
    messages = [fault.message for fault in refused.value.faults]
    assert len(messages) == 3
    assert "no heading" in messages[0]
    assert "same heading" in messages[1]
    assert "U+0000" in messages[2]


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", r"U\+0000 \(NUL\)"),
        ("\x0b", r"U\+000B \(vertical tab\)"),
        ("\x1f", r"U\+001F \(control character\)"),
        ("\x85", r"U\+0085 \(next line\)"),
        ("\u202e", r"U\+202E \(right-to-left override\)"),
        ("\u2066", r"U\+2066 \(left-to-right isolate\)"),
        ("\ud800", r"U\+D800 \(half of a character\)"),
        ("\ufdd0", r"U\+FDD0 \(noncharacter\)"),
        ("\U0010ffff", r"U\+10FFFF \(noncharacter\)"),
        ("\ufeff", r"U\+FEFF \(byte order mark\)"),
        ("\ufffd", r"U\+FFFD \(replacement character\), which stands for a letter that was lost"),
    ],
)
def test_characters_that_no_text_may_hold_are_named(character, name):
    (fault,) = table_of(["a", "b"], ["1\n", "2"], ["3", f"Le{character}d\n"]).faults
    assert (fault.line, fault.column, fault.remark) == (3, "b", Remark.FAULT)
    assert re.search(name, fault.message)
    with pytest.raises(Unreadable, match=name):
        table_of([f"a{character}", "b"], ["1", "2"])


@pytest.mark.parametrize(
    "text", ["a\tb\nc", "non\xa0breaking", "\u200d\u200e soft\xad", "👩🏽‍🔬", "‘’"]
)
def test_other_characters_stay(text):
    table = table_of(["a"], [text])
    assert (table.rows[0].cells, table.faults, table.warnings) == ((text,), (), ())


@pytest.mark.parametrize("text", ["CafÃ©", "donâ€™t", "Â£50k", "ï»¿role"])
def test_letters_garbled_before_are_a_warning(text):
    table = table_of(["a"], [text])
    (warning,) = table.warnings
    assert (warning.line, warning.column, warning.value) == (2, "a", text)
    assert table.faults == ()


@pytest.mark.parametrize("text", ["São João, NÃO", "château, â la", "Âge", "Ångström", "naïve"])
def test_accents_are_no_warning(text):
    assert table_of(["a"], [text]).warnings == ()


@pytest.mark.parametrize("text", ["#N/A", " #REF! "])
def test_errors_of_a_spreadsheet_are_a_warning(text):
    (warning,) = table_of(["a"], [text]).warnings
    assert "error" in warning.message
    assert table_of(["a"], [f"Post {text}"]).warnings == ()


def test_a_cell_that_is_too_long_is_named():
    longest = "x" * limits.LONGEST_CELL
    (fault,) = table_of(["a", "b"], ["1", longest], ["2", f"{longest}y"]).faults
    assert (fault.line, fault.column) == (3, "b")
    assert "100,001 characters; the limit is 100,000" in fault.message


def test_a_heading_that_is_too_long_is_refused():
    assert table_of(["x" * limits.LONGEST_HEADING], ["1"]).headings
    with pytest.raises(Unreadable, match="501 characters; the limit is 500"):
        table_of(["x" * (limits.LONGEST_HEADING + 1)], ["1"])


def test_too_many_columns_are_refused():
    most = [f"c{number}" for number in range(limits.MOST_COLUMNS)]
    assert len(table_of(most, most).headings) == limits.MOST_COLUMNS
    for rows in ([[*most, "one more"]], [["a"], ["1"] * (limits.MOST_COLUMNS + 1)]):
        with pytest.raises(Unreadable, match="more than 200 columns"):
            table_of(*rows, equal_width=True)


def test_too_many_rows_are_refused():
    rows = (RawRow(line, ["x"]) for line in range(1, 10**9))
    with pytest.raises(Unreadable, match="more than 100,000 rows"):
        assemble(pieces_of(rows), equal_width=True, notes=[])


def test_too_many_cells_are_refused():
    rows = (RawRow(line, ["x"] * 200) for line in range(1, 10**9))
    head = RawRow(0, [f"c{number}" for number in range(200)])
    pieces = pieces_of([head, *[next(rows) for _ in range(25_001)]])
    with pytest.raises(Unreadable, match="more than 5,000,000 cells"):
        assemble(pieces, equal_width=True, notes=[])


def test_too_much_text_is_refused():
    text = "x" * limits.LONGEST_CELL
    rows = (RawRow(line, [text]) for line in range(1, 10**9))
    with pytest.raises(Unreadable, match="more than 50,000,000 characters"):
        assemble(pieces_of(rows), equal_width=True, notes=[])


def test_faults_that_nobody_reads_are_not_kept():
    rows = (RawRow(line, ["\x00"]) for line in range(1, assembly.MOST_FAULTS + 10))
    table = assemble(pieces_of([RawRow(0, ["a"]), *rows]), equal_width=True, notes=[])
    assert len(table.faults) == assembly.MOST_FAULTS + 1
    assert "more than these 10,000" in table.faults[-1].message
