"""Two skills made one, as an editor does it, and taken back as one."""

from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import follow

CORE = "Making Effective Decisions"
OTHER = "Delivering at Pace"


def test_two_skills_are_merged_and_the_merge_is_undone(open_admin, width):
    page = open_admin(f"/admin/skills/skill/?q={OTHER}", width)
    follow(page, page.locator("#result_list").get_by_role("link", name=OTHER, exact=True))
    form = page.url
    follow(page, page.get_by_role("link", name="Merge", exact=True))
    assert violations(page) == []
    page.get_by_label("Find the other one").fill(CORE)
    follow(page, page.get_by_role("button", name="Find"))
    follow(page, page.get_by_role("main").get_by_role("link", name=CORE).first)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    for group in page.locator(".capframe-merge__row").all():
        first = group.get_by_role("radio").first
        if group.get_by_role("radio").count() and not group.locator(":checked").count():
            first.check()
    follow(page, page.get_by_role("button", name="Look at what would change"))
    expect(page.get_by_text("will use the one that stays")).to_be_visible()
    expect(page.locator(".capframe-merge details ins").first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("Reason for this change").fill("The same twice")
    follow(page, page.get_by_role("button", name="Merge the two"))
    expect(page.get_by_text("is merged into")).to_be_visible()
    page.goto(form.replace("change/", "history/"))
    follow(page, page.get_by_role("link", name="Undo this change").first)
    follow(page, page.get_by_role("button", name="Undo this change"))
    expect(page.get_by_text("The change is undone.")).to_be_visible()
