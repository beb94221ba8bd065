"""The address of a new entry in the admin."""

import pytest
from django.urls import reverse

from capframe.plans.slugs import Slugs
from roles.models import RoleLevel, SectionType, Workstream
from tests.admin_forms import load, problems, send
from tests.factories import make_role, make_role_level, make_source, make_workstream

ADD = reverse("admin:roles_workstream_add")
ADD_LEVEL = reverse("admin:roles_rolelevel_add")
ADD_TYPE = reverse("admin:roles_sectiontype_add")


def add_workstream(client, **changes):
    fields = load(client, ADD) | {"source": str(make_source().pk), "place": "Page 1"}
    return send(client, ADD, fields | changes)


def errors(answer):
    return answer.context["adminform"].form.errors


def test_it_works(admin_client):
    answer = add_workstream(admin_client, title="Łódź: Straße")
    assert answer.status_code == 302, problems(answer)
    assert Workstream.objects.get().slug == "lodz-strasse"


@pytest.mark.parametrize("title", ["Chargé d’études", "政策分析師", "محلل", "A–B", "Ŵ½"])
def test_an_import_makes_the_same(admin_client, title):
    send(admin_client, ADD_TYPE, load(admin_client, ADD_TYPE) | {"title": title})
    assert SectionType.objects.get().slug == Slugs().take(title)


def test_what_is_typed_is_taken(admin_client):
    add_workstream(admin_client, title="Łódź", slug="second-city")
    assert Workstream.objects.get().slug == "second-city"


def test_the_form_says_that_it_may_be_left_empty(admin_client):
    page = admin_client.get(ADD).content.decode()
    assert "Left empty, it is made of the title when you save." in page


def test_one_that_is_taken_is_shown_and_refused(admin_client):
    make_workstream(slug="lodz")
    answer = add_workstream(admin_client, title="Łódź")
    assert errors(answer) == {"slug": ["Workstream with this Address already exists."]}
    assert 'value="lodz"' in answer.content.decode()
    assert Workstream.objects.count() == 1


def test_one_that_another_level_of_the_role_has_is_refused(admin_client):
    level = make_role_level(role=make_role(), title="Łódź", slug="lodz")
    fields = load(admin_client, ADD_LEVEL) | {"role": str(level.role_id), "title": "Lodz"}
    answer = send(admin_client, ADD_LEVEL, fields | {"source": str(level.source_id), "place": "1"})
    assert "Address already exists" in str(errors(answer))
    assert RoleLevel.objects.count() == 1


def test_a_title_without_any_letter_needs_one_typed(admin_client):
    answer = add_workstream(admin_client, title="…")
    wanted = ["Write one: nothing of the title can stand in an address."]
    assert errors(answer) == {"slug": wanted}
    assert not Workstream.objects.exists()


def test_a_form_without_title_says_that_alone(admin_client):
    assert errors(add_workstream(admin_client)) == {"title": ["This field is required."]}


def test_what_can_be_no_address_is_refused_as_typed(admin_client):
    answer = add_workstream(admin_client, title="Łódź", slug="a b")
    assert list(errors(answer)) == ["slug"]
    assert 'value="a b"' in answer.content.decode()


def test_an_entrys_address_cannot_be_emptied(admin_client):
    change = reverse("admin:roles_workstream_change", args=[make_workstream(slug="lodz").pk])
    answer = send(admin_client, change, load(admin_client, change), slug="", title="Warszawa")
    assert errors(answer) == {"slug": ["This field is required."]}
