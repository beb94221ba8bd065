from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.enum.section import WD_ORIENT

from roles.compare.comparison import compare
from roles.downloads.comparison_docx import comparison_docx
from tests.programs import needs_office
from tests.roles.downloads.office import printed
from tests.roles.plain import profile, section


def document(*columns):
    return Document(BytesIO(comparison_docx(compare(columns))))


def levels(*texts):
    """Role levels with one statement each."""
    return [profile(n, section("overview", text)) for n, text in enumerate(texts, start=1)]


def row(made, label):
    """The distinct cells of the role levels in a row of the full text."""
    found = next(row for table in made.tables for row in table.rows if row.cells[0].text == label)
    return list(dict.fromkeys(found.cells[1:], None))


def test_it_works():
    made = document(*levels("Lead a small team", "Lead a large team"))
    headings = {p.text: p.style.name for p in made.paragraphs if p.style.name.startswith("Head")}
    assert headings == {
        "Comparison of 2 role levels: title 1 to title 2": "Heading 1",
        "At a glance": "Heading 2",
        "Step by step": "Heading 2",
        "title 1 to title 2": "Heading 3",
        "Full text": "Heading 2",
        "About the role levels": "Heading 3",
        "Overview": "Heading 3",
    }
    first, second = row(made, "Statement 1")
    assert first.text == "Lead a small team"
    assert second.text == "Reworded\nLead a small large team"
    runs = {run.text: run for run in second.paragraphs[1].runs}
    assert runs["small"].font.strike
    assert runs["large"].underline
    assert runs["small"].font.color.rgb != runs["large"].font.color.rgb


def test_a_step_has_both_texts_beside_each_other():
    made = document(*levels("Lead a small team", "Lead a large team"))
    steps = next(table for table in made.tables if table.cell(0, 1).text == "title 1")
    assert [cell.text for cell in steps.rows[0].cells] == ["", "title 1", "title 2 (inferred)"]
    assert steps.rows[1].cells[0].text == "Reworded"
    label, before, after = steps.rows[2].cells
    assert [cell.text for cell in (label, before, after)] == [
        "Overview",
        "Lead a small team",
        "Lead a large team",
    ]
    assert [run.text for run in before.paragraphs[0].runs if run.font.strike] == ["small"]


def test_the_glance_is_a_table_of_all_columns():
    made = document(*levels("Lead a small team", "Lead a large team"))
    glance = made.tables[0]
    assert [cell.text for cell in glance.rows[0].cells][:2] == ["", "title 1\nGrade 2"]
    assert glance.rows[-1].cells[0].text == "Overview"


def test_how_to_read_the_marks_is_said_first_and_shown():
    made = document(*levels("A", "B"))
    legends = [p for p in made.paragraphs if p.text.startswith("How to read")]
    assert len(legends) == 2
    legend = legends[0]
    assert legend.text.startswith("How to read the marks: added words, removed words and moved")
    assert [run.text for run in legend.runs if run.underline] == ["added words", "moved sentences"]
    assert [run.text for run in legend.runs if run.font.strike] == ["removed words"]


def test_every_table_repeats_its_head_and_breaks_no_row():
    made = document(*levels("A", "B"))
    for table in made.tables:
        head, *rows = (row._tr.trPr for row in table.rows)
        assert head.xpath("./w:tblHeader")
        assert not any(row.xpath("./w:tblHeader") for row in rows)
        assert all(row.xpath("./w:cantSplit") for row in (head, *rows))
    assert len(made.tables) == 5


def test_neighbours_that_say_the_same_share_a_cell():
    shared, other = row(document(*levels("Plan", "Plan", "Budget")), "Statement 1")
    assert shared.grid_span == 2
    assert shared.text == "Plan\nThe same from title 1 to title 2"
    assert other.grid_span == 1


PLANS = [["Plan"], [], [], []]


def test_what_is_not_stated_has_a_cell_of_its_own():
    plan, *others = (profile(n, section("overview", *texts)) for n, texts in enumerate(PLANS, 1))
    said, not_stated, nothing = row(document(plan, *others), "Statement 1")
    assert [cell.text for cell in (said, not_stated, nothing)] == ["Plan", "Not stated", ""]
    assert nothing.grid_span == 2


def test_a_note_stands_below_its_text():
    noted = section("overview", "Plan")
    noted = replace(noted, statements=(replace(noted.statements[0], note="As others do"),))
    first, _ = row(document(profile(1, noted), profile(2)), "Statement 1")
    assert [p.text for p in first.paragraphs] == ["Plan", "Note: As others do"]


def test_it_lies_across_an_a4_page_in_british_english():
    made = document(*levels("A", "B"))
    page = made.sections[0]
    assert page.orientation == WD_ORIENT.LANDSCAPE
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    assert made.core_properties.language == "en-GB"
    assert made.styles.element.xpath("//w:rPrDefault//w:lang/@w:val") == ["en-GB"]


def test_widths_of_the_columns_fill_the_page():
    for table in document(*levels(*"ABCDEFGH")).tables:
        assert round(sum(column.width.mm for column in table.columns)) == 267
        for row in table.rows:
            widths = [int(width) for width in row._tr.xpath("./w:tc/w:tcPr/w:tcW/@w:w")]
            assert round(sum(widths) / 1440 * 25.4) == 267


def test_it_says_its_title_and_nobodys_name_nor_when_it_was_made():
    archive = ZipFile(BytesIO(comparison_docx(compare(levels("A", "B")))))
    core = archive.read("docProps/core.xml").decode()
    assert "Comparison of 2 role levels: title 1 to title 2" in core
    assert not any(word in core for word in ("creator", "created", "modified>", "python-docx"))
    assert {file.date_time for file in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@needs_office
def test_libreoffice_opens_it(tmp_path):
    columns = levels("Lead a small team", "Lead a large\x00 team")
    assert printed(comparison_docx(compare(columns)), "docx", tmp_path).startswith(b"%PDF")
