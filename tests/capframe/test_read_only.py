"""A database that can only be read, as after a failover: readers read, everybody else is told."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from capframe.imports.models import Import
from roles.models import RoleLevel
from tests.capframe.test_permissions import PUBLIC, QUERIES
from tests.failures import read_only
from tests.imports.files import make_import, upload
from tests.tray import OWN_FORM, post

LEVEL = "policy-and-performance/pap12"

pytestmark = pytest.mark.usefixtures("shared_catalogue")


@pytest.fixture
def reader(db):
    """A reader with role levels in the tray."""
    client = Client(raise_request_exception=False)
    post(client, level=LEVEL)
    return client


@pytest.fixture
def editor(admin_user, settings):
    settings.IMPORTS_IN_BACKGROUND = False
    client = Client(raise_request_exception=False)
    client.force_login(admin_user)
    return client


def ask(client, address, data=None, method="get"):
    """The response while nothing can be written."""
    with read_only():
        return getattr(client, method)(address, data or {}, headers=OWN_FORM)


@pytest.mark.parametrize("name", PUBLIC)
def test_readers_read_every_page(reader, settings, name):
    settings.CONTACT = "mailto:capframe@example.org"
    response = ask(reader, reverse(name, args=PUBLIC[name]), QUERIES.get(name))
    assert response.status_code == 200


def test_a_page_that_would_note_something_is_there(reader):
    RoleLevel.objects.get(role__slug="policy-and-performance", slug="pap12").delete()
    assert ask(reader, "/compare/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/roles/rolelevel/", "/admin/roles/rolelevel/add/", "/import/"]
)
def test_editors_look_things_up(editor, address):
    assert ask(editor, address).status_code == 200


def test_uploads_that_are_due_to_be_emptied_stop_nobody(editor, monkeypatch):
    make_import(state="uploaded")
    Import.objects.update(made_at="2020-01-01T00:00:00Z")
    assert ask(editor, "/import/new/roles/").status_code == 200


def assert_told(response):
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "Nothing can be saved at the moment" in response.text
    assert "Nothing was saved." in response.text
    assert "reload this page" in response.text


def test_who_chooses_a_role_level_is_told(reader):
    assert_told(ask(reader, "/compare/tray/", {"level": "policy-and-performance/pap13"}, "post"))


def test_whose_first_choice_it_is_is_told():
    client = Client(raise_request_exception=False)
    assert_told(ask(client, "/compare/tray/", {"level": LEVEL}, "post"))


def test_who_signs_in_is_told():
    User.objects.create_superuser("somebody", password="secret")
    data = {"username": "somebody", "password": "secret", "next": "/admin/"}
    assert_told(ask(Client(raise_request_exception=False), "/admin/login/", data, "post"))


def test_who_saves_is_told(editor):
    data = {"slug": "new", "title": "New", "position": 1, "status": "draft"}
    assert_told(ask(editor, "/admin/roles/sectiontype/add/", data, "post"))


def test_who_uploads_is_told(editor):
    with read_only():
        response = upload(editor)
    assert response.status_code == 503
    assert "can only be read at the moment. Nothing was changed" in response.text


def test_it_ends_by_itself(reader):
    data = {"level": "policy-and-performance/pap13"}
    assert ask(reader, "/compare/tray/", data, "post").status_code == 503
    post(reader, **data)
