import os
import subprocess
import sys

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import ROOT, follow

PAGES = {
    "index": "/admin/",
    "list": "/admin/roles/rolelevel/",
    "add": "/admin/roles/rolelevel/add/",
    "change": "/admin/roles/rolelevel/1/change/",
    "history": "/admin/roles/rolelevel/1/history/",
    "changes": "/admin/changes/",
    "changes, filtered": "/admin/changes/?model=roles.rolelevel&since=2020-01-01",
    "export": "/admin/roles/rolelevel/export/",
    "delete": "/admin/roles/workstream/1/delete/",
    "delete, refused": "/admin/base/source/1/delete/",
    "links to parts": "/admin/skills/skillframework/1/change/",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_in_the_admin(read_admin, path):
    page = read_admin(path)
    assert page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus") == 200
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_nothing_in_the_admin_is_cut_off_at_400_percent(read_admin, path):
    page = read_admin(path, 320)
    assert width_of(page) <= 320


def width_of(page):
    """How wide a page is, as far as it would have to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth")


def test_every_list_fits_320_pixels_full_and_empty(read_admin):
    page = read_admin("/admin/", 320)
    faults = {}
    for model in admin.site._registry:
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for address in (path, f"{path}?q=nothingatall"):
            page.goto(address)
            faults[address] = violations(page)
            if (width := width_of(page)) > 320:
                faults[address].append(f"{width} pixels wide")
    assert {address: found for address, found in faults.items() if found} == {}


def test_a_list_that_is_wider_scrolls_in_a_region_of_its_own_by_the_keyboard(open_admin):
    page = open_admin("/admin/roles/rolelevel/", 320)
    table = page.get_by_role("region", name="Role levels")
    table.focus()
    for _ in range(50):  # the browser scrolls by and by
        page.keyboard.press("ArrowRight")
    assert table.evaluate("region => region.scrollLeft") > 0
    assert page.evaluate("window.scrollX") == 0


def test_a_refused_action_fits_320_pixels_too(open_admin):
    page = open_admin("/admin/base/source/", 320)
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("delete_selected")
    follow(page, page.get_by_role("button", name="Go"))
    expect(page.get_by_text("Nothing was deleted")).to_be_visible()
    assert width_of(page) <= 320
    assert violations(page) == []


def test_links_among_words_are_underlined(read_admin):
    page = read_admin(PAGES["delete, refused"])
    expect(page.locator("#deleted-objects a").first).to_have_css(
        "text-decoration-line", "underline"
    )


def test_a_choice_is_found_by_typing(open_admin):
    page = open_admin("/admin/roles/rolelevel/add/")
    page.locator(".field-role .select2-selection").click()
    page.locator(".select2-search__field").fill("talent")
    page.locator(".select2-results__option", has_text="Head of Talent").click()
    assert page.locator(".field-role .select2-selection").inner_text().startswith("Head of Talent")


UNORDERED = """job_family,role,level
Ordering,Orderer,Junior orderer
Ordering,Orderer,Senior orderer
"""


@pytest.fixture
def order_page(open_admin, database_url):
    """Opens the page that orders the levels of a family with an unordered role of two drafts."""

    def open_it(width=1280):
        command = [sys.executable, "manage.py", "import_roles", "-", "--draft"]
        command += ["--source-title", "Orders", "--publisher", "Nobody"]
        environment = os.environ | {"CAPFRAME_ENV": "development", "DATABASE_URL": database_url}
        subprocess.run(command, cwd=ROOT, env=environment, input=UNORDERED.encode(), check=True)
        page = open_admin("/admin/roles/jobfamily/?q=Ordering", width)
        follow(page, page.locator("th.field-title a"))
        follow(page, page.get_by_text("Order of levels"))
        return page

    return open_it


def test_axe_finds_nothing_in_the_order_of_levels(order_page, width):
    page = order_page(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_levels_are_ordered_by_the_keyboard_alone(order_page):
    page = order_page()
    field = page.get_by_label("Senior orderer", exact=True)
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    assert "Nothing is saved yet" in page.get_by_role("status").inner_text()
    assert field.input_value() == "1"
    page.get_by_role("button", name="Move Junior orderer up").focus()
    page.keyboard.press("Enter")
    junior = page.get_by_label("Junior orderer", exact=True)
    expect(junior).to_have_value("2")
    expect(field).to_have_value("1")
    assert page.url.split("#")[1].startswith("role-")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    saved = "The order of the levels of 1 role is saved."
    expect(page.locator(".messagelist")).to_contain_text(saved)
    expect(junior).to_have_value("2")


def test_leaving_a_changed_form_asks(open_admin):
    page = open_admin("/admin/roles/rolelevel/1/change/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_text("Change Name, grade and place").click()
    page.get_by_label("Location:").fill("Leeds")
    page.get_by_role("link", name="Home").click()
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Location:")).to_have_value("Leeds")


def test_leaving_a_form_as_it_was_does_not_ask(open_admin):
    page = open_admin("/admin/roles/rolelevel/1/change/")
    page.on("dialog", lambda dialog: pytest.fail(dialog.type))
    follow(page, page.get_by_role("link", name="Home"))
