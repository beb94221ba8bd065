import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

FAMILIES = ["hr-professionals", "policy-and-performance", "digital-and-data"]
ADDRESS = "/families/hr-professionals/"
LIST = "The career map as a list"


def boxes_of(page):
    return page.locator(".cap-map__box")


@pytest.mark.parametrize("family", FAMILIES)
def test_axe_finds_nothing_with_the_list_open(open_page, width, family):
    page = open_page(f"/families/{family}/", width)
    page.get_by_text(LIST).click()
    assert violations(page) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_is_cut_off(open_page, width, family):
    page = open_page(f"/families/{family}/", width)
    page.get_by_text(LIST).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = boxes_of(page).evaluate_all(
        """boxes => boxes.filter(box => {
            const outline = box.querySelector('path').getBoundingClientRect()
            return [...box.querySelectorAll('tspan')].some(line => {
                const text = line.getBoundingClientRect()
                return text.left < outline.left || text.right > outline.right
                    || text.top < outline.top || text.bottom > outline.bottom
            })
        }).map(box => box.textContent)"""
    )
    assert beyond == []


@pytest.mark.parametrize("family", FAMILIES)
def test_text_is_no_smaller_on_a_small_screen(open_page, family):
    heights = [
        boxes_of(open_page(f"/families/{family}/", width))
        .locator("tspan")
        .evaluate_all("lines => lines.map(line => line.getBoundingClientRect().height)")
        for width in (1280, 320)
    ]
    assert heights[0] == heights[1]
    assert min(heights[0]) >= 14


def test_the_keyboard_reaches_every_box_and_focus_is_seen(open_page, width):
    page = open_page(ADDRESS, width)
    region = page.get_by_role("region", name="Career map")
    region.focus()
    focused = """() => {
        const outline = document.activeElement.querySelector('path')
        const {left, right} = outline.getBoundingClientRect()
        const seen = Math.min(right, innerWidth) - Math.max(left, 0)
        return [document.activeElement.getAttribute('href'), getComputedStyle(outline).fill, seen]
    }"""
    plain = boxes_of(page).locator("path").first.evaluate("e => getComputedStyle(e).fill")
    reached = []
    for _ in range(boxes_of(page).count()):
        page.keyboard.press("Tab")
        href, fill, seen = page.evaluate(focused)
        assert fill != plain
        assert seen >= 24
        reached.append(href)
    assert reached == boxes_of(page).evaluate_all("all => all.map(a => a.getAttribute('href'))")


def test_boxes_are_links_named_in_full_and_lead_to_the_role_level(open_page, width):
    page = open_page(ADDRESS, width)
    title = "Workforce Planning Consultancy Team Leader, Grade 7"
    drawing = page.get_by_role("group", name="Role levels and the steps between them")
    group = drawing.get_by_role("group", name="Grade 7", exact=True)
    group.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_the_list_leads_to_the_step_up_sheet(open_page):
    page = open_page(ADDRESS)
    page.get_by_text(LIST).click()
    start, goal = "HR Business Partner, Grade 7", "Head of Talent, Grade 6"
    page.get_by_role("link", name=f"step-up sheet from {start} to {goal}", exact=True).click()
    path = "/step-up/?from=hr-business-partner/grade-7&to=head-of-talent/grade-6"
    expect(page).to_have_url(re.compile(f".*{re.escape(path)}$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_list_and_the_drawing_say_the_same(open_page):
    page = open_page(ADDRESS)
    links = """all => all.map(
        a => [a.getAttribute('href'), a.textContent.trim().split(/\\s+/).join(' ')]
    )"""
    drawn = boxes_of(page).evaluate_all(links)
    listed = page.locator(".cap-map__list > li > a").evaluate_all(links)
    assert len(drawn) == 9
    assert sorted(drawn) == sorted(listed)


@pytest.mark.parametrize(("family", "paper"), [(FAMILIES[0], 794), (FAMILIES[1], 1123)])
def test_it_prints_within_the_paper(open_page, family, paper):
    page = open_page(f"/families/{family}/", paper - 2 * 57)
    page.emulate_media(media="print")
    drawing = page.locator(".cap-map__drawing").bounding_box()
    assert drawing["x"] + drawing["width"] <= paper - 2 * 57
    expect(page.get_by_text(LIST)).to_be_hidden()
