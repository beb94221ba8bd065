"""Tables of every entry, for people and spreadsheets."""

import csv
from io import BytesIO, StringIO

from django.urls import reverse
from openpyxl import load_workbook

from roles.models import RoleLevel
from tests.factories import make_grade, make_requirement, make_role, make_role_level, make_skill

CSV, XLSX = "0", "1"


def export(client, model, kind=CSV, query=""):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_export")
    return client.post(address + query, {"resource": "0", "format": kind})


def rows(response):
    return list(csv.DictReader(StringIO(response.content.decode())))


def test_other_entries_are_named_as_addresses_name_them(admin_client):
    level = make_role_level(grade=make_grade())
    (row,) = rows(export(admin_client, RoleLevel))
    assert row["role"] == level.role.slug
    assert row["grade"] == f"{level.grade.structure.slug}/{level.grade.slug}"
    assert row["title"] == level.title
    requirement = make_requirement(level, make_skill(), 4)
    (row,) = rows(export(admin_client, type(requirement)))
    assert row["role_level"] == f"{level.role.slug}/{level.slug}"
    assert row["level"] == f"{requirement.skill.framework.slug}/4"


def test_a_missing_entry_is_empty(admin_client):
    make_role_level(grade=None)
    (row,) = rows(export(admin_client, RoleLevel))
    assert row["grade"] == ""


def test_the_table_holds_what_the_list_shows(admin_client):
    role = make_role()
    shown, _ = make_role_level(role=role), make_role_level()
    (row,) = rows(export(admin_client, RoleLevel, query=f"?q={shown.title.replace(' ', '+')}"))
    assert row["slug"] == shown.slug


def test_it_opens_in_a_spreadsheet(admin_client):
    level = make_role_level(title="Senior – “G6”")
    response = export(admin_client, RoleLevel, XLSX)
    sheet = load_workbook(BytesIO(response.content)).active
    heads, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert dict(zip(heads, row, strict=True))["title"] == level.title


def test_only_csv_and_xlsx_are_offered(admin_client):
    page = admin_client.get(reverse("admin:roles_rolelevel_export"))
    assert [title for _, title in page.context["form"].fields["format"].choices] == ["csv", "xlsx"]


def test_nothing_can_be_imported(admin_client):
    assert admin_client.get("/admin/roles/rolelevel/import/", follow=True).status_code == 200
    page = admin_client.get("/admin/roles/rolelevel/").content.decode()
    assert "/import/" not in page
