from dataclasses import replace
from functools import partial

import pytest

from capframe.spreadsheets import limits
from capframe.spreadsheets.assembly import table_of
from capframe.spreadsheets.column_survey import survey_columns
from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.faults import MOST_FAULTS, Remark, Unreadable
from capframe.spreadsheets.kept_sheets import ROWS_A_PIECE, OpenSheet, keep_sheets
from capframe.spreadsheets.layout import Layout, find_best_sheet, find_heading_row
from capframe.spreadsheets.reading import read_sheets
from capframe.spreadsheets.rows import CellRemark, RawRow
from tests.spreadsheets.files import raw_ods, row, texts_of, xlsx

OTHER = "<table:table table:name='Two'>{}</table:table>".format(row("a") + row("b"))


def open_sheet(*rows, **values):
    raw = (RawRow(line, cells) for line, cells in enumerate(rows, start=1))
    return OpenSheet(**{"title": "One", "note": "Read.", "rows": raw, "is_apart": True} | values)


def three_sheets(book):
    book.active.title = "Read me"
    book.create_sheet("Posts").append(["role"])
    book["Posts"].append(["Head"])
    book.create_sheet("Empty")


def test_it_works():
    (sheet,) = keep_sheets([open_sheet(["role", "level"], ["", " "], [], ["Head"])])
    assert [(each.line, tuple(each.cells)) for each in sheet.read_rows()] == [
        (1, ("role", "level")),
        (4, ("Head",)),
    ]
    assert (sheet.title, sheet.number_of_rows, sheet.width) == ("One", 2, 2)


def test_all_sheets_with_something_in_them_are_kept():
    sheets = read_sheets("x", xlsx(["About this file"], change=three_sheets))
    assert [(sheet.title, sheet.number_of_rows) for sheet in sheets] == [
        ("Read me", 1),
        ("Posts", 2),
    ]
    assert [row.cells for row in sheets[1].read_rows()] == [("role",), ("Head",)]


def test_so_are_those_of_an_opendocument_spreadsheet():
    sheets = read_sheets("x", raw_ods(row("role") + row("Head"), more=OTHER))
    assert [(sheet.title, sheet.number_of_rows) for sheet in sheets] == [("One", 2), ("Two", 2)]
    assert "“Two” has something in it" in table_of(sheets).warnings[0].message


def test_rows_can_be_read_in_pieces_and_again():
    rows = [["role"], *(["Head"] for _ in range(2 * ROWS_A_PIECE))]
    (sheet,) = keep_sheets([open_sheet(*rows)])
    assert len(list(sheet.pieces)) == 3
    assert next(sheet.read_rows()).cells == ("role",)
    assert len(list(sheet.read_rows())) == len(list(sheet.read_rows())) == len(rows)


COLUMNS = [Column("role", ""), Column("level", "", aliases=("Grade",))]


@pytest.mark.parametrize(
    ("sheets", "best"),
    [
        ([(["About"], {}), (["Role"], {}), (["role", "grade"], {})], 2),
        ([(["About"], {}), (["role"], {}), (["level"], {})], 1),
        ([(["About"], {}), (["This file"], {})], 0),
        ([(["role", "level"], {"is_hidden": True}), (["role"], {})], 1),
        ([(["role", "level"], {"is_hidden": True})], None),
        ([(["x"] * 201, {}), (["role"], {})], 1),
    ],
)
def test_the_sheet_whose_headings_mean_most_columns_is_best(sheets, best):
    kept = keep_sheets([open_sheet(row, **values) for row, values in sheets])
    assert find_best_sheet(kept, COLUMNS) == best


def test_the_table_of_any_sheet_can_be_taken():
    sheets = keep_sheets([open_sheet(["a"], ["1"]), open_sheet(["b"], ["2"], is_hidden=True)])
    assert texts_of(table_of(sheets, Layout(sheet=1))) == [("b",), ("2",)]
    assert survey_columns(sheets[1], None, [0])[0].values == ["2"]


def test_the_first_values_of_each_column_are_found():
    rows = ([f"Head {n // 2}", "", " 6 "] for n in range(9))
    sheets = keep_sheets([open_sheet(["role", "", "level", "note"], *rows)])
    found = survey_columns(sheets[0], None, [0, 2, 3])
    assert [one.values for one in found] == [["Head 0", "Head 1", "Head 2"], ["6"], []]
    assert (table_of(sheets).headings, table_of(sheets).places) == (
        ("role", "level", "note"),
        (0, 2, 3),
    )


def test_for_the_headings_no_more_rows_are_loaded_than_are_looked_at():
    (sheet,) = keep_sheets([open_sheet(["role"], *(["Head"] for _ in range(3 * ROWS_A_PIECE)))])
    loaded = []
    pieces = (loaded.append(piece) or piece for piece in list(sheet.pieces))
    assert find_heading_row(replace(sheet, pieces=pieces), COLUMNS).line == 1
    assert len(loaded) == 1


def test_a_sheet_that_cannot_be_taken_hinders_no_other():
    wide = ["x"] * (limits.MOST_COLUMNS + 1)
    rows = (RawRow(line, ["x"]) for line in range(1, 10**9))
    sheets = keep_sheets([open_sheet(["role"], ["Head"]), open_sheet(rows=rows), open_sheet(wide)])
    assert texts_of(table_of(sheets)) == [("role",), ("Head",)]
    assert sheets[1].problem[0] == "The file has more than 100,000 rows."
    with pytest.raises(Unreadable, match="more than 100,000 rows"):
        table_of(sheets[1:])
    with pytest.raises(Unreadable, match="more than 200 columns"):
        table_of(sheets[2:])


def test_one_that_is_not_apart_is_refused_with_the_file():
    rows = (RawRow(line, ["x"]) for line in range(1, 10**9))
    with pytest.raises(Unreadable, match="more than 100,000 rows"):
        keep_sheets([open_sheet(["role"]), open_sheet(rows=rows, is_apart=False)])


@pytest.mark.parametrize(
    ("cells", "words"),
    [(["x"] * 200, "more than 5,000,000 cells"), (["x" * 100_000], "more than 50,000,000 char")],
)
def test_what_sheets_hold_together_is_limited(cells, words):
    number = limits.MOST_CELLS // 200 if len(cells) == 200 else limits.MOST_CHARACTERS // 100_000
    half = partial(open_sheet, *([cells] * (number // 2 + 1)))
    first, second = keep_sheets([half(), half()])
    assert first.problem == ("", "")
    assert words in second.problem[0]


def test_an_empty_end_that_is_too_wide_is_left_out():
    (sheet,) = keep_sheets([open_sheet(["a", *[""] * 10_000])])
    assert sheet.width == limits.MOST_COLUMNS


def test_of_remarks_no_more_are_kept_than_are_listed():
    remarks = [CellRemark(0, "Wrong.", ""), CellRemark(0, "Odd.", "", Remark.NOTE)]
    rows = (RawRow(line, ["x"], remarks) for line in range(MOST_FAULTS + 10))
    (sheet,) = keep_sheets([open_sheet(rows=rows)])
    assert sum(len(row.remarks) for row in sheet.read_rows()) == 2 * (MOST_FAULTS + 1)
