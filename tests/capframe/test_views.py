"""The accessibility statement, and the frame that every page has."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


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
