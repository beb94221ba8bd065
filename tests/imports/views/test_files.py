import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from capframe.imports.kinds import IMPORT_KINDS
from capframe.spreadsheets.reading import read_table
from tests.imports.files import ROLES, applied, uploaded

pytestmark = pytest.mark.django_db


def rows(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.mark.parametrize("kind", IMPORT_KINDS)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_has_all_columns_and_no_row(browser, kind, ending):
    response = browser.get(f"/import/{kind}/template.{ending}")
    names = [column.name for column in IMPORT_KINDS[kind].columns]
    if ending == "csv":
        assert response.content.decode("utf-8-sig").strip().split(",") == names
    else:
        book = load_workbook(BytesIO(response.content))
        assert [[cell.value for cell in row] for row in book.active.rows] == [names]


@pytest.mark.parametrize("kind", IMPORT_KINDS)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_example_goes_in_as_downloaded(browser, kind, ending):
    name = f"{kind}-example.{ending}"
    response = browser.get(f"/import/{kind}/example.{ending}")
    assert f'filename="{name}"' in response["Content-Disposition"]
    assert len(read_table(name, response.content).rows) == len(IMPORT_KINDS[kind].example)


def test_what_was_imported_is_exported(browser):
    applied(browser)
    exported = rows(browser.get("/import/roles/export.csv"))
    assert [row["statement"] for row in exported] == ["Plan audits", "Write reports"]


@pytest.mark.parametrize("path", ["roles/export.pdf", "roles/secret.csv"])
def test_what_there_is_no_file_of_is_said(browser, path):
    assert browser.get(f"/import/{path}").status_code == 400


def test_the_file_comes_back_with_messages(browser):
    imported = uploaded(browser, ROLES + "Audit,,Senior,x,Duties\n")
    response = browser.get(f"{imported.get_absolute_url()}messages.csv")
    assert "The row has no role." in rows(response)[-1]["messages"]
    book = load_workbook(
        BytesIO(browser.get(f"{imported.get_absolute_url()}messages.xlsx").content)
    )
    assert book.active.max_row == 4


def test_a_file_that_is_imported_is_no_longer_kept(browser):
    imported = applied(browser)
    assert browser.get(f"{imported.get_absolute_url()}messages.csv").status_code == 409


def test_differences_are_downloaded_in_full_both_ways(browser):
    imported = applied(browser)
    there = rows(browser.get(f"{imported.get_absolute_url()}differences.csv"))
    back = rows(browser.get(f"{imported.get_absolute_url()}differences.csv?undo"))
    text = [row for row in there if row["field"] == "Text"]
    assert [(row["line"], row["new"]) for row in text] == [
        ("2", "Plan audits"),
        ("3", "Write reports"),
    ]
    assert {row["old"] for row in back if row["field"] == "Text"} == {
        "Plan audits",
        "Write reports",
    }
    assert {row["what_happens"] for row in back} == {"withdrawn"}
