"""Empty cells that get what stands in the cell above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.assembly import table_of
from capframe.spreadsheets.filling import NO_FILLING, CellFiller, find_filling
from capframe.spreadsheets.layout import Layout
from capframe.spreadsheets.reading import read_sheets
from tests.spreadsheets.files import raw_ods, texts_of, xlsx

HEADINGS = ["job_family", "role", "level", "statement"]
ROWS = [
    ["Heritage", "Archivist", "Trainee", "Label boxes"],
    ["", "", "", "Fetch files"],
    ["", "", "Senior", "Lead appraisal"],
    ["", "Keeper", "Junior", "Check keys"],
    ["Audit", "Auditor", "Junior", "Plan audits"],
    ["", "", "", "Write reports"],
]
FILLED = [
    ("Heritage", "Archivist", "Trainee", "Label boxes"),
    ("Heritage", "Archivist", "Trainee", "Fetch files"),
    ("Heritage", "Archivist", "Senior", "Lead appraisal"),
    ("Heritage", "Keeper", "Junior", "Check keys"),
    ("Audit", "Auditor", "Junior", "Plan audits"),
    ("Audit", "Auditor", "Junior", "Write reports"),
]


def csv_of(rows):
    text = "\n".join(",".join(row) for row in [HEADINGS, *rows])
    return read_sheets("x.csv", text.encode())[0]


def merged_sheet(*ranges):
    def merge(book):
        for cells in ranges:
            book.active.merge_cells(cells)

    return read_sheets("x.xlsx", xlsx(HEADINGS, *ROWS, change=merge))[0]


def filling_of(sheet, places=(0, 1, 2, 3)):
    return find_filling(sheet, None, places)


def test_groups_of_a_text_file_are_found_and_filled():
    sheet = csv_of(ROWS)
    found = filling_of(sheet)
    assert (found.numbers, found.line) == ({0: 4, 1: 3, 2: 2}, 3)
    assert found.texts == ("Heritage", "Archivist", "Trainee")
    table = table_of([sheet], Layout(fill_down=(0, 1, 2)))
    assert texts_of(table)[1:] == FILLED
    assert table.notes[1] == "Filled from the cell above: 9 empty cells in columns A–C."


def test_nothing_is_filled_unasked():
    table = table_of([csv_of(ROWS)])
    assert texts_of(table)[1:] == [tuple(row) for row in ROWS]
    assert len(table.notes) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda row: [row[0] or "Heritage", *row[1:]],  # said in every row
        lambda row: ["", *row[1:]],  # in none
    ],
)
def test_a_table_whose_first_column_has_no_groups_offers_nothing(change):
    assert filling_of(csv_of([change(row) for row in ROWS])) == NO_FILLING


def test_a_column_that_is_not_within_the_groups_is_not_offered():
    rows = [
        [family, "x" if number % 2 else "", *rest] for number, (family, _, *rest) in enumerate(ROWS)
    ]
    rows[0][1] = "x"
    assert set(filling_of(csv_of(rows)).numbers) == {0}


def test_cells_merged_downwards_are_found():
    sheet = merged_sheet("A2:A5", "B2:B4", "A1:B1")
    assert sheet.merged == (0, 1)
    assert filling_of(sheet).numbers == {0: 4, 1: 3}
    assert merged_sheet("A1:D1").merged == ()


def test_cells_merged_downwards_are_found_in_an_opendocument_file():
    rows = (
        "<table:table-row><table:table-cell><text:p>role</text:p></table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Head</text:p>'
        "</table:table-cell></table:table-row>"
    )
    assert read_sheets("x.ods", raw_ods(rows))[0].merged == (0,)


def test_what_belongs_to_a_group_that_is_over_is_not_carried_on():
    filler = CellFiller([0, 1])
    rows = [["Heritage", "Archivist"], ["", ""], ["Audit", ""], ["Audit", "Auditor"], ["Audit"]]
    assert [filler.fill(row) for row in rows] == [
        ("Heritage", "Archivist"),
        ("Heritage", "Archivist"),
        ("Audit", ""),
        ("Audit", "Auditor"),
        ("Audit", "Auditor"),
    ]


NAMES = st.sampled_from(["Heritage", "Audit", "Łódź", "a\u00ad"])


@given(st.lists(st.tuples(NAMES, NAMES, NAMES), min_size=1, max_size=12))
def test_a_table_that_says_each_thing_once_a_group_is_filled_to_what_it_was(rows):
    thinned, before = [], None
    for row in rows:
        same = next((i for i in range(3) if before is None or row[i] != before[i]), 3)
        thinned.append([""] * same + list(row[same:]))
        before = row
    filler = CellFiller(range(3))
    assert [filler.fill(row) for row in thinned] == rows
