from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from roles.careers import family_levels
from tests.factories import (
    make_family,
    make_family_section,
    make_grade,
    make_pay,
    make_role,
    make_role_level,
    make_role_levels,
    make_source,
    make_structure,
    make_workstream,
    withdraw,
)
from tests.pages import squeezed

pytestmark = pytest.mark.django_db

UNKNOWN_ORDER = "The order of these levels is not stated. They are listed by title."
INFERRED = "next grade (inferred: no document states a step between these roles)"


def page_of(client, family):
    return squeezed(client.get(family.get_absolute_url()).text)


def test_the_list_shows_roles_under_their_grades_and_pay(client):
    family, grade = make_family(title="Human Resources"), make_grade(title="Grade 7")
    make_pay(grade, employer="Home Office")
    make_role_level(role=make_role(title="Partner"), grade=grade, employer="Home Office")
    make_role_level(role=make_role(title="Hidden", status="withdrawn"))
    make_family(title="Hidden family", status="draft")
    page = squeezed(client.get("/families/").text)
    assert f'href="{family.get_absolute_url()}" dir="auto">Human Resources</a>' in page
    assert "1 role<" in page
    assert ">Grade 7</dt>" in page
    assert "£30,000 to £40,000 a year, Home Office" in page
    assert "Hidden" not in page


def test_a_map_says_that_a_location_is_not_stated_only_beside_one(client):
    family, grade = make_family(), make_grade()
    make_pay(grade, employer="Home Office", location="", minimum=1, maximum=2)
    make_role_level(role=make_role(family=family), grade=grade, employer="Home Office")
    page = page_of(client, family)
    assert "<strong>£1 to £2 a year</strong> </p>" in page
    assert "not stated</span>" not in page
    make_pay(grade, employer="Home Office", location="Leeds")
    page = page_of(client, family)
    assert '<span dir="auto">Leeds</span>' in page
    assert "<strong>£1 to £2 a year</strong> <span>location not stated</span>" in page


def test_families_without_roles_stand_last_in_the_list(client):
    make_family(title="A")
    make_role_level(role=make_role(family=make_family(title="B")))
    titles = [one.title for one in client.get("/families/").context["overviews"]]
    assert titles == ["B", "A"]


def test_the_list_of_an_empty_catalogue(client):
    assert "No job family is published yet." in client.get("/families/").text


def test_a_form_leads_to_a_family(client):
    family = make_family()
    answer = client.get("/families/", {"family": family.slug})
    assert answer.headers["Location"] == f"{family.get_absolute_url()}#roles"
    for unknown in ("none", "\0", make_family(status="draft").slug):
        assert client.get("/families/", {"family": unknown}).status_code == 404
    assert client.get("/families/?family=").status_code == 200


def test_a_family_in_full(client):
    family = make_family()
    make_family_section(family, "Purpose", ["To plan.", "- One thing"], layout="prose")
    make_family_section(family, "Key characteristics", ["Shaping policy"], place="Page 3")
    make_family_section(family, "Members", ["Managers"], editors_note="Three kinds.")
    levels = [make_role_level(role=make_role(family=family), grade=make_grade()) for _ in "ab"]
    make_workstream(family=family, title="Fast Stream", route="entry")
    page = page_of(client, family)
    for said in ("To plan.", "One thing", "Shaping policy", "Page 3", "Managers", "Three kinds."):
        assert said in page
    assert "Fast Stream" in page
    for level in levels:
        assert f'value="{level.reference}"' in page


def test_a_family_of_which_the_source_says_little(client):
    page = page_of(client, make_family())
    assert "The source says nothing of this family as a whole." in page
    assert "The source gives no roles in this family." in page


def test_sections_stand_in_their_order_below_the_roles(client):
    family = make_family()
    make_family_section(family, "Third", position=3)
    make_family_section(family, "First", position=1)
    make_family_section(family, "Second", position=2)
    page = page_of(client, family)
    parts = ("Roles</h2>", "First</h2>", "Second</h2>", "Third</h2>")
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_a_section_of_another_document_says_so_at_the_foot(client):
    other = make_source(title="Another document")
    family = make_family(source=make_source())
    make_family_section(family, source=other, place="Page 7")
    _, _, foot = page_of(client, family).partition("Where in the documents")
    assert f'href="{other.get_absolute_url()}"' in foot
    assert "Page 7" in foot


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_published_is_not_found(client, status):
    assert client.get(make_family(status=status).get_absolute_url()).status_code == 404
    assert client.get("/families/none/").status_code == 404


def test_levels_of_a_role_are_a_row_of_boxes(client):
    role = make_role(title="Planner & <Builder>")
    junior, senior = (make_role_level(role=role, title=n, grade=make_grade()) for n in "AB")
    draft = make_role_level(role=role, grade=make_grade(), status="draft")
    page = page_of(client, role.family)
    assert page.index(junior.get_absolute_url()) < page.index(senior.get_absolute_url())
    assert "Levels of Planner &amp; &lt;Builder&gt;, most junior first" in page
    assert page.count("cap-map__cell--leads-on") == 1
    assert "next level of the same role" in page
    assert "inferred" not in page
    assert draft.get_absolute_url() not in page


def test_arrows_between_grades_are_inferred_and_said_to_be(client):
    for title in ("SEO", "Grade 7"):
        make_role_level(role=make_role(title=f"At {title}"), grade=make_grade(title=title))
    page = page_of(client, make_role_level().family)
    assert INFERRED in page
    assert "Next grade (inferred): Grade 7" in page
    assert page.count("cap-map__column--leads-on") == 1
    assert "next level of the same role" not in page


def test_grades_of_two_organisations_and_none_stand_apart(client):
    family, grade = make_family(), make_grade(title="Grade 7")
    elsewhere = make_structure(title="Council", organisation="Council")
    other = make_grade(title="Grade 7", structure=elsewhere)
    for values in ({"grade": grade}, {"grade": other}, {}):
        make_role_level(role=make_role(family=family), **values)
    page = page_of(client, family)
    for title in ("Civil Service", "Council", "No grade stated"):
        assert f'dir="auto">{title}</h3>' in page
    assert "No document compares the grades of two organisations." in page
    assert "cap-map-key" not in page


def test_an_order_that_nobody_states_is_said_once_and_has_no_step(client):
    for title in ("Developer", "Tester"):
        role = make_role(title=title)
        make_role_level(role=role, title=f"Junior {title}")
        make_role_level(role=role, title=f"Apprentice {title}")
    page = page_of(client, role.family)
    assert page.count(UNKNOWN_ORDER) == 1
    assert page.index(">Apprentice Developer</a>") < page.index(">Junior Developer</a>")
    assert "leads-on" not in page
    assert "most junior" not in page


def test_an_order_that_editors_gave_says_so(client):
    role = make_role(title="Developer", order_from="editors")
    for number in (1, 2):
        make_role_level(role=role, level_order=number)
    said = "The order of these levels was set by editors; no source states it."
    for entry in (role.family, role, role.levels.first()):
        assert said in page_of(client, entry)


def test_one_role_level_has_no_tick_no_key_and_no_arrow(client):
    level = make_role_level(grade=make_grade())
    page = page_of(client, level.family)
    assert f'href="{level.get_absolute_url()}"' in page
    for part in ("checkbox", "cap-map-key", "leads-on", "Add to my comparison"):
        assert part not in page


def test_up_to_eight_levels_are_compared_by_a_link(client):
    first, second = (make_role_level(role=make_role(title=title)) for title in "AB")
    page = page_of(client, first.family)
    assert f"level={first.reference}&amp;level={second.reference}" in page
    assert "Compare all 2 roles" in page


def test_many_roles_have_an_index_and_buttons_above_them_too(client):
    role = make_role()
    make_role_levels(2, role=role)
    assert page_of(client, role.family).count("Add to my comparison") == 1
    for _ in range(8):
        make_role_levels(2, role=make_role())
    page = page_of(client, role.family)
    assert page.count("Add to my comparison") == 2
    assert f'href="#role-{role.slug}"' in page
    assert f'id="role-{role.slug}"' in page


def test_a_large_family_stands_on_pages_of_whole_roles(client, monkeypatch):
    monkeypatch.setattr(family_levels, "LEVELS_A_PAGE", 4)
    for title in "ABC":
        make_role_levels(3, role=make_role(title=title))
    address = make_role_levels(1, role=make_role(title="D"))[0].family.get_absolute_url()
    page = squeezed(client.get(address).text)
    assert "Page 1 of 3." in page
    assert "Filter all 10 levels" in page
    (row,) = client.get(f"{address}?page=3").context["career_map"].rows
    assert row.role.title == "C"
    assert client.get(f"{address}?page=4").status_code == 404
    assert client.get(f"{address}?page=x").status_code == 400


def test_a_role_without_end_shows_its_first_levels_and_leads_to_all(client):
    role = make_role(title="Many")
    make_role_levels(130, role=role)
    page = page_of(client, role.family)
    assert page.count('name="level"') == 100
    assert f'href="{role.get_absolute_url()}">All 130 levels of Many</a>' in page


@pytest.mark.parametrize("number", [8, 800])
def test_seven_queries_however_many_levels(client, django_assert_num_queries, number):
    family = make_family()
    for heading in "ABC":
        make_family_section(family, heading, ["One", "Two"])
    role = make_role(family=family)
    for _ in range(8):
        make_role_levels(number // 8, role=role, grade=make_grade())
    # The family, whether it replaces anything; its role levels, their grades with the pay of these;
    # what the levels are for; its sections, its workstreams.
    with django_assert_num_queries(7):
        client.get(family.get_absolute_url())


def test_what_changes_is_seen_at_once(client):
    family = make_family()
    first, second = (make_role_level(role=make_role(family=family)) for _ in "ab")
    assert second.get_absolute_url() in page_of(client, family)
    withdraw(second)
    page = page_of(client, family)
    assert first.get_absolute_url() in page
    assert second.get_absolute_url() not in page
    withdraw(family)
    assert "Withdrawn on 3 March 2026" in page_of(client, family)


def test_pay_is_shown_from_its_first_day_on(client, monkeypatch):
    family, grade = make_family(), make_grade()
    make_role_level(role=make_role(family=family), grade=grade, employer="Home Office")
    later = timezone.now() + timedelta(days=2)
    make_pay(grade, employer="Home Office", valid_from=localdate(later))
    assert "a year</strong>" not in page_of(client, family)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "£30,000 to £40,000 a year</strong>" in page_of(client, family)


def test_the_levels_of_a_family_of_several_pages_are_read_once(
    client, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(family_levels, "LEVELS_A_PAGE", 1)
    first, second = (make_role_level(role=make_role(title=title)) for title in "AB")
    family = first.family
    assert first.get_absolute_url() in page_of(client, family)
    with django_assert_num_queries(4):  # none for its role levels
        assert second.get_absolute_url() in client.get(f"{family.get_absolute_url()}?page=2").text
    withdraw(second)
    assert client.get(f"{family.get_absolute_url()}?page=2").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_six_queries(client, django_assert_num_queries, number):
    for _ in range(number):
        make_role_level(role=make_role(family=make_family()), grade=make_grade())
    # How many families, and those of the page; their numbers, the grades that they have with the
    # pay of these, their grades and employers, their first roles with the levels of these.
    with django_assert_num_queries(6):
        client.get("/families/")
