"""Home: three tasks, the job families with their roles, and routes."""

import pytest
from django.urls import reverse

from capframe import home
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_pay,
    make_role,
    make_role_level,
    make_role_levels,
    make_skill,
    make_structure,
    make_workstream,
    withdraw,
)
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    """A function that gives the page as it is now."""
    return lambda: squeezed(client.get(reverse("home")).text)


def test_home_leads_to_families_and_to_their_roles(page):
    level = make_role_level(role=make_role(title="Planner"), grade=make_grade(title="Grade 7"))
    make_role_level(role=make_role(title="Draft"), status="draft")
    text = page()
    assert f'href="{level.family.get_absolute_url()}"' in text
    assert f'href="{level.get_absolute_url()}"' in text
    assert ">Grade 7</dt>" in text
    assert "Draft" not in text


def test_nothing_on_home_is_empty(page):
    make_family(title="Family without roles")
    make_family(title="Hidden family", status="draft")
    make_workstream(title="Hidden programme", route="entry", status="withdrawn")
    make_skill(framework=make_framework(title="Framework without skills"), status="draft")
    text = page()
    for absent in ("without roles", "without skills", "Hidden", "Routes", "Plan a move"):
        assert absent not in text
    assert "The catalogue holds no roles yet." in text


def test_home_leads_in_by_skill_and_grade_and_says_which_grades_have_pay(page):
    make_role_level()
    make_pay(make_grade(structure=make_structure(title="Civil Service")))
    make_grade(structure=make_structure(title="Council"))
    make_skill(framework=make_framework(title="Competencies"))
    text = page()
    assert '>By skill: <span dir="auto">Competencies</span></a>' in text
    assert '<span dir="auto">Civil Service</span>: grades and salaries</a>' in text
    assert '<span dir="auto">Council</span>: grades</a>' in text


def test_many_frameworks_and_structures_are_left_to_their_lists(page):
    make_role_level()
    assert "All grades" not in page()
    for _ in range(6):
        make_grade(structure=make_structure())
        make_skill(framework=make_framework())
    text = page()
    assert (text.count("By skill:"), text.count(": grades</a>")) == (5, 5)
    assert "All grades</a>" in text
    assert "All skills</a>" in text


def test_the_levels_of_an_only_role_are_compared_by_a_link(page):
    role = make_role()
    first, second = (make_role_level(role=role, grade=make_grade()) for _ in "ab")
    text = page()
    assert f"/compare/?level={first.reference}&amp;level={second.reference}" in text
    assert "All 2 levels of" in text


def test_a_move_is_planned_by_choosing_two_roles(page):
    first, second = (make_role_level(role=make_role()) for _ in "ab")
    text = page()
    for level in (first, second):
        assert text.count(f'<option value="{level.reference}">') == 2
    make_role_levels(100)
    text = page()
    assert 'name="from_family"' in text
    assert first.reference not in text.partition("Job families</h2>")[0].partition("Plan")[2]


def test_of_many_families_some_are_only_named(page, monkeypatch):
    monkeypatch.setattr(home, "MOST_SHOWN", 1)
    monkeypatch.setattr(home, "MOST_NAMED", 1)
    for title in "ABC":
        make_role_level(role=make_role(family=make_family(title=f"Family {title}")))
    text = page()
    assert text.count('class="cap-family"') == 1
    assert "Family B</a> (1 role)" in text
    assert "All 3 job families" in text


def test_routes_name_no_hidden_family(page):
    make_workstream(title="One", route="entry", family=make_family(title="Hidden", status="draft"))
    make_workstream(title="Two", route="entry", family=make_family(title="Seen family"))
    make_workstream(title="Awareness")
    text = page()
    assert "Hidden" not in text
    assert "Seen family" in text
    assert "Awareness" not in text
    assert "All workstreams</a>" in text


def test_the_family_of_a_route_is_said_to_be_withdrawn(page):
    successor = make_family(title="Newer family")
    family = withdraw(make_family(title="Older family"), successor=successor)
    make_workstream(route="entry", family=family)
    assert "Withdrawn on 3 March 2026 (replaced by <a" in page()


def test_an_empty_catalogue(page):
    text = page()
    assert "The catalogue holds no roles yet." in text
    assert text.count("<select") == 0


@pytest.mark.parametrize("number", [1, 8])
def test_home_takes_nine_queries_and_seven_once_its_numbers_are_kept(
    client, django_assert_num_queries, number
):
    for _ in range(number):
        for _ in "ab":
            make_role_level(role=make_role(family=make_family()), grade=make_grade())
        make_skill(framework=make_framework())
        make_workstream(route="entry", family=make_family())
    for queries in (9, 7):
        with django_assert_num_queries(queries):
            client.get(reverse("home"))
