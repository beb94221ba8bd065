"""The pages that ask what the values of a file mean."""

import csv
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from capframe.imports.question_forms import field_name
from capframe.imports.remembered import RememberedValue
from roles.models import RoleLevel
from tests.factories import make_grade, make_structure
from tests.imports.files import apply, uploaded
from tests.pages import squeezed

pytestmark = pytest.mark.django_db

HEAD = "job_family,role,level,grade\n"
GRADE_7 = "is:civil-service/grade-7"


@pytest.fixture(autouse=True)
def structure(db):
    structure = make_structure(title="Civil Service", slug="civil-service")
    for slug, title in (("seo", "SEO"), ("grade-7", "Grade 7")):
        make_grade(structure=structure, title=title, slug=slug)
    return structure


def staff(*grades):
    """A file with a role at each of these grades."""
    return HEAD + "".join(f"Audit,Role {n},Role {n},{grade}\n" for n, grade in enumerate(grades))


def address(imported, rest=""):
    return f"{imported.get_absolute_url()}questions/grade-names/{rest}"


def answer(browser, imported, *, do="check", query="", **answers):
    """Send the page with these answers by the value that they are about."""
    questions = imported.read_questions()
    names = {one.title: field_name(one) for one in questions}
    form = {field_name(one): imported.answers.get(one.key, "") for one in questions}
    form |= {names.get(title, title): value for title, value in answers.items()}
    response = browser.post(address(imported, query), {**form, "do": do})
    imported.refresh_from_db()
    return response


def send_file(browser, imported, text):
    content = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile("values.csv", content)
    response = browser.post(address(imported, "answers/"), {"file": file})
    imported.refresh_from_db()
    return response


def test_an_import_goes_on_once_its_values_are_answered(browser):
    imported = uploaded(browser, staff("G7", "G7", "B1", "SEO", "C2"))
    page = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "The check goes on once 3 questions are answered." in page
    assert "3 grades to match" in page
    page = squeezed(browser.get(address(imported)).text)
    assert "The file has 3 values that the catalogue does not know." in page
    assert "3 need an answer." in page
    answer(browser, imported, G7=GRADE_7, B1="none", C2="out")
    apply(browser, imported)
    assert imported.state == "applied"
    levels = RoleLevel.objects.order_by("title").values_list("title", "grade__title")
    assert list(levels) == [
        *(("Role 0", "Grade 7"), ("Role 1", "Grade 7"), ("Role 2", None), ("Role 3", "SEO")),
    ]


def test_answers_are_kept_from_page_to_page_and_the_rest_has_one(browser):
    imported = uploaded(browser, staff(*(f"X{n}" for n in range(25)), "X20"))
    first = browser.get(address(imported)).text
    assert "Page 1 of 3." in first
    assert first.index(">X20<") < first.index(">X0<")
    response = answer(browser, imported, do="next", X20=GRADE_7)
    assert response["Location"].endswith("?page=2")
    response = answer(browser, imported, do="fill", query="?page=2", X18="out", rest="none")
    assert response["Location"].endswith("?page=2")
    assert sorted(imported.answers.values()) == [GRADE_7, *["none"] * 23, "out"]
    assert all(one.is_open for one in imported.read_questions())
    assert "All have an answer: change what is not right." in squeezed(
        browser.get(address(imported)).text
    )
    answer(browser, imported, query="?page=2")
    assert imported.state == "checked"
    assert not any(one.stops for one in imported.read_questions())


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Choose an answer for at least one value."),
        ({"G7": "is:nothing/there"}, "Choose one of the answers in the list."),
        ({"do": "fill"}, "Choose what all values without an answer are."),
        ({"do": "fill", "rest": "nonsense"}, "Choose one of the answers in the list."),
    ],
)
def test_what_says_nothing_is_refused_and_nothing_is_lost(browser, form, words):
    imported = uploaded(browser, staff("G7"))
    response = answer(browser, imported, **form)
    assert response.status_code == 400
    assert words in response.text
    assert imported.answers == {}


def test_the_small_file_goes_out_and_comes_back_filled_in(browser):
    imported = uploaded(browser, staff("G7", "B1", "B1", "C2"))
    content = browser.get(address(imported, "values.csv")).content.decode("utf-8-sig")
    lines = list(csv.DictReader(StringIO(content)))
    assert [(one["column"], one["value"], one["rows"], one["means"]) for one in lines] == [
        ("grade", "B1", "2", ""),
        ("grade", "C2", "1", ""),
        ("grade", "G7", "1", ""),
    ]
    filled = "column,value,rows,means\ngrade,B1,2,no grade\ngrade,g7,1,Grade 7\nother,C2,1,SEO\n"
    assert send_file(browser, imported, filled)["Location"] == address(imported)
    assert imported.answers == {"grade-names||b1": "none", "grade-names||g7": GRADE_7}
    content = browser.get(address(imported, "values.csv")).content.decode("utf-8-sig")
    assert [one["means"] for one in csv.DictReader(StringIO(content))] == [
        *("No grade", "", "Grade 7, Civil Service"),
    ]
    assert browser.get(address(imported, "values.xlsx")).status_code == 200


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("value,means\nG7,Grade 6\n", "This is no answer to what “G7” means."),
        ("value,means\nG7,SEO\ng7,Grade 7\n", "Another line says otherwise"),
        ("value\nG7\n", "The file of values needs the column means, once."),
        (b"\x00\x01", "The file could not be taken"),
        ("", "Choose the file that you filled in."),
    ],
)
def test_a_small_file_that_cannot_be_taken_says_why(browser, text, words):
    imported = uploaded(browser, staff("G7"))
    response = send_file(browser, imported, text)
    assert response.status_code == 400
    assert isinstance(text, bytes) or words in squeezed(response.text)
    assert imported.answers == {}


def test_a_small_file_is_taken_from_this_site_alone(browser, publisher):
    imported = uploaded(browser, staff("G7"))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(publisher)
    assert send_file(strict, imported, "value,means\nG7,SEO\n").status_code == 403
    assert imported.answers == {}


def test_a_small_file_that_is_too_large_is_refused(browser, monkeypatch):
    imported = uploaded(browser, staff("G7"))
    monkeypatch.setattr("capframe.imports.uploads.MOST_BYTES", 20)
    response = send_file(browser, imported, "value,means\nG7,SEO\n" * 10)
    assert response.status_code == 413
    assert imported.answers == {}


def test_nothing_is_asked_of_what_is_no_group_of_values(browser):
    imported = uploaded(browser, staff("SEO"))
    assert browser.get(address(imported, "values.csv")).status_code == 404
    assert browser.get(address(imported, "answers/")).status_code == 404


def test_answers_come_back_for_the_same_publisher_with_their_date(browser):
    imported = uploaded(browser, staff("G7", "B1"))
    answer(browser, imported, G7=GRADE_7, B1="out")
    RememberedValue.objects.update(answered_at="2027-03-03T12:00:00Z")
    again = uploaded(browser, staff("g7", "B1", "C2"))
    page = squeezed(browser.get(again.get_absolute_url()).text)
    assert "2 values are taken as answered on 3 March 2027:" in page
    assert "The check goes on once 1 question is answered." in page
    page = squeezed(browser.get(address(again)).text)
    assert page.count("As answered on 3 March 2027.") == 2
    answer(browser, again, g7="is:civil-service/seo", B1="out", C2="none")
    page = squeezed(browser.get(again.get_absolute_url()).text)
    assert "1 value is taken as answered on 3 March 2027:" in page
    remembered = RememberedValue.objects.order_by("value").values_list("value", "meaning")
    assert list(remembered) == [
        *(("B1", "Leave these rows out"), ("C2", "No grade"), ("g7", "SEO, Civil Service")),
    ]


def test_what_was_taken_back_is_not_taken_again_for_this_file(browser):
    imported = uploaded(browser, staff("G7", "B1"))
    answer(browser, imported, G7=GRADE_7, B1="out")
    again = uploaded(browser, staff("G7", "B1"))
    answer(browser, again, G7="", B1="out")
    assert [one.title for one in again.read_questions() if one.is_open] == ["G7"]


def test_what_means_a_grade_that_is_gone_is_asked_again(browser, structure):
    imported = uploaded(browser, staff("G7", "B1"))
    answer(browser, imported, G7=GRADE_7, B1="out")
    structure.grades.get(title="Grade 7").delete()
    again = uploaded(browser, staff("G7", "B1"))
    page = squeezed(browser.get(again.get_absolute_url()).text)
    assert "1 value is taken as answered" in page
    assert "1 grade to match" in page
    assert "1 needs an answer." in squeezed(browser.get(address(again)).text)
    answer(browser, again, do="fill", G7="", rest="none")
    answer(browser, again)
    assert [one.answer for one in again.read_questions()] == ["out", "none"]


def test_another_publisher_is_asked_anew(browser):
    imported = uploaded(browser, staff("G7"))
    answer(browser, imported, G7=GRADE_7)
    other = uploaded(browser, staff("G7"), source_title="Theirs", publisher="Cabinet Office")
    assert other.answers == {}


def test_what_is_remembered_is_listed_and_can_be_removed(browser, client):
    imported = uploaded(browser, staff("G7"))
    answer(browser, imported, G7=GRADE_7)
    assert 'href="/import/remembered/"' in browser.get("/import/").text
    page = squeezed(browser.get("/import/remembered/").text)
    assert "Grade 7, Civil Service" in page
    assert "Home Office" in page
    browser.post("/import/remembered/", {"remove": RememberedValue.objects.get().pk})
    assert "Nothing is remembered yet." in browser.get("/import/remembered/").text
    assert browser.post("/import/remembered/", {"remove": "x"}).status_code == 302


def test_many_values_cost_a_page_no_more_queries(browser, django_assert_max_num_queries):
    imported = uploaded(browser, staff(*(f"X{n}" for n in range(400))))
    with django_assert_max_num_queries(9):
        browser.get(address(imported))
