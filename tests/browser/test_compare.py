from playwright.sync_api import expect

from tests.browser.axe import violations
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


def test_names_of_rows_and_columns_stay_in_view(open_page):
    page = open_page(EIGHT)
    frame = page.get_by_role("region", name="8 role levels")
    frame.scroll_into_view_if_needed()
    frame.evaluate("frame => frame.scrollTo(600, 900)")
    edge = frame.bounding_box()
    head = page.locator(".cap-compare thead th").last.bounding_box()
    assert abs(head["y"] - edge["y"]) < 2
    row = page.locator(".cap-compare th[scope=row]").first.bounding_box()
    assert abs(row["x"] - edge["x"]) < 2


def test_the_keyboard_scrolls_the_table(open_page):
    page = open_page(EIGHT)
    frame = page.get_by_role("region", name="8 role levels")
    frame.focus()
    assert frame.evaluate("frame => getComputedStyle(frame).outlineStyle") != "none"
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)  # it scrolls smoothly
    assert frame.evaluate("frame => frame.scrollLeft") > 0


def test_at_320_pixels_each_row_is_a_list(open_page):
    page = open_page(EIGHT, 320)
    cell = page.locator("td:is([data-outcome=reworded], [data-outcome=rewritten])").first
    assert cell.bounding_box()["width"] > 250
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"PAP08"'
    expect(page.get_by_role("link", name="Policy and Performance, PAP14")).to_be_visible()


def test_what_a_higher_level_adds_unfolds(open_page, width):
    page = open_page(TWO, width)
    unfold = page.get_by_text("what Level 4 of Delivering at Pace adds to Level 3")
    unfold.click()
    expect(page.get_by_text("Clarify business priorities").first).to_be_visible()
    assert violations(page) == []


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


def test_print_is_landscape_with_the_heads_on_every_page(open_page, tmp_path):
    page = open_page(EIGHT)
    page.emulate_media(media="print")
    expect(page.get_by_text("Copy link")).to_be_hidden()
    expect(page.get_by_role("button", name="Take out").first).to_be_hidden()
    heads = page.locator(".cap-compare thead").evaluate("head => getComputedStyle(head).display")
    assert heads == "table-header-group"
    mark = page.locator("ins").first
    assert mark.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    removed = page.locator("del").first
    assert removed.evaluate("e => getComputedStyle(e).textDecorationLine") == "line-through"
    pdf = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 841" in pdf
