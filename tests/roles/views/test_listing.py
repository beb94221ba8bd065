from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roles.filters import CHOICES
from roles.models import RoleLevel
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_qualification_requirement,
    make_requirement,
    make_role,
    make_role_level,
    make_role_levels,
    make_section,
    make_skill,
    make_source,
    make_structure,
)
from tests.field_errors import assert_errors_are_tied
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


def listed(client, **query):
    response = client.get("/roles/?" + urlencode(query, doseq=True))
    assert response.status_code == 200
    return list(response.context["page"])


def test_it_lists_every_published_role_level(client):
    level = make_role_level()
    make_role_level(status="draft")
    assert listed(client) == [level]


def test_by_family(client):
    one, two, _ = [make_role_level(role=make_role(family=make_family())) for _ in range(3)]
    assert listed(client, family=one.family.slug) == [one]
    assert set(listed(client, family=[one.family.slug, two.family.slug])) == {one, two}


def test_by_grade_of_its_own_structure(client):
    here = make_grade(slug="7", structure=make_structure(slug="here"))
    make_role_level(grade=make_grade(slug="7", structure=make_structure(slug="there")))
    level = make_role_level(grade=here)
    assert listed(client, grade="here/7") == [level]


def test_by_organisation(client):
    level = make_role_level(source=make_source(publisher="Derbyshire County Council"))
    make_role_level(source=make_source(publisher="Home Office"))
    assert listed(client, organisation="Derbyshire County Council") == [level]


def test_by_skill(client):
    skill = make_skill(slug="pace", framework=make_framework(slug="csc"))
    level = make_role_level()
    make_requirement(level, skill)
    make_requirement(make_role_level(), make_skill())
    assert listed(client, skill="csc/pace") == [level]


def test_by_qualification(client):
    level = make_qualification_requirement(title="CIPD").role_level
    make_qualification_requirement(title="Degree")
    assert listed(client, qualification="cipd") == [level]


def test_a_qualification_that_only_hidden_levels_ask_for_is_no_choice(client):
    level = make_qualification_requirement(title="CIPD").role_level
    RoleLevel.objects.filter(pk=level.pk).update(status="draft")
    assert client.get("/roles/?qualification=cipd").status_code == 400
    assert "CIPD" not in client.get("/roles/").text


def test_by_words_in_any_of_its_texts(client):
    level = make_role_level({"Overview": ["Works in partnership"]}, title="Grade 7", code="PAP7")
    make_role_level({"Overview": ["Works alone"]})
    for words in ("partnership", "grade pap7", "PARTNERSHIP works"):
        assert listed(client, q=words) == [level]
    assert listed(client, q="partnership alone") == []


def test_filters_narrow_each_other(client):
    grade = make_grade(slug="7", structure=make_structure(slug="here"))
    level = make_role_level(role=make_role(family=make_family(slug="one")), grade=grade)
    make_role_level(role=make_role(family=make_family()), grade=grade)
    assert listed(client, family="one", grade="here/7") == [level]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("", "BAC"), ("junior", "BAC"), ("senior", "CAB"), ("title", "ABC")],
)
def test_sorting(client, sort, expected):
    role = make_role
    for title in "BAC":
        make_role_level(role=role(title=title), grade=make_grade())
    assert "".join(level.role.title for level in listed(client, sort=sort)) == expected


@pytest.mark.parametrize("sort", ["", "junior", "senior"])
def test_without_a_grade_comes_last(client, sort):
    family = make_family()
    ungraded = make_role_level(role=make_role(family=family, title="A"))
    make_role_level(role=make_role(family=family, title="B"), grade=make_grade())
    assert listed(client, sort=sort)[-1] == ungraded


@pytest.mark.parametrize(
    "query",
    [
        {"family": "none"},
        {"grade": "none"},
        {"grade": "a/b/c"},
        {"organisation": "Nobody"},
        {"skill": "x/y"},
        {"qualification": "none"},
        {"sort": "pay"},
        {"q": "x" * 201},
        {"q": "a " * 11},
        {"q": "nul\0"},
        {"family": ["none", "none"], "q": "fine"},
    ],
)
def test_an_invalid_value_shows_an_error_and_no_results(client, query):
    make_role_level(title="Shown nowhere")
    response = client.get("/roles/?" + urlencode(query, doseq=True))
    text = response.content.decode()
    assert response.status_code == 400
    assert "There is a problem" in text
    assert "Shown nowhere" not in text


def test_all_that_is_not_in_the_list_is_named(client):
    make_role_level(role=make_role(family=make_family(slug="one")))
    text = client.get("/roles/?family=two&family=one&family=" + "x" * 5000).text
    said = f"“two”, “{'x' * 100}” are not in the list: choose from it."
    assert f'<a href="#id_family_0">Job family: {said}</a>' in text
    assert client.get("/roles/?family=two").text.count("“two” is not in the list") == 2


def test_every_filter_in_error_names_its_error(client):
    make_role_level()
    wrong = {"q": "x" * 201, "sort": "none", "family": "none", "grade": "none"}
    assert_errors_are_tied(client.get("/roles/?" + urlencode(wrong)).text, 4)


def test_tags_take_one_choice_back_and_keep_the_others(client):
    family = make_family(title="Policy", slug="policy")
    make_role_level(role=make_role(family=family))
    response = client.get("/roles/?q=role&family=policy&sort=title&page=1")
    tags = {tag.value: tag.url for tag in response.context["tags"]}
    assert tags == {
        "role": "/roles/?family=policy&sort=title",
        "Policy": "/roles/?q=role&sort=title",
    }


def test_of_words_given_twice_the_last_count(client):
    level = make_role_level(title="Shown")
    make_role_level(title="Other")
    response = client.get("/roles/?q=other&q=shown&sort=title&sort=")
    assert list(response.context["page"]) == [level]
    assert [(tag.value, tag.url) for tag in response.context["tags"]] == [("shown", "/roles/")]


def test_addresses_on_the_page_leave_out_what_says_nothing(client):
    make_role_levels(26, role=make_role(family=make_family(slug="one", title="One")))
    response = client.get("/roles/?grade=&family=one&family=one&utm_source=letter&q=level")
    tags = [(tag.value, tag.url) for tag in response.context["tags"]]
    assert tags == [("level", "/roles/?family=one"), ("One", "/roles/?q=level")]
    assert 'href="?q=level&amp;family=one&amp;page=2"' in response.text


@pytest.fixture
def many_choices(db):
    """More choices than may be ticked, of three filters; each finds the one role level."""
    level = make_role_level(grade=make_grade())
    section = make_section(level, statements=[f"Be qualified {n}." for n in range(30)])
    for number, statement in enumerate(section.statements.all()):
        make_qualification_requirement(statement, f"Qualification {number}")
        make_requirement(level, make_skill())
        make_grade()
    return {name: [value for value, _ in choices()] for name, choices in CHOICES.items()}


def statements_of(client, query):
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/roles/?" + urlencode(query, doseq=True)).status_code == 200
    return [each["sql"] for each in captured]


@pytest.mark.parametrize("name", ["skill", "qualification", "grade"])
def test_many_choices_are_one_condition(client, many_choices, name):
    one, many = (statements_of(client, {name: many_choices[name][:n]}) for n in (1, 30))
    assert len(one) == len(many)
    for each in ("EXISTS", " IN (", " OR ", " JOIN "):
        assert [sql.count(each) for sql in one] == [sql.count(each) for sql in many]


@pytest.mark.parametrize("name", ["skill", "qualification", "grade", "family", "organisation"])
def test_a_choice_again_and_again_is_one(client, many_choices, name):
    value = many_choices[name][0]
    once, often = (statements_of(client, {name: [value] * n}) for n in (1, 100))
    assert once == often


def test_too_many_choices_are_refused_where_most_of_them_are(client, many_choices):
    chosen = {"skill": many_choices["skill"], "qualification": many_choices["qualification"][:20]}
    assert client.get("/roles/?" + urlencode(chosen, doseq=True)).status_code == 200
    chosen["qualification"] = many_choices["qualification"][:21]
    response = client.get("/roles/?" + urlencode(chosen, doseq=True))
    assert response.status_code == 400
    said = "Choose at most 50 in all filters together: 51 are chosen, 30 of them here."
    assert f'<a href="#id_skill_0">Skill asked for: {said}</a>' in squeezed(response.text)
    assert response.text.count(" checked") == 51


def test_twenty_five_a_page(client):
    for _ in range(26):
        make_role_level()
    assert len(listed(client)) == 25
    assert len(listed(client, page=2)) == 1


@pytest.mark.parametrize(("page", "status"), [("x", 400), ("0", 404), ("999999", 404), ("-1", 400)])
def test_pages_that_are_not_there(client, page, status):
    response = client.get("/roles/", {"page": page})
    assert response.status_code == status
    assert "page" in response.content.decode()


def test_no_result_says_so(client):
    assert "No role level fits" in client.get("/roles/?q=nothing").content.decode()


@pytest.mark.parametrize("order", ["junior", "senior"])
def test_sorted_by_grade_each_organisation_has_a_heading(client, order):
    make_role_level(grade=make_grade())
    elsewhere = make_structure(title="A scale", organisation="Zoo")
    make_role_level(grade=make_grade(structure=elsewhere))
    make_role_level()
    response = client.get(f"/roles/?sort={order}")
    titles = [title for title, _ in response.context["bands"]]
    assert titles == ["Civil Service", "Zoo", "No grade stated"]
    assert 'scope="rowgroup" colspan="4"' in squeezed(response.text)
    assert client.get("/roles/").context["bands"] == []


@pytest.mark.parametrize("number", [8, 800])
def test_seven_queries_however_many(client, django_assert_num_queries, number):
    make_role_levels(number, grade=make_grade())
    # The list, its number, and the choices of families, grades, organisations, skills and
    # qualifications.
    with django_assert_num_queries(7):
        client.get("/roles/?q=level")
