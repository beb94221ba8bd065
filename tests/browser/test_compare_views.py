"""The views of a comparison that hold text: its steps, what each grade adds, the full text."""

from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.test_accessibility import PAGES

EIGHT, TWO = PAGES["compare eight"], PAGES["compare two"]
STEP, FULL = f"{EIGHT}&view=steps&step=6", PAGES["compare eight, full text"]


def pages_of(pdf):
    return pdf.count(b"/Type /Page\n")


def test_a_step_is_read_and_left_for_the_next(open_page):
    page = open_page(STEP)
    expect(page.locator(".cap-stepper a:visible")).to_have_count(6)
    page.get_by_role("link", name="5 the same").click()
    head = page.locator(".cap-step thead th").last.bounding_box()
    assert head["y"] == 0
    heading = page.locator("#the-same h2").bounding_box()
    assert heading["y"] >= head["height"]
    page.get_by_role("link", name="PAP13 to PAP14").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("PAP13 to PAP14")
    expect(page.get_by_text("Next step:")).to_have_count(0)


def test_at_320_pixels_what_is_new_is_read_first(open_page):
    page = open_page(STEP, 320)
    expect(page.locator(".cap-stepper a:visible")).to_have_count(2)
    new = page.locator(".cap-step__new").first.bounding_box()
    not_stated = page.locator(".cap-step__not-stated").first.bounding_box()
    assert new["width"] > 250
    assert new["y"] + new["height"] <= not_stated["y"]


def test_what_a_higher_level_adds_unfolds(open_page, width):
    page = open_page(f"{TWO}&view=steps", width)
    page.locator("details", has_text="of Delivering at Pace").locator("summary").first.click()
    expect(page.get_by_text("Clarify business priorities").first).to_be_visible()
    # One below the other: beside each other they would stand below the names of the two.
    effective, ineffective = (
        page.locator(".cap-indicators:visible tbody tr").first.locator("td").all()
    )
    assert effective.bounding_box()["x"] == ineffective.bounding_box()["x"]
    assert violations(page) == []


def test_names_of_sections_and_columns_stay_in_view_while_the_page_scrolls(open_page):
    page = open_page(FULL)
    page.evaluate("scrollTo({left: 500, top: 3000, behavior: 'instant'})")
    assert page.evaluate("[scrollX, scrollY]") == [500, 3000]
    head = page.locator(".cap-compare thead th").last.bounding_box()
    assert abs(head["y"]) < 2
    sections = page.locator(".cap-compare th[rowspan]").all()
    assert {round(section.bounding_box()["x"]) for section in sections} == {0}
    title = page.locator("th[rowspan]", has_text="Responsibilities").locator("> span")
    assert title.bounding_box()["y"] >= head["height"]


def test_at_320_pixels_each_row_of_the_full_text_is_a_list(open_page):
    page = open_page(FULL, 320)
    cell = page.locator("td:is([data-outcome=reworded], [data-outcome=rewritten])").first
    assert cell.bounding_box()["width"] > 250
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"PAP08"'
    expect(page.get_by_role("link", name="PAP14", exact=True)).to_be_visible()


def test_a_step_prints_on_two_pages_and_what_all_add_on_six(open_page):
    page = open_page(STEP)
    page.emulate_media(media="print")
    expect(page.get_by_text("Copy link")).to_be_hidden()
    mark = page.locator("ins").first
    assert mark.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    removed = page.locator("del").first
    assert removed.evaluate("e => getComputedStyle(e).textDecorationLine") == "line-through"
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 2
    page.goto(PAGES["compare eight, what each adds"])
    assert pages_of(page.pdf(prefer_css_page_size=True)) <= 6


def test_the_full_text_prints_across_with_the_heads_on_every_page(open_page):
    page = open_page(FULL)
    page.emulate_media(media="print")
    heads = page.locator(".cap-compare thead").evaluate("head => getComputedStyle(head).display")
    assert heads == "table-header-group"
    assert b"/MediaBox [0 0 841" in page.pdf(prefer_css_page_size=True)
