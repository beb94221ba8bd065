from dataclasses import replace

from roles.compare.comparison import compare
from roles.compare.facts import fact_rows
from tests.roles.plain import pay, profile


def rows_of(*columns):
    """For each label the cells: the words, and the numbers of the columns."""
    return {
        row.label: [
            ("; ".join(part.text + part.rest for part in cell.fact), list(cell.columns))
            for cell in row.cells
        ]
        for row in fact_rows(compare(columns))
    }


def test_what_neighbours_share_is_one_cell():
    columns = [replace(profile(n), family="HR", family_url="/hr/") for n in (1, 2, 3)]
    columns[2] = replace(columns[2], location="London")
    rows = rows_of(*columns)
    assert rows["Job family"] == [("HR", [0, 1, 2])]
    assert rows["Location"] == [("", [0, 1]), ("London", [2])]
    assert rows["Grade"][0] == ("Grade 2, Structure 1", [0])


def test_a_fact_of_no_column_is_no_row():
    assert rows_of(profile(1), profile(2)).keys() == {"Grade", "Job family", "Source"}


def test_pay_is_a_row_for_each_location():
    rows = rows_of(profile(1, pay=[pay("London")]), profile(2, pay=[pay("Leeds")]))
    assert [
        columns for text, columns in rows["Salary, London (Home Office, date not stated)"] if text
    ]
    assert len([label for label in rows if label.startswith("Salary")]) == 2
