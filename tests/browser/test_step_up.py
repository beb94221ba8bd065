import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

SEO = "hr-project-management/seo"
SHEET = f"/step-up/?from={SEO}&to=hr-business-partner/grade-7"
NEXT = f"/step-up/?from={SEO}"
PAGES = {
    "sheet": SHEET,
    "sheet down": f"/step-up/?from=hr-business-partner/grade-7&to={SEO}",
    "sheet across": "/step-up/?from=hr-business-partner/grade-7&to=policy-and-performance/pap12",
    "where next": NEXT,
    "where next without skills": "/step-up/?from=policy-and-performance/pap12",
    "refusal": "/step-up/?format=docx",
}
PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_and_nothing_is_cut_off(open_page, width, path):
    page = open_page(path, width)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_a_role_levels_page_to_the_sheet(open_page):
    page = open_page(f"/roles/{SEO}/")
    page.get_by_role("link", name="Roles that ask for most of the same skills").click()
    page.get_by_text("How this is worked out").click()
    expect(page.get_by_text("The list is in order of the average")).to_be_visible()
    assert violations(page) == []
    page.get_by_role(
        "link", name="HR Business Partner, Grade 7 (step-up sheet)", exact=True
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "From HR Project Management, SEO to HR Business Partner, Grade 7"
    )
    page.get_by_role("link", name="Swap roles").click()
    expect(page.get_by_text("5 go down from Level 4 to Level 3")).to_be_visible()


def test_from_a_role_levels_page_elsewhere(open_page):
    page = open_page(f"/roles/{SEO}/")
    page.get_by_role("link", name="Roles that ask for most of the same skills").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where next?")
    page.get_by_role("link", name="Senior HR Business Partner, Grade 6 (step-up sheet)").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Senior HR Business Partner")


def test_the_sheet_is_downloaded(open_page):
    page = open_page(SHEET)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download DOCX").click()
    assert download.value.suggested_filename.endswith("-hr-business-partner-grade-7.docx")


def test_the_sheet_prints_on_one_page_of_a4(open_page):
    page = open_page(SHEET)
    assert len(PAGE_OF_PDF.findall(page.pdf(prefer_css_page_size=True))) == 1


# The pages that a longer sheet takes are counted as well as the one.
def test_a_longer_sheet_takes_more_pages(open_page):
    page = open_page(SHEET)
    page.evaluate("document.querySelector('.cap-sheet').style.height = '400mm'")
    assert len(PAGE_OF_PDF.findall(page.pdf(prefer_css_page_size=True))) > 1


def test_print_is_in_letters_of_seven_points_and_more(open_page):
    page = open_page(SHEET)
    page.emulate_media(media="print")
    for there in (
        "5 rise from Level 3 to Level 4",
        "£39,333 to £45,232 a year, becomes £52,969 to £62,239 a year",
        "Confidently engage with stakeholders",
        "Understand and identify the role of technology",
        "Ideally be Prince 2 qualified, or equivalent.",
        "Have operational and strategic HR experience",
    ):
        expect(page.get_by_text(there).first).to_be_visible()
    expect(page.get_by_text("Download DOCX")).to_be_hidden()
    sizes = page.locator(".cap-sheet *:visible").evaluate_all(
        "found => found.map(one => parseFloat(getComputedStyle(one).fontSize) * 0.75)"
    )
    assert round(min(sizes), 2) >= 7
