"""Which row of a sheet has the headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.assembly import table_of
from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.layout import Layout, find_heading_row
from capframe.spreadsheets.reading import read_sheets
from tests.spreadsheets.files import texts_of, xlsx

COLUMNS = [Column("job_family", "", ("Role Family",)), Column("role", ""), Column("level", "")]
HEADINGS = ["job_family", "role", "level"]
BODY = [["Audit", "Auditor", "Senior"], ["Audit", "Auditor", "Junior"]]


def sheet_of(*rows):
    (sheet,) = read_sheets("x.xlsx", xlsx(*rows))
    return sheet


def line_of(*rows):
    return find_heading_row(sheet_of(*rows), COLUMNS).line


def test_the_first_row_has_the_headings_of_a_plain_table():
    assert line_of(HEADINGS, *BODY) == 1
    assert line_of(["Colour", "Size", "Weight"], *BODY) == 1


@pytest.mark.parametrize(
    "titles",
    [
        [["Heritage job family, 2026"]],
        [["Heritage job family, 2026"], ["Owner: HR"], []],
        [["Role", "", ""], ["as of", "1 May"], ["About", "these", "posts"]],
    ],
)
def test_headings_are_found_below_titles(titles):
    assert line_of(*titles, HEADINGS, *BODY) == len(titles) + 1


def test_headings_that_no_column_is_called_by_are_found_below_a_title():
    assert (
        line_of(["Posts"], [], ["", "Parent", "Grade", "Title"], *[["1", *row] for row in BODY])
        == 3
    )


def test_a_word_in_the_rows_makes_no_headings_of_them():
    assert line_of(["Family", "Post", "Step"], ["role", "Auditor", "One"], *BODY) == 1


def test_headings_that_are_too_few_are_not_passed_over():
    assert line_of(["role"], ["Auditor", "x", "y", "z"]) == 1


def test_the_table_begins_there_and_names_what_stands_above():
    sheet = sheet_of(["Heritage"], ["Owner: HR", "v3"], [], HEADINGS, *BODY)
    table = table_of([sheet], Layout(heading_row=4))
    assert texts_of(table) == [tuple(row) for row in (HEADINGS, *BODY)]
    assert table.notes[1] == (
        "The headings are in row 4. Above them, and not read: “Heritage”, “Owner: HR; v3”."
    )
    assert len(table_of([sheet_of(HEADINGS, *BODY)], Layout(heading_row=1)).notes) == 1


def test_of_many_rows_above_some_are_named():
    sheet = sheet_of(*[[f"Note {n}"] for n in range(9)], HEADINGS, *BODY)
    assert "“Note 2” and 6 more." in table_of([sheet], Layout(heading_row=10)).notes[1]


@pytest.mark.parametrize("line", [3, 99])
def test_a_row_with_nothing_in_it_is_refused(line):
    with pytest.raises(Unreadable, match=f"nothing in row {line}"):
        table_of([sheet_of(["Heritage"], HEADINGS, [], *BODY)], Layout(heading_row=line))


def test_what_is_left_out_is_not_looked_at():
    sheet = sheet_of(["role", "note"], ["Auditor", "x\u202ey"], ["Head", "#REF!"])
    assert len(table_of([sheet]).faults) == 2
    table = table_of([sheet], Layout(left_out=frozenset([1])))
    assert (table.faults, table.warnings) == ((), ())


def test_columns_without_a_heading_are_part_of_the_table_if_they_are_wanted():
    rows = [["a", "", "", "d"], ["1", "2", "", "4"], ["1", "", "", "4", "5"]]
    table = table_of([sheet_of(*rows)], Layout(keeps_unclear=True))
    assert table.headings == ("a", "", "d", "")
    assert table.places == (0, 1, 3, 4)
    assert [row.cells for row in table.rows] == [("1", "2", "4", ""), ("1", "", "4", "5")]


TITLES = st.lists(st.sampled_from(["Heritage", "Owner: HR", "2026 – draft", "•"]), max_size=6)
WORDS = st.sampled_from(["Head", "6", "a\u00ad", "Łódź", "• x", "level"])


@given(TITLES, st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=5))
def test_headings_are_found_below_any_titles_and_the_rows_stay_as_they_are(titles, rows):
    sheet = csv_of([[title] for title in titles], HEADINGS, *rows)
    head = find_heading_row(sheet, COLUMNS)
    assert head.line == len(titles) + 1
    table = table_of([sheet], Layout(heading_row=head.line))
    assert [row.cells for row in table.rows] == rows


def csv_of(titles, *rows):
    text = "\n".join(",".join(row) for row in [*titles, *rows])
    return read_sheets("x.csv", text.encode())[0]
