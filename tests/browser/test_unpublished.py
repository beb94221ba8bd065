"""A change is kept unpublished, looked at, changed again and published, in a real browser."""

import re

from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import follow

LEVEL = "/admin/roles/rolelevel/1/change/"


def width_of(page):
    return page.evaluate("document.documentElement.scrollWidth")


def code_of(page):
    """The field, in the part of the form that folds."""
    page.locator("details", has=page.locator("#id_code")).locator("summary").first.click()
    return page.locator("#id_code")


def keep(page, code, reason):
    page.goto(LEVEL)
    code_of(page).fill(code)
    page.get_by_label("Reason for this change").fill(reason)
    follow(page, page.get_by_role("button", name="Keep unpublished"))


def test_a_change_is_kept_opened_again_and_published(open_admin):
    page = open_admin(LEVEL)
    before = code_of(page).input_value()
    keep(page, "NEW1", "Codes of 2027")
    expect(page.get_by_role("list").filter(has_text="Kept unpublished")).to_be_visible()
    page.goto(LEVEL)
    expect(code_of(page)).to_have_value(before)
    follow(page, page.get_by_role("link", name=re.compile(r"^Unpublished \(\d+\)$")))
    follow(page, page.get_by_role("link", name="Codes of 2027"))
    follow(page, page.get_by_role("link", name=re.compile("^Edit")))
    expect(code_of(page)).to_have_value("NEW1")
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    page.locator("#id_code").fill("NEW2")
    follow(page, page.get_by_role("button", name="Keep unpublished"))
    follow(page, page.get_by_role("link", name="Publish…"))
    follow(page, page.get_by_role("button", name="Publish"))
    expect(page.get_by_text("Published: “Codes of 2027”.")).to_be_visible()
    page.goto(LEVEL)
    expect(code_of(page)).to_have_value("NEW2")
    page.locator("#id_code").fill(before)
    follow(page, page.get_by_role("button", name="Save", exact=True))


def test_its_pages_are_accessible_and_fit(open_admin, width):
    page = open_admin(LEVEL, width)
    keep(page, f"W{width}", f"Codes at {width}")
    change = page.url
    pages = {"its page": change}
    pages |= {name: f"{change}{name}/" for name in ("publish", "discard", "take-out/0")}
    pages |= {"list": "/admin/unpublished/", "form": f"{LEVEL}?unpublished={change.split('/')[-2]}"}
    faults = {}
    for name, address in pages.items():
        page.goto(address)
        found = violations(page)
        if width_of(page) > width:
            found.append(f"{width_of(page)} pixels wide")
        faults[name] = found
    assert {name: found for name, found in faults.items() if found} == {}
    page.goto(f"{change}discard/")
    follow(page, page.get_by_role("button", name="Discard"))
    expect(page.get_by_text("Discarded:")).to_be_visible()
