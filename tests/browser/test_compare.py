from playwright.sync_api import expect

from tests.browser.test_accessibility import PAGES

EIGHT, TWO = PAGES["compare eight"], PAGES["compare two"]


def test_the_three_views_are_a_link_away(open_page):
    page = open_page(EIGHT)
    expect(page.get_by_text("The same at all 8")).to_have_count(1)
    page.get_by_role("link", name="Differences only").click()
    expect(page.get_by_text("The same at all 8")).to_have_count(0)
    page.get_by_role("link", name="What each grade adds").click()
    expect(page.get_by_role("heading", name="What PAP14 adds over PAP13")).to_be_visible()
    page.get_by_role("link", name="Full text").click()
    expect(page.get_by_text("The same at all 8")).to_have_count(1)


def test_the_link_is_copied_at_one_press(open_page):
    page = open_page(TWO)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_print_opens_the_browsers_own(open_page):
    page = open_page(TWO)
    page.evaluate("window.print = () => { document.title = 'printing' }")
    page.get_by_text("Print", exact=True).click()
    assert page.title() == "printing"


def test_without_javascript_both_say_how_to_do_it(chromium, site):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(TWO)
    page.get_by_text("Copy link").click()
    expect(page.get_by_label("Address of this page")).to_have_value(page.url)
    page.get_by_text("Print", exact=True).click()
    expect(page.get_by_text("press Ctrl and P")).to_be_visible()
    context.close()


def test_a_column_is_taken_out(open_page):
    page = open_page(EIGHT)
    page.get_by_role("button", name="Take out Policy and Performance, PAP10").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare 7 role levels")
