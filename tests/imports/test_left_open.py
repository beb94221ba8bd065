"""An import of roles says which of them it left without an order, and gives the file to say it."""

import pytest

from roles.models import RoleLevel
from tests.imports.files import applied, confirm_all, make_import, uploaded

pytestmark = pytest.mark.django_db
HEAD = "job_family,role,level,level_order\n"
UNORDERED = f"{HEAD}Audit,Auditor,Senior,\nAudit,Auditor,Junior,\n"
ORDERED = f"{HEAD}Audit,Clerk,Senior,2\nAudit,Clerk,Junior,1\n"


def download(browser, imported):
    return browser.get(f"{imported.get_absolute_url()}left-open.csv")


def test_it_works(browser):
    applied(browser, ORDERED)
    imported = applied(browser, UNORDERED)
    page = browser.get(imported.get_absolute_url()).text
    assert "The order of the levels of 1 role is not stated" in page
    file = download(browser, imported)
    assert "order.csv" in file["Content-Disposition"]
    assert file.content.decode("utf-8-sig").splitlines() == [
        "job_family,role,level,level_order",
        "Audit,Auditor,Junior,",
        "Audit,Auditor,Senior,",
    ]


def test_the_file_comes_in_and_leaves_nothing_open(browser):
    imported = applied(browser, UNORDERED)
    file = download(browser, imported).content.decode("utf-8-sig")
    file = file.replace("Junior,", "Junior,1").replace("Senior,", "Senior,2")
    ordered = applied(browser, file, kind="order")
    assert dict(RoleLevel.objects.values_list("title", "level_order")) == {"Junior": 1, "Senior": 2}
    for each in (imported, ordered):
        assert "left-open" not in browser.get(each.get_absolute_url()).text
        assert download(browser, each).content.decode("utf-8-sig").splitlines() == [HEAD.strip()]


def test_other_kinds_leave_nothing_open(browser, publisher):
    imported = make_import(publisher, kind="grades", state="applied")
    assert download(browser, imported).status_code == 404


def test_an_order_that_an_import_took_away_is_in_its_file(browser):
    applied(browser, ORDERED)
    imported = applied(browser, f"{HEAD}Audit,Clerk,Chief,\n")
    assert "Audit,Clerk,Chief," in download(browser, imported).text


def test_the_preview_lists_the_orders_that_would_be_lost(browser):
    applied(browser, ORDERED)
    imported = uploaded(browser, f"{HEAD}Audit,Clerk,Chief,\n")
    confirm_all(browser, imported)
    preview = browser.get(f"{imported.get_absolute_url()}preview/").text
    assert "The file takes away the order of the levels of the role “Clerk”" in preview
