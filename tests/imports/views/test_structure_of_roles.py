"""A file of roles with grades that names no grade structure: one question."""

import pytest
from django.contrib.auth.models import Permission, User

from capframe.imports.models import Import
from grades.models import Grade, GradeStructure
from roles.models import RoleLevel
from tests.factories import make_grade, make_structure
from tests.imports.files import apply, uploaded
from tests.imports.views.test_framework_question import address, answer
from tests.pages import squeezed

pytestmark = pytest.mark.django_db

POSTS = """job_family,role,level,grade
Audit,Auditor,Auditor,HEO
Audit,Clerk,Clerk,EO
Audit,Usher,Usher,EO
Audit,Porter,Porter,
"""
NEW = {"title": "Ministry", "also": "Crown"}
ORDER = {"EO": "1", "HEO": "2"}


def ask(browser, imported, **form):
    response = answer(browser, imported, "grade-structure", **form)
    imported.refresh_from_db()
    return response


def grades():
    return dict(RoleLevel.objects.order_by("title").values_list("title", "grade__title"))


def test_an_empty_catalogue_gets_the_structure_with_the_roles(browser):
    imported = uploaded(browser, POSTS)
    assert (imported.state, imported.number_of_errors) == ("checked", 0)
    page = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "The check goes on once 1 question is answered." in page
    page = squeezed(browser.get(address(imported, "grade-structure")).text)
    assert "The file has 2 grades for which it names no structure." in page
    assert page.index(">HEO<") < page.index(">EO<")
    assert "2 rows" in page
    assert 'value="1"' not in page  # nothing is filled in beforehand
    ask(browser, imported, **NEW, places=ORDER)
    page = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "A new one, “Ministry”: EO, HEO" in page
    assert apply(browser, imported).state == "applied"
    structure = GradeStructure.objects.get()
    assert (structure.title, structure.organisation) == ("Ministry", "Crown")
    assert list(structure.grades.values_list("title", "position")) == [("EO", 1), ("HEO", 2)]
    assert grades() == {"Auditor": "HEO", "Clerk": "EO", "Porter": None, "Usher": "EO"}
    again = uploaded(browser, POSTS)
    assert again.read_questions() == []
    assert "Nothing would change" in squeezed(browser.get(again.get_absolute_url()).text)


def test_an_undo_takes_it_away_again(browser):
    imported = uploaded(browser, POSTS)
    ask(browser, imported, **NEW, places=ORDER)
    apply(browser, imported)
    undo = f"{imported.get_absolute_url()}undo/"
    browser.post(undo, {"digest": browser.get(undo).context["digest"], "edited": "leave"})
    imported.refresh_from_db()
    assert imported.state == "undone"
    assert not GradeStructure.objects.exists()
    assert not Grade.objects.exists()


def test_an_existing_one_is_taken_and_what_it_does_not_have_is_asked(browser):
    structure = make_structure(title="Civil Service", slug="civil-service")
    make_grade(structure=structure, title="EO", slug="eo")
    make_grade(structure=make_structure(title="Army"), title="OF-3")
    imported = uploaded(browser, POSTS)
    page = squeezed(browser.get(address(imported, "grade-structure")).text)
    assert "1 grade, EO. It has 1 of the file’s 2 grades." in page
    assert page.index("Civil Service") < page.index("Army")
    ask(browser, imported, entry=structure.pk)
    page = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "1 grade to match" in page
    assert "Civil Service" in page
    [_, heo] = imported.read_questions()
    Import.objects.update(answers=imported.answers | {heo.key: "none"})
    browser.post(imported.get_absolute_url(), {"do": "check"})
    apply(browser, imported)
    assert grades() == {"Auditor": None, "Clerk": "EO", "Porter": None, "Usher": "EO"}


def test_each_grade_may_be_asked_about_by_itself(browser):
    imported = uploaded(browser, POSTS)
    ask(browser, imported, entry="each")
    page = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "Not one structure for all of them" in page
    assert "2 grades to match" in page
    form = browser.get(address(imported, "grade-structure")).context["form"]
    assert form["entry"].value() == "each"


def test_grades_without_a_place_are_asked_about_next(browser):
    imported = uploaded(browser, POSTS)
    ask(browser, imported, **NEW, places={"EO": "2"})
    page = squeezed(browser.get(address(imported, "grade-names")).text)
    assert "A new grade of Ministry" in page
    assert "2&nbsp;eo" in page


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({}, "Choose one, or fill in the title of a new one."),
        ({"entry": "99"}, "Choose one of these."),
        ({"entry": "9" * 40}, "Choose one of these."),
        ({"entry": "new", "also": "Crown", "places": ORDER}, "Fill in the title of the new one."),
        ({"title": "Ministry", "places": ORDER}, "Answer: Whose grades are these"),
        ({"title": "civil  service"}, "There is one with this title: choose it above."),
        (NEW, "Give at least one of them its place: 1 is the lowest."),
        ({**NEW, "places": ORDER | {"HEO": "1"}}, "both have the place 1"),
        ({**NEW, "places": ORDER | {"HEO": "high"}}, "Write the place of “HEO” as a whole number"),
        ({**NEW, "places": ORDER | {"HEO": "0"}}, "Write the place of “HEO” as a whole number"),
        ({**NEW, "places": ORDER | {"HEO": "9" * 40}}, "Write the place of “HEO” as a whole"),
        ({**NEW, "places": ORDER | {"HEO": "7"}}, "number them from 1 without a gap"),
        ({"title": "Mini\0stry", "also": "C", "places": ORDER}, "Null characters are not allowed"),
        ({"title": "M" * 201, "also": "C", "places": ORDER}, "at most 200 characters"),
    ],
)
def test_a_form_that_says_no_answer_says_why_and_loses_nothing(browser, form, message):
    make_grade(structure=make_structure(title="Civil Service"), title="SEO")
    imported = uploaded(browser, POSTS)
    response = ask(browser, imported, **form)
    assert response.status_code == 400
    words = squeezed(response.text)
    assert message in words
    assert all(f'value="{place}"' in words for place in form.get("places", {}).values())
    assert imported.answers == {}


@pytest.fixture
def clerk(client, publisher):
    """A user who may import roles, and may not add grade structures."""
    user = User.objects.create(username="clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.exclude(codename="add_gradestructure"))
    client.force_login(user)
    return user


def test_who_may_not_add_one_is_offered_none(client, clerk):
    imported = uploaded(client, POSTS)
    page = client.get(address(imported, "grade-structure")).text
    assert "A new one" not in page
    assert "Title of the new one" not in page
    response = client.post(address(imported, "grade-structure"), {"entry": "new", **NEW})
    assert response.status_code == 400
    assert "Choose one of these." in response.text
    response = client.post(address(imported, "grade-structure"), NEW)
    assert "Choose an answer." in response.text
    assert "fill in the title" not in response.text


@pytest.mark.parametrize("codename", ["add_gradestructure", "add_grade"])
def test_who_may_not_add_one_any_more_makes_none(client, clerk, codename):
    clerk.user_permissions.set(Permission.objects.all())
    imported = uploaded(client, POSTS)
    ask(client, imported, **NEW, places=ORDER)
    assert imported.counts["created"]["grades.gradestructure"] == 1
    clerk.user_permissions.remove(Permission.objects.get(codename=codename))
    plan = {"plan": imported.plan_digest}
    response = client.post(f"{imported.get_absolute_url()}preview/", plan)
    assert response.status_code == 409
    assert "You may not add grade" in response.text
    client.post(imported.get_absolute_url(), {"do": "check"})
    imported.refresh_from_db()
    [question] = imported.read_questions()
    assert question.stops
    assert not GradeStructure.objects.exists()
