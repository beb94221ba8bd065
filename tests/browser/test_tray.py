import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import follow

FAMILY = "/families/policy-and-performance/"
LEVEL = "/roles/hr-business-partner/grade-7/"
SEARCH = "/search/?q=hr&kind=rolelevels"
CODES = ("PPP07", "PAP08", "PAP09", "PAP10", "PAP11", "PAP12", "PAP13", "PAP14")


def shows(page, number):
    """Whether the header says that so many role levels are chosen."""
    link = page.get_by_role("banner").get_by_role("link", name="Compare")
    expect(link).to_have_text(f"Compare ({number} role{'s'[: number > 1]} chosen)")


def press(page, name):
    follow(page, page.get_by_role("button", name=name, exact=True).first)


def tick(page, codes, button):
    """Tick the family's levels with these codes and press the button."""
    page.goto(FAMILY)
    for code in codes:
        page.get_by_label(f"Select Policy and Performance, {code}").check()
    press(page, button)


def fits(page, width):
    """Whether axe finds nothing, nothing is cut off, and all that chooses is large enough."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for target in page.locator("main :is(button, input[type=checkbox])").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 24


def test_choose_on_every_kind_of_page_and_compare(open_page):
    page = open_page(LEVEL)
    press(page, "Add to my comparison HR Business Partner, Grade 7")
    shows(page, 1)
    expect(page.locator("#done")).to_contain_text("Added: HR Business Partner, Grade 7.")
    expect(page.locator("#done")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    page.get_by_role("link", name="Back to the page you came from").click()
    expect(page).to_have_url(LEVEL)
    page.goto(SEARCH)
    press(page, "Add to my comparison Head of Talent, Grade 6")
    page.goto("/roles/")
    page.get_by_label("Select Chief data officer, Senior Civil Service").check()
    press(page, "Add to my comparison")
    tick(page, ["PAP08", "PAP09"], "Add to my comparison")
    shows(page, 5)
    press(page, "Compare")
    expect(page).to_have_url(re.compile(r"/compare/\?(level=[-a-z0-9/]+&){4}level=[-a-z0-9/]+$"))


def test_only_what_is_ticked_here_is_compared_and_the_way_back_keeps_it(open_page):
    page = open_page(LEVEL)
    press(page, "Add to my comparison HR Business Partner, Grade 7")
    tick(page, ["PAP12", "PAP13"], "Compare")
    expect(page.get_by_role("main")).not_to_contain_text("HR Business Partner")
    page.go_back()
    expect(page.get_by_label("Select Policy and Performance, PAP12")).to_be_checked()


def test_the_keyboard_alone_ticks_one_and_is_told(open_page, width):
    page = open_page(FAMILY, width)
    page.get_by_label("Select Policy and Performance, PAP12").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Compare", exact=True).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Select 2 to 8 roles: one is ticked.")
    expect(page.get_by_label("Select Policy and Performance, PAP12")).to_be_checked()
    fits(page, width)
    press(page, "Add to my comparison")
    shows(page, 1)
    page.get_by_role("link", name="Back to the page you came from").click()
    expect(page).to_have_url(FAMILY)


def test_a_ninth_is_refused_until_one_is_removed(open_page, width):
    page = open_page("/compare/", width)
    fits(page, width)
    tick(page, CODES, "Add to my comparison")
    fits(page, width)
    page.goto(LEVEL)
    press(page, "Add to my comparison HR Business Partner, Grade 7")
    expect(page.get_by_role("alert")).to_contain_text("a comparison has at most 8 roles")
    shows(page, 8)
    fits(page, width)
    press(page, "Remove Policy and Performance, PAP14")
    expect(page.locator("#done")).to_contain_text("Removed: Policy and Performance, PAP14.")
    fits(page, width)
    press(page, "Add again")
    press(page, "Remove all")
    expect(page.locator("#done")).to_contain_text("Your comparison is empty.")


@pytest.mark.parametrize("path", [FAMILY, LEVEL, SEARCH, "/roles/", "/compare/"])
def test_nothing_that_chooses_is_printed(open_page, path):
    page = open_page(FAMILY)
    tick(page, ["PAP12"], "Add to my comparison")
    page.goto(path)
    page.emulate_media(media="print")
    for target in page.locator("main :is(button, input, form.cap-no-print)").all():
        expect(target).to_be_hidden()


def test_another_site_adds_nothing(open_page):
    page = open_page("/accessibility/")
    form = f"""<form method="post" action="{page.url.replace("/accessibility/", "/compare/tray/")}">
        <input name="level" value="hr-business-partner/grade-7"><button>Go</button></form>"""
    page.route(
        "http://elsewhere.test/", lambda route: route.fulfill(body=form, content_type="text/html")
    )
    page.goto("http://elsewhere.test/")
    follow(page, page.get_by_role("button"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("not sent from a page of this")
    assert page.context.cookies() == []
