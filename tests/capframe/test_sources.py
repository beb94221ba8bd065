"""The documents, and what came from each."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_role,
    make_role_level,
    make_skill,
    make_source,
    make_structure,
    make_workstream,
)
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


def make_entries(source) -> None:
    """One entry of each kind from the source."""
    family = make_family(source=source)
    role = make_role(source=source, family=family)
    make_role_level(source=source, role=role)
    make_skill(source=source, framework=make_framework(source=source))
    make_grade(source=source, structure=make_structure(source=source))
    make_workstream(source=source)


def test_the_list_names_publisher_date_and_licence(client):
    make_source(
        title="ICT Strategy",
        publisher="Cabinet Office",
        date_stated="October 2011",
        licence="Open Government Licence",
    )
    page = squeezed(client.get(reverse("sources")).text)
    assert "ICT Strategy</a>" in page
    assert "Cabinet Office · October 2011 · Open Government Licence" in page


def test_the_list_says_what_a_document_does_not_state(client):
    make_source(publisher="Home Office")
    page = squeezed(client.get(reverse("sources")).text)
    assert "Home Office · undated · no licence stated" in page


def test_the_list_of_an_empty_catalogue(client):
    assert "The catalogue holds no sources yet." in client.get(reverse("sources")).text


def test_the_list_takes_one_query(client, django_assert_num_queries):
    for _ in range(5):
        make_source()
    with django_assert_num_queries(1):
        client.get(reverse("sources"))


def test_a_source_in_full(client):
    source = make_source(
        licence="Open Government Licence",
        licence_url="https://example.org/ogl",
        description="A pack.\n\n- one\n- two",
        editors_note="Two pages are missing.",
    )
    page = client.get(source.get_absolute_url()).text
    assert 'href="https://example.org/ogl">Open Government Licence</a>' in page
    assert "<li>one</li>" in page
    assert "Two pages are missing." in page


def test_a_source_says_what_the_document_does_not_state(client):
    page = client.get(make_source().get_absolute_url()).text
    assert "Undated." in page
    assert "The source states no licence." in page
    assert "Nothing in the catalogue came from it." in page


def test_a_source_lists_what_came_from_it(client):
    source = make_source()
    make_entries(source)
    make_role_level(source=make_source(), title="From elsewhere")
    response = client.get(source.get_absolute_url())
    groups = response.context["groups"]
    assert [group.heading for group in groups] == [
        "Job families",
        "Roles",
        "Role levels",
        "Skills",
        "Grades",
        "Workstreams",
    ]
    assert "Role levels (1)" in response.text
    assert "From elsewhere" not in response.text
    for group in groups:
        assert f'href="{group.entries[0].get_absolute_url()}"' in response.text


def test_a_source_lists_published_entries_only(client):
    source = make_source()
    role = make_role(source=source, family=make_family(source=source, status="withdrawn"))
    make_role_level(source=source, role=role)
    make_skill(source=source, framework=make_framework(source=source), status="draft")
    make_workstream(source=source, status="draft")
    assert client.get(source.get_absolute_url()).context["groups"] == []


@pytest.mark.parametrize("number", [1, 8])
def test_a_source_takes_seven_queries(client, django_assert_num_queries, number):
    source = make_source()
    for _ in range(number):
        make_entries(source)
    with django_assert_num_queries(7):
        client.get(source.get_absolute_url())


def test_an_unknown_source_is_not_found(client):
    assert client.get(reverse("source", args=["nowhere"])).status_code == 404
