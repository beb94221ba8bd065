import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from capframe.base.aliases import Called, NamesInUse, list_aliases, tidy_aliases
from capframe.spreadsheets.names import folded
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_role,
    make_skill,
    make_structure,
)


def test_names_stand_one_a_line():
    text = " G7 \r\n\r\n\tGr\u00a0 7\n  "
    assert list_aliases(text) == ["G7", "Gr 7"]
    assert tidy_aliases(text) == "G7\nGr 7"
    assert tidy_aliases(" \n ") == ""


def test_marks_of_lists_are_no_part_of_a_name(db):
    grade = make_grade()
    grade.aliases = "•\tG7\n▪ Gr\u200b 7\n\n•\n- as printed"
    grade.full_clean()
    assert grade.aliases == "G7\nGr 7\n- as printed"


@pytest.mark.parametrize("other", ["hrbp", " HRBP  ", "Hrbp"])
def test_case_and_spacing_tell_no_names_apart(other):
    assert folded(other) == folded("HRBP")


def test_composed_and_decomposed_letters_are_alike():
    assert folded("Chargé") == folded("CHARGE\u0301") != folded("Charge")


def problems(in_use, title, *aliases):
    found = in_use.find_problems(Called(f"grade “{title}”", {"title": title}, list(aliases)))
    return [(one.field, one.problem) for one in found]


@pytest.fixture
def in_use():
    names = NamesInUse()
    titles = {"title": "SEO", "full_title": "Senior Executive Officer"}
    names.add(Called("grade “SEO”", titles, ["Senior officer"]))
    return names


def test_what_nothing_else_is_called_may_be_kept(in_use):
    assert problems(in_use, "HEO", "Higher officer", "H") == []


@pytest.mark.parametrize(
    ("alias", "problem"),
    [
        ("seo", "“seo” is what the grade “SEO” is called."),
        ("Senior  Executive officer", "“Senior  Executive officer” is what the grade “SEO” is"),
        ("SENIOR OFFICER", "“SENIOR OFFICER” is another name of the grade “SEO”."),
        ("HEO", "“HEO” is its name already."),
        ("x" * 201, "has 201 characters; the limit is 200."),
    ],
)
def test_an_alias_that_cannot_be_is_told_with_its_holder(in_use, alias, problem):
    ((field, found),) = problems(in_use, "HEO", alias)
    assert (field, problem in found) == ("aliases", True)


def test_a_name_stands_once_among_an_entrys_own(in_use):
    assert problems(in_use, "HEO", "H", "h") == [("aliases", "“h” is its name already.")]


def test_a_title_is_not_anothers_alias(in_use):
    problem = "“Senior officer” is another name of the grade “SEO”."
    assert problems(in_use, "Senior officer") == [("title", problem)]


MAKERS = {
    "grade": (make_grade, make_structure, "structure"),
    "skill": (make_skill, make_framework, "framework"),
    "role": (make_role, make_family, "family"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "make_whole", "within"), MAKERS.values(), ids=MAKERS)
def test_a_form_refuses_what_another_beside_it_has(make, make_whole, within):
    here, elsewhere = make_whole(), make_whole()
    first = make(**{within: here}, title="First", slug="first", aliases="One\nUno")
    second = make(**{within: here}, title="Second", slug="second")
    second.aliases = " Two \n\nUNO"
    with pytest.raises(ValidationError) as refused:
        second.full_clean()
    noun = first._meta.verbose_name
    assert refused.value.message_dict == {
        "aliases": [f"“UNO” is another name of the {noun} “First”. Remove it here or there."]
    }
    setattr(second, within, elsewhere)
    second.full_clean()
    assert second.aliases == "Two\nUNO"
    first.full_clean()


@pytest.mark.django_db
def test_a_form_refuses_a_title_that_is_anothers_alias():
    make_grade(title="Grade 7", aliases="G7")
    with pytest.raises(ValidationError) as refused:
        make_grade(title="g7").full_clean()
    assert refused.value.message_dict == {
        "title": [
            "“g7” is another name of the grade “Grade 7”. Choose another one, or remove it from "
            "the other names there."
        ]
    }


@pytest.mark.django_db
@pytest.mark.parametrize("text", [" G7", "G7 ", "\nG7", "G7\n", "G7\n\nGr 7", "G7\r\nGr 7", " "])
@pytest.mark.parametrize(("make", "make_whole", "within"), MAKERS.values(), ids=MAKERS)
def test_the_database_holds_that_they_stand_one_a_line(make, make_whole, within, text):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(aliases=text)
