"""A preview in a browser: kept from a form, marked, given to a colleague, printed."""

import re

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import follow

LEVEL = "/roles/policy-and-performance/pap12/"
COMPARED = "compare/?level=policy-and-performance/pap12&level=policy-and-performance/pap13"
STEP = "step-up/?from=policy-and-performance/pap11&to=policy-and-performance/pap12"


@pytest.fixture(scope="module")
def previewed(chromium, site, administrator):
    """The address of a role level in the preview of a change of it: a path."""
    context = chromium.new_context(base_url=site)
    context.add_cookies(administrator)
    page = context.new_page()
    page.goto(LEVEL)
    follow(page, page.get_by_role("link", name=re.compile("^Edit Policy")))
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.fill("#id_location", "Matlock")
    lines = page.locator("textarea[name$='-statements']").first
    lines.fill(f"{lines.input_value()} Quizzify")
    page.fill("[name=reason]", "Another office")
    follow(page, page.locator("input[name=_keep][value=Preview]"))
    yield page.url.removeprefix(site)
    context.close()


def test_it_opens_on_the_page_of_what_changes_with_its_marks(open_admin, previewed):
    page = open_admin(previewed)
    assert page.title().startswith("Preview: ")
    banner = page.get_by_role("complementary", name="Preview")
    assert banner.bounding_box()["y"] == 0
    assert "Preview of an unpublished change. Readers do not see this." in banner.inner_text()
    assert page.locator("main ins").filter(has_text="Matlock").count() == 1
    page.click("aside a[href^='#change-']")
    assert "#change-" in page.url
    follow(page, page.get_by_role("link", name="Without marks"))
    assert page.locator("main ins").count() == 0
    follow(page, page.get_by_role("link", name="As readers see it now"))
    assert page.url.endswith(LEVEL)
    assert "Quizzify" not in page.content()


def test_every_page_of_it_is_accessible(read_admin, previewed, width):
    start = previewed.removesuffix(LEVEL[1:])
    compared = [COMPARED, f"{COMPARED}&view=full", STEP]
    for path in (LEVEL[1:], "", "roles/?family=policy-and-performance", *compared, "nothing/"):
        page = read_admin(f"{start}{path}", width)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (page.locator("main .cap-preview__mark").count() > 0) == (path in compared)


def test_a_colleague_reads_it_by_a_link(open_admin, open_page, previewed, site, width):
    page = open_admin(previewed, width)
    follow(page, page.get_by_role("link", name="Link for a colleague"))
    assert violations(page) == []
    link = page.get_by_label("Link").input_value()
    assert link.startswith(f"{site}/preview/link/")
    theirs = open_page(f"{link}{LEVEL[1:]}", width)
    banner = theirs.get_by_role("complementary", name="Preview")
    assert "This link works until" in banner.inner_text()
    assert banner.get_by_role("link", name="Edit").count() == 0
    assert theirs.context.cookies() == []
    follow(theirs, theirs.get_by_role("link", name="Policy and Performance").first)
    assert theirs.url.startswith(link)


# What the upper margin of each sheet says.
SAID_IN_PRINT = "getComputedStyle(document.documentElement).getPropertyValue('--preview')"


def test_every_printed_sheet_says_that_it_is_a_preview(open_admin, previewed):
    page = open_admin(previewed)
    page.emulate_media(media="print")
    assert page.get_by_role("link", name="Without marks").is_hidden()
    assert page.evaluate(SAID_IN_PRINT) == '"Preview. Readers do not see this."'
    page.goto(LEVEL)
    assert page.evaluate(SAID_IN_PRINT) == ""
