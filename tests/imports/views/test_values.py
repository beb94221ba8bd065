"""The pages that ask what the values of a file mean."""

import csv
from io import StringIO

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from capframe.imports.questions.forms import field_name
from capframe.imports.questions.remembered import RememberedValue
from grades.models import GradeStructure
from roles.models import RoleLevel
from tests.factories import make_grade, make_structure
from tests.imports import files
from tests.imports.files import apply
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


def uploaded(browser, text, **choices):
    """The import of a file for which the grade structure is chosen."""
    chosen = {"grade_structure": GradeStructure.objects.get(slug="civil-service").pk}
    return files.uploaded(browser, text, **chosen, **choices)


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


@pytest.fixture
def clerk(client, publisher):
    """A browser of somebody who may import roles, and may not add grades."""
    kind = Permission.objects.exclude(codename="add_grade")
    user = User.objects.create(username="clerk", is_staff=True)
    user.user_permissions.set(kind)
    client.force_login(user)
    return client


def answer_new(browser, imported, value, *, place, structure="civil-service", **form):
    """Answer that a value is a new grade at a place."""
    [question] = [one for one in imported.read_questions() if one.title == value]
    places = {f"{field_name(question)}-place": place}
    return answer(browser, imported, **{value: f"new:{structure}"}, **places, **form)


def test_a_grade_is_made_where_it_is_said_to_be_new(browser, structure):
    imported = uploaded(browser, staff("B1", "b1", "SEO"))
    page = squeezed(browser.get(address(imported)).text)
    assert "A new grade of Civil Service" in page
    assert "Civil Service:</span> 1&nbsp;SEO, 2&nbsp;Grade 7" in page
    answer_new(browser, imported, "B1", place="3")
    assert imported.answers == {"grade-names||b1": "new:civil-service/3"}
    page = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "A new grade of Civil Service, place 3" in page
    page = squeezed(browser.get(address(imported)).text)
    assert "It would stand above “Grade 7” (2), the most senior one now." in page
    assert '<option value="new:civil-service" selected>' in page
    assert 'value="3"' in page
    apply(browser, imported)
    assert imported.state == "applied"
    assert imported.counts["created"]["grades.grade"] == 1
    grade = structure.grades.get(title="B1")
    assert grade.position == 3
    assert f'href="{grade.get_absolute_url()}"' in browser.get("/search/?q=B1").text
    again = uploaded(browser, staff("B1", "b1", "SEO"))
    assert again.read_questions() == []
    assert again.read_plan().changes == []


def test_a_remembered_new_grade_means_that_grade_by_then(browser, structure):
    imported = uploaded(browser, staff("B1"))
    answer_new(browser, imported, "B1", place="3")
    apply(browser, imported)
    assert RememberedValue.objects.get().meaning == "A new grade of Civil Service, place 3"
    make_grade(structure=make_structure(title="Derbyshire", slug="derbyshire"), title="B1")
    again = files.uploaded(browser, staff("B1", "SEO"))
    page = squeezed(browser.get(again.get_absolute_url()).text)
    assert "B1, Civil Service" in page
    page = squeezed(browser.get(address(again)).text)
    assert '<option value="is:civil-service/b1" selected>' in page
    answer_new(browser, again, "B1", place="4")
    assert again.answers == {"grade-names||b1": "new:civil-service/3"}
    assert structure.grades.count() == 3


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("", "Give what is new a place, or choose another answer."),
        (
            "2",
            "“Grade 7” has the place 2 in “Civil Service”. Give the new grade a place that is",
        ),
        ("0", "Write the place as a whole number from 1, the lowest."),
        ("high", "Write the place as a whole number from 1, the lowest."),
        (
            "12345",
            "A new grade needs its grade structure and its place there: a whole number from 1, the "
            "most junior, to 9,999.",
        ),
    ],
)
def test_a_place_that_cannot_be_is_refused_at_its_field(browser, place, words):
    imported = uploaded(browser, staff("B1", "G7"))
    response = answer_new(browser, imported, "B1", place=place, G7=GRADE_7)
    page = squeezed(response.text)
    assert response.status_code == 400
    [question] = [one for one in imported.read_questions() if one.title == "B1"]
    assert f'<a href="#id_{field_name(question)}-place">{words[:20]}' in page
    assert words in page
    assert '<option value="new:civil-service" selected>' in page
    assert f'value="{GRADE_7}" selected' in page
    assert imported.answers == {}


def test_a_place_without_a_structure_and_two_for_one_place_are_refused(browser):
    imported = uploaded(browser, staff("B1", "B2"))
    [one, two] = imported.read_questions()
    fields = {field_name(one): "", f"{field_name(one)}-place": "7"}
    response = browser.post(address(imported), {**fields, "do": "check"})
    assert "Choose in what the new one has this place" in response.text
    names = [field_name(one), field_name(two)]
    fields = dict.fromkeys(names, "new:civil-service")
    fields |= {f"{name}-place": "7" for name in names}
    response = browser.post(address(imported), {**fields, "do": "check"})
    assert response.status_code == 400
    assert response.text.count("“b1” has the place 7 in “Civil Service”") == 2
    answer_new(browser, imported, "B1", place="7")
    assert answer_new(browser, imported, "B2", place="7", B1="none").status_code == 302


def test_who_may_not_add_grades_is_not_offered_it(clerk):
    imported = uploaded(clerk, staff("B1"))
    page = clerk.get(address(imported)).text
    assert "A new grade" not in page
    assert "Places that are taken" not in page
    response = answer_new(clerk, imported, "B1", place="3")
    assert response.status_code == 400
    assert "Choose one of the answers in the list." in response.text
    response = send_file(clerk, imported, "value,means\nB1,new: 3\n")
    assert "You may not add grades." in response.text
    assert imported.answers == {}


def test_who_may_not_add_grades_any_more_makes_none(client, clerk):
    user = User.objects.get(username="clerk")
    add_grade = Permission.objects.get(codename="add_grade")
    user.user_permissions.add(add_grade)
    imported = uploaded(clerk, staff("B1"))
    answer_new(clerk, imported, "B1", place="3")
    assert imported.counts["created"]["grades.grade"] == 1
    user.user_permissions.remove(add_grade)
    plan = {"plan": imported.plan_digest}
    response = client.post(f"{imported.get_absolute_url()}preview/", plan)
    assert response.status_code == 409
    assert "You may not add grades any more" in response.text
    apply(client, imported)
    assert imported.state == "checked"


def test_a_small_file_says_that_a_grade_is_new(browser):
    imported = uploaded(browser, staff("B1", "B2", "G7"))
    text = 'value,means\nB1,new: 3\nB2,"NEW: civil service, 4"\nG7,Grade 7\n'
    assert send_file(browser, imported, text).status_code == 302
    content = browser.get(address(imported, "values.csv")).content.decode("utf-8-sig")
    assert [one["means"] for one in csv.DictReader(StringIO(content))] == [
        *("new: Civil Service, 3", "new: Civil Service, 4", "Grade 7, Civil Service"),
    ]
    assert send_file(browser, imported, content).status_code == 302
    answers = dict(imported.answers)
    for means, words in (
        ("new: 2", "“Grade 7” has the place 2 in “Civil Service”."),
        ("new: 4", "“b2” has the place 4 in “Civil Service”."),
        ("new: 0", "A new grade needs its grade structure and its place there"),
        ("new: Nowhere, 3", "Write the name as the catalogue has it"),
        ("new", "If it is new, write “new:”, in what, and its place: “new: Civil Service, 3”."),
    ):
        response = send_file(browser, imported, f'value,means\nB1,"{means}"\n')
        assert response.status_code == 400
        assert words in squeezed(response.text)
        assert imported.answers == answers
