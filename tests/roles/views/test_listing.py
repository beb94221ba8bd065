from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from capframe.base.stamp import move_stamp
from capframe.search.index import rebuild
from grades.models import Grade
from roles.addresses import grade_reference
from roles.choices import CHOICES
from roles.filters import ORDERS, pages_of, rows_in_order, sort_role_levels
from roles.models import RoleLevel
from roles.pickers import MOST_OFFERED
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_pay,
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
    return levels_of(response)


def levels_of(response):
    levels = RoleLevel.objects.select_related("role").in_bulk()
    return [levels[pk] for pk in response.context["page"]]


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


def test_by_skill_at_one_level(client):
    skill = make_skill(slug="pace", title="Pace", framework=make_framework(slug="csc"))
    three, four, other = (make_role_level() for _ in range(3))
    make_requirement(three, skill, 3)
    make_requirement(four, skill, 4)
    make_requirement(other, make_skill(framework=skill.framework), 4)
    assert listed(client, skill="csc/pace/4") == [four]
    assert set(listed(client, skill=["csc/pace/3", "csc/pace/4"])) == {three, four}
    assert set(listed(client, skill="csc/pace")) == {three, four}


def test_a_chosen_skill_says_the_level_required(client):
    pace, care = make_skill(title="Pace"), make_skill(title="Care")
    level = make_role_level()
    make_requirement(level, pace, 4)
    make_requirement(level, care, None)
    values = [f"{one.framework.slug}/{one.slug}" for one in (pace, care)]
    response = client.get("/roles/?" + urlencode({"skill": values[0]}))
    assert [row.asked for row in response.context["rows"]] == [("Level 4",)]
    response = client.get("/roles/?" + urlencode({"skill": values}, doseq=True))
    assert [row.asked for row in response.context["rows"]] == [("Care", "Pace: Level 4")]
    assert "Level required" not in client.get("/roles/").text


def test_by_location(client):
    level = make_role_level(location="London and the South East")
    make_role_level(location="London")
    make_role_level()
    assert listed(client, location="London and the South East") == [level]


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
        {"location": "Nowhere"},
        {"location": "nul\0"},
        {"skill": "x/y"},
        {"skill": "x/y/4"},
        {"find_skill": "x" * 201},
        {"find_skill": "nul\0"},
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
    assert f'<a href="#id_family">Job family: {said}</a>' in text
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
    assert levels_of(response) == [level]
    assert [(tag.value, tag.url) for tag in response.context["tags"]] == [("shown", "/roles/")]


def test_addresses_on_the_page_leave_out_what_says_nothing(client):
    make_role_levels(26, role=make_role(family=make_family(slug="one", title="One")))
    rebuild()
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
    RoleLevel.objects.update(location="London")
    values = {name: [one.value for one in those.find("", 99)] for name, those in CHOICES.items()}
    grades = Grade.objects.select_related("structure")
    return values | {"grade": [grade_reference(grade) for grade in grades]}


def statements_of(client, query):
    move_stamp(connection)  # nothing that was kept of the catalogue is used
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/roles/?" + urlencode(query, doseq=True)).status_code == 200
    return [each["sql"] for each in captured]


@pytest.mark.parametrize("name", ["skill", "qualification", "grade"])
def test_many_choices_are_one_condition(client, many_choices, name):
    one, many = (statements_of(client, {name: many_choices[name][:n]}) for n in (1, 30))
    assert len(one) == len(many)
    for each in ("EXISTS", " IN (", " OR ", " JOIN "):
        assert [sql.count(each) for sql in one] == [sql.count(each) for sql in many]


@pytest.mark.parametrize("name", CHOICES)
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
    assert f'<a href="#id_skill">Skill: {said}</a>' in squeezed(response.text)
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
    make_role_level()
    text = client.get("/roles/?q=nothing").text
    assert "No roles match" in text
    assert "See all roles" in text


def test_an_empty_catalogue_says_so(client):
    assert "The catalogue holds no roles yet." in client.get("/roles/").text


@pytest.mark.parametrize("order", ["junior", "senior"])
def test_sorted_by_grade_each_organisation_has_a_heading(client, order):
    make_role_level(grade=make_grade())
    elsewhere = make_structure(title="A scale", organisation="Zoo")
    make_role_level(grade=make_grade(structure=elsewhere))
    make_role_level()
    response = client.get(f"/roles/?sort={order}")
    titles = [title for title, _ in response.context["bands"]]
    assert titles == ["Grades of Civil Service", "Grades of Zoo", "No grade stated"]
    assert 'scope="rowgroup" colspan="3"' in squeezed(response.text)
    assert client.get("/roles/").context["bands"] == []


def test_it_shows_salary_location_and_the_grade_once(client):
    grade = make_grade(title="Grade 7")
    make_pay(grade, employer="Home Office", minimum=50_000, maximum=60_000)
    make_pay(grade, employer="Home Office", location="National", minimum=40_000, maximum=45_000)
    make_pay(grade, employer="Ministry", minimum=1, maximum=2)
    values = {"grade": grade, "employer": "Home Office", "location": "London"}
    make_role_level(role=make_role(title="Clerk"), title="Grade 7", **values)
    text = squeezed(client.get("/roles/").text)
    assert ">Clerk</a>" in text
    assert "£50,000 to £60,000 a year" in text
    assert "Salaries: Home Office, date not stated." in text
    assert "£40,000" not in text
    assert "£1 to £2" not in text
    assert ">London</div>" in text


def test_several_places_show_what_each_pays(client):
    grade = make_grade()
    for location in ("London", "National"):
        make_pay(grade, employer="Home Office", location=location)
    make_role_level(grade=grade, employer="Home Office", location="London/Croydon")
    (row,) = client.get("/roles/").context["rows"]
    assert [pay.location for pay in row.pay_shown] == ["London", "National"]


def test_pay_without_a_location_says_so_only_beside_one(client):
    grade = make_grade()
    make_pay(grade, employer="Home Office", location="", minimum=1, maximum=2)
    level = make_role_level(grade=grade, employer="Home Office")
    text = squeezed(client.get("/roles/").text)
    assert "£1 to £2 a year" in text
    assert "location not stated" not in text
    make_pay(grade, employer="Home Office", location="King’s <i> Lynn", valid_from=date(2020, 1, 1))
    text = squeezed(client.get("/roles/").text)
    more = '<span class="cap-results__more" dir="auto">'
    assert f"{more}King’s &lt;i&gt; Lynn; Home Office, from 1 January 2020</span>" in text
    assert f"{more}location not stated; Home Office, date not stated</span>" in text
    RoleLevel.objects.filter(pk=level.pk).update(location="King’s <i> Lynn")
    assert "location not stated" not in client.get("/roles/").text


def test_what_its_own_employer_does_not_pay_is_a_link_only(client):
    grade = make_grade(title="Grade 7")
    make_pay(grade, employer="Home Office")
    make_role_level(grade=grade)
    text = squeezed(client.get("/roles/").text)
    assert f'href="{grade.get_absolute_url()}#pay">Salaries at Grade 7</a>' in text
    assert "£" not in text


def test_a_level_of_another_name_than_its_grade_keeps_it(client):
    make_role_level(role=make_role(title="Clerk"), title="PAP7", grade=make_grade(title="Grade 7"))
    assert ">Clerk, PAP7</a>" in client.get("/roles/").text


def test_a_name_that_is_no_filter_is_said_and_a_blank_one_is_none(client):
    level = make_role_level()
    response = client.get("/roles/?famly=hr&other=&family=+&page=&format=&utm_source=letter")
    assert levels_of(response) == [level]
    assert "asks for “famly”, “utm_source”, which this page does not know" in squeezed(
        response.text
    )
    assert response.context["tags"] == []
    assert "does not know" not in client.get("/roles/?other=&family=&page=1&find_skill=x").text


def button(name, value):
    return f'type="submit" name="{name}" value="{value}"'


def test_what_may_be_chosen_is_what_role_levels_have(client):
    level = make_role_level(grade=make_grade(), location="London")
    unused = make_grade()
    make_role_level(status="draft", location="Nowhere")
    skill = make_requirement(level, make_skill(), 4).skill
    text = squeezed(client.get("/roles/").text)
    assert button("location", "London") in text
    assert button("skill", f"{skill.framework.slug}/{skill.slug}/4") in text
    assert "Nowhere" not in text
    assert button("grade", grade_reference(unused)) not in text


def test_many_choices_are_found_by_typing(client):
    level = make_role_level()
    for number in range(MOST_OFFERED + 1):
        make_requirement(level, make_skill(title=f"Skill {number:02}"), 4)
    text = client.get("/roles/").text
    assert 'name="find_skill"' in text
    assert 'name="skill"' not in text
    found = client.get("/roles/?find_skill=SKILL+07").text
    assert found.count(' name="skill"') == 2  # at any level, and at level 4
    assert "There are more" in client.get("/roles/?find_skill=skill").text
    assert "Nothing found for “xyz”" in client.get("/roles/?find_skill=xyz").text


def test_what_is_chosen_is_ticked_and_no_longer_offered(client):
    skill = make_requirement(make_role_level(), make_skill(title="Pace"), 4).skill
    value = f"{skill.framework.slug}/{skill.slug}"
    text = squeezed(client.get(f"/roles/?skill={value}/4").text)
    assert f'name="skill" value="{value}/4" checked' in text
    assert button("skill", value) in text
    assert button("skill", f"{value}/4") not in text


@pytest.mark.parametrize("number", [3, 30, 800])
def test_the_number_of_queries_however_many(client, django_assert_num_queries, number):
    make_pay(make_grade(), employer="Home Office")
    make_role_levels(number, grade=make_grade(), location="London")
    make_requirement(RoleLevel.objects.first(), make_skill(), 4)
    rebuild()
    # How many there are in each family, the order of these and of those in the first of them, the
    # list, the pay; the choices of grades, locations, skills, their levels, families,
    # qualifications and publishers.
    with django_assert_num_queries(12):
        client.get("/roles/?q=level")
    with django_assert_num_queries(5):  # in another order the numbers are those of other groups
        client.get("/roles/?q=level&sort=title")
    with django_assert_num_queries(2):
        client.get("/roles/?q=level")
    RoleLevel.objects.filter(pk=RoleLevel.objects.first().pk).update(location="Leeds")
    with django_assert_num_queries(12):
        assert "Leeds" in client.get("/roles/?q=level").text


@pytest.mark.parametrize("first_sorted", [1, 6, 1_000])
@pytest.mark.parametrize("order", ORDERS)
def test_pages_hold_what_the_sorted_list_has(monkeypatch, order, first_sorted):
    """Families and roles of the same titles, roles without a grade, pages across groups."""
    monkeypatch.setattr("capframe.base.pagination.FIRST_SORTED", first_sorted)
    families = [
        make_family(title=title, slug=slug) for title, slug in zip("BAA", "abc", strict=True)
    ]
    grades = [make_grade() for _ in range(2)] + [make_grade(structure=make_structure()), None]
    for number in range(24):
        slug = f"role-{number}"
        role = make_role(family=families[number % 3], title=f"Role {number % 8}", slug=slug)
        make_role_level(role=role, grade=grades[number % 5 % 4])
    whole = sort_role_levels(RoleLevel.objects.published(), order)
    pages = pages_of(whole, order, 5, key="")
    assert (pages.count, pages.num_pages) == (24, 5)
    shown = [list(pages.page(number)) for number in pages.page_range]
    assert [key for keys in shown for key in keys] == list(whole.values_list("pk", flat=True))
    assert [[row.pk for row in rows_in_order(order, keys)] for keys in shown] == shown


def test_an_empty_list_has_one_page_without_anything():
    pages = pages_of(sort_role_levels(RoleLevel.objects.published()), "", 5, key="")
    assert (pages.count, list(pages.page(1))) == (0, [])
