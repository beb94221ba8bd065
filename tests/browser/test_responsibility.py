"""One responsibility at several grades, changed on one page."""

from tests.browser.axe import violations
from tests.browser.conftest import follow

LEVELS = "&".join(f"level=policy-and-performance/pap{number:02}" for number in (10, 11, 12))
ADDRESS = f"/admin/responsibility/?{LEVELS}&section=responsibilities&row=1"


def test_the_page_is_accessible_and_fits(read_admin, width):
    page = read_admin(ADDRESS, width)
    for fold in page.locator("details").all():
        fold.locator("summary").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_row_of_the_comparison_is_changed_at_one_of_its_grades(open_admin):
    page = open_admin("/admin/")
    page.goto(page.url.replace("/admin/", f"/compare/?{LEVELS}&view=full"))
    follow(page, page.get_by_role("link", name="Change").last)
    field = page.get_by_role("textbox", name="Statement at").first
    said = field.input_value()
    field.fill(f"{said} every year")
    page.get_by_label("Reason for this change").fill("Agreed in March")
    follow(page, page.get_by_role("button", name="Save", exact=True))
    assert page.get_by_text("changed.").first.is_visible()
    kept = [area.input_value() for area in page.get_by_role("textbox", name="Statement at").all()]
    assert f"{said} every year" in kept


def test_enter_in_the_reason_saves_and_rearranges_nothing(open_admin):
    page = open_admin(ADDRESS)
    page.get_by_label("Reason for this change").fill("Looked through")
    with page.expect_navigation():
        page.get_by_label("Reason for this change").press("Enter")
    assert page.get_by_text("Nothing was changed.").is_visible()
