from urllib.parse import urlencode

import pytest

from tests.factories import make_grade, make_requirement, make_role, make_role_level, make_skill

pytestmark = pytest.mark.django_db


def compare(client, *references):
    return client.get("/compare/?" + urlencode([("level", each) for each in references]))


def ladder(number, **values):
    role = make_role()
    return [make_role_level(role=role, grade=make_grade(), **values) for _ in range(number)]


def test_it_works(client):
    levels = ladder(8, sections={"Overview": ["The same text"]})
    response = compare(client, *(level.reference for level in reversed(levels)))
    columns = response.context["comparison"].columns
    assert [column.pk for column in columns] == [level.pk for level in levels]
    text = response.content.decode()
    assert "The same at all 8" in text
    assert text.count("The same text") == 1


def test_a_section_that_a_level_does_not_have_says_so(client):
    one, two = ladder(2)
    three = make_role_level({"Overview": ["Text"]}, grade=make_grade())
    text = compare(client, one.reference, two.reference, three.reference).content.decode()
    assert text.count("has no such section") == 2


def test_skills_are_rows(client):
    one, two = ladder(2)
    skill = make_skill(title="Delivering at Pace")
    make_requirement(one, skill, 3)
    text = compare(client, one.reference, two.reference).content.decode()
    assert "Delivering at Pace" in text
    assert "Level 3" in text
    assert "Not asked for" in text


def test_without_levels_the_page_tells_how_to_choose(client):
    response = compare(client)
    assert response.status_code == 200
    assert "tick role levels" in response.content.decode()


@pytest.mark.parametrize("number", [1, 9])
def test_too_few_or_too_many(client, number):
    response = compare(client, *(level.reference for level in ladder(number)))
    assert response.status_code == 400
    assert "2 to 8 can be compared" in response.content.decode()


def test_the_same_twice(client):
    (level,) = ladder(1)
    response = compare(client, level.reference, level.reference)
    assert response.status_code == 400
    assert "more than once" in response.content.decode()


def test_an_unknown_one_is_named(client):
    (level,) = ladder(1)
    response = compare(client, level.reference, "gone/level")
    assert response.status_code == 404
    assert "gone/level" in response.content.decode()


def test_a_withdrawn_one_is_named(client):
    (level,) = ladder(1)
    gone = make_role_level(status="withdrawn")
    response = compare(client, level.reference, gone.reference)
    assert response.status_code == 404
    assert gone.reference in response.content.decode()


@pytest.mark.parametrize("text", ["x", "/", "a/", "/b", "a/b/c", "a\0/b", "", "<script>/x/"])
def test_what_is_no_reference(client, text):
    (level,) = ladder(1)
    response = compare(client, level.reference, text)
    assert response.status_code == 400
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize("number", [2, 8])
def test_three_queries_however_many(client, django_assert_num_queries, number):
    levels = ladder(number, sections={"Overview": ["Text"], "Responsibilities": ["A", "B"]})
    with django_assert_num_queries(3):
        compare(client, *(level.reference for level in levels))
