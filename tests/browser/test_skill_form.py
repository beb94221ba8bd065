"""All behaviours of a skill on one form, a row a pair, as editors see it."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import follow

# A skill of the Civil Service competencies, with pairs at two levels of six.
SKILL = "/admin/skills/skill/1/change/"
UNFOLD = """document.querySelectorAll(".capframe-group details").forEach((one) => {
    one.open = true;
})"""


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def boxes(page):
    """Where the two fields of the first pair stand."""
    row = page.locator(".capframe-part .capframe-rows--pairs tbody tr").first
    return [row.locator("textarea").nth(place).bounding_box() for place in (0, 1)]


def open_first_level(page):
    page.locator("#levels-group .capframe-part summary").first.click()


def number_in(address):
    """The last number of a path: of the unpublished change that it shows."""
    return [step for step in address.split("/") if step.isdecimal()][-1]


def test_the_two_fields_of_a_pair_stand_side_by_side(read_admin):
    page = read_admin(SKILL, 1280)
    open_first_level(page)
    effective, ineffective = boxes(page)
    assert abs(effective["y"] - ineffective["y"]) < 2
    assert abs(effective["width"] - ineffective["width"]) < 40
    assert effective["x"] + effective["width"] <= ineffective["x"]


def test_one_below_the_other_where_there_is_little_room(read_admin):
    page = read_admin(SKILL, 320)
    open_first_level(page)
    effective, ineffective = boxes(page)
    assert effective["y"] + effective["height"] <= ineffective["y"]


def test_columns_are_pasted_looked_through_and_saved(open_admin):
    page = open_admin(SKILL)
    open_first_level(page)
    part = page.locator("#levels-group .capframe-part").first
    rows = part.locator(".capframe-rows--pairs tbody tr")
    before = rows.count()
    part.get_by_text("Paste many lines").click()
    part.get_by_label("Effective behaviours to fill in", exact=True).fill(
        "Plan\tDrift\nHelp\tHinder"
    )
    follow(page, part.get_by_role("button", name="Fill in the pairs"))
    expect(page.get_by_text("Nothing is saved yet.")).to_be_in_viewport()
    assert rows.count() == before + 2
    assert violations(page) == []
    page.get_by_label("Reason for this change").fill("As printed")
    follow(page, page.get_by_role("button", name="Save", exact=True))
    page.goto(page.url.split("/admin/")[0] + SKILL)
    open_first_level(page)
    last = rows.nth(before)
    expect(last.get_by_label("ineffective behaviour")).to_have_value("Hinder")


def test_pairs_are_kept_unpublished_and_opened_again(open_admin):
    page = open_admin(SKILL)
    site = page.url.removesuffix(SKILL)
    field = page.locator(".capframe-part .capframe-rows--pairs textarea").first
    before = field.input_value()
    open_first_level(page)
    field.fill("Deliver at pace")
    page.get_by_label("Reason for this change").fill("Plain words")
    follow(page, page.get_by_role("button", name="Keep unpublished"))
    page.goto(f"{site}{SKILL}?unpublished={number_in(page.url)}")
    assert field.input_value() == "Deliver at pace"
    page.goto(f"{site}{SKILL}")
    assert field.input_value() == before


@pytest.mark.parametrize("is_unfolded", [False, True])
def test_axe_finds_nothing_and_all_fits(read_admin, width, is_unfolded):
    page = read_admin(SKILL, width)
    if is_unfolded:
        page.evaluate(UNFOLD)
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})
    assert violations(page) == []
    assert fits(page)


def test_a_level_that_is_not_there_is_offered_below_the_others(open_admin):
    page = open_admin(SKILL)
    site = page.url.removesuffix(SKILL)
    open_first_level(page)
    level = page.locator("#levels-group .capframe-part").first
    title = level.locator("h3").inner_text().strip()
    level.get_by_label("Delete this skill level when I save").check()
    page.get_by_label("Reason for this change").fill("Not in print")
    follow(page, page.get_by_role("button", name="Keep unpublished"))
    address = f"{site}{SKILL}?unpublished={number_in(page.url)}"
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        page.get_by_text("Not in the catalogue").click()
        assert page.locator(".capframe-absent h3").inner_text() == title
        assert fits(page)
        page.set_viewport_size({"width": width, "height": 4000})
        assert violations(page) == []
