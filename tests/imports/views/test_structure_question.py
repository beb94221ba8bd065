"""A file of grades that names no structure: one question."""

import pytest

from grades.models import Grade, GradeStructure
from tests.factories import make_grade, make_structure
from tests.imports.files import apply, uploaded
from tests.imports.views.test_framework_question import answer
from tests.pages import squeezed

pytestmark = pytest.mark.django_db

GRADES = """grade,location,minimum,maximum
SEO,London,40000,45000
HEO,London,30000,35000
SEO,National,38000,43000
"""


def ask(browser, imported, **form):
    return answer(browser, imported, "grade-structure", **form)


def test_a_new_structure_is_made_with_its_order(browser):
    imported = uploaded(browser, GRADES, kind="grades")
    assert imported.number_of_errors == 0
    response = ask(browser, imported, title="Ministry", places={"SEO": "2", "HEO": "1"})
    assert "Answer: Whose grades are these" in squeezed(response.text)
    ask(browser, imported, title="Ministry", also="Crown", places={"SEO": "2", "HEO": "1"})
    assert apply(browser, imported).state == "applied"
    structure = GradeStructure.objects.get()
    assert (structure.title, structure.organisation) == ("Ministry", "Crown")
    assert list(structure.grades.values_list("title", "position")) == [("HEO", 1), ("SEO", 2)]


def test_an_existing_structure_is_taken(browser):
    structure = make_structure(title="Ministry")
    for position, title in enumerate(("HEO", "SEO"), start=1):
        make_grade(structure=structure, title=title, position=position)
    imported = uploaded(browser, GRADES, kind="grades")
    page = browser.get(f"{imported.get_absolute_url()}questions/grade-structure/").text
    assert "2 grades, HEO to SEO." in page
    ask(browser, imported, entry=structure.pk)
    apply(browser, imported)
    assert Grade.objects.get(title="SEO").pay_ranges.count() == 2


def test_a_new_grade_without_a_place_is_a_fault(browser):
    imported = uploaded(browser, GRADES, kind="grades")
    ask(browser, imported, title="Ministry", also="Crown")
    imported.refresh_from_db()
    assert [fault.column for fault in imported.read_errors()] == ["position", "position"]


def test_what_the_file_says_is_not_asked(browser):
    text = "grade,position,organisation\nSEO,2,Crown\nHEO,1,\n"
    imported = uploaded(browser, text, kind="grades")
    ask(browser, imported, title="Ministry")
    apply(browser, imported)
    assert GradeStructure.objects.get().organisation == "Crown"
