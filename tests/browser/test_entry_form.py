"""The form of an entry: folded, rearranged by buttons, with a bar in sight."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import follow, size

# A role level with eight sections and a qualification, and one with six skills.
SECTIONS, SKILLS = "/admin/roles/rolelevel/12/change/", "/admin/roles/rolelevel/8/change/"
FORMS = {
    "role level": SECTIONS,
    "role level with skills": SKILLS,
    "role": "/admin/roles/role/1/change/",
    "family": "/admin/roles/jobfamily/1/change/",
    "skill": "/admin/skills/skill/1/change/",
    "framework": "/admin/skills/skillframework/1/change/",
    "grade with pay": "/admin/grades/grade/1/change/",
    "workstream": "/admin/roles/workstream/1/change/",
    "source": "/admin/base/source/1/change/",
}
UNFOLD = """document.querySelectorAll(".capframe-group details").forEach((one) => {
    one.open = true;
})"""


def height_of(page):
    return page.evaluate("document.documentElement.scrollHeight")


def violations_in(page, width):
    """What axe finds in the whole page, which its bar covers nothing of."""
    page.set_viewport_size({"width": width, "height": height_of(page)})
    return violations(page)


@pytest.mark.parametrize("path", FORMS.values(), ids=FORMS.keys())
def test_axe_finds_nothing_folded_or_unfolded_and_nothing_is_cut_off(read_admin, width, path):
    page = read_admin(path, width)
    assert violations_in(page, width) == []
    page.evaluate(UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations_in(page, width) == []


def test_axe_finds_nothing_in_the_dark_colours(open_admin):
    page = open_admin(SKILLS)
    page.emulate_media(color_scheme="dark")
    page.reload()
    page.evaluate(UNFOLD)
    assert violations_in(page, 1280) == []


def test_the_form_of_a_role_level_fits_a_window_and_a_half(open_admin):
    page = open_admin(SECTIONS)
    assert height_of(page) <= 1200
    page.locator("#sections-6 summary").first.click()
    assert height_of(page) <= 1850


def test_a_link_leads_to_each_section(open_admin):
    page = open_admin(SECTIONS)
    contents = page.get_by_role("navigation", name="On this page")
    contents.get_by_role("link", name="Risk Management").click()
    assert page.url.endswith("#sections-5")
    page.mouse.wheel(0, 400)
    expect(contents).to_be_in_viewport()


def test_faults_are_listed_above_the_title_and_lead_to_their_fields(open_admin):
    page = open_admin(SECTIONS)
    page.get_by_text("Change Name, grade and place").click()
    page.get_by_label("Title:").fill("")
    page.locator("#sections-6 summary").first.click()
    page.locator("#id_sections-6-heading").fill("")
    follow(page, page.get_by_role("button", name="Save", exact=True))
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("2 faults: nothing is saved yet")
    expect(page.locator("#sections-6 h3")).to_contain_text("1 fault")
    assert violations_in(page, 1280) == []
    page.set_viewport_size(size(1280))
    alert.get_by_role("link", name="Heading").click()
    expect(page.locator("#id_sections-6-heading")).to_be_focused()
    expect(page.locator("#id_sections-6-heading")).to_be_in_viewport()


def test_a_section_is_moved_by_the_keyboard_and_saved_with_the_form(open_admin):
    page = open_admin(SECTIONS)
    heading = page.locator("#sections-2 h3").inner_text()
    page.get_by_role("button", name=f"Move {heading} up").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Nothing is saved yet.")
    assert page.url.endswith("#sections-2")
    expect(page.locator("#sections-2")).to_be_in_viewport()
    expect(page.get_by_label(f"Place of {heading}")).to_have_value("2")
    follow(page, page.get_by_role("button", name=f"Move {heading} down"))
    expect(page.get_by_label(f"Place of {heading}")).to_have_value("3")


def test_enter_in_a_field_saves_and_moves_nothing(open_admin):
    page = open_admin(SECTIONS)
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.get_by_label("Reason for this change").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    page.goto(SECTIONS)
    page.locator("#id_sections-3-position").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    assert not any("_rearrange" in body for body in sent)


@pytest.fixture
def scriptless(chromium, site, administrator):
    """A window of the administrator's that runs no script."""
    context = chromium.new_context(viewport=size(1280), base_url=site, java_script_enabled=False)
    context.add_cookies(administrator)
    yield context.new_page()
    context.close()


def test_a_row_is_added_and_moved_without_a_script(scriptless):
    page = scriptless
    page.goto(SKILLS)
    page.get_by_text("Change Name, grade and place").click()
    page.get_by_label("Location:").fill("As typed")
    page.get_by_role("button", name="Add another skill").click()
    expect(page.locator("#skill_requirements-6")).to_be_in_viewport()
    expect(page.get_by_label("Location:")).to_have_value("As typed")
    page.locator("#skill_requirements-1").get_by_role("button", name="up").click()
    expect(page.locator("#id_skill_requirements-1-position")).to_have_value("1")
    expect(page.locator("#id_skill_requirements-0-position")).to_have_value("2")
    rows = page.locator("#skill_requirements-group tbody tr[id]")
    assert [row.get_attribute("id")[-1] for row in rows.all()] == list("1023456")


def test_the_bar_stays_in_sight_and_covers_no_field_that_has_the_focus(open_admin):
    page = open_admin(SKILLS)
    page.set_viewport_size({"width": 1280, "height": 600})
    page.evaluate(UNFOLD)
    bar = page.locator(".capframe-bar")
    expect(bar).to_be_in_viewport(ratio=1)
    for _ in range(60):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
                const field = document.activeElement, bar = document.querySelector(".capframe-bar");
                if (field === document.body || bar.contains(field)) return null;
                // Of a field of many lines, the first, where the cursor stands.
                const { top, height } = field.getBoundingClientRect();
                const seen = top + Math.min(height, 44) <= bar.getBoundingClientRect().top;
                return seen ? null : field.outerHTML.slice(0, 200);
            }"""
        )
        assert covered is None


@pytest.mark.parametrize("height", [256, 559])
def test_the_bar_does_not_stay_where_there_is_no_room_for_it(height, open_admin):
    page = open_admin(SECTIONS, 320)
    page.set_viewport_size({"width": 320, "height": height})
    expect(page.locator(".capframe-bar")).not_to_be_in_viewport()


def test_more_ways_to_save_unfold_from_the_bar(open_admin):
    page = open_admin(SECTIONS)
    expect(page.get_by_role("button", name="Save and continue editing")).not_to_be_visible()
    page.get_by_text("More", exact=True).click()
    expect(page.get_by_role("button", name="Save and continue editing")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("link", name="Delete")).to_be_in_viewport(ratio=1)
