"""Home and the accessibility statement, and the frame that every page has."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_role,
    make_role_level,
    make_skill,
    make_structure,
    make_workstream,
    withdraw,
)
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


def test_home_leads_to_families_with_their_numbers(client):
    family = make_family(title="Policy and Performance")
    role = make_role(family=family)
    make_role_level(role=role)
    make_role_level(role=role)
    make_role_level(role=role, status="draft")
    page = client.get(reverse("home")).text
    assert f'href="{family.get_absolute_url()}">Policy and Performance</a>' in page
    assert "2 role levels in 1 role<" in page


def test_home_shows_published_entries_only(client):
    make_family(title="Hidden family", status="draft")
    make_workstream(title="Hidden programme", route="entry", status="withdrawn")
    make_skill(framework=make_framework(title="Leadership"), status="draft")
    page = squeezed(client.get(reverse("home")).text)
    assert "Hidden" not in page
    assert "Leadership</a> (0 skills)" in page


def test_home_leads_in_by_grade_by_skill_and_by_route(client):
    structure = make_structure(title="Civil Service")
    make_grade(structure=structure)
    make_skill(framework=make_framework(title="Competencies"))
    make_workstream(title="Apprentices", route="entry", lead_organisation="Home Office")
    make_workstream(title="Awareness")
    page = squeezed(client.get(reverse("home")).text)
    assert "Civil Service</a> (1 grade)" in page
    assert "Competencies</a> (1 skill)" in page
    assert "Apprentices" in page
    assert "A way into the profession" in page
    assert "led by Home Office" in page
    assert "Awareness" not in page
    assert reverse("compare") in page


def test_home_names_no_hidden_family_of_a_route(client):
    make_workstream(route="entry", family=make_family(title="Hidden family", status="draft"))
    make_workstream(route="entry", family=make_family(title="Seen family"))
    page = squeezed(client.get(reverse("home")).text)
    assert "Hidden" not in page
    assert "· Seen family" in page


def test_home_says_that_the_family_of_a_route_is_withdrawn(client):
    successor = make_family(title="Newer family")
    family = withdraw(make_family(title="Older family"), successor=successor)
    make_workstream(route="entry", family=family)
    page = squeezed(client.get(reverse("home")).text)
    assert "· Older family <span" in page
    assert "Withdrawn on 3 March 2026 (replaced by <a" in page


def test_home_of_an_empty_catalogue(client):
    assert "The catalogue holds no job families yet." in client.get(reverse("home")).text


@pytest.mark.parametrize("number", [1, 8])
def test_home_takes_four_queries(client, django_assert_num_queries, number):
    for _ in range(number):
        make_role_level(role=make_role(family=make_family()))
        make_grade(structure=make_structure())
        make_skill(framework=make_framework())
        make_workstream(route="entry", family=make_family())
    with django_assert_num_queries(4):
        client.get(reverse("home"))


def test_the_accessibility_statement_without_a_contact(client, settings):
    settings.CONTACT = ""
    assert "has given no contact address" in client.get(reverse("accessibility")).text


def test_the_accessibility_statement_with_a_contact(client, settings):
    settings.CONTACT = "mailto:catalogue@example.org"
    page = client.get(reverse("accessibility")).text
    assert 'href="mailto:catalogue@example.org">catalogue@example.org</a>' in page


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("families:list", "Job families"),
        ("roles:list", "Roles"),
        ("skills:list", "Skills"),
        ("grades:list", "Grades"),
        ("sources", "Sources"),
    ],
)
def test_the_navigation_marks_the_section(client, name, text):
    """In the row of a wide screen and in the menu of a small one."""
    page = client.get(reverse(name)).text
    assert page.count('aria-current="true"') == 2
    assert page.count(f'aria-current="true">{text}</a>') == 2


def test_workstreams_are_at_the_foot_of_every_page(client):
    header, _, rest = client.get(reverse("accessibility")).text.partition("</header>")
    assert reverse("workstreams:list") not in header
    assert reverse("workstreams:list") in rest


def test_home_is_in_no_section(client):
    assert "aria-current" not in client.get(reverse("home")).text


def test_a_page_allows_no_inline_script_or_style(client):
    policy = client.get(reverse("accessibility"))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


def test_a_readers_page_costs_no_session(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("accessibility"))
    assert not response.cookies


def test_a_page_tells_caches_that_it_varies_by_cookie(client):
    assert "Cookie" in client.get(reverse("accessibility"))["Vary"]


def test_a_page_has_language_title_skip_link_and_search_box(client):
    page = client.get(reverse("accessibility")).text
    assert '<html lang="en-GB"' in page
    assert "<title>Accessibility – Capframe</title>" in page
    assert '<a href="#main-content" class="govuk-skip-link">' in page
    assert 'id="main-content"' in page
    assert f'action="{reverse("search")}" method="get" role="search"' in page


def test_home_has_no_search_box_in_its_header(client):
    assert 'role="search"' not in client.get(reverse("home")).text.partition("</header>")[0]
