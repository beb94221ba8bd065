"""The header, its menu, breadcrumbs and the foot of every page."""

from playwright.sync_api import expect

from tests.browser.axe import violations

DEEP = "/roles/workforce-planning-consultancy-team-leader/grade-7/"
# Errors begin with what is wrong, in place of the title.
PAGES = (
    *("/", "/families/hr-professionals/", DEEP, "/roles/", "/roles/head-of-talent/", "/grades/"),
    *("/compare/?level=policy-and-performance/pap12&level=policy-and-performance/pap13",),
    *("/compare/", "/skills/civil-service-competency-framework/collaborating-and-partnering/"),
    *("/step-up/?from=policy-and-performance/pap12", "/workstreams/it-apprentices/", "/nothing/"),
    *("/grades/civil-service/grade-7/", "/sources/home-office-hr-candidate-pack/"),
)


def test_on_a_small_screen_titles_begin_within_180_pixels(open_page):
    page = open_page("/", 320)
    for path in PAGES:
        page.goto(path)
        assert page.locator("h1").bounding_box()["y"] <= 180, path


def test_the_menu_is_unfolded_by_keyboard(open_page):
    page = open_page(DEEP, 320)
    expect(page.get_by_role("link", name="Grades", exact=True)).to_be_hidden()
    page.locator("summary", has_text="Menu").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Catalogue").get_by_role("link")).to_have_text(
        ["Job families", "Roles", "Skills", "Grades", "Sources"]
    )
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/roles/")


def test_breadcrumbs_collapse_to_the_first_and_the_last(open_page, width):
    page = open_page(DEEP, width)
    crumbs = page.get_by_role("navigation", name="Breadcrumb").get_by_role("link")
    expect(crumbs).to_have_count(4 if width == 1280 else 2)
    expect(crumbs.first).to_have_text("Home")
    expect(crumbs.last).to_have_text("Workforce Planning Consultancy Team Leader")
