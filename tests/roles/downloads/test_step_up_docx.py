from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from roles.downloads.step_up_docx import step_up_docx
from roles.loading import load_profiles
from roles.step_up.sheet import sheet_of
from roles.step_up.step import step_up
from tests.programs import needs_office
from tests.roles.downloads.office import printed
from tests.roles.plain import profile, section, skill


def file_of(start, goal):
    return step_up_docx(sheet_of(step_up(start, goal)))


def document(start, goal):
    return Document(BytesIO(file_of(start, goal)))


def headings(document):
    return [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]


def rows(document):
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


@pytest.fixture
def hr(catalogue):
    """HR Project Management at SEO, and HR Business Partner at Grade 7."""
    return load_profiles([("hr-project-management", "seo"), ("hr-business-partner", "grade-7")])


def test_it_works(hr):
    made = document(*hr)
    assert headings(made) == [
        "Step-up sheet: HR Project Management, SEO to HR Business Partner, Grade 7",
        "Skills and competencies: Raised",
        "Leading and Communicating: from Level 3 to Level 4",
        "Collaborating and Partnering: from Level 3 to Level 4",
        "Seeing the Big Picture: from Level 3 to Level 4",
        "Delivering at Pace: from Level 3 to Level 4",
        "Managing a Quality Service: from Level 3 to Level 4",
        "Skills and competencies: New",
        "Changing and Improving: Level 4",
        "Qualifications",
        "Statements that ask for qualifications",
        "Overview",
        "Responsibilities",
        "Knowledge, skills and experience",
        "Sources",
    ]
    assert ["Kept", "CIPD: required"] in rows(made)
    assert ["Kept", "Be CIPD qualified."] in rows(made)
    assert [
        "Not stated at HR Business Partner, Grade 7",
        "Ideally be Prince 2 qualified, or equivalent.",
    ] in rows(made)
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "London salary, £39,333 to £45,232 a year, becomes £52,969 to £62,239 a year." in text
    assert "Confidently engage with stakeholders" in text


def test_removed_words_are_struck_through():
    made = document(
        profile(1, section("overview", "Lead a small team")),
        profile(2, section("overview", "Lead a large team")),
    )
    (cell,) = [row.cells[1] for row in made.tables[-1].rows if row.cells[0].text == "Reworded"]
    runs = cell.paragraphs[0].runs
    assert [run.text for run in runs if run.font.strike] == ["small"]
    assert [run.text for run in runs if run.underline] == ["large"]


def test_what_the_sources_do_not_say_is_said():
    made = document(profile(1, section("overview", "Plan")), profile(2, skills=[skill()]))
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "Skills and competencies: title 2 asks for" in text
    assert text.count("title 2 has no section Overview.") == 1
    assert text.count("Neither level asks for a qualification") == 1


def test_notes_and_what_xml_forbids(hr):
    start, goal = hr
    (first, *rest) = goal.sections
    (statement, *others) = first.statements
    noted = replace(statement, text="Bell \x07 here", note="A footnote")
    changed = replace(goal, sections=(replace(first, statements=(noted, *others)), *rest))
    assert any(
        "Bell \ufffd here\nNote: A footnote" in row[-1] for row in rows(document(start, changed))
    )


def test_it_is_the_same_whenever_it_is_made(hr):
    assert file_of(*hr) == file_of(*hr)


@needs_office
def test_libreoffice_opens_it(hr, tmp_path):
    assert printed(file_of(*hr), "docx", tmp_path).startswith(b"%PDF")
