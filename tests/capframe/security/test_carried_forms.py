"""What somebody sends after being signed out is not lost, and not kept on the server."""

import re
from base64 import b64encode
from html import unescape
from random import Random

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from capframe.base.admin.forms import SHOW_AGAIN
from capframe.base.models import Source
from capframe.security.carried_forms import CARRIED, LONGEST, CarriedForm
from capframe.security.sessions import LAST_USED
from roles.models import Statement
from tests.admin_forms import Fields
from tests.factories import make_role_level, make_section, make_source

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
ADD = "/admin/base/source/add/?from=list"
FIELDS = {"title": 'A "title" <b>', "slug": "a-title", "publisher": "Somebody"}
FIELDS |= {"description": "First line\r\nsecond line", "_save": "Save"}


@pytest.fixture(autouse=True)
def people():
    for name in ("one", "two"):
        User.objects.create_superuser(name, f"{name}@example.org", PASSWORD)


@pytest.fixture
def signed_out():
    """The browser of somebody who left a form open for an hour."""
    return signed_out_browser()


def signed_out_browser(**options):
    client = Client(**options)
    client.force_login(User.objects.get(username="one"))
    session = client.session
    session[LAST_USED] -= 60 * 60
    session.save()
    return client


def sign_in(client, page, name="one", password=PASSWORD):
    """Sign in on a page that carries a form."""
    sent = {"username": name, "password": password, **hidden_fields(page)}
    return client.post("/admin/login/", sent)


def hidden_fields(page):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_the_sign_in_page_carries_the_form_and_shows_it_again(signed_out):
    page = signed_out.post(ADD, FIELDS)
    assert page.status_code == 403
    assert "What you have just sent is not saved, and not lost" in page.text
    page = sign_in(signed_out, page)
    assert 'action="/admin/base/source/add/?from=list"' in page.text
    assert hidden_fields(page) == FIELDS
    assert f'name="{SHOW_AGAIN}"' in page.text
    form = signed_out.post(ADD, {**hidden_fields(page), SHOW_AGAIN: "yes"})
    assert "Nothing of it is saved yet" in form.text
    assert 'value="A &quot;title&quot; &lt;b&gt;"' in form.text
    assert SHOW_AGAIN not in form.text
    assert not Source.objects.filter(slug="a-title").exists()
    assert signed_out.post(ADD, FIELDS).status_code == 302
    assert Source.objects.get(slug="a-title").title == FIELDS["title"]


def test_nothing_of_it_is_kept_on_the_server(signed_out):
    signed_out.post(ADD, FIELDS)
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert "a-title" not in str(kept)


def test_a_form_with_parts_is_shown_as_it_was_filled_in(signed_out):
    section = make_section(make_role_level(), statements=["One.", "Two."])
    editor = Client()
    editor.force_login(User.objects.get(username="one"))
    path = reverse("admin:roles_rolelevel_change", args=[section.role_level_id])
    values = Fields(editor.get(path).text).values
    name = next(name for name, value in values.items() if value == "One.\r\nTwo.")
    sent = {**values, name: "One.\r\nThree.", "title": "Another title"}
    page = sign_in(signed_out, signed_out.post(path, sent))
    form = signed_out.post(path, {**hidden_fields(page), SHOW_AGAIN: "yes"})
    assert Fields(form.text).values[name] == "One.\r\nThree."
    assert Fields(form.text).values["title"] == "Another title"
    assert Statement.objects.filter(text="Three.").count() == 0


def test_a_wrong_password_loses_nothing(signed_out):
    page = sign_in(signed_out, signed_out.post(ADD, FIELDS), password="wrong")
    page = sign_in(signed_out, page)
    assert hidden_fields(page) == FIELDS


def test_what_is_no_form_of_an_entry_is_sent_again(signed_out):
    page = sign_in(signed_out, signed_out.post("/admin/auth/group/add/", {"name": "A group"}))
    assert SHOW_AGAIN not in page.text
    assert "Send it again" in page.text
    source = make_source()
    chosen = {"action": "delete_selected", "_selected_action": source.pk}
    page = sign_in(signed_out_browser(), signed_out_browser().post("/admin/base/source/", chosen))
    assert SHOW_AGAIN not in page.text
    assert Source.objects.filter(pk=source.pk).exists()


def test_nobody_else_sees_it(signed_out):
    page = sign_in(signed_out, signed_out.post(ADD, FIELDS), "two")
    assert "Somebody else was signed in" in page.text
    assert "a-title" not in page.text


@pytest.mark.parametrize(
    "token",
    ["", "nonsense", signing.dumps({"path": "/"})],
    ids=["none", "nonsense", "of something else"],
)
def test_what_this_site_has_not_signed_is_not_shown(signed_out, token):
    signed_out.get("/admin/")
    sent = {"username": "one", "password": PASSWORD, "next": "/admin/", CARRIED: token}
    assert signed_out.post("/admin/login/", sent)["Location"] == "/admin/"


@pytest.mark.parametrize(
    "sent",
    [
        {"old_password": "a secret", "new_password1": "b"},
        {"title": b64encode(Random(1).randbytes(LONGEST * 4 // 5)).decode()},
        {"title": "x", "file": SimpleUploadedFile("roles.csv", b"a,b")},
    ],
    ids=["password", "long", "file"],
)
def test_what_cannot_be_carried_is_said(signed_out, sent):
    page = signed_out.post("/import/new/roles/", sent)
    assert "What you have just sent is not saved: it held" in page.text
    assert "secret" not in str(CarriedForm.read(hidden_fields(page)[CARRIED]))
    page = sign_in(signed_out, page)
    assert "could not be carried along" in page.text
    assert 'href="/import/new/roles/"' in page.text


def test_a_form_of_another_site_is_not_carried():
    forged = signed_out_browser(enforce_csrf_checks=True)
    answer = forged.post(ADD, FIELDS)
    assert answer.status_code == 403
    assert CARRIED not in answer.text


def test_who_never_was_signed_in_is_led_to_sign_in(client):
    answer = client.post(ADD, FIELDS)
    assert answer["Location"].startswith("/admin/login/?next=/admin/base/source/add/")


def test_signing_in_is_no_form_to_carry(signed_out):
    signed_out.get("/admin/")
    page = signed_out.post("/admin/login/", {"username": "one", "password": "wrong"})
    assert (page.status_code, CARRIED in page.text) == (200, False)
