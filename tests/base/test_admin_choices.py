"""The choice of another entry on the admin's forms."""

import pytest
from django.urls import reverse

from tests.admin_forms import load
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_proficiency,
    make_qualification,
    make_role,
    make_role_level,
    make_section_type,
    make_skill,
    make_source,
    make_structure,
)


@pytest.mark.parametrize("chosen", ["abc", "1.5", "9" * 30, "\0", "-1", "1,2", "🙂"])
def test_a_form_with_what_can_be_no_entry_is_shown_again(chosen, admin_client):
    level = make_role_level(sections={"Responsibilities": ["Plan"]})
    address = reverse("admin:roles_rolelevel_change", args=[level.pk])
    fields = load(admin_client, address) | {"role": chosen, "sections-0-source": chosen}
    response = admin_client.post(address, fields | {"title": "As typed"})
    assert response.status_code == 200
    form = response.context["adminform"].form
    assert {"role"} <= set(form.errors)
    assert 'value="As typed"' in response.content.decode()


def choices(client, typed, model="rolelevel", field="grade", app="roles"):
    asked = {"app_label": app, "model_name": model, "field_name": field, "term": typed}
    answer = client.get(reverse("admin:autocomplete"), asked)
    return [one["text"] for one in answer.json()["results"]]


@pytest.fixture
def bands(db):
    """Grades whose order puts the one that is typed behind others with its letters."""
    structure = make_structure(title="Council")
    titles = ("Band A", "Band BA", "Band B", "Band C")
    for position, title in enumerate(titles, start=1):
        make_grade(title=title, structure=structure, position=position, full_title=f"Pay {title}")


@pytest.mark.parametrize("typed", ["Band B", "band b", " Band  B ", "Pay Band B"])
def test_what_is_called_as_typed_comes_first(bands, typed, admin_client):
    found = choices(admin_client, typed)
    assert found[:2] == ["Band B (Council)", "Band BA (Council)"]


def test_others_stay_in_their_order(bands, admin_client):
    found = choices(admin_client, "ban")
    assert [one.removesuffix(" (Council)") for one in found] == [
        *("Band A", "Band BA", "Band B", "Band C"),
    ]


def test_before_anything_is_typed_they_are_in_their_order(bands, admin_client):
    assert choices(admin_client, " ")[0] == "Band A (Council)"


@pytest.mark.parametrize(
    ("make", "app", "model", "field"),
    [
        (make_role, "roles", "rolelevel", "role"),
        (make_source, "roles", "rolelevel", "source"),
        (make_family, "roles", "role", "family"),
        (make_section_type, "roles", "section", "section_type"),
        (make_role_level, "roles", "section", "role_level"),
        (make_qualification, "roles", "qualificationrequirement", "qualification"),
        (make_skill, "roles", "skillrequirement", "skill"),
        (make_framework, "skills", "skill", "framework"),
        (make_structure, "grades", "grade", "structure"),
    ],
)
def test_so_it_is_in_every_choice(make, app, model, field, db, admin_client):
    for title in ("Analyst lead", "Lead", "Lead analyst"):
        entry = make(title=title)
        if title == "Lead":
            wanted = str(entry)
    found = choices(admin_client, "lead", model, field, app)
    assert found[0].startswith(wanted)
    assert len(found) == 3


def test_so_is_a_level_of_a_scale(db, admin_client):
    framework = make_framework()
    for position, title in enumerate(("Fairly expert", "Expert", "Expert, leading"), start=1):
        make_proficiency(framework, position, title=title)
    assert choices(admin_client, "expert", "skillrequirement", "level")[0].startswith("Expert (")
