"""Who changed what, as an editor finds it: on the form, in its history, in the log of all."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import CREDENTIALS, follow

FORM = "/admin/roles/workstream/1/change/"
REASON = "Plainer words"


@pytest.fixture
def reworded(open_admin, width):
    """The form of a workstream whose issue somebody has just reworded."""
    page = open_admin(FORM, width)
    page.locator("details", has=page.locator("#id_issue")).locator("summary").first.click()
    issue = page.locator("#id_issue")
    issue.fill(f"{issue.input_value()} of today")
    page.get_by_label("Reason for this change").fill(REASON)
    follow(page, page.get_by_role("button", name="Save", exact=True))
    page.goto(FORM)
    return page


def test_a_change_is_found_from_the_form_and_from_the_home_page(reworded):
    page = reworded
    last = page.locator(".capframe-last-change")
    expect(last).to_contain_text(f"by {CREDENTIALS[0]}")
    expect(last).to_contain_text(f"“{REASON}”")
    follow(page, last.get_by_role("link"))
    newest = page.locator(".capframe-saves tbody tr").first
    expect(newest).to_contain_text(f"“{REASON}”")
    expect(newest.locator("ins").last).to_contain_text("of today")
    assert violations(page) == []
    follow(page, page.get_by_role("link", name="Changes by everyone"))
    newest = page.locator(".capframe-saves tbody tr").first
    expect(newest).to_contain_text("Fields changed")
    page.get_by_label("What was changed").select_option(label="Workstream")
    follow(page, page.get_by_role("button", name="Show"))
    expect(page.locator(".capframe-saves tbody tr").first).to_contain_text(f"“{REASON}”")
    follow(page, page.get_by_role("link", name="Home"))
    expect(page.locator(".capframe-recent__save").first).to_contain_text("Fields changed")


def test_the_first_version_is_read_in_full(open_admin, width):
    page = open_admin("/admin/roles/rolelevel/1/history/", width)
    first = page.locator(".capframe-saves tbody tr").last
    expect(first).to_contain_text("First version Added with")
    follow(page, first.get_by_role("link", name="Read it in full"))
    assert page.locator(".capframe-line").count() > 10
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    follow(page, page.get_by_role("link", name="All changes of this role level"))
    expect(page.get_by_role("link", name="Read it in full")).to_be_visible()


def test_changed_words_are_told_apart_on_paper(reworded):
    page = reworded
    page.goto("/admin/roles/workstream/1/history/")
    page.emulate_media(media="print")
    added = page.locator(".capframe-saves ins").first
    style = added.evaluate(
        "e => [getComputedStyle(e).fontWeight, getComputedStyle(e).textDecorationLine]"
    )
    assert style == ["700", "underline"]
    expect(page.locator(".object-tools")).to_be_hidden()
