import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from roles.compare.comparison import compare
from roles.downloads.comparison_xlsx import comparison_xlsx
from tests.programs import needs_office
from tests.roles.downloads.office import printed
from tests.roles.plain import profile, section, skill


def book(*columns):
    return load_workbook(BytesIO(comparison_xlsx(compare(columns))), rich_text=True)


def two(*texts):
    """Role levels with one statement each."""
    return [profile(n, section("overview", text)) for n, text in enumerate(texts, start=1)]


def row(sheet, label):
    """The cells of the role levels in a row."""
    return next(row[2:] for row in sheet.iter_rows() if str(row[1].value) == label)


def xml(columns, name="xl/worksheets/sheet3.xml"):
    return ZipFile(BytesIO(comparison_xlsx(compare(columns)))).read(name).decode()


def test_it_works():
    made = book(*two("Lead a small team", "Lead a large team"))
    assert made.sheetnames == ["At a glance", "Step by step", "Full text"]
    first, second = row(made["Full text"], "Statement 1")
    assert str(first.value) == "Lead a small team"
    assert str(second.value) == "Reworded\nLead a small large team"
    marked = {run.text: run.font for run in second.value}
    assert marked["small"].strike
    assert (marked["large"].u, marked["large"].b) == ("single", True)
    assert marked["small"].color.rgb != marked["large"].color.rgb


def test_heads_stay_in_view_and_are_printed_on_every_page():
    sheet = book(*two("A", "B"))["Full text"]
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0


def test_every_text_wraps_in_a_row_that_is_high_enough():
    sheet = book(*two("A", "word " * 100))["Full text"]
    assert all(cell.alignment.wrap_text for cells in sheet.iter_rows() for cell in cells)
    short, long = (sheet.row_dimensions[number].height for number in (2, sheet.max_row))
    assert short < 30 < long
    assert "customHeight" not in xml(two("A", "B"))


@pytest.mark.parametrize("text", ["=1+1", "=", "#N/A", "@SUM(1)", "1e5", "'=1+1", "TRUE", "007"])
def test_every_text_stays_a_text(text):
    columns = [replace(column, title=text) for column in two(text, text)]
    columns[0] = replace(columns[0], required_skills=(replace(skill(), title=text, level=text),))
    made = book(*columns)
    types = {cell.data_type for cells in made["Full text"].iter_rows() for cell in cells}
    assert types == {"s"}
    assert not re.search("<[fv][ />]", xml(columns))
    first, _ = row(made["Full text"], "Statement 1")
    assert str(first.value) == text


def test_a_text_stays_one_when_somebody_edits_it():
    formula, plain = row(book(*two("=1+1", "Plan"))["Full text"], "Statement 1")
    assert formula.quotePrefix
    assert not plain.quotePrefix


def test_what_looks_like_a_number_of_a_character_is_escaped():
    assert "_x005F_x0041_" in xml(two("_x0041_", "B"))


def test_spaces_between_marked_words_are_kept():
    assert '<t xml:space="preserve"> </t>' in xml(two("Lead a small team", "Lead a large team"))


def test_a_long_text_goes_on_in_the_next_row():
    sheet = book(*two("word " * 1_000, "Short"))["Full text"]
    labels = [str(row[1].value) for row in sheet.iter_rows() if str(row[0].value) == "Overview"]
    assert labels == ["Statement 1", *["Statement 1 (continued)"] * (len(labels) - 1)]
    assert len(labels) > 1
    texts = [str(row[2].value) for row in sheet.iter_rows() if str(row[0].value) == "Overview"]
    assert "".join(texts) == ("word " * 1_000).rstrip()
    assert all(text.endswith(" ") for text in texts[:-1])


def test_no_cell_is_longer_than_excel_takes():
    sheet = book(*two("😀" * 40_000, "Short"))["Full text"]
    cells = [str(cell.value or "") for cells in sheet.iter_rows() for cell in cells]
    assert max(len(text.encode("utf-16-le")) // 2 for text in cells) <= 32_767


def test_the_steps_are_numbers():
    glance = book(*two("Lead a small team", "Lead a large team"))["At a glance"]
    rows = [[cell.value for cell in row] for row in glance.iter_rows()]
    heads = next(n for n, row in enumerate(rows) if str(row[0]) == "Step")
    assert rows[heads + 1][1:6] == [0, 1, 0, 0, 1]


def test_a_step_has_both_texts_beside_each_other():
    steps = book(*two("Lead a small team", "Lead a large team"))["Step by step"]
    *_, last = steps.iter_rows()
    assert [str(cell.value) for cell in last] == [
        "title 1 to title 2",
        "Reworded",
        "Overview",
        "Lead a small team",
        "Lead a large team",
    ]
    assert [run.text for run in last[3].value if run.font.strike] == ["small"]


def test_neighbours_that_say_the_same_share_a_cell_at_a_glance():
    glance = book(*two("Plan", "Plan"))["At a glance"]
    assert any(str(merged).startswith("B") for merged in glance.merged_cells.ranges)


def test_without_steps_there_is_no_sheet_of_them():
    columns = [profile(n, section("overview", "A"), position=1) for n in (1, 2)]
    assert book(*columns).sheetnames == ["At a glance", "Full text"]


def test_it_says_its_title_and_language_and_nobodys_name():
    core = xml(two("A", "B"), "docProps/core.xml")
    assert "Comparison of 2 role levels: title 1 to title 2" in core
    assert "en-GB" in core
    assert not any(word in core for word in ("creator", "created", "modified"))


def test_it_does_not_say_when_it_was_made():
    files = ZipFile(BytesIO(comparison_xlsx(compare(two("A", "B"))))).infolist()
    assert {file.date_time for file in files} == {(1980, 1, 1, 0, 0, 0)}


@needs_office
def test_libreoffice_opens_it(tmp_path):
    columns = two("Lead a small team =1+1", "Lead a large\x00 team")
    assert printed(comparison_xlsx(compare(columns)), "xlsx", tmp_path).startswith(b"%PDF")
