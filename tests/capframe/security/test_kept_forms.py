"""What somebody sends after being signed out is not lost."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from capframe.base.models import Source
from capframe.security.kept_forms import LONGEST
from capframe.security.sessions import KEPT_FORM, LAST_USED

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
ADD = "/admin/base/source/add/?from=list"
FIELDS = {"title": 'A "title" <b>', "slug": "a-title", "publisher": "Somebody"}
FIELDS |= {"description": "First line\r\nsecond line", "_save": "Save"}
SIGN_IN = "/admin/login/?next=%2Fadmin%2Fkept-form%2F"


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


def sign_in(client, name="one"):
    sent = {"username": name, "password": PASSWORD, "next": "/admin/kept-form/"}
    return client.post("/admin/login/", sent, follow=True)


def hidden_fields(page):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_form_is_kept_and_sent_again(signed_out):
    answer = signed_out.post(ADD, FIELDS)
    assert answer["Location"] == SIGN_IN
    assert "What you have just sent is kept" in signed_out.get(SIGN_IN).text
    page = sign_in(signed_out)
    assert page.request["PATH_INFO"] == "/admin/kept-form/"
    assert 'action="/admin/base/source/add/?from=list"' in page.text
    assert hidden_fields(page) == FIELDS
    assert not Source.objects.filter(slug="a-title").exists()
    assert signed_out.post(ADD, hidden_fields(page)).status_code == 302
    assert Source.objects.get(slug="a-title").title == FIELDS["title"]
    assert signed_out.get("/admin/kept-form/").status_code == 404


def test_nobody_else_gets_it(signed_out):
    signed_out.post(ADD, FIELDS)
    assert sign_in(signed_out, "two").status_code == 404
    assert KEPT_FORM not in signed_out.session


@pytest.mark.parametrize(
    "sent",
    [
        {"old_password": "a secret", "new_password1": "b"},
        {"title": "x" * LONGEST},
        {"title": "x", "file": SimpleUploadedFile("roles.csv", b"a,b")},
    ],
    ids=["password", "long", "file"],
)
def test_what_cannot_be_kept_is_said(signed_out, sent):
    signed_out.post("/import/new/roles/", sent)
    kept = signed_out.session[KEPT_FORM]
    assert "a secret" not in str(kept)
    assert "What you have just sent is not saved" in signed_out.get(SIGN_IN).text
    page = sign_in(signed_out)
    assert "could not be kept" in page.text
    assert 'href="/import/new/roles/"' in page.text


def test_a_form_of_another_site_is_not_kept():
    forged = signed_out_browser(enforce_csrf_checks=True)
    assert forged.post(ADD, FIELDS).status_code == 403
    assert KEPT_FORM not in forged.session


def test_who_never_was_signed_in_is_led_to_sign_in(client):
    answer = client.post(ADD, FIELDS)
    assert answer["Location"].startswith("/admin/login/?next=/admin/base/source/add/")
    assert KEPT_FORM not in client.session


def test_signing_in_is_no_form_to_keep(signed_out):
    signed_out.get("/admin/")
    sign_in(signed_out)
    assert KEPT_FORM not in signed_out.session
