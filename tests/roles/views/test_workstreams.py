import pytest

from roles.models import Milestone
from tests.factories import make_family, make_workstream, sourced
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_sets_the_ways_into_and_up_the_profession_apart(client):
    networks = make_workstream(title="Community Networks", position=1)
    academies = make_workstream(title="Academies", position=3, route="progression")
    apprentices = make_workstream(
        title="Apprentices", position=2, route="entry", lead_organisation="DWP"
    )
    response = client.get("/workstreams/")
    assert response.context["routes"] == [apprentices, academies]
    assert response.context["others"] == [networks]
    text = squeezed(response.content.decode())
    for said in ("A route into the profession. Led by DWP.", "A route up through the profession."):
        assert said in text
    assert text.count("Where no lead organisation is shown, the source gives none.") == 1
    assert "Other workstreams" in text


def test_without_ways_in_the_list_is_one(client):
    make_workstream()
    text = text_of(client, "/workstreams/")
    assert "All workstreams" in text
    assert "Routes into and through a profession" not in text


def test_the_list_shows_what_is_published(client):
    make_workstream(status="draft")
    make_workstream(status="withdrawn", route="entry")
    assert "The catalogue holds no workstreams yet." in text_of(client, "/workstreams/")


def test_a_workstream_in_full(client):
    workstream = make_workstream(
        ["Pilot by May 2012", "Launch April 2013"],
        title="Accreditation",
        family=make_family(title="IT Profession"),
        route="entry",
        issue="No standards.",
        approach="It will create:\n\n- A plan",
        lead_organisation="Department of Health",
        participants="SOCITM & Intellect",
        place="Workstream: Accreditation",
    )
    text = text_of(client, workstream.get_absolute_url())
    for said in (
        "Accreditation: workstream",
        "Workstream: a route into the profession",
        "No standards.",
        "<li>A plan</li>",
        "Department of Health",
        "SOCITM &amp; Intellect",
        "Workstream: Accreditation",
        workstream.family.get_absolute_url(),
    ):
        assert said in text
    assert text.index("Pilot by May 2012") < text.index("Launch April 2013")


def test_a_workstream_of_which_the_source_says_little(client):
    text = text_of(client, make_workstream().get_absolute_url())
    for what in ("issue", "approach", "milestones", "lead organisation", "participants"):
        assert f"The source gives no {what}." in text
    assert "None in this catalogue." in text


def test_milestones_name_each_place_and_note(client):
    workstream = make_workstream()
    for position, note in ((1, ""), (2, ""), (3, "Printed without a year.")):
        values = sourced({"place": "Milestones", "editors_note": note})
        Milestone.objects.create(workstream=workstream, position=position, text="M", **values)
    text = text_of(client, workstream.get_absolute_url())
    assert text.count("Source of the milestones") == 2
    assert "Printed without a year." in text


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_profession_that_is_not_published_is_not_named(client, status):
    workstream = make_workstream(family=make_family(title="Secret", status=status))
    assert "Secret" not in text_of(client, workstream.get_absolute_url())


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_published_is_not_found(client, status):
    assert client.get(make_workstream(status=status).get_absolute_url()).status_code == 404
    assert client.get("/workstreams/none/").status_code == 404


@pytest.mark.parametrize("number", [8, 80])
def test_queries_are_as_many_however_many_workstreams(client, django_assert_num_queries, number):
    milestones = [f"Milestone {place}" for place in range(number)]
    for _ in range(number):
        make_workstream()
    workstream = make_workstream(milestones, family=make_family())
    with django_assert_num_queries(1):
        client.get("/workstreams/")
    with django_assert_num_queries(2):
        client.get(workstream.get_absolute_url())
