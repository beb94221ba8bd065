"""The way through a bulk import, with the keyboard alone and axe on each step."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

# One heading is not known, one line is a repeat, and the family is new.
ROLES = """Job family,Role,Level,Duty {name},Section
Import Trade,Trader {name},Senior,Buy cheaply,Responsibilities
Import Trade,Trader {name},Senior,Sell dearly,Responsibilities
Import Trade,Trader {name},Senior,Sell dearly,Responsibilities
"""
MOST_STEPS = 80
STATES = re.compile(
    "is imported|was imported and undone|to confirm|to correct|no errors|goes on once"
)
# No framework is named, and the levels have no order.
SKILLS = """Skill,Level,Level description
Cataloguing,Foundation,Know the rules
Cataloguing,Advanced,Teach the rules
Shelving,Intermediate,Shelve alone
"""
# No structure is named that the grades are of.
POSTS = """Job family,Role,Level,Grade
Import Trade,Seller {name},Seller {name},Seller grade {name}
Import Trade,Buyer {name},Buyer {name},Buyer grade {name}
"""


@pytest.fixture
def window(open_admin, width):
    """A window that the administrator is signed in with."""
    return open_admin("/import/", width)


def tab_to(page, target):
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    for _ in range(MOST_STEPS):
        if target.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {target}.")


def press(page, target, key="Enter"):
    tab_to(page, target)
    page.keyboard.press(key)


def fill(page, label, text):
    tab_to(page, page.get_by_label(label))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose_file(page, path):
    with page.expect_file_chooser() as chooser:
        press(page, page.get_by_label("File", exact=True))
    chooser.value.set_files(path)


def fits(page):
    """No horizontal scrolling, and nothing that axe finds."""
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def settled(page):
    """The import’s page once what ran for it has ended."""
    expect(page.get_by_role("main")).to_contain_text(STATES, timeout=30_000)


def upload(page, path, kind="roles"):
    press(page, page.get_by_role("link", name=f"Import {kind}"))
    page.wait_for_url(f"**/import/new/{kind}/")
    choose_file(page, path)
    fill(page, "Title of the new document", "Roles of the import trade")
    fill(page, "Publisher of the new document", "Home Office")
    press(page, page.get_by_role("button", name="Upload and check"))


def test_the_whole_way_with_the_keyboard_alone(window, width, tmp_path):
    page = window
    file = tmp_path / "trade.csv"
    file.write_text(ROLES.format(name=width))
    fits(page)
    upload(page, file)
    page.wait_for_url("**/columns/")
    fits(page)
    tab_to(page, page.get_by_label(f"Duty {width}"))
    page.keyboard.type("statement")
    press(page, page.get_by_role("button", name="Check the file"))
    settled(page)
    expect(page.get_by_text("Repeated rows, taken once: 1")).to_be_visible()
    fits(page)
    for box in page.locator("input[name=new]").all():
        press(page, box, "Space")
    press(page, page.get_by_role("button", name="Confirm and continue"))
    page.wait_for_url("**/preview/")
    fits(page)
    press(page, page.get_by_role("button", name="Import these changes"))
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("trade.csv is imported")
    fits(page)
    press(page, page.get_by_role("link", name="Undo this import"))
    page.wait_for_url("**/undo/")
    fits(page)
    press(page, page.get_by_role("button", name="Undo this import"))
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("undone")
    fits(page)


def test_the_form_says_what_is_missing_and_begins_there(window):
    page = window
    press(page, page.get_by_role("link", name="Import roles"))
    page.wait_for_url("**/import/new/roles/")
    fits(page)
    press(page, page.get_by_role("button", name="Upload and check"))
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    fits(page)
    press(page, summary.get_by_role("link", name="Choose a file."))
    expect(page.get_by_label("File", exact=True)).to_be_focused()


def test_faults_are_listed(window, tmp_path):
    page = window
    file = tmp_path / "faults.csv"
    file.write_text("job_family,role,level\nImport Trade,,Senior\n")
    upload(page, file)
    settled(page)
    expect(page.get_by_text("The row has no role.")).to_be_visible()
    fits(page)


def test_what_a_file_leaves_open_is_answered_once_and_the_check_goes_on(window, width, tmp_path):
    page, title = window, f"Library skills {width}"
    file = tmp_path / "skills.csv"
    file.write_text(SKILLS)
    upload(page, file, "skills")
    settled(page)
    fits(page)
    press(page, page.get_by_role("link", name="Which skill framework are these skills in?"))
    page.wait_for_url("**/questions/skill-framework/")
    fits(page)
    fill(page, "Title of the new one", title)
    fill(page, "Foundation", "1")
    fill(page, "Advanced", "1")
    press(page, page.get_by_role("button", name="Save and check again"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Title of the new one")).to_have_value(title)
    fits(page)
    fill(page, "Advanced", "3")
    fill(page, "Intermediate", "2")
    press(page, page.get_by_role("button", name="Save and check again"))
    settled(page)
    answer = f"A new one, “{title}”: Foundation, Intermediate, Advanced"
    expect(page.get_by_text(answer)).to_be_visible()
    expect(page.get_by_role("heading", name="2 new entries to confirm")).to_be_visible()
    fits(page)


def test_a_file_of_roles_brings_its_grade_structure_along(window, width, tmp_path):
    page, title = window, f"Trade grades {width}"
    file = tmp_path / "posts.csv"
    file.write_text(POSTS.format(name=width))
    upload(page, file)
    settled(page)
    fits(page)
    press(page, page.get_by_role("link", name="Which grade structure are these grades in?"))
    page.wait_for_url("**/questions/grade-structure/")
    fits(page)
    fill(page, "Title of the new one", title)
    fill(page, f"Buyer grade {width}", "1")
    press(page, page.get_by_role("button", name="Save and check again"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Title of the new one")).to_have_value(title)
    fits(page)
    fill(page, "Whose grades are these", "Import Trade")
    fill(page, f"Seller grade {width}", "2")
    press(page, page.get_by_role("button", name="Save and check again"))
    settled(page)
    answer = f"A new one, “{title}”: Buyer grade {width}, Seller grade {width}"
    expect(page.get_by_text(answer)).to_be_visible()
    fits(page)


def test_it_works_without_javascript(chromium, site, administrator, tmp_path):
    file = tmp_path / "grades.csv"
    file.write_text("grade_structure,grade\nCivil Service,Grade 5\n")
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    context.add_cookies(administrator)
    page = context.new_page()
    page.goto("/import/new/grades/")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("Title of the new document").fill("Grades")
    page.get_by_label("Publisher of the new document").fill("Home Office")
    page.get_by_role("button", name="Upload and check").click()
    settled(page)
    context.close()
