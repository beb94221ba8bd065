from capframe.spreadsheets.layout import Layout
from capframe.spreadsheets.part_counts import PartCounts, count_parts
from capframe.spreadsheets.reading import read_sheets

TEXT = "family,role,grade\nA,Head,6\na,HEAD,7\nA,Clerk,\nB,Head,6\nB,,7\n"


def counts_of(part=2, text=TEXT, **layout):
    (sheet,) = read_sheets("x.csv", text.encode())
    return count_parts(sheet, Layout(**layout), [0, 1], part)


def test_it_works():
    assert counts_of() == PartCounts(wholes=3, several=1, parts=4, has_parts=True)


def test_without_a_column_of_parts_each_whole_is_one():
    assert counts_of(None) == PartCounts(wholes=3, several=0, parts=3)


def test_a_row_without_a_part_makes_no_second_one():
    assert counts_of(text="f,r,g\nA,Head,6\nA,Head,\n").several == 0


def test_cells_that_are_filled_are_counted_as_filled():
    text = "family,role,grade\nA,Head,6\n,,7\n"
    assert counts_of(text=text).parts == 1
    assert counts_of(text=text, fill_down=(0, 1)) == PartCounts(1, 1, 2, has_parts=True)
