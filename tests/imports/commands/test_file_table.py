"""Where the commands take the table of a file from."""

import pytest

from roles.models import RoleLevel, Statement
from tests.imports.commands.running import refusal, run
from tests.imports.files import ROLES
from tests.spreadsheets.files import xlsx

pytestmark = pytest.mark.django_db

ROWS = [line.split(",") for line in ROLES.splitlines()]
TITLED = xlsx(["Heritage"], ["role", "and", "level"], [], *ROWS)
GROUPED = "\n".join([",".join(ROWS[0]), "Audit,Auditor,Senior,Plan,Duties", ",,,Write,Duties", ""])
NAMELESS = ",job_family,role,level\n7,Audit,Auditor,Senior\n"


def test_the_row_that_suits_best_has_the_headings_and_is_named(file):
    ran = run("import_roles", file(TITLED, "roles.xlsx"))
    assert ran.code == 0
    assert "Row 4 is taken for the headings; those above are not read." in ran.err
    assert "Above them, and not read: “Heritage”, “role; and; level”." in ran.out
    assert Statement.objects.count() == 2


def test_another_row_has_the_headings_if_somebody_says_so(file):
    path = file(TITLED, "roles.xlsx")
    assert "“and” is not a column" in refusal(path, "--heading-row", "2")
    assert "is taken for the headings" not in run("import_roles", path, "--heading-row", "4").err


def test_the_row_of_the_headings_must_have_something_in_it(file):
    assert "nothing in row 3" in refusal(file(TITLED, "roles.xlsx"), "--heading-row", "3")


def test_empty_cells_are_filled_if_somebody_says_so(file):
    said = refusal(file(GROUPED))
    assert "The row has no job_family." in said
    assert '--fill-down "job_family" --fill-down "role" --fill-down "level"' in said
    columns = ("--fill-down", "job_family", "--fill-down", "Role", "--fill-down", "level")
    ran = run("import_roles", file(GROUPED), *columns)
    assert "Filled from the cell above: 3 empty cells in columns A–C." in ran.out
    assert (RoleLevel.objects.count(), Statement.objects.count()) == (1, 2)


def test_a_heading_to_fill_below_must_be_there(file):
    assert "no heading “roles”. Did you mean “role”?" in refusal(
        file(GROUPED), "--fill-down", "roles"
    )


def test_a_column_without_a_heading_is_left_out_if_somebody_says_so(file):
    said = refusal(file(NAMELESS))
    assert "Column A has no heading" in said
    assert "--leave-out-nameless" in said
    assert run("import_roles", file(NAMELESS), "--leave-out-nameless").code == 0


def test_what_a_heading_may_mean_is_what_its_values_support(file):
    rows = "".join(f"Department {n},Audit,Role {n},6\n" for n in range(9))
    said = refusal(file(f"Parent Statement,job_family,role,level\n{rows}"))
    assert "Did you mean “statement”?" not in said
    text = "Plans the audits of the year and writes reports."
    said = refusal(file(f"Statemnt,job_family,role,level\n{text},Audit,Head,6\n"))
    assert "Did you mean “statement”?" in said


def test_what_is_wrong_in_a_column_that_is_left_out_is_no_fault(file):
    text = f"Text,job_family,role,level\n{'x' * 100_001},Audit,Auditor,Senior\n"
    assert run("import_roles", file(text), "--leave-out", "Text").code == 0


def test_what_stands_in_for_levels_is_said_by_an_option(file):
    text = "job_family,role,code\nAudit,Auditor,A\nAudit,Head,B\n"
    assert "say what stands in for it: --levels grades or --levels roles" in refusal(file(text))
    assert run("import_roles", file(text), "--levels", "roles").code == 0
    assert sorted(RoleLevel.objects.values_list("title", flat=True)) == ["Auditor", "Head"]


def test_two_headings_alike_are_one_error_unless_both_are_left_out(file):
    text = "job_family,role,level,{0},{0}\nAudit,Auditor,Senior,1,2\n"
    for heading in ("Code", "code"):
        said = refusal(file(text.format(heading)))
        assert said.count("Error:") == 1
        assert f"More than one column has the heading “{heading}”." in said
    assert "More than one column" in refusal(file(text.format("Notes")))
    assert run("import_roles", file(text.format("Notes")), "--leave-out", "notes").code == 0
