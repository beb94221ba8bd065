"""A change is undone and a deleted entry put back, as an editor goes about it."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import follow

FORM = "/admin/roles/workstream/1/change/"


def assert_fits(page, width):
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def set_issue(page, text, reason):
    page.goto(FORM)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    page.get_by_label("Issue", exact=False).first.fill(text)
    page.get_by_label("Reason for this change").fill(reason)
    follow(page, page.get_by_role("button", name="Save and continue editing"))


def open_newest(page, name):
    page.goto("/admin/roles/workstream/1/history/")
    follow(page, page.locator(".capframe-saves tbody tr").first.get_by_role("link", name=name))


def test_a_change_is_undone_from_the_history(open_admin, width):
    page = open_admin(FORM, width)
    before = page.get_by_label("Issue", exact=False).first.input_value()
    set_issue(page, f"{before} of today", "Plainer words")
    open_newest(page, "Undo this change")
    expect(page.locator("ins, del").first).to_contain_text("of today")
    assert_fits(page, width)
    follow(page, page.get_by_role("link", name="Do not undo"))
    open_newest(page, "Undo this change")
    follow(page, page.get_by_role("button", name="Undo this change"))
    expect(page.locator(".messagelist")).to_contain_text("The change is undone.")
    page.goto(FORM)
    expect(page.get_by_label("Issue", exact=False).first).to_have_value(before)


def test_what_was_changed_again_is_chosen(open_admin, width):
    page = open_admin(FORM, width)
    before = page.get_by_label("Issue", exact=False).first.input_value()
    set_issue(page, f"{before} of today", "Plainer words")
    page.goto("/admin/roles/workstream/1/history/")
    newest = page.locator(".capframe-saves tbody tr").first
    undo = newest.get_by_role("link", name="Undo this change").get_attribute("href")
    set_issue(page, f"{before} of tomorrow", "Still plainer")
    page.goto(undo)
    expect(page.get_by_label("As it is now")).to_be_checked()
    assert_fits(page, width)
    page.get_by_label("Back to before").check()
    follow(page, page.get_by_role("button", name="Undo this change"))
    page.goto(FORM)
    expect(page.get_by_label("Issue", exact=False).first).to_have_value(before)


def test_a_version_is_restored(open_admin, width):
    page = open_admin(FORM, width)
    before = page.get_by_label("Issue", exact=False).first.input_value()
    for number in range(2):
        set_issue(page, f"{before} {number}", "Plainer words")
    page.goto("/admin/roles/workstream/1/history/")
    first = page.locator(".capframe-saves tbody tr").last
    follow(page, first.get_by_role("link", name="Restore this version"))
    assert_fits(page, width)
    follow(page, page.get_by_role("button", name="Restore this version"))
    page.goto(FORM)
    expect(page.get_by_label("Issue", exact=False).first).to_have_value(before)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_was_deleted_is_put_back(chromium, site, administrator, scripts):
    context = chromium.new_context(base_url=site, java_script_enabled=scripts)
    context.add_cookies(administrator)
    page = context.new_page()
    page.goto("/workstreams/")
    address = page.locator("main a[href^='/workstreams/']").first.get_attribute("href")
    page.goto(FORM)
    name = page.get_by_label("Title").first.input_value()
    page.goto("/admin/roles/workstream/1/delete/")
    follow(page, page.get_by_role("button", name="Delete", exact=True))
    page.goto("/admin/roles/workstream/")
    follow(page, page.get_by_role("link", name="Recently deleted"))
    expect(page.locator(".capframe-deleted")).to_contain_text(name)
    if scripts:
        assert_fits(page, 1280)
    follow(page, page.get_by_role("link", name=f"Put back {name}"))
    if scripts:
        assert_fits(page, 1280)
    follow(page, page.get_by_role("button", name="Put back"))
    page.goto("/admin/roles/workstream/1/change/")
    expect(page.get_by_label("Title").first).to_have_value(name)
    assert page.goto(address).status == 200
    context.close()


def test_the_list_of_what_was_deleted_fits_320_pixels(read_admin):
    page = read_admin("/admin/deleted/", 320)
    assert_fits(page, 320)
