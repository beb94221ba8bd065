"""What holds for every address: methods, what may be kept, and what the policy says."""

import pytest
from django.test import Client
from django.urls import reverse

from capframe.security.responses import METHODS

pytestmark = pytest.mark.django_db

ADDRESSES = ["/", "/roles/", "/nowhere/", "/healthz", "/admin/", "/admin/login/", "/import/", "/*"]


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND", "X"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_an_unknown_method_is_told_which_ones_there_are(client, path, method):
    response = client.generic(method, path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST"
    assert "This site answers GET, HEAD, POST" in response.text
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "POST"])
def test_a_file_is_only_read(client, method):
    response = client.generic(method, "/static/favicon.svg")
    assert response.status_code == 405
    assert set(response["Allow"].split(", ")) <= set(METHODS)


@pytest.mark.parametrize("method", METHODS)
def test_a_known_method_is_answered(client, method):
    assert client.generic(method, "/accessibility/").status_code == 200


def test_base_addresses_are_nobodys(client):
    assert "base-uri 'none'" in client.get("/")["Content-Security-Policy"]


@pytest.fixture
def administrator(admin_user):
    client = Client()
    client.force_login(admin_user)
    return client


@pytest.mark.parametrize(
    "path",
    [
        *("/admin/", "/admin/jsi18n/", "/admin/roles/rolelevel/", "/admin/roles/rolelevel/export/"),
        *("/admin/nowhere/", "/admin/auth/user/add/", "/import/", "/import/new/roles/"),
        *("/import/new/cars/", "/import/roles/export.csv", "/import/skills/example.xlsx"),
    ],
)
@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "anonymous"])
def test_nobody_keeps_what_editors_see(administrator, client, path, signed_in):
    response = (administrator if signed_in else client).get(path)
    assert "no-store" in response["Cache-Control"]


def test_nobody_keeps_an_export_of_the_admin(administrator):
    fields = {"format": "0", "resource": "", **chosen_columns(administrator)}
    response = administrator.post(reverse("admin:grades_grade_export"), fields)
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]


def chosen_columns(browser) -> dict[str, str]:
    """Every column of the export form ticked."""
    form = browser.get(reverse("admin:grades_grade_export")).context["form"]
    return {field.html_name: "on" for field in form if field.name.startswith("graderesource_")}


def test_readers_pages_may_be_kept(client):
    assert "no-store" not in client.get("/").get("Cache-Control", "")


def test_there_is_no_cookie_for_messages(administrator, admin_user):
    values = {
        "username": "somebody",
        "password1": "horse battery 1",
        "password2": "horse battery 1",
    }
    values["usable_password"] = "true"
    response = administrator.post(reverse("admin:auth_user_add"), values, follow=True)
    assert "was added successfully" in response.text
    assert set(administrator.cookies) == {"sessionid", "csrftoken"}
