"""Grades that the catalogue does not know, up to the next file of the same publisher."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import follow

CHECKED = re.compile("The check goes on|to confirm|is given", re.IGNORECASE)


@pytest.fixture
def window(open_admin, width):
    return open_admin("/import/new/roles/", width)


def fits(page):
    """No horizontal scrolling, and nothing that axe finds."""
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def upload(page, path, publisher):
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_label("Title of the new document").fill(f"Posts of {publisher}")
    page.get_by_label("Publisher of the new document").fill(publisher)
    follow(page, page.get_by_role("button", name="Upload and check"))
    expect(page.get_by_role("main")).to_contain_text(CHECKED, timeout=30_000)


def test_values_are_answered_once_and_come_back(window, width, tmp_path):
    page, publisher = window, f"Ministry {width}"
    grades = ["Band A", "Band A", *(f"Band {n}" for n in range(10)), "SEO/Grade 7"]
    lines = [f"Import Posts,Post {n},Post {n},{grade}" for n, grade in enumerate(grades)]
    file = tmp_path / "posts.csv"
    file.write_text("\n".join(["job_family,role,level,grade", *lines]))
    upload(page, file, publisher)
    follow(page, page.get_by_role("link", name="Which grade structure are these grades in?"))
    page.get_by_label("Not one structure for all of them").check()
    follow(page, page.get_by_role("button", name="Save and check again"))
    expect(page.get_by_role("link", name="12 grades to match")).to_be_visible(timeout=30_000)
    fits(page)
    follow(page, page.get_by_role("link", name="12 grades to match"))
    fits(page)
    page.get_by_label("What “Band A” is").select_option(label="Grade 7, Civil Service")
    follow(page, page.get_by_role("button", name="Keep these and show the next values"))
    expect(page.get_by_text("names several grades")).to_be_visible()
    follow(page, page.get_by_role("button", name="Fill in below"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    fits(page)
    rest = page.get_by_label("For all values without an answer")
    rest.select_option(label="Leave these rows out")
    follow(page, page.get_by_role("button", name="Fill in below"))
    expect(page.get_by_text("All have an answer")).to_be_visible()
    follow(page, page.get_by_role("button", name="Go on with the check"))
    left_out = page.get_by_text("11 rows are left out, as answered").first
    expect(left_out).to_be_visible(timeout=30_000)
    page.goto("/import/new/roles/")
    upload(page, file, publisher)
    expect(page.get_by_text("12 values are taken as answered on")).to_be_visible()
    fits(page)
    follow(page, page.get_by_role("link", name="look at them"))
    expect(page.get_by_text("As answered on").first).to_be_visible()
    fits(page)
    page.goto("/import/remembered/")
    fits(page)
    follow(page, page.get_by_role("button", name=f"Remove Band A of {publisher}"))
    expect(page.get_by_role("button", name=f"Remove Band A of {publisher}")).to_have_count(0)
