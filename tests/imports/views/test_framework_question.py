"""A file of skills that names no framework, and levels in no known order: one question each."""

import pytest

from capframe.imports.models import Import
from skills.models import ProficiencyLevel, Skill, SkillFramework, SkillLevel
from tests.factories import make_framework, make_proficiency, make_skill
from tests.imports.files import apply, uploaded
from tests.pages import squeezed

pytestmark = pytest.mark.django_db

SKILLS = """skill,level,level_description
Cataloguing,Foundation,Know the rules
Cataloguing,Advanced,Teach the rules
Shelving,Intermediate,Shelve alone
Shelving,Foundation,Shelve with help
"""
NAMED = """skill_framework,skill,level,level_description
Tech Skills,Release,2 - Assist,Help
Tech Skills,Release,1 - Follow,Follow
"""


def address(imported, group="skill-framework"):
    return f"{imported.get_absolute_url()}questions/{group}/"


def fields(browser, imported, group="skill-framework"):
    """The names of the fields for the places of words, by the words."""
    form = browser.get(address(imported, group)).context["form"]
    [(_, found)] = form.ordered
    return {field.label: field.html_name for field in found}


def answer(browser, imported, group="skill-framework", places=(), **others):
    """Answer with the places of words, each by its word."""
    named = fields(browser, imported, group)
    sent = {named[word]: place for word, place in dict(places).items()}
    return browser.post(address(imported, group), {"do": "check", **sent, **others})


def titles(framework="Library Skills"):
    levels = ProficiencyLevel.objects.filter(framework__title=framework)
    return list(levels.order_by("position").values_list("title", "position"))


ORDER = {"Foundation": "1", "Intermediate": "2", "Advanced": "3"}


def test_a_new_framework_is_made_with_its_scale(browser):
    imported = uploaded(browser, SKILLS, kind="skills")
    assert (imported.state, imported.number_of_errors) == ("checked", 0)
    page = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "Which skill framework are these skills in?" in page
    page = squeezed(browser.get(address(imported)).text)
    assert "The file asks for 2 skills and names no framework." in page
    assert "2 rows" in page
    assert 'value="1"' not in page  # nothing is filled in beforehand

    response = answer(browser, imported, places=ORDER, entry="new", title="Library Skills")
    assert response["Location"] == imported.get_absolute_url()
    page = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "A new one, “Library Skills”: Foundation, Intermediate, Advanced" in page
    assert apply(browser, imported).state == "applied"
    assert titles() == [("Foundation", 1), ("Intermediate", 2), ("Advanced", 3)]
    assert Skill.objects.get(title="Shelving").levels.count() == 2


def test_an_existing_framework_is_taken(browser):
    framework = make_framework(title="Our skills")
    for number, word in enumerate(ORDER, start=1):
        make_proficiency(framework, number, title=word)
    imported = uploaded(browser, SKILLS, kind="skills")
    assert "Foundation to Advanced." in browser.get(address(imported)).text
    answer(browser, imported, entry=framework.pk)
    assert "Our skills" in browser.get(imported.get_absolute_url()).text
    apply(browser, imported)
    assert set(Skill.objects.values_list("framework", flat=True)) == {framework.pk}


def test_one_with_another_scale_says_so_and_its_words_are_asked(browser):
    framework = make_framework(title="Our skills")
    make_proficiency(framework, 1, title="Level 1")
    imported = uploaded(browser, SKILLS, kind="skills")
    assert "The file’s levels are not in this scale." in browser.get(address(imported)).text
    answer(browser, imported, entry=framework.pk)
    page = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "3 levels of skills to match" in page
    assert "Change" in page


def test_one_that_was_deleted_meanwhile_is_asked_again(browser):
    framework = make_framework(title="Our skills")
    imported = uploaded(browser, SKILLS, kind="skills")
    Import.objects.update(answers={"skill-framework": {"entry": framework.pk}})
    framework.delete()
    browser.post(imported.get_absolute_url(), {"do": "check"})
    page = browser.get(imported.get_absolute_url()).text
    assert "The check goes on once" in page
    assert "check it again with the answers" not in page


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({}, "Choose one, or fill in the title of a new one."),
        ({"entry": "99"}, "Choose one of these."),
        ({"entry": "new"}, "Fill in the title of the new one."),
        ({"title": "our  skills"}, "There is one with this title: choose it above."),
        ({"title": "N", "places": {"Foundation": "1"}}, "Give “Advanced” a place too"),
        (
            {"title": "N", "places": ORDER | {"Advanced": "2"}},
            "both have the place 2",
        ),
        ({"title": "N", "places": ORDER | {"Advanced": "4"}}, "number them from 1 without a gap"),
        ({"title": "N", "places": ORDER | {"Advanced": "low"}}, "Write the place of “Advanced”"),
        ({"title": "N", "places": ORDER | {"Advanced": "0"}}, "Write the place of “Advanced”"),
    ],
)
def test_a_form_that_says_no_answer_says_why_and_loses_nothing(browser, form, message):
    make_skill(framework=make_framework(title="Our skills"), title="Leading")
    imported = uploaded(browser, SKILLS, kind="skills")
    response = answer(browser, imported, **form)
    assert response.status_code == 400
    words = squeezed(response.text)
    assert message in words
    assert all(f'value="{place}"' in words for place in dict(form.get("places", {})).values())
    imported.refresh_from_db()
    assert imported.answers == {}


def test_where_the_order_is_not_known_the_levels_go_in_without_one(browser):
    imported = uploaded(browser, SKILLS, kind="skills")
    assert "leave all empty where the order is not known" in squeezed(
        browser.get(address(imported)).text
    )
    answer(browser, imported, title="Library Skills")
    page = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "Which of the levels of “Library Skills” is higher is not known" in page
    apply(browser, imported)
    assert not SkillFramework.objects.get().levels_in_order
    assert [title for title, _ in titles()] == ["Advanced", "Foundation", "Intermediate"]
    said = SkillLevel.objects.values_list("skill__title", "level__title", "description")
    rows = [row.split(",") for row in SKILLS.splitlines()[1:]]
    assert sorted(said) == sorted(map(tuple, rows))
    again = uploaded(
        browser,
        "skill_framework,"
        + SKILLS.replace("\n", "\nLibrary Skills,").removesuffix("Library Skills,"),
        kind="skills",
    )
    assert "Nothing would change" in squeezed(browser.get(again.get_absolute_url()).text)


def test_names_that_say_their_order_need_no_places(browser):
    text = SKILLS.replace("Foundation", "Level 1").replace("Intermediate", "Level 2")
    imported = uploaded(browser, text.replace("Advanced", "Level 4"), kind="skills")
    assert "take the order that their names say" in browser.get(address(imported)).text
    answer(browser, imported, title="Library Skills")
    apply(browser, imported)
    assert titles() == [("Level 1", 1), ("Level 2", 2), ("Level 4", 4)]


def test_the_scale_of_a_framework_that_the_file_names_is_asked_once(browser):
    imported = uploaded(browser, NAMED, kind="skills")
    page = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "In what order are the levels of “Tech Skills”?" in page
    assert (
        "In what order are the levels of “Tech Skills”?"
        in browser.get(address(imported, "scale")).text
    )
    answer(browser, imported, "scale", {"1 - Follow": "1", "2 - Assist": "2"})
    apply(browser, imported)
    assert titles("Tech Skills") == [("1 - Follow", 1), ("2 - Assist", 2)]
    assert SkillFramework.objects.count() == 1


def test_one_odd_name_is_one_fault(browser):
    rows = [f"Tech Skills,Testing,Level {n},Text\n" for n in range(1, 7)]
    odd = "Tech Skills,Release,Level 7 - Set strategy,Text\n"
    text = "".join(["skill_framework,skill,level,level_description\n", *rows, odd])
    [fault] = uploaded(browser, text, kind="skills").read_errors()
    assert (fault.line, fault.column) == (8, "level")


def test_a_file_of_roles_asks_once_too(browser):
    rows = [f"Audit,Auditor,Senior,Skill {n},{word}\n" for n, word in enumerate(ORDER)]
    text = "".join(["job_family,role,level,skill,skill_level\n", *rows])
    imported = uploaded(browser, text)
    assert imported.number_of_errors == 0
    answer(browser, imported, places=ORDER, title="Library Skills")
    apply(browser, imported)
    assert [title for title, _ in titles()] == list(ORDER)
