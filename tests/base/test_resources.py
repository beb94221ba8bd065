"""Tables of every entry, for people and spreadsheets."""

import csv
from io import BytesIO, StringIO

import pytest
from django.contrib import admin
from django.urls import reverse
from import_export.admin import ImportMixin
from openpyxl import load_workbook

from capframe.base.models import Source, entry_models
from capframe.base.resources import columns_of, resource_for
from capframe.spreadsheets.reading import read_table
from grades.models import PayRange
from roles.models import RoleLevel
from tests.factories import (
    make_grade,
    make_pay,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
    make_workstream,
)

CSV, XLSX = "0", "1"


def export(client, model, kind=CSV, query=""):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_export")
    return client.post(address + query, {"resource": "0", "format": kind})


def rows(response):
    return list(csv.DictReader(StringIO(response.content.decode())))


def first_row(response):
    return list(load_workbook(BytesIO(response.content)).active.iter_rows())[1]


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


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1"])
def test_nothing_runs_in_a_spreadsheet(title, admin_client):
    make_role_level(title=title)
    (row,) = rows(export(admin_client, RoleLevel))
    assert row["title"] == f"'{title}"
    (column,) = [
        cell for cell in first_row(export(admin_client, RoleLevel, XLSX)) if cell.value == title
    ]
    assert column.data_type == "s"


def test_numbers_are_numbers_in_a_spreadsheet(admin_client):
    pay = make_pay(make_grade(), minimum=30000)
    row = first_row(export(admin_client, type(pay), XLSX))
    assert 30000 in [cell.value for cell in row]


def test_an_export_reads_back_as_it_was(admin_client):
    level = make_role_level(title="’09", description="=1\n- “one”, two;\tthree")
    for kind in (CSV, XLSX):
        table = read_table("levels", export(admin_client, RoleLevel, kind).content)
        cells = dict(zip(table.headings, table.rows[0].cells, strict=True))
        assert (cells["title"], cells["description"]) == (level.title, level.description)


def test_only_csv_and_xlsx_are_offered(admin_client):
    page = admin_client.get(reverse("admin:roles_rolelevel_export"))
    assert [title for _, title in page.context["form"].fields["format"].choices] == ["csv", "xlsx"]


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_nothing_can_be_imported(model):
    model_admin = admin.site._registry[model]
    assert not isinstance(model_admin, ImportMixin)
    assert not any("import" in str(url.name) for url in model_admin.urls)


def test_no_page_offers_an_import(admin_client):
    assert admin_client.get("/admin/roles/rolelevel/import/", follow=True).status_code == 200
    page = admin_client.get("/admin/roles/rolelevel/").content.decode()
    assert "rolelevel/import/" not in page


@pytest.mark.parametrize("model", entry_models())
def test_a_table_has_a_column_for_every_field(model):
    columns = columns_of(model)
    assert sorted(columns) == sorted(
        field.name for field in model._meta.concrete_fields if not field.primary_key
    )
    resource = resource_for(model)()
    assert [field.column_name for field in resource.get_export_fields()] == list(columns)


def test_columns_begin_with_what_an_entry_stands_in_and_end_with_its_source():
    assert columns_of(PayRange) == (
        *("grade", "employer", "location", "minimum", "maximum", "period", "currency"),
        *("valid_from", "note"),
        *("source", "place", "editors_note"),
    )
    assert columns_of(RoleLevel)[:5] == ("family", "role", "slug", "title", "code")
    assert columns_of(Source)[0] == "slug"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_ticked_is_exported_alone(ending, admin_client):
    chosen, _ = make_workstream(title="Chosen"), make_workstream(title="Other")
    ticked = {"action": f"export_as_{ending}", "_selected_action": [chosen.pk]}
    response = admin_client.post("/admin/roles/workstream/", ticked)
    assert f".{ending}" in response["Content-Disposition"]
    if ending == "csv":
        assert [row["title"] for row in rows(response)] == ["Chosen"]
    else:
        assert "Chosen" in [cell.value for cell in first_row(response)]


@pytest.mark.parametrize("model", entry_models(), ids=lambda model: model.__name__)
def test_every_list_exports_what_is_ticked(model, rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    assert {"export_as_csv", "export_as_xlsx"} <= set(
        admin.site._registry[model].get_actions(request)
    )
