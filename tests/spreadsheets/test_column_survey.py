from capframe.spreadsheets.column_survey import MOST_DIFFERENT, survey_columns
from capframe.spreadsheets.reading import read_sheets


def survey(*cells, heading_row=None, place=0):
    text = "role,x\n" + "".join(f'"{cell}",\n' for cell in cells)
    (sheet,) = read_sheets("x.csv", text.encode())
    return survey_columns(sheet, heading_row, [place])[0]


def test_it_works():
    found = survey("Auditor", "Head", "Auditor", " Keeper ", "Clerk", "12", "NOT IN USE", "£45,000")
    assert found.values == ["Auditor", "Head", "Keeper"]
    assert (found.rows, found.filled, found.empty, found.stated) == (8, 8, 0, 7)
    assert (found.different, found.numbers, found.texts, found.longest) == (6, 2, 0, 10)
    assert found.placeholders == {"NOT IN USE": 1}


def test_empty_cells_are_counted():
    found = survey("Auditor", "Head", place=1)
    assert (found.values, found.empty, found.rows) == ([], 2, 2)


def test_several_lines_and_sentences_are_texts():
    assert survey("Plans audits.", "One\ntwo", "x" * 90, "Dr.").texts == 3


def test_only_rows_below_the_headings_are_counted():
    assert survey("Auditor", "Head", heading_row=2).values == ["Head"]


def test_more_different_values_than_can_be_counted_are_not_kept():
    found = survey(*(f"Role {number}" for number in range(MOST_DIFFERENT + 1500)))
    assert (found.rows, found.different) == (MOST_DIFFERENT + 1500, MOST_DIFFERENT + 1)
