"""The commands that export, and what importing makes of their files."""

import errno
import os
from io import StringIO

import pytest
from django.core.management import call_command

from capframe.base.models import Status
from capframe.fixtures import FIXTURES
from capframe.spreadsheets.excel_cells import LONGEST
from grades.importing import GRADES
from roles.importing import ROLES
from roles.models import FamilySection, FamilyStatement, Milestone, Workstream
from skills.models import FrameworkSection
from tests.factories import make_family, make_role, make_role_level, remove_all
from tests.imports.commands.running import run

pytestmark = pytest.mark.django_db
# Each refers to those before it.
KINDS = ("grades", "skills", "roles")
MODELS = (
    *(Milestone, Workstream, FamilyStatement, FamilySection, FrameworkSection),
    *(*reversed(ROLES.models), *reversed(GRADES.models)),
)


@pytest.mark.parametrize("fixture", FIXTURES)
def test_every_source_comes_back_the_same_bytes(seed, tmp_path, fixture):
    seed(fixture)
    exported = {kind: export(kind, tmp_path / f"{kind}.csv") for kind in KINDS}
    remove_all(*MODELS)
    for kind in KINDS:
        if exported[kind].count(b"\n") > 1:  # there is nothing to import in a file of headings
            ran = run(f"import_{kind}", str(tmp_path / f"{kind}.csv"))
            assert ran.code == 0, ran.err
    assert {kind: export(kind, tmp_path / f"again-{kind}.csv") for kind in KINDS} == exported


def test_an_export_is_what_readers_see_or_everything(tmp_path):
    make_role_level(title="Seen", status=Status.PUBLISHED)
    make_role_level(title="Unseen", status=Status.DRAFT)
    path = tmp_path / "roles.csv"
    ran = run("export_roles", str(path))
    assert (ran.code, ran.out) == (0, f"Wrote 1 row to {path}.\n")
    assert b"Seen" in path.read_bytes()
    assert b"Unseen" not in path.read_bytes()
    assert b"Unseen" in export("roles", path)


def test_the_format_goes_by_the_ending_or_by_what_is_asked_for(tmp_path):
    make_role_level()
    assert export("roles", tmp_path / "roles.XLSX").startswith(b"PK")
    assert export("roles", tmp_path / "roles.txt").startswith(b"\xef\xbb\xbfjob_family,")
    assert export("roles", tmp_path / "roles.data", "--format", "xlsx").startswith(b"PK")


def test_an_exported_workbook_can_be_imported(tmp_path):
    make_role_level()
    export("roles", tmp_path / "roles.xlsx")
    assert run("import_roles", str(tmp_path / "roles.xlsx"), "--strict").code == 0


def test_an_export_goes_to_standard_output(capfdbinary):
    make_role_level(title="Senior")
    call_command("export_roles", "--everything")
    assert b"Senior" in capfdbinary.readouterr().out
    call_command("export_roles", "-", "--format", "xlsx")
    assert capfdbinary.readouterr().out.startswith(b"PK")


class Terminal(StringIO):
    def isatty(self):
        return True


def test_no_workbook_goes_to_a_terminal():
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("export_roles", "--format", "xlsx", stdout=Terminal(), stderr=err)
    assert ended.value.code == 1
    assert "Name a file to write it to." in err.getvalue()


def test_what_cannot_be_written_leaves_what_was_there(tmp_path, monkeypatch):
    def fail(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "roles.csv"
    path.write_text("before")
    monkeypatch.setattr(os, "fsync", fail)
    ran = run("export_roles", str(path))
    assert ran.code == 1
    assert "cannot be written: No space left on device. What was there is unchanged." in ran.err
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [
        ("roles.csv", "before")
    ]


@pytest.mark.parametrize(
    ("path", "words"),
    [(".", "is not a file"), ("/dev/null", "is not a file"), ("missing/roles.csv", "No such file")],
)
def test_a_place_that_is_no_file_is_refused(tmp_path, monkeypatch, path, words):
    monkeypatch.chdir(tmp_path)
    ran = run("export_roles", path)
    assert (ran.code, words in ran.err) == (1, True)
    assert not list(tmp_path.iterdir())


def test_standard_output_that_takes_no_bytes_is_said():
    ran = run("export_roles")
    assert (ran.code, "Name a file instead." in ran.err) == (1, True)


def test_a_text_that_is_too_long_for_excel_is_said(tmp_path):
    make_role_level(title="Senior", description="x" * (LONGEST + 1))
    ran = run("export_roles", str(tmp_path / "roles.xlsx"))
    assert (ran.code, "Use CSV instead." in ran.err) == (1, True)
    assert not list(tmp_path.iterdir())


def export(kind, path, *options):
    """What the command writes of a kind, drafts and all."""
    ran = run(f"export_{kind}", str(path), "--everything", *options)
    assert ran.code == 0, ran.err
    return path.read_bytes()


def test_some_of_it_is_exported(tmp_path):
    family = make_family(slug="policy", title="Policy")
    make_role_level(role=make_role(family=family, slug="adviser"), title="Senior", slug="senior")
    make_role_level(role=make_role(family=make_family()), title="Other")
    for option in ("--family=policy", "--role=adviser", "--level=adviser/senior"):
        assert b"Other" not in export("roles", tmp_path / "some.csv", option)
    both = ("--family=policy", "--filter=https://example.org/roles/?q=other&sort=title")
    assert export("roles", tmp_path / "both.csv", *both).count(b"\n") == 3
    ran = run("export_roles", str(tmp_path / "none.csv"), "--family=polic")
    assert (ran.code, ran.err) == (
        1,
        "Error: There is no job family “polic”. Did you mean “policy”?\n",
    )
