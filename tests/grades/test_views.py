import re
from datetime import date

import pytest

from tests.factories import (
    make_family,
    make_grade,
    make_pay,
    make_role,
    make_role_level,
    make_role_levels,
    make_source,
    make_structure,
)
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_structures_and_grades_most_senior_first(client):
    structure = make_structure(title="Civil Service")
    grades = [make_grade(title=title) for title in ("SEO", "Grade 7", "Grade 6")]
    make_pay(grades[1], location="London", minimum=52_969, maximum=62_239)
    text = text_of(client, "/grades/")
    assert structure.get_absolute_url() in text
    assert "Civil Service grades, most senior first" in text
    assert "London, £52,969 to £62,239 a year<" in text
    assert text.count("Where no salary, employer or date stands beside a grade") == 1
    assert text.index(">Grade 6<") < text.index(">Grade 7<") < text.index(">SEO<")


def test_a_structure_says_once_how_its_pay_applies(client):
    structure = make_structure()
    for _ in range(2):
        make_pay(make_grade(structure=structure), note="By base location.")
    assert text_of(client, structure.get_absolute_url()).count("By base location.") == 1


def test_a_catalogue_without_grades(client):
    assert "The catalogue holds no grades yet." in text_of(client, "/grades/")


def test_a_structure_without_pay_or_grades_says_so(client):
    structure = make_structure()
    address = structure.get_absolute_url()
    assert f"The source gives no grades of the structure {structure.title}." in text_of(
        client, address
    )
    make_grade()
    assert "The source gives no salary." in text_of(client, address)


def test_a_grade_beside_paid_ones_says_that_it_has_no_pay(client):
    structure = make_pay(make_grade()).grade.structure
    for _ in range(2):
        make_grade()
    said = "Where no salary is shown, the source gives none."
    assert text_of(client, structure.get_absolute_url()).count(said) == 1


def test_a_structure_shows_its_description_grades_and_source(client):
    source = make_source(title="Candidate Information Pack")
    structure = make_structure(
        title="Civil Service",
        organisation="HM Government",
        description="All of them.",
        source=source,
    )
    grade = make_grade(title="SEO", full_title="Senior Executive Officer")
    text = text_of(client, structure.get_absolute_url())
    for said in ("HM Government", "All of them.", "(Senior Executive Officer)", source.title):
        assert said in text
    assert grade.get_absolute_url() in text


def test_a_grade_shows_its_neighbours_and_source(client):
    below, grade, above = make_grade(), make_grade(place="PAP13, Grade"), make_grade()
    response = client.get(grade.get_absolute_url())
    assert (response.context["above"], response.context["below"]) == (above, below)
    assert "PAP13, Grade" in response.content.decode()


def test_the_ends_of_a_structure_say_so(client):
    text = text_of(client, make_grade().get_absolute_url())
    assert "None: this is the most senior of its structure" in text
    assert "None: this is the most junior of its structure" in text


def test_a_grade_shows_its_pay_with_date_and_place(client):
    grade = make_grade()
    make_pay(grade, minimum=1_000, maximum=2_000, valid_from=date(2016, 4, 1), place="Salaries")
    text = text_of(client, grade.get_absolute_url())
    for said in ("£1,000", "£2,000", "1 April 2016", "Source of the salary", "Salaries"):
        assert said in text


def test_pay_of_other_times_is_set_apart(client):
    grade = make_grade()
    earlier, today = (make_pay(grade, valid_from=date(year, 1, 1)) for year in (2015, 2016))
    later = make_pay(grade, valid_from=date(2999, 1, 1))
    context = client.get(grade.get_absolute_url()).context
    (now,), (other,) = context["pay"], context["other_pay"]
    assert (now.ranges, other.ranges) == ((today,), (later, earlier))
    assert context["pay_places"] == [today]


def test_pay_stands_by_employer_and_period_with_its_note_once(client):
    grade = make_grade()
    make_pay(grade, minimum=1, maximum=2)
    for location in ("London", "National"):
        make_pay(grade, employer="Home Office", location=location, note="By base.")
    hourly = {"period": "hour", "minimum": "12.45", "maximum": "13.00", "currency": "EUR"}
    make_pay(grade, employer="Cabinet Office", location="Élan", **hourly)
    text = " ".join(text_of(client, grade.get_absolute_url()).split())
    captions = (
        "Cabinet Office: pay an hour by location",
        "Home Office: salary by location",
        "Employer not stated: salary by location",
    )
    places = [text.index(caption) for caption in captions]
    assert places == sorted(places)
    assert text.count("By base.") == 1
    assert "EUR 12.45" in text
    assert "EUR 13<" in text


def test_that_a_location_is_not_stated_is_said_only_beside_one_that_is(client):
    grade = make_grade()
    alone = make_pay(grade, location="", minimum=1, maximum=2, note="By base.")
    pages = grade.get_absolute_url(), grade.structure.get_absolute_url()
    for page in pages:
        text = squeezed(text_of(client, page))
        assert "£1 to £2 a year<" in text or ">£1<" in text
        assert "ocation" not in text
    assert "Employer not stated: salary, date not stated" in squeezed(text_of(client, pages[0]))
    make_pay(grade, minimum=3, maximum=4)
    for page in pages:
        assert squeezed(text_of(client, page)).count("Location not stated") == 1 + (
            page == pages[0]  # before its note, too
        )
    assert "Location not stated, £1 to £2 a year<" in squeezed(text_of(client, pages[1]))
    assert "Location not stated: By base." in text_of(client, pages[0])
    alone.delete()
    assert "not stated" not in text_of(client, pages[1])


def test_all_bars_of_a_page_stand_on_one_scale(client):
    structure, other = make_structure(organisation="A"), make_structure(organisation="B")
    low = make_grade(structure=structure)
    make_pay(low, minimum=30_000, maximum=35_000)
    make_pay(make_grade(structure=other), minimum=70_000, maximum=80_000)
    hourly = make_pay(low, location="National", period="hour", minimum=12, maximum=14)
    text = squeezed(text_of(client, "/grades/"))
    assert text.count("The bars run from £30,000 to £80,000 a year; from £12 to £14 an hour.") == 1
    bars = re.findall(r'__range" x="(\d+)" y="0" width="(\d+)"', text)
    assert sorted(bars) == [("0", "10"), ("0", "100"), ("80", "20")]
    hourly.delete()
    text = squeezed(text_of(client, low.get_absolute_url()))
    assert "The bars run from £30,000 to £35,000 a year." in text


def test_one_employer_is_named_once_over_all_salaries(client):
    grades = [make_grade() for _ in range(2)]
    for grade in grades:
        make_pay(grade, employer="Home Office")
    address = grades[0].structure.get_absolute_url()
    assert text_of(client, address).count("Salary at Home Office") == 1
    make_pay(grades[0], employer="Treasury")
    text = text_of(client, address)
    assert "Salary at" not in text
    assert text.count("Home Office:") == 2


def test_a_note_on_some_pay_says_on_which(client):
    grade = make_grade()
    make_pay(grade, location="London", note="With weighting.")
    make_pay(grade, location="National")
    assert "London: With weighting." in text_of(client, grade.get_absolute_url())


def test_a_grade_without_pay_says_so(client):
    assert "The source gives no salary." in text_of(client, make_grade().get_absolute_url())


def test_a_grade_shows_its_published_role_levels_by_family(client):
    grade = make_grade()
    policy, people = make_family(title="Policy"), make_family(title="Human Resources")
    adviser, partner = make_role(family=policy), make_role(family=people)
    shown = [
        make_role_level(role=partner, grade=grade, location="London and the South East"),
        make_role_level(role=adviser, grade=grade),
    ]
    make_role_level(role=partner, grade=grade, status="draft", title="Unready")
    make_role_level(role=make_role(status="withdrawn", family=policy), grade=grade)
    make_role_level(role=partner, grade=make_grade())
    response = client.get(grade.get_absolute_url())
    text = response.content.decode()
    assert list(response.context["page"]) == shown
    assert "2 roles, by job family" in " ".join(text.split())
    assert "London and the South East" in text
    assert text.index(">Human Resources<") < text.index(">Policy<")
    assert "Unready" not in text


def test_a_grade_without_role_levels_says_so(client):
    text = text_of(client, make_grade().get_absolute_url())
    assert "The catalogue holds no role at this grade." in text


@pytest.mark.parametrize("address", ["none/", "structure/none/", "none/grade/"])
def test_an_unknown_slug_is_not_found(client, address):
    make_grade(structure=make_structure(slug="structure"), slug="grade")
    assert client.get(f"/grades/{address}").status_code == 404


def test_a_grade_is_found_in_its_own_structure_only(client):
    make_grade(slug="grade-7")
    other = make_structure(slug="other")
    assert client.get(f"{other.get_absolute_url()}grade-7/").status_code == 404


@pytest.mark.parametrize(("page", "status"), [("x", 400), ("0", 404), ("999999", 404)])
def test_a_page_that_is_not_there_is_refused(client, page, status):
    response = client.get(f"{make_grade().get_absolute_url()}?page={page}")
    assert response.status_code == status
    assert "refusal" in response.context


@pytest.mark.parametrize("number", [8, 800])
def test_queries_are_as_many_however_many_role_levels(client, django_assert_num_queries, number):
    _, grade, _ = make_grade(), make_grade(), make_grade()
    make_pay(grade)
    for _ in range(4):
        make_role_levels(number // 4, role=make_role(family=make_family()), grade=grade)
    with django_assert_num_queries(9):  # three find those of the page, which are kept
        text = text_of(client, grade.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(grade.get_absolute_url())
    assert ("Roles 1 to 100 of 800" in text) == (number == 800)
    with django_assert_num_queries(4):  # one counts role levels, which is kept for the next
        client.get("/grades/")
    with django_assert_num_queries(3):
        client.get(grade.structure.get_absolute_url())


def test_the_last_page_shows_the_rest(client):
    grade = make_grade()
    make_role_levels(101, grade=grade)
    text = text_of(client, f"{grade.get_absolute_url()}?page=2")
    assert "Roles 101 to 101 of 101" in text
    assert 'href="?page=1#role-levels"' in text


def test_a_date_that_no_pay_has_is_said_once_and_has_no_column(client):
    grade = make_grade()
    for location in ("London", "National"):
        make_pay(grade, location=location)
    text = text_of(client, grade.get_absolute_url())
    assert text.count("date not stated") == 1
    assert ">From<" not in text
    text = text_of(client, grade.structure.get_absolute_url())
    assert text.count("The source gives no employer or date of salary.") == 1


def test_other_names_are_shown_as_the_editors(client):
    grade = make_grade(title="Grade 7", aliases="G7\nGr <7>")
    text = squeezed(text_of(client, grade.get_absolute_url()))
    assert (
        "<strong>Also searched as (by the editors):</strong> "
        "<bdi>G7</bdi>, <bdi>Gr &lt;7&gt;</bdi>" in text
    )
    text = text_of(client, make_grade().get_absolute_url())
    assert "Also searched as" not in text
