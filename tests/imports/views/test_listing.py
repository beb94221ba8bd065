import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from tests.imports.files import applied, make_import, uploaded

pytestmark = pytest.mark.django_db


def test_it_works(browser):
    imported = applied(browser)
    text = browser.get("/import/").content.decode()
    for words in ("roles.csv", imported.digest, imported.short_digest, "publisher", "Applied"):
        assert words in text
    assert "8 created" in text


@pytest.mark.parametrize("number", [1, 25])
def test_the_list_takes_the_same_queries_however_long(
    browser, publisher, number, django_assert_num_queries
):
    for _ in range(number):
        make_import(publisher, state="undone", undone_by=publisher, undone_at="2026-01-01T00:00Z")
    # Session, user, permissions (2), old uploads, number of imports, the imports.
    with django_assert_num_queries(7):
        browser.get("/import/")


def test_it_has_25_a_page(browser, publisher):
    for _ in range(26):
        make_import(publisher)
    assert len(browser.get("/import/").context["rows"]) == 25
    assert len(browser.get("/import/?page=2").context["rows"]) == 1


def test_uploads_of_others_are_not_listed(browser):
    other = Client()
    other.force_login(User.objects.create(username="other", is_superuser=True))
    uploaded(other)
    assert browser.get("/import/").context["rows"] == []


def test_who_may_import_grades_alone_sees_grades_alone(client):
    user = User.objects.create(username="pay", is_staff=True)
    models = ["source", "gradestructure", "grade", "payrange"]
    names = [f"{action}_{model}" for model in models for action in ("add", "change")]
    user.user_permissions.set(Permission.objects.filter(codename__in=[*names, "import_roles"]))
    client.force_login(user)
    assert [kind.name for kind in client.get("/import/").context["kinds"]] == ["grades"]
    assert client.get("/import/new/roles/").status_code == 403


def test_who_is_not_signed_in_is_led_back_after_signing_in(client):
    assert client.get("/import/")["Location"] == "/admin/login/?next=/import/"


def test_readers_pay_no_query_for_the_link(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = client.get("/accessibility/").content.decode()
    assert 'href="/import/"' not in text


def test_who_may_import_finds_the_link(browser):
    assert 'href="/import/"' in browser.get("/accessibility/").content.decode()
    assert 'href="/import/"' in browser.get("/admin/").content.decode()
