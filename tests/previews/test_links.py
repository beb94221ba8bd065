"""A link for a colleague: what it opens, for how long, and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from capframe.previews.links import LASTS, read_link, sign_link
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


def link_to(kind, key, path="/"):
    return reverse("previews:link", args=[sign_link(kind, str(key))[0], ""]) + path[1:]


def assert_tells_nothing(response, status):
    """It is refused with a page that nobody keeps or lists and that names nothing of it."""
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "zyzzyva" not in response.content.decode().lower()


def test_it_opens_the_preview_without_signing_in(client, known):
    path = known.draft.get_absolute_url()
    response = client.get(link_to("roles.rolelevel", known.draft.pk, path))
    html = squeezed(response.content.decode())
    assert "Zyzzyva accounts" in html
    until = timezone.localtime(timezone.now() + LASTS)
    assert f"This link works until {until:%-d %B %Y}." in html
    for way in ("Link for a colleague", "Edit</a>", "Publish…", "/admin/roles"):
        assert way not in html
    assert not response.cookies
    assert not client.session.keys()


def test_every_link_on_its_pages_keeps_it(client, known):
    prefix = link_to("roles.rolelevel", known.draft.pk)
    html = client.get(f"{prefix}roles/").content.decode()
    assert f"{prefix}{known.draft.get_absolute_url()[1:]}" in html


def test_it_is_given_to_those_who_may_edit(client, known, admin_user):
    client.force_login(admin_user)
    share = reverse("previews:share", args=["roles.rolelevel", known.draft.pk])
    response = client.get(share)
    link = response.context["link"]
    assert response["Cache-Control"].count("no-store") == 1
    client.logout()
    assert client.get(share).status_code == 404
    assert client.get(link).status_code == 200


def test_it_stops_when_its_time_is_over(client, known, monkeypatch):
    address = link_to("roles.rolelevel", known.draft.pk)
    later = timezone.now() + LASTS + timedelta(seconds=1)
    monkeypatch.setattr("capframe.previews.links.timezone.now", lambda: later)
    response = client.get(address)
    assert "This link to a preview ended on " in response.content.decode()
    assert_tells_nothing(response, status=410)


def test_it_stops_when_what_it_leads_to_goes_by_itself():
    until = timezone.now() + timedelta(hours=1)
    _, link = sign_link("import", "1", until)
    assert link.until == until


def test_it_stops_when_the_draft_is_gone(client, known):
    address = link_to("roles.rolelevel", known.draft.pk)
    known.draft.delete()
    response = client.get(address)
    assert "What this link showed was published or removed since." in response.content.decode()
    assert_tells_nothing(response, status=410)


def test_it_opens_nothing_else(client, known):
    token = sign_link("roles.rolelevel", str(known.draft.pk))[0]
    other = sign_link("roles.rolelevel", str(known.level.pk))[0]
    assert client.get(reverse("previews:link", args=[other, ""])).status_code == 410
    forged = f"{other.partition(':')[0]}:{token.partition(':')[2]}"
    assert read_link(forged) is None
    response = client.get(reverse("previews:link", args=[forged, ""]))
    assert "This link leads to no preview." in response.content.decode()
    assert_tells_nothing(response, status=404)
    plain = reverse("previews:page", args=["roles.rolelevel", known.draft.pk, ""])
    response = client.get(plain)
    assert "There is no such preview." in response.content.decode()
    assert_tells_nothing(response, status=404)
