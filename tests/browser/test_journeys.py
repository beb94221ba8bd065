import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import follow, sign_in


def test_find_a_role_by_search(open_page):
    page = open_page("/grades/")
    box = page.get_by_role("banner").get_by_label("Search the catalogue")
    box.fill("hr business partner grade 7")
    box.press("Enter")
    page.get_by_role("main").get_by_role("link", name="HR Business Partner, Grade 7").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("HR Business Partner, Grade 7")
    expect(page.get_by_text("London: £52,969 to £62,239")).to_be_visible()


def test_which_roles_are_at_grade_6_in_london_and_what_do_they_pay(open_page):
    page = open_page("/roles/")
    page.get_by_role("button", name="Grade 6 of Civil Service").click()
    page.get_by_role("button", name="London and the South East").click()
    expect(page.get_by_role("status")).to_contain_text("3 role levels")
    expect(page.get_by_text("£63,060 to £74,446 a year")).to_have_count(3)
    page.get_by_role("link", name="Remove filter Grade: Grade 6 (Civil Service)").click()
    expect(page.get_by_role("status")).to_contain_text("6 role levels")
    page.get_by_label("London and the South East").uncheck()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("status")).to_contain_text("21 role levels")


def test_which_roles_ask_for_delivering_at_pace_at_level_4(open_page):
    page = open_page("/roles/")
    page.get_by_label("Words").fill("manage")
    page.get_by_role("button", name="Delivering at Pace, Level 4").click()
    expect(page.get_by_role("link", name="Remove filter Words: manage")).to_be_visible()
    page.get_by_role("link", name="Remove filter Words: manage").click()
    expect(page.get_by_role("status")).to_contain_text("6 role levels")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    lines = download.value.path().read_text(encoding="utf-8-sig")
    assert lines.count("HR Professionals") == 6


def test_tick_three_grades_and_compare(open_page):
    page = open_page("/families/policy-and-performance/")
    for code in ("PAP14", "PAP12", "PAP13"):
        page.get_by_label(f"Select Policy and Performance, {code}").check()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 levels compared")
    expect(page).to_have_url(
        "/compare/?" + "&".join(f"level=policy-and-performance/pap{n}" for n in (12, 13, 14))
    )


def test_ticking_one_says_what_to_do(open_page):
    page = open_page("/families/policy-and-performance/")
    page.get_by_label("Select Policy and Performance, PAP14").check()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_text("Go back and tick more.")).to_be_visible()


def test_the_print_view_is_a_role_description(open_page):
    page = open_page("/roles/hr-business-partner/grade-7/")
    page.emulate_media(media="print")
    for gone in ("Skip to main content", "Search", "Contents", "Where in the documents"):
        expect(page.get_by_text(gone, exact=True).first).to_be_hidden()
    for gone in ("Where next", "Editors’ note", "Annex D"):
        expect(page.get_by_text(gone).last).to_be_hidden()
    expect(page.locator("article").get_by_text("Home Office").first).to_be_visible()
    for there in ("HR Business Partner, Grade 7", "Key Responsibilities"):
        expect(page.get_by_role("heading", name=there)).to_be_visible()
    # Folded on the screen.
    expect(page.get_by_text("Exemplify positive customer service").first).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_hidden()
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) in range(2, 5)


def test_edit_in_the_admin_and_see_the_change(open_page):
    page = open_page("/")
    sign_in(page)
    page.goto("/roles/policy-and-performance/pap10/")
    page.get_by_role("main").get_by_role("link", name="Edit").click()
    page.get_by_role("button", name="Open all").first.click()
    statements = page.get_by_label("Statements").locator("visible=true").last
    statements.fill(statements.input_value() + "\nWrite plain reports")
    page.get_by_label("Reason for this change").first.fill("A new duty")
    follow(page, page.get_by_role("button", name="Save", exact=True).first)
    page.goto("/roles/policy-and-performance/pap10/")
    expect(page.get_by_text("Write plain reports")).to_be_visible()


@pytest.mark.parametrize("times", [2_000, 17_000], ids=["12 KB", "100 KB"])
def test_a_search_without_end_is_told_to_be_shorter(open_page, times):
    page = open_page("/search/?q=" + "manage" * times)
    expect(page.get_by_text("Use a shorter")).to_be_visible()
