"""The documents, and what came from each."""

import pytest
from django.urls import reverse

from capframe.base.models import Sourced, entry_models
from capframe.sources import LISTED, LISTED_APART, SHOWN
from tests.factories import (
    make_family,
    make_family_section,
    make_framework,
    make_framework_section,
    make_grade,
    make_pay,
    make_qualification_requirement,
    make_role,
    make_role_level,
    make_role_levels,
    make_section,
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
    grade = make_grade(source=source, structure=make_structure(source=source))
    make_pay(grade, source=source)
    milestone = make_workstream(["Fence by March"], source=source).milestones.get()
    milestone.source = source
    milestone.save()


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
    for _ in range(2):
        make_source(publisher="Home Office")
    page = squeezed(client.get(reverse("sources")).text)
    assert page.count("one without a date or a licence here states none.") == 1
    assert page.count("> Home Office <") == 2


def test_the_list_of_an_empty_catalogue(client):
    assert "The catalogue holds no sources yet." in client.get(reverse("sources")).text


@pytest.mark.parametrize("number", [3, 120])
def test_the_list_takes_two_queries_and_comes_by_pages(client, django_assert_num_queries, number):
    for _ in range(number):
        make_source()
    with django_assert_num_queries(2):  # the sources, and their number
        response = client.get(reverse("sources"))
    assert len(response.context["page"]) == min(number, 100)


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
        "Skill frameworks",
        "Skills",
        "Grade structures",
        "Grades",
        "Salaries",
        "Workstreams",
        "Milestones",
    ]
    assert "Role levels (1)" in response.text
    assert "From elsewhere" not in response.text
    for group in groups:
        assert f'href="{group.entries[0].url}"' in response.text


def test_a_source_lists_published_entries_only(client):
    source = make_source()
    role = make_role(source=source, family=make_family(source=source, status="withdrawn"))
    make_role_level(source=source, role=role)
    make_skill(source=source, framework=make_framework(source=make_source()), status="draft")
    make_workstream(source=source, status="draft")
    assert client.get(source.get_absolute_url()).context["groups"] == []


def test_pay_and_milestones_lead_to_what_they_stand_in(client):
    source = make_source()
    make_entries(source)
    groups = client.get(source.get_absolute_url()).context["groups"]
    entries = {group.heading: group.entries[0] for group in groups}
    assert entries["Salaries"].title.endswith(", London: £30,000 to £40,000 a year")
    assert entries["Salaries"].url == entries["Grades"].url
    assert entries["Milestones"].title == "Fence by March"
    assert entries["Milestones"].url == entries["Workstreams"].url


def test_a_part_of_an_entry_from_elsewhere_is_listed_under_what_it_stands_in(client):
    source, other = make_source(), make_source()
    family = make_family(source=other, title="Rail")
    role = make_role(source=other, family=family, title="Clerk")
    level = make_role_level(source=other, role=role, title="Two")
    make_section(level, title="Duties", source=source)
    make_section(level, title="Skills", source=other)
    make_family_section(family, "Our Values", source=source)
    groups = client.get(source.get_absolute_url()).context["groups"]
    assert {group.heading: [(e.title, e.url) for e in group.entries] for group in groups} == {
        "Sections of job families from other documents": [
            ("Rail: Our Values", family.get_absolute_url())
        ],
        "Sections of role levels from other documents": [
            ("Clerk, Two: Duties", level.get_absolute_url())
        ],
    }


def test_every_model_with_a_source_is_listed():
    models = [queryset.model for _, queryset in (*LISTED, *LISTED_APART)]
    sourced = {model for model in entry_models() if issubclass(model, Sourced)}
    assert (set(models), len(models)) == (sourced, len(sourced))


def test_what_a_source_says_of_a_framework_stands_on_its_page(client):
    source = make_source()
    framework = make_framework(source=source, description="To begin with.")
    make_framework_section(framework, "How it was made", "By asking.", source=source)
    make_framework_section(framework, "Elsewhere", "By telling.", source=make_source())
    text = client.get(source.get_absolute_url()).text
    for said in ("To begin with.", "How it was made</h3>", "By asking."):
        assert said in text
    assert "By telling." not in text


@pytest.mark.parametrize("number", [1, 30])
def test_a_source_takes_thirteen_queries(client, django_assert_num_queries, number):
    source = make_source()
    for _ in range(number):
        make_entries(source)
    # The source, what it says of frameworks, the numbers of entries, and the first of ten kinds.
    with django_assert_num_queries(13):
        client.get(source.get_absolute_url())


def test_a_qualification_leads_to_the_roles_that_ask_for_it(client):
    qualification = make_qualification_requirement(title="CIPD").qualification
    page = client.get(qualification.source.get_absolute_url())
    found = {group.heading: group.entries for group in page.context["groups"]}
    assert [one.url for one in found["Qualifications"]] == ["/roles/?qualification=cipd"]


def test_a_long_list_stands_on_pages_of_its_own(client, django_assert_num_queries):
    source = make_source()
    levels = make_role_levels(SHOWN + 101, source=source, role=make_role(source=make_source()))
    response = client.get(source.get_absolute_url())
    (group,) = (one for one in response.context["groups"] if one.heading == "Role levels")
    assert (len(group.entries), group.number) == (SHOWN, len(levels))
    address = group.url
    assert f'href="{address}"' in response.text
    with django_assert_num_queries(3):  # the source, the number of levels, those of the page
        pages = [client.get(address)]
    pages.append(client.get(f"{address}&page=2"))
    titles = [entry.title for page in pages for entry in page.context["entries"]]
    assert sorted(titles) == sorted(map(str, levels))


@pytest.mark.parametrize(("query", "status"), [("kind=none", 400), ("kind=skills&page=2", 404)])
def test_a_kind_or_page_that_is_not_there_is_refused(client, query, status):
    response = client.get(f"{make_source().get_absolute_url()}?{query}")
    assert response.status_code == status
    assert "refusal" in response.context


def test_a_kind_without_entries_says_so(client):
    page = client.get(f"{make_source().get_absolute_url()}?kind=skills&page=").text
    assert "Nothing of this kind came from the source." in page


def test_an_unknown_source_is_not_found(client):
    assert client.get(reverse("source", args=["nowhere"])).status_code == 404
