"""What readers get instead of a page: each in the site's own style, none without a way on."""

import errno

import psycopg
import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client

from capframe.base.http import Refused
from tests.failures import FULL, GONE, LOCKED, READ_ONLY, raised
from tests.pages import squeezed

pytestmark = pytest.mark.django_db

PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html", "503.html"]


@pytest.fixture
def reader():
    """A client that gets the error page where Django's own would get the exception."""
    return Client(raise_request_exception=False)


def failing_with(monkeypatch, error: Exception) -> None:
    """Let the home page fail with ``error``."""

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr("capframe.home.render", fail)


@pytest.mark.parametrize(
    ("error", "status", "text"),
    [
        (BadRequest("no"), 400, "The request could not be understood"),
        (PermissionDenied("no"), 403, "You do not have permission to see this page"),
        (Http404("no"), 404, "Page not found"),
        (ValueError("secret detail"), 500, "Sorry, something went wrong"),
        (OperationalError("no"), 503, "database cannot be reached at the moment"),
        (READ_ONLY, 503, "database can only be read at the moment"),
        (LOCKED, 503, "database was busy for too long"),
        (FULL, 503, "A disk of the server is full"),
        (OSError(errno.ENOSPC, "secret detail"), 503, "A disk of the server is full"),
        (InterfaceError("no"), 503, "database cannot be reached at the moment"),
    ],
)
def test_each_error_has_its_page(reader, monkeypatch, error, status, text):
    failing_with(monkeypatch, error)
    response = reader.get("/")
    assert response.status_code == status
    assert text in response.text
    assert "secret detail" not in response.text
    assert 'class="govuk-skip-link"' in response.text
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_refusal_says_what_is_wrong_and_what_to_do(reader, monkeypatch):
    failing_with(monkeypatch, Refused("“<b>” is no level.", "Choose another.", status=404))
    response = reader.get("/")
    assert response.status_code == 404
    assert "“&lt;b&gt;” is no level." in response.text
    assert "Choose another." in response.text


def test_an_unknown_address(reader):
    response = reader.get("/nowhere/")
    assert response.status_code == 404
    assert "Page not found" in response.text


def test_a_database_that_is_down(reader, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("could not connect to server")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = reader.get("/")
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "could not connect" not in response.text


FAILURES = pytest.mark.parametrize("error", [GONE, READ_ONLY, LOCKED, FULL])


@FAILURES
def test_who_reads_is_told_how_to_try_again(reader, monkeypatch, error):
    failing_with(monkeypatch, error)
    said = squeezed(reader.get("/").text)
    assert "Nothing is lost. To try again, " in said
    assert "saved." not in said
    assert "then reload this page." in said


@FAILURES
def test_who_sends_a_form_is_told_that_nothing_was_saved(reader, monkeypatch, error):
    failing_with(monkeypatch, error)
    response = reader.post("/", {"typed": "words"})
    said = squeezed(response.text)
    assert response["Retry-After"] == "60"
    assert "<strong>Nothing was saved.</strong> Your browser still has what you typed:" in said
    assert "then reload this page and agree to send the form again." in said


def test_who_cannot_know_what_was_saved_is_told_to_look(reader, monkeypatch):
    def _commit(*args, **kwargs):
        raise raised(psycopg.OperationalError("connection lost"), psycopg)

    monkeypatch.setattr("capframe.home.render", _commit)
    said = squeezed(reader.post("/").text)
    assert "Nothing was saved" not in said
    assert "Before you send it again, check whether it was saved." in said


def test_a_form_without_its_token():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert "The form could not be accepted" in response.text


def test_another_sites_name(reader):
    response = reader.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "The request could not be understood" in response.text


@pytest.mark.parametrize("page", PAGES)
def test_an_error_page_needs_no_request_and_no_database(page, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "<h1" in render_to_string(page)


def test_a_wrong_host_gets_a_page_before_there_is_a_session(reader):
    response = reader.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "The request could not be understood" in response.content.decode()


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
@pytest.mark.parametrize("address", ["/", "/compare/", "/admin/", "/admin/login/"])
def test_a_cookie_with_what_no_database_can_hold_is_none(address, name, client):
    answer = client.get(address, headers={"cookie": f'{name}="\\000abcdefghijk"'})
    assert answer.status_code in (200, 302)
