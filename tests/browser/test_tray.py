import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import follow

FAMILY = "/families/policy-and-performance/"
LEVEL = "/roles/hr-business-partner/grade-7/"
SEARCH = "/search/?q=hr&kind=rolelevels"
CODES = ("PPP07", "PAP08", "PAP09", "PAP10", "PAP11", "PAP12", "PAP13", "PAP14")


def compare_link(page):
    """The way to the comparison in the header."""
    return page.get_by_role("banner").get_by_role("link", name="Compare")


def shows(page, number):
    """Whether the header says that so many role levels are chosen."""
    expect(compare_link(page)).to_have_text(
        f"Compare ({number} role level{'s'[: number > 1]} chosen)"
    )


def add(page, title):
    follow(page, page.get_by_role("button", name=f"Add to Compare {title}", exact=True))


def take_out(page, title):
    follow(page, page.get_by_role("button", name=f"Take out {title}", exact=True))


def tick(page, codes, button):
    """Tick the family's levels with these codes and press the button."""
    page.goto(FAMILY)
    for code in codes:
        page.get_by_label(f"Compare Policy and Performance, {code}").check()
    follow(page, page.get_by_role("button", name=button, exact=True))


def fill(page, number):
    """Put the first so many levels of the family into the tray, and open its page."""
    if number:
        tick(page, CODES[:number], "Save ticks and stay here")
    page.goto("/compare/")


def add_a_ninth(page):
    """With a full tray, add one more: the refusal is open."""
    fill(page, 8)
    page.goto(LEVEL)
    add(page, "HR Business Partner, Grade 7")


def focused(page):
    """The words on what has the focus."""
    return page.evaluate("document.activeElement.textContent.trim()")


def test_choose_on_every_kind_of_page_and_compare(open_page):
    page = open_page(LEVEL)
    expect(compare_link(page)).to_have_text("Compare")
    add(page, "HR Business Partner, Grade 7")
    shows(page, 1)
    page.goto(SEARCH)
    add(page, "Head of Talent, Grade 6")
    shows(page, 2)
    page.goto("/roles/")
    page.get_by_label("Compare Chief data officer, Senior Civil Service").check()
    page.get_by_role("button", name="Save ticks and stay here").click()
    shows(page, 3)
    tick(page, ["PAP08"], "Save ticks and stay here")
    shows(page, 4)
    page.goto("/roles/policy-and-performance/")
    page.get_by_label("Compare Policy and Performance, PAP09").check()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare 5 role levels")
    page.goto("/")
    compare_link(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare 5 role levels")


def test_what_is_chosen_is_ticked_and_unticking_takes_it_out(open_page):
    page = open_page("/")
    tick(page, ["PAP12", "PAP13"], "Save ticks and stay here")
    page.goto("/roles/?family=policy-and-performance")
    box = page.get_by_label("Compare Policy and Performance, PAP12")
    expect(box).to_be_checked()
    box.uncheck()
    page.get_by_role("button", name="Save ticks and stay here").click()
    expect(page).to_have_url("/roles/?family=policy-and-performance#save-ticks")
    expect(box).not_to_be_checked()
    shows(page, 1)


def test_after_comparing_the_way_back_leads_to_the_same_ticks(open_page):
    page = open_page("/")
    tick(page, ["PAP12", "PAP13"], "Compare")
    page.go_back()
    page.get_by_label("Compare Policy and Performance, PAP12").uncheck()
    page.get_by_label("Compare Policy and Performance, PAP14").check()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare 2 role levels")
    expect(page.locator("thead")).to_contain_text("PAP14")


def test_take_out_and_empty_on_the_trays_own_page(open_page):
    page = open_page("/")
    fill(page, 3)
    take_out(page, "Policy and Performance, PAP08")
    expect(page.get_by_role("heading", name="2 role levels chosen")).to_be_focused()
    expect(page.get_by_role("main")).not_to_contain_text("PAP08")
    take_out(page, "Policy and Performance, PAP09")
    expect(page.get_by_text("Add 1 more to compare.")).to_be_visible()
    page.get_by_role("button", name="Empty the tray").click()
    expect(page.get_by_role("heading", name="No role level chosen yet")).to_be_focused()
    expect(compare_link(page)).to_have_text("Compare")


def test_a_ninth_is_refused_until_one_is_taken_out(open_page):
    page = open_page("/")
    add_a_ninth(page)
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("at most 8 role levels can be compared")
    expect(problem).to_contain_text(
        "Not added: “HR Business Partner, Grade 7”. Take one out first."
    )
    shows(page, 8)
    take_out(page, "Policy and Performance, PAP14")
    page.goto(LEVEL)
    add(page, "HR Business Partner, Grade 7")
    shows(page, 8)


def test_from_the_refusal_of_a_ninth_a_link_leads_back(open_page):
    page = open_page("/")
    add_a_ninth(page)
    page.get_by_role("link", name="Go back to the page you came from").click()
    expect(page).to_have_url(LEVEL)


@pytest.mark.parametrize("path", [LEVEL, SEARCH])
def test_the_keyboard_alone_adds_and_takes_out_and_focus_returns(open_page, width, path):
    page = open_page(path, width)
    button = page.get_by_role("button", name="Add to Compare").last
    title = button.locator("span").text_content()
    button.focus()
    page.keyboard.press("Enter")
    shows(page, 1)
    assert focused(page) == f"Take out of Compare{title}"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") > 0
    page.keyboard.press("Enter")
    expect(compare_link(page)).to_have_text("Compare")
    assert focused(page) == f"Add to Compare{title}"


def test_the_keyboard_alone_ticks_and_saves(open_page):
    page = open_page(FAMILY)
    page.get_by_label("Compare Policy and Performance, PAP12").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save ticks and stay here").focus()
    page.keyboard.press("Enter")
    shows(page, 1)
    assert focused(page) == "Save ticks and stay here"
    page.get_by_label("Compare Policy and Performance, PAP13").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare 2 role levels")


@pytest.mark.parametrize("number", [0, 1, 3, 8])
def test_axe_finds_nothing_and_nothing_is_cut_off(open_page, width, number):
    page = open_page("/", width)
    fill(page, number)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_in_the_refusal_of_a_ninth(open_page, width):
    page = open_page("/", width)
    add_a_ninth(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", [FAMILY, LEVEL, SEARCH, "/roles/"])
def test_axe_finds_nothing_where_some_are_chosen(open_page, width, path):
    page = open_page(LEVEL, width)
    add(page, "HR Business Partner, Grade 7")
    page.goto(path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", [FAMILY, LEVEL, SEARCH, "/compare/"])
def test_what_chooses_is_large_enough_to_hit(open_page, width, path):
    page = open_page(LEVEL, width)
    add(page, "HR Business Partner, Grade 7")
    page.goto(path)
    for target in page.locator("main :is(button, input[type=checkbox])").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("path", [FAMILY, LEVEL, SEARCH, "/compare/"])
def test_nothing_that_chooses_is_printed(open_page, path):
    page = open_page(LEVEL)
    add(page, "HR Business Partner, Grade 7")
    page.goto(path)
    page.emulate_media(media="print")
    for target in page.locator("main :is(button, input, form.cap-no-print)").all():
        expect(target).to_be_hidden()
    for words in ("are kept under", "Compare these", "Add more"):
        expect(page.get_by_text(words)).to_be_hidden()
