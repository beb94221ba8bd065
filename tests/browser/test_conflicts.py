"""Two editors of one role level in real windows: what overlaps is chosen, the rest is kept."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import ROOT, follow

LEVELS = """job_family,role,level,section,statement
Meeting,Meeter {0},Meeting level {0},Duties,Report on progress and provide information
Meeting,Meeter {0},Meeting level {0},Duties,Manage the budget
Meeting,Meeter {0},Meeting level {0},Duties,Lead a team
"""


@pytest.fixture
def meeting(open_admin, database_url, width):
    """The page that the second of two editors comes to who reworded the same statement."""
    command = [sys.executable, "manage.py", "import_roles", "-", "--draft"]
    command += ["--source-title", "Meetings", "--publisher", "Nobody"]
    environment = os.environ | {"CAPFRAME_ENV": "development", "DATABASE_URL": database_url}
    rows = LEVELS.format(width).encode()
    subprocess.run(command, cwd=ROOT, env=environment, input=rows, check=True)
    mine = open_admin(f"/admin/roles/rolelevel/?q=Meeting level {width}", width)
    follow(mine, mine.locator("#result_list tbody th a"))
    theirs = open_admin(mine.url, width)
    reword(theirs, "and provide information", "and provide analysis", "Plain words")
    reword(mine, "Report on progress", "Monitor progress", "Revised", "Manage the whole budget")
    return mine


def reword(page, old, new, reason, budget="Manage the budget"):
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    lines = page.locator("[name=sections-0-statements]")
    text = lines.input_value().replace(old, new).replace("Manage the budget", budget)
    lines.fill(text)
    page.locator("[name=reason]").fill(reason)
    follow(page, page.get_by_role("button", name="Save", exact=True))


def test_the_second_editor_chooses_what_overlaps(meeting, width):
    assert meeting.locator("h1").last.inner_text().endswith("saved this while you were editing")
    assert violations(meeting) == []
    assert meeting.evaluate("document.documentElement.scrollWidth") <= width
    follow(meeting, meeting.get_by_role("button", name="Save with these choices"))
    expect(meeting.get_by_role("alert")).to_contain_text("Choose what to save")
    assert violations(meeting) == []
    meeting.get_by_role("alert").get_by_role("link").click()
    meeting.keyboard.press("ArrowDown")
    meeting.keyboard.press("ArrowDown")
    own = meeting.get_by_role("textbox", name="A text of your own")
    own.fill("Monitor progress and provide analysis")
    expect(meeting.get_by_role("radio", name="This text")).to_be_checked()
    follow(meeting, meeting.get_by_role("button", name="Save with these choices"))
    expect(meeting.locator(".messagelist")).to_contain_text("What both of you changed is kept.")
    follow(meeting, meeting.locator("#result_list tbody th a"))
    lines = meeting.locator("[name=sections-0-statements]").input_value().splitlines()
    assert lines == [
        "Monitor progress and provide analysis",
        "Manage the whole budget",
        "Lead a team",
    ]
