"""Files to edit and import back: from pages, the admin's lists and commands."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client

from roles.models import RoleLevel
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_role,
    make_role_level,
    make_skill,
    make_structure,
    withdraw,
)
from tests.imports.files import uploaded
from tests.imports.views.test_files import rows
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue():
    """Two of everything that an export may be of."""
    for word in ("one", "two"):
        family = make_family(title=f"Family {word}", slug=f"family-{word}")
        role = make_role(title=f"Role {word}", slug=f"role-{word}", family=family)
        make_role_level({"Duties": ["Plan"]}, role=role, title="Senior", slug="senior")
        make_skill(title=word, framework=make_framework(slug=f"framework-{word}"))
        make_grade(title=word, structure=make_structure(slug=f"structure-{word}"))


PAGES = [
    ("/families/family-one/", "role", "Role one"),
    ("/roles/role-one/", "role", "Role one"),
    ("/roles/?family=family-one", "role", "Role one"),
    ("/skills/framework-one/", "skill", "one"),
    ("/grades/structure-one/", "grade", "one"),
]


def links(page):
    return [
        part.split('"')[0].replace("&amp;", "&")
        for part in page.content.decode().split('href="')
        if part.startswith("/import/") and "/export." in part.split('"')[0]
    ]


@pytest.mark.parametrize(("path", "column", "value"), PAGES)
def test_a_page_leads_those_who_may_import_to_its_file(catalogue, browser, path, column, value):
    csv_link, xlsx_link = links(browser.get(path))
    file = browser.get(csv_link)
    assert [row[column] for row in rows(file)] == [value]
    assert "-some-" in file["Content-Disposition"]
    assert browser.get(xlsx_link).content.startswith(b"PK")
    kind = csv_link.split("/")[2]
    text = file.content.decode("utf-8-sig")
    imported = uploaded(browser, text, kind=kind, name=f"{kind}.csv")
    page = squeezed(browser.get(imported.get_absolute_url()).text)
    assert '<h1 class="govuk-heading-xl">Nothing would change</h1>' in page
    assert links(Client().get(path)) == []
    assert Client().get(csv_link).status_code == 302


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("family=family-three", "There is no job family “family-three”."),
        ("colour=red", "An export of roles is not chosen by “colour”."),
        ("filter=grade%3Dnone", "“none” is not in the list"),
    ],
)
def test_what_chooses_nothing_is_said(catalogue, browser, query, words):
    response = browser.get(f"/import/roles/export.csv?{query}")
    assert response.status_code == 404
    assert words in squeezed(response.text)


def tick(client, path, action, *entries):
    form = {"action": action, ACTION_CHECKBOX_NAME: [entry.pk for entry in entries]}
    return client.post(path, form, follow=True)


def test_what_is_ticked_in_the_admin_is_exported(catalogue, admin_client):
    level, other = RoleLevel.objects.order_by("pk")
    for path, entry in (("rolelevel", level), ("role", level.role), ("jobfamily", level.family)):
        file = tick(admin_client, f"/admin/roles/{path}/", "export_roles_csv", entry)
        assert [row["role"] for row in rows(file)] == ["Role one"]
    both = tick(admin_client, "/admin/roles/rolelevel/", "export_roles_xlsx", level, other)
    assert both.content.startswith(b"PK")
    withdraw(level)
    page = tick(admin_client, "/admin/roles/rolelevel/", "export_roles_csv", level)
    assert "nothing to export of what is ticked" in page.text


def test_only_those_who_may_import_are_offered_it(
    catalogue, admin_client, client, django_user_model
):
    assert "export_roles_csv" in admin_client.get("/admin/roles/rolelevel/").text
    assert "export_roles_csv" not in admin_client.get("/admin/roles/rolelevel/?_popup=1").text
    assert "export_" not in admin_client.get("/admin/roles/section/").text.split("</form>")[0]
