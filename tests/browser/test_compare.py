from playwright.sync_api import expect

from tests.browser.test_accessibility import PAGES

EIGHT, TWO = PAGES["compare eight"], PAGES["compare two"]
ROLE = "Policy and Performance"


def test_the_four_views_are_a_link_away(open_page):
    page = open_page(EIGHT)
    expect(page.get_by_text("The same at all eight")).to_have_count(1)
    page.get_by_role("link", name="Risk management at PAP12").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Risk management: PAP11 to PAP12")
    page.get_by_role("link", name="What each grade adds").click()
    expect(page.get_by_role("heading", name="What PAP14 adds")).to_be_visible()
    page.get_by_role("link", name="Full text").click()
    expect(page.get_by_text("The same at all 8")).to_have_count(1)
    page.get_by_role("link", name="At a glance").click()
    expect(page.get_by_text("The same at all eight")).to_have_count(1)


def test_eight_levels_fit_one_screen_and_their_heads_stick(open_page):
    page = open_page(EIGHT)
    matrix = page.locator(".cap-glance")
    box = matrix.bounding_box()
    assert box["y"] + box["height"] <= 900
    # Bars of one row are on one scale, however narrow the columns are.
    scales = "bars => [...new Set(bars.map(bar => bar.getScreenCTM().a.toFixed(2)))]"
    for width in (1280, 1024):
        page.set_viewport_size({"width": width, "height": 300})
        assert len(page.locator(".cap-glance .cap-bar").evaluate_all(scales)) == 1
    page.evaluate("scrollTo(0, 500)")
    assert page.locator(".cap-glance thead").bounding_box()["y"] == 0


def test_the_keyboard_skips_the_links_of_the_matrix(open_page):
    page = open_page(EIGHT)
    skip = page.get_by_role("link", name="Skip the table with its")
    skip.focus()
    assert skip.bounding_box()["height"] > 20
    page.keyboard.press("Enter")
    expect(page.locator("#after-glance")).to_be_focused()


def test_at_320_pixels_each_row_of_the_glance_is_a_list(open_page):
    page = open_page(EIGHT, 320)
    size = page.evaluate("[document.body.scrollWidth, document.body.scrollHeight]")
    assert size[0] <= 320
    assert size[1] < 5_500
    tile = page.locator(".cap-glance__tile--changed").first
    assert tile.evaluate("cell => getComputedStyle(cell, '::before').content") == '"PAP08"'


def test_no_fact_of_the_glance_is_cut(open_page, width):
    page = open_page(f"{TWO}&level=senior-hr-business-partner/grade-6", width)
    location = page.locator(".cap-glance__said", has_text="London and the South East")
    assert location.evaluate("said => said.scrollHeight <= said.clientHeight + 1")
    assert location.evaluate("said => getComputedStyle(said).webkitLineClamp") == "none"


def test_the_glance_prints_on_one_landscape_page(open_page):
    page = open_page(EIGHT)
    page.emulate_media(media="print")
    expect(page.get_by_text("Copy link")).to_be_hidden()
    pdf = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 841" in pdf
    assert pdf.count(b"/Type /Page\n") == 1


def test_one_is_added_and_one_removed(open_page):
    page = open_page(EIGHT)
    page.get_by_text("Add or remove role levels").click()
    page.get_by_role("link", name="Remove PAP10").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{ROLE}: 7 levels compared")
    page.get_by_text("Add or remove role levels").click()
    page.get_by_label("Add a role level").select_option(label=f"{ROLE}, PAP10")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{ROLE}: 8 levels compared")


def test_the_link_is_copied_at_one_press(open_page):
    page = open_page(TWO)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_print_opens_the_browsers_own(open_page):
    page = open_page(TWO)
    page.evaluate("window.print = () => { document.title = 'printing' }")
    page.get_by_text("Print", exact=True).click()
    assert page.title() == "printing"


def test_without_javascript_both_say_how_to_do_it(chromium, site):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(TWO)
    page.get_by_text("Copy link").click()
    expect(page.get_by_label("Address of this page")).to_have_value(page.url)
    page.get_by_text("Print", exact=True).click()
    expect(page.get_by_text("press Ctrl and P")).to_be_visible()
    context.close()
