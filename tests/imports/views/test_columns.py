import re

import pytest

from capframe.imports.models import RememberedColumns
from tests.field_errors import assert_errors_are_tied
from tests.imports.files import ROLES, applied, uploaded, workbook
from tests.pages import squeezed

pytestmark = pytest.mark.django_db

TEXT = ROLES.replace("statement", "Text")
ROWS = [line.split(",") for line in ROLES.splitlines()]


def address(imported):
    return f"{imported.get_absolute_url()}columns/"


def choose(browser, imported, *names):
    form = {f"column-{place}": name for place, name in enumerate(names)}
    response = browser.post(address(imported), form)
    imported.refresh_from_db()
    return response


def test_it_works(browser):
    imported = uploaded(browser, TEXT)
    assert imported.state == "uploaded"
    page = browser.get(address(imported))
    assert [field.value() or "" for field in page.context["form"]] == [
        *("job_family", "role", "level", "", "section")
    ]
    choose(browser, imported, "job_family", "role", "level", "statement", "section")
    assert imported.state == "checked"
    assert imported.counts["created"]["roles.statement"] == 2


def test_each_heading_shows_its_first_values(browser):
    page = browser.get(address(uploaded(browser, f"{TEXT},,,<b>bold</b>,\n")))
    hints = [field.help_text for field in page.context["form"]]
    assert hints[0] == "Begins with “Audit”."
    assert hints[3] == "Begins with “Plan audits”, “Write reports”, “<b>bold</b>”."
    assert "“&lt;b&gt;bold" in page.text


def test_a_heading_without_values_says_so(browser):
    page = browser.get(address(uploaded(browser, "job_family,role,level,What\nAudit,Head,6,\n")))
    assert "Empty in the first 1,000 rows." in page.text


def test_what_was_chosen_is_remembered(browser):
    choose(browser, uploaded(browser, TEXT), "job_family", "role", "level", "statement", "section")
    assert uploaded(browser, TEXT).state == "checked"


def test_a_column_may_be_left_out(browser):
    imported = uploaded(browser, TEXT)
    choose(browser, imported, "job_family", "role", "level", "-", "-")
    assert imported.state == "checked"
    assert "roles.statement" not in imported.counts["created"]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["job_family", "role", "level", "", "section"], "Choose what column 4 is"),
        (["job_family", "role", "level", "made up", "section"], "Choose what column 4 is"),
        (["job_family", "role", "level", "role", "section"], "Columns 2, 4 are all “role”"),
        (["job_family", "role", "-", "-", "section"], "No column is “level”"),
    ],
)
def test_what_cannot_be_is_said(browser, names, words):
    imported = uploaded(browser, TEXT)
    response = choose(browser, imported, *names)
    assert response.status_code == 400
    assert words in response.context["errors"][0][0]
    assert imported.state == "uploaded"
    assert not RememberedColumns.objects.exists()


def test_each_heading_in_error_names_its_error(browser):
    response = choose(browser, uploaded(browser, TEXT), "job_family", "", "level", "level", "")
    assert_errors_are_tied(response.text, 3)


def test_a_file_that_is_imported_is_not_matched_again(browser):
    assert browser.get(address(applied(browser))).status_code == 409


def test_the_sheet_that_suits_best_is_read(browser):
    imported = uploaded(browser, workbook(Posts=ROWS, Old=ROWS[:2]))
    assert (imported.state, imported.sheet) == ("checked", 1)
    assert "sheet “Posts”" in imported.notes[0]
    assert imported.counts["created"]["roles.statement"] == 2


def test_another_sheet_is_chosen_and_checked(browser):
    imported = uploaded(browser, workbook(Posts=ROWS, Old=ROWS[:2]))
    text = squeezed(browser.get(address(imported)).text)
    for words in (
        "Read me: 2 rows, 1 column",
        "Posts: 3 rows, 5 columns",
        "Old: 2 rows, 5 columns",
    ):
        assert words in text
    assert re.search('name="sheet" value="1"[^>]* checked', text)
    response = browser.post(address(imported), {"sheet": "2"})
    assert response["Location"] == address(imported)
    imported.refresh_from_db()
    assert (imported.state, imported.sheet, len(imported.headings)) == ("uploaded", 2, 5)
    choose(browser, imported, *ROWS[0])
    assert (imported.state, imported.counts["created"]["roles.statement"]) == ("checked", 1)


def test_a_file_of_one_sheet_asks_for_none(browser):
    assert "Which sheet" not in browser.get(address(uploaded(browser, TEXT))).text


@pytest.mark.parametrize(("sheet", "status"), [("9", 400), ("x", 400), ("1", 409)])
def test_a_sheet_that_cannot_be_read_is_said(browser, sheet, status):
    imported = uploaded(browser, workbook(Alone=[["role", "role"], ["Head", "6"]], Posts=ROWS))
    before = imported.headings
    assert browser.post(address(imported), {"sheet": sheet}).status_code == status
    imported.refresh_from_db()
    assert (imported.state, imported.sheet, imported.headings) == ("checked", 2, before)
