from playwright.sync_api import expect

from tests.browser.axe import violations

LEVEL = "/roles/hr-business-partner/grade-7/"


def test_everything_unfolded_is_accessible_and_nothing_is_cut_off(read_page, width):
    page = read_page(LEVEL, width)
    for summary in page.locator("article summary").all():
        if summary.is_visible():
            summary.evaluate("summary => { summary.parentElement.open = true }")
    expect(page.get_by_text("Exemplify positive customer service").first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_skill_unfolds_by_the_keyboard(open_page):
    page = open_page(LEVEL)
    summary = page.locator("summary", has_text="6 behaviours").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Effective behaviour").first).to_be_visible()
    # What unfolds stands on the line of the skill's name.
    name = page.get_by_role("link", name="Leading and Communicating").bounding_box()
    assert abs(summary.bounding_box()["y"] - name["y"]) < name["height"]
