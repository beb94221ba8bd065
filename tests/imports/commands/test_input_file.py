"""Which files and columns the commands take."""

import errno
import os
import sys
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from capframe.imports.columns.matching import remember_columns
from capframe.imports.kinds import IMPORT_KINDS
from capframe.imports.models import Import
from roles.models import RoleLevel, Statement
from tests.factories import make_family
from tests.imports.commands.running import answer, refusal, run
from tests.imports.files import ROLES, workbook

pytestmark = pytest.mark.django_db


UNKNOWN = "Colour,job_family,role,level\nred,Audit,Auditor,Senior\n"


def test_standard_input_is_a_file_too(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(ROLES.encode())))
    assert run("import_roles", "-").code == 0
    assert Import.objects.get().file_name == "standard input"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n", "The file is a PNG image"),
        (b"<!doctype html>", "HTML"),
        (b"role\n" + b"x" * 25_000_000, "The file has more than 25 MB."),
        (b"job_family,role,level\n", "headings and no rows"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(file, content, words):
    path = file(content)
    assert words in refusal(path)
    code, said = answer("import_roles", path)
    assert (code, len(said["errors"]), said["warnings"]) == (1, 1, [])
    assert words in said["errors"][0]["message"]


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    assert "cannot be read: Is a directory" in refusal(str(tmp_path))
    assert "cannot be read: No such file" in refusal(str(tmp_path / "missing.csv"))


def test_a_file_that_may_not_be_read_is_refused(file, monkeypatch):
    def refuse(*args):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    path = file()
    monkeypatch.setattr(Path, "open", refuse)
    assert "cannot be read: Permission denied" in refusal(path)


def test_a_file_without_an_end_is_not_read_to_it():
    assert "more than 25 MB" in refusal("/dev/zero")


def test_an_unknown_column_is_refused_by_name(file):
    code, said = answer("import_roles", file(UNKNOWN))
    assert code == 1
    assert said["errors"][0]["column"] == "Colour"
    assert '--leave-out "Colour"' in refusal(file(UNKNOWN))


def test_a_column_is_left_out_if_somebody_says_so(file):
    assert run("import_roles", file(UNKNOWN), "--leave-out", "colour").code == 0
    assert RoleLevel.objects.exists()


def test_a_heading_to_leave_out_must_be_there(file):
    assert "no heading “Color”. Did you mean “Colour”?" in refusal(
        file(UNKNOWN), "--leave-out", "Color"
    )


def test_two_headings_of_one_column_are_refused(file):
    path = file("job_family,Role Family,role,level\nAudit,Audit,Auditor,Senior\n")
    assert "“job_family” and “Role Family” are all the column job_family" in refusal(path)
    assert run("import_roles", path, "--leave-out", "Role Family").code == 0


def test_a_missing_column_is_refused_unless_one_is_chosen(file):
    path = file("role,level\nAuditor,Senior\n")
    assert "no column job_family" in refusal(path)
    make_family(title="Finance", slug="finance")
    assert run("import_roles", path, "--family", "finance").code == 0
    assert RoleLevel.objects.get().family.title == "Finance"


def test_what_a_page_remembers_changes_nothing_here(file, browser):
    remember_columns(
        IMPORT_KINDS["roles"], ["Colour", "job_family", "role", "level"], ["note", *[""] * 3]
    )
    assert "“Colour” is not a column" in refusal(file(UNKNOWN))


POSTS = [line.split(",") for line in ROLES.splitlines()]


def test_the_sheet_that_suits_best_is_read_and_the_others_are_named(file):
    ran = run("import_roles", file(workbook(Posts=POSTS, Old=POSTS), "roles.xlsx"), "--check")
    assert "sheet “Posts”" in ran.out
    for title in ("Read me", "Old"):
        assert f"The sheet “{title}” has something in it and is not read." in ran.err


def test_another_sheet_is_read_if_somebody_says_so(file):
    path = file(workbook(Posts=POSTS[:2], Old=POSTS), "roles.xlsx")
    ran = run("import_roles", path, "--sheet", "old")
    assert "sheet “Old”" in ran.out
    assert Statement.objects.count() == 2


def test_a_sheet_to_read_must_be_there(file):
    path = file(workbook(Posts=POSTS), "roles.xlsx")
    assert "no sheet “Post” with anything in it. Did you mean “Posts”?" in refusal(
        path, "--sheet", "Post"
    )
    assert "Check how it is written." in refusal(file(), "--sheet", "Posts")
