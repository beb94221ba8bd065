import re

import pytest

from capframe.imports.models import RememberedColumns
from roles.models import Role, RoleLevel
from tests.factories import (
    make_framework,
    make_grade,
    make_proficiency,
    make_role,
    make_role_level,
    make_structure,
)
from tests.field_errors import assert_errors_are_tied
from tests.imports.files import ROLES, applied, apply, uploaded, workbook
from tests.pages import squeezed
from tests.spreadsheets.files import xlsx

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
    rows = list(page.context["form"].rows)
    assert (rows[0].values, rows[0].remarks) == (["Audit"], ["empty in 1 row"])
    assert rows[3].values == ["Plan audits", "Write reports", "<b>bold</b>"]
    assert [row.letter for row in rows] == ["A", "B", "C", "D", "E"]
    assert "&lt;b&gt;bold" in page.text


def test_a_heading_without_values_says_so(browser):
    page = browser.get(address(uploaded(browser, "job_family,role,level,What\nAudit,Head,6,\n")))
    assert "empty in every row" in page.text


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


def test_each_column_says_why_it_is_matched_and_what_placeholders_mean(browser):
    text = (
        "Role Family,role,level,Organisation,code\n"
        "Audit,Auditor,NOT IN USE,Home Office,TBC\nAudit,Head,6,Home Office,H\n"
    )
    page = browser.get(address(uploaded(browser, text)))
    rows = list(page.context["form"].rows)
    assert [row.field.help_text for row in rows] == [
        "Known heading.",
        "Known heading.",
        "Known heading. “NOT IN USE” (1 row): the role is a single level.",
        "Suggested.",
        "Known heading. “TBC” (1 row): nothing stated.",
    ]
    assert rows[3].field.value() == "employer"
    assert rows[3].remarks == ["the same in every row"]
    assert '<optgroup label="The level">' in page.text
    assert "Employer (employer)" in page.text
    assert "All 5 columns are matched. 2 rows." in squeezed(page.text)


def test_the_first_line_says_how_many_are_to_be_said(browser):
    text = "role,level,messages,Colour,Size\nHead,6,x,red,2\n"
    text = squeezed(browser.get(address(uploaded(browser, text))).text)
    assert "2 of 5 columns are matched and 1 is left out. Say what the other 2 are" in text
    assert "Leave out the other 2 and check" in text


def test_all_that_is_not_said_is_left_out_with_one_button(browser):
    imported = uploaded(browser, TEXT.replace("section", "Colour"))
    form = {"column-0": "job_family", "column-1": "role", "column-2": "level", "rest": "out"}
    browser.post(address(imported), form)
    imported.refresh_from_db()
    assert (imported.state, imported.columns) == ("checked", [*ROWS[0][:3], "", ""])


def test_what_was_chosen_stays_where_something_is_missing(browser):
    imported = uploaded(browser, TEXT.replace("role", "Colour"))
    form = {"column-0": "job_family", "column-3": "statement", "rest": "out"}
    page = browser.post(address(imported), form)
    assert page.status_code == 400
    words = [message for message, _ in page.context["errors"]]
    assert [text[:20] for text in words] == ["No column is “level”", "No column is “role”,"]
    values = [row.field.value() for row in page.context["form"].rows]
    assert values == ["job_family", "-", "-", "statement", "-"]


NAMELESS = ",job_family,role,level,,\n3,Audit,Auditor,Senior,x,\n4,Audit,Head,Senior,,y\n"


def test_columns_without_a_name_are_left_out_with_one_tick(browser):
    imported = uploaded(browser, NAMELESS)
    assert (imported.state, imported.headings) == (
        "uploaded",
        ["", "job_family", "role", "level", "", ""],
    )
    text = squeezed(browser.get(address(imported)).text)
    assert "Suggested: a running number." in text
    assert "Leave out 2 columns without a name" in text
    form = {f"column-{place}": name for place, name in enumerate(["-", *ROWS[0][:3]])}
    assert browser.post(address(imported), form).status_code == 400
    browser.post(address(imported), {**form, "nameless": "on"})
    imported.refresh_from_db()
    assert (imported.state, imported.number_of_errors) == ("checked", 0)


def test_what_is_wrong_in_a_column_that_is_left_out_is_no_fault(browser):
    cell = "x" * 100_001
    imported = uploaded(browser, f"job_family,role,level,Text\nAudit,Head,6,{cell}\n")
    choose(browser, imported, *ROWS[0][:3], "-")
    assert (imported.state, imported.number_of_errors) == ("checked", 0)
    choose(browser, imported, *ROWS[0][:3], "statement")
    assert "100,001 characters" in imported.read_errors()[0].message


TITLED = xlsx(["Heritage"], ["Owner: HR"], [], *ROWS)


def test_headings_below_a_title_are_found_and_shown_to_be_confirmed(browser):
    imported = uploaded(browser, TITLED)
    assert (imported.state, imported.heading_row) == ("uploaded", 4)
    text = squeezed(browser.get(address(imported)).text)
    assert "Headings are in row 4" in text
    assert re.search('name="heading_row" value="4"[^>]*checked', text)
    choose(browser, imported, *ROWS[0])
    assert (imported.state, imported.number_of_errors) == ("checked", 0)
    assert "Above them, and not read: “Heritage”, “Owner: HR”." in imported.notes[1]
    assert imported.counts["created"]["roles.statement"] == 2


def test_another_row_is_chosen_for_the_headings(browser):
    imported = uploaded(browser, TITLED)
    response = browser.post(address(imported), {"heading_row": "2"})
    assert response["Location"] == address(imported)
    imported.refresh_from_db()
    assert (imported.heading_row, imported.headings) == (2, ["Owner: HR", "", "", "", ""])


def test_a_row_that_is_not_offered_is_refused(browser):
    imported = uploaded(browser, TITLED)
    for row in ("3", "99", "x"):
        assert browser.post(address(imported), {"heading_row": row}).status_code == 400
    imported.refresh_from_db()
    assert imported.heading_row == 4


GROUPED = "\n".join([",".join(ROWS[0]), "Audit,Auditor,Senior,Plan,Duties", ",,,Write,Duties", ""])


def test_empty_cells_are_filled_from_above_if_somebody_says_so(browser):
    imported = uploaded(browser, GROUPED)
    assert imported.state == "uploaded"
    text = squeezed(browser.get(address(imported)).text)
    assert "Fill the empty cells below from the cell above: job_family, role, level" in text
    assert "3 cells would be filled. Row 3, for example, gets “Audit”, “Auditor”, “Senior”." in text
    choose(browser, imported, *ROWS[0])
    assert imported.number_of_errors == 3
    form = {f"column-{place}": name for place, name in enumerate(ROWS[0])}
    browser.post(address(imported), {**form, "fill": "on"})
    imported.refresh_from_db()
    assert (imported.number_of_errors, imported.fill_down) == (0, [0, 1, 2])
    assert imported.counts["created"]["roles.statement"] == 2


def test_running_numbers_without_a_heading_hide_no_groups(browser):
    numbered = "".join(f"{n or ''},{line}\n" for n, line in enumerate(GROUPED.split()))
    text = squeezed(browser.get(address(uploaded(browser, numbered))).text)
    assert "Suggested: a running number." in text
    assert "Fill the empty cells below from the cell above: job_family, role, level" in text


def test_the_page_asks_the_database_little(browser, django_assert_num_queries):
    imported = uploaded(browser, TITLED)
    browser.get(address(imported))
    with django_assert_num_queries(10):
        browser.get(address(imported))


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
    imported = uploaded(browser, workbook(Alone=[["role", "level"]], Posts=ROWS))
    before = imported.headings
    assert browser.post(address(imported), {"sheet": sheet}).status_code == status
    imported.refresh_from_db()
    assert (imported.state, imported.sheet, imported.headings) == ("checked", 2, before)


STAFF = (
    "job_family,role,Grade,Location\nPolicy,Adviser,B1,\nPolicy,Adviser,B2,\n"
    "Policy,Officer,B1,\nPolicy,Clerk,,\n"
)


def choose_levels(browser, imported, value):
    form = {"column-0": "job_family", "column-1": "role", "column-2": "location", "column-3": "-"}
    response = browser.post(address(imported), {**form, "levels": value} if value else form)
    imported.refresh_from_db()
    return response


def test_a_file_without_levels_asks_what_they_are_and_says_what_each_would_give(browser):
    imported = uploaded(browser, STAFF)
    assert imported.state == "uploaded"
    text = squeezed(browser.get(address(imported)).text)
    assert "The file has no column for the level. What is a level?" in text
    assert "4 role levels: 1 of the 3 titles stands at more than one grade." in text
    assert "The 1 title with more than one grade would be a fault." in text
    response = choose_levels(browser, imported, "")
    assert "No column is “level”" in response.context["errors"][0][0]
    assert_errors_are_tied(response.text, 1)


def test_each_grade_of_a_role_is_a_level(browser):
    structure = make_structure(title="MOD", slug="mod")
    for title in ("B2", "B1"):
        make_grade(structure=structure, title=title)
    imported = uploaded(browser, STAFF, grade_structure=structure.pk)
    form = {"column-0": "job_family", "column-1": "role", "column-2": "grade", "column-3": "-"}
    browser.post(address(imported), {**form, "levels": "grades"})
    assert apply(browser, imported).state == "applied"
    found = RoleLevel.objects.order_by("role__title", "title")
    assert [(one.role.title, one.title, one.grade and one.grade.title) for one in found] == [
        ("Adviser", "B1", "B1"),
        ("Adviser", "B2", "B2"),
        ("Clerk", "Clerk", None),
        ("Officer", "B1", "B1"),
    ]


def test_each_role_is_a_single_level(browser):
    imported = uploaded(browser, STAFF.replace("Policy,Adviser,B2,\n", ""))
    choose_levels(browser, imported, "roles")
    assert (imported.state, imported.number_of_errors) == ("checked", 0)
    assert imported.counts["created"]["roles.rolelevel"] == 3
    assert imported.choices["levels"] == "roles"


def test_a_role_that_is_a_single_level_is_at_one_grade(browser):
    imported = uploaded(browser, STAFF)
    choose_levels(browser, imported, "roles")
    assert "Lines 2 and 3 disagree" in imported.read_errors()[0].message


def test_nothing_stands_in_for_levels_that_are_there(browser):
    imported = uploaded(browser, STAFF)
    choose_levels(browser, imported, "roles")
    browser.post(address(imported), {f"column-{n}": name for n, name in enumerate(ROWS[0][:3])})
    imported.refresh_from_db()
    form = {"column-0": "job_family", "column-1": "role", "column-2": "level", "column-3": "-"}
    browser.post(address(imported), {**form, "levels": "roles"})
    imported.refresh_from_db()
    assert (imported.columns[2], imported.choices.get("levels")) == ("level", None)


@pytest.mark.parametrize("heading", ["Role", "Notes"])
def test_of_two_headings_alike_one_can_be_left_out(browser, heading):
    rows = "Policy,Adviser,Junior,Post 1,Adviser\nPolicy,Clerk,Junior,Post 2,Clerk\n"
    imported = uploaded(browser, f"job_family,{heading},level,{heading.lower()},role_type\n{rows}")
    assert imported.state == "uploaded"
    form = browser.get(address(imported)).context["form"]
    assert form["column-3"].label == f"{heading.lower()}, column D"
    assert list(form.answers) == [
        *("job_family", "role" if heading == "Role" else None, "level", None, "role_type"),
    ]
    response = choose(browser, imported, "job_family", "role", "level", "role", "role_type")
    assert "Columns 2, 4 are all “role”" in squeezed(response.text)
    choose(browser, imported, "job_family", "role", "level", "-", "role_type")
    assert apply(browser, imported).state == "applied"
    assert set(Role.objects.values_list("title", flat=True)) == {"Adviser", "Clerk"}


def test_a_matrix_with_a_heading_twice_says_what_to_leave_out(browser):
    make_role_level(role=make_role(title="Auditor"), title="Auditor")
    framework = make_framework(title="Ours")
    for place, title in enumerate(("Working", "Expert"), start=1):
        make_proficiency(framework, place, title=title)
    text = "skill,Auditor,Auditor\nReading,Working,Expert\n"
    imported = uploaded(browser, text, skill_framework=framework.pk)
    choose(browser, imported, "skill", *["role_level_as_heading"] * 2)
    [fault] = imported.read_errors()
    assert fault.words == "“Auditor” stands for the same. Leave out one of the two columns."
    choose(browser, imported, "skill", "role_level_as_heading", "-")
    assert imported.number_of_errors == 0
