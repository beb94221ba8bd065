"""What is done to many entries at once, as editors see it."""

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import follow

LEVELS = "/admin/roles/rolelevel/?q=policy+and+performance"
WORKSTREAMS = "/admin/roles/workstream/"


def choose(page, action, *, number):
    """Tick the first entries of the list, and choose an action for them."""
    boxes = page.locator("input.action-select")
    for place in range(number):
        boxes.nth(place).check()
    page.locator("select[name=action]").select_option(action)
    follow(page, page.get_by_role("button", name="Go"))


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("action", ["publish", "withdraw", "back_to_draft"])
def test_the_page_that_asks_is_accessible_and_fits(read_admin, width, action):
    page = read_admin(LEVELS, width)
    choose(page, action, number=8)
    assert page.get_by_role("heading", level=1).inner_text().endswith("?")
    assert violations(page) == []
    assert fits(page)


def test_a_value_is_chosen_and_shown_before_it_is_changed(read_admin, width):
    page = read_admin(LEVELS, width)
    choose(page, "change_grade", number=8)
    assert violations(page) == []
    page.get_by_label("New grade").select_option(index=2)
    follow(page, page.get_by_role("button", name="Show what would change"))
    assert page.get_by_role("heading", name="Would change").is_visible()
    assert violations(page) == []
    assert fits(page)


def test_what_is_ticked_is_withdrawn_and_comes_back(open_admin):
    page = open_admin(WORKSTREAMS)
    choose(page, "withdraw", number=2)
    page.get_by_role("checkbox").nth(1).uncheck()
    follow(page, page.get_by_role("button", name="Withdraw"))
    assert page.get_by_text("Say why: the history of each entry shows it.").is_visible()
    assert not page.get_by_role("checkbox").nth(1).is_checked()
    page.get_by_label("Reason for this change").fill("Merged")
    follow(page, page.get_by_role("button", name="Withdraw"))
    assert page.get_by_text("1 workstream changed to Withdrawn.").is_visible()
    choose(page, "publish", number=1)
    assert page.get_by_text("“Merged”").is_visible()
    assert not page.get_by_role("checkbox").first.is_checked()
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Reason for this change").fill("Still runs")
    follow(page, page.get_by_role("button", name="Publish", exact=True))
    assert page.get_by_text("1 workstream changed to Published.").is_visible()
