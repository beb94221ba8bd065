import pytest
from playwright.sync_api import expect

from tests.browser.conftest import follow

HR = "/families/hr-professionals/"
LADDER = "/families/policy-and-performance/"
# The left edges of the heads of columns, and how far from its right edge an arrow is drawn.
EDGES = "all => all.map(one => Math.round(one.getBoundingClientRect().left))"
ARROW = "(one, part) => getComputedStyle(one, part).content"


def test_grades_are_columns_or_below_each_other_with_arrows_between(open_page, width):
    page = open_page(HR, width)
    columns = page.locator(".cap-map__column")
    lefts = columns.evaluate_all(EDGES)
    assert len(lefts) == 3
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == (3 if width > 320 else 1)
    drawn = columns.locator(".cap-map__head") if width > 320 else columns
    arrows = [drawn.nth(number).evaluate(ARROW, "::after") != "none" for number in range(3)]
    assert arrows == [True, True, False]
    boxes = page.locator(".cap-map__box").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth).length"
    )
    assert boxes == 0


def test_the_keyboard_ticks_and_compares(open_page, width):
    page = open_page(LADDER, width)
    for code in ("PAP13", "PAP14"):
        page.get_by_label(f"Select Policy and Performance, {code}").focus()
        page.keyboard.press("Space")
    button = page.get_by_role("button", name="Compare", exact=True)
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.count("level=") == 2
    expect(page.get_by_role("heading", level=1)).to_contain_text("PAP14")


def test_it_prints_without_ticks_and_within_the_paper(open_page):
    page = open_page(LADDER, 1123 - 2 * 38)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1123 - 2 * 38
    expect(page.get_by_label("Select Policy and Performance, PAP14")).to_be_hidden()
    lefts = page.locator(".cap-map__cell").evaluate_all(EDGES)
    assert len(set(lefts)) == 8


@pytest.mark.parametrize("path", ["/", "/step-up/"])
def test_a_move_is_planned(open_page, path):
    page = open_page(path)
    page.get_by_label("I am now").select_option(label="HR Project Management, SEO")
    page.get_by_label("I want to become").select_option(label="HR Business Partner, Grade 7")
    follow(page, page.get_by_role("button", name="Show what changes"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("HR Business Partner, Grade 7")


def test_home_leads_to_the_grades_of_a_family(open_page):
    page = open_page("/")
    page.get_by_label("Job family", exact=True).select_option("policy-and-performance")
    follow(page, page.get_by_role("button", name="Choose grades"))
    assert page.url.endswith(f"{LADDER}#roles")
