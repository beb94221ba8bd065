"""The small files that machines ask a site for."""

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone


def refuse(*args, **kwargs):
    raise OperationalError("could not connect to server")


@pytest.mark.django_db
def test_healthz_with_a_database(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.text == "ok\n"
    assert response["Content-Type"].startswith("text/plain")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_healthz_without_a_database(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.text == "database unreachable\n"
    assert "no-store" in response["Cache-Control"]


def fields_of(client) -> dict[str, str]:
    """The fields of security.txt, each of which stands once."""
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.text.splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert len(fields) == len(lines)
    return fields


def test_security_txt_names_the_contact(client, settings):
    settings.CONTACT = "https://example.org/security"
    fields = fields_of(client)
    assert fields["Contact"] == "https://example.org/security"
    assert fields["Preferred-Languages"] == "en"


@pytest.mark.django_db
def test_security_txt_without_a_contact_is_not_there(client, settings):
    settings.CONTACT = ""
    response = client.get("/.well-known/security.txt")
    assert response.status_code == 404
    assert "names nobody to tell of a weakness" in response.text


def test_security_txt_expires_within_a_year(client, settings):
    settings.CONTACT = "mailto:security@example.org"
    expires = datetime.fromisoformat(fields_of(client)["Expires"])
    assert timezone.now() < expires < timezone.now() + timedelta(days=365)


def test_robots_may_read_everything(client):
    assert client.get("/robots.txt").text == "User-agent: *\nAllow: /\n"
