"""The commands that import."""

import errno
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from capframe.base.models import Source, Status
from capframe.imports import steps
from capframe.imports.models import Import
from capframe.imports.runner import NO_ROOM
from capframe.plans.apply import Stale
from roles.models import JobFamily, RoleLevel, Statement
from tests.databases import copy_database, drop_database, url_of
from tests.failures import FULL, LOCKED
from tests.imports.commands.running import answer, refusal, run
from tests.imports.files import ROLES

pytestmark = pytest.mark.django_db


NOTHING = {"created": {}, "changed": {}, "unchanged": {}, "withdrawn": {}}


def test_it_works(file):
    ran = run("import_roles", file())
    assert ran.code == 0, ran.err
    assert "Read as UTF-8, separated by commas." in ran.out
    assert "Statements: 2 created, 0 changed, 0 unchanged, 0 withdrawn" in ran.out
    assert "Warning: line 2, job_family: “Audit” The file makes a new job family" in ran.err
    assert Statement.objects.count() == 2
    assert RoleLevel.objects.get().status == Status.PUBLISHED
    imported = Import.objects.get()
    assert imported.get_absolute_url() in ran.out
    assert (imported.state, imported.search_done) == ("applied", True)
    assert (imported.file_name, imported.by) == ("roles.csv", None)
    assert not imported.sheets.exists()


def test_what_it_did_is_listed_and_can_be_undone(file, browser):
    run("import_roles", file())
    imported = Import.objects.get()
    assert "roles.csv" in browser.get("/import/").content.decode()
    browser.post(f"{imported.get_absolute_url()}undo/", {"digest": steps.conflicts_digest([])})
    imported.refresh_from_db()
    assert imported.state == "undone"
    assert not JobFamily.objects.exists()


def test_a_check_writes_nothing(file):
    ran = run("import_roles", file(), "--check")
    assert ran.code == 0
    assert "Statements: 2 created" in ran.out
    assert not Import.objects.exists()
    assert not JobFamily.objects.exists()
    assert not Source.objects.exists()


def test_json_is_one_object(file):
    code, said = answer("import_roles", file())
    assert code == 0
    assert said.keys() == {*NOTHING, "errors", "warnings"}
    assert {name: said[name] for name in NOTHING} == Import.objects.get().counts
    assert said["created"]["roles.statement"] == 2
    assert said["errors"] == []
    warning = said["warnings"][0]
    assert warning.keys() == {"line", "column", "value", "message"}
    assert (warning["line"], warning["column"], warning["value"]) == (2, "job_family", "Audit")


def test_every_error_of_the_file_is_said_and_nothing_is_written(file):
    path = file(ROLES + "Audit,,Senior,x,\nAudit,Auditor,,y,Responsibilities\n")
    code, said = answer("import_roles", path)
    assert code == 1
    assert [error["line"] for error in said["errors"]] == [4, 5]
    assert {name: said[name] for name in NOTHING} == NOTHING
    words = refusal(path)
    assert "Error: line 4, role: The row has no role. Fill it in, in every row." in words


def test_strict_writes_nothing_where_there_are_warnings(file):
    ran = run("import_roles", file(), "--strict")
    assert ran.code == 2
    assert "as --strict asks" in ran.out
    assert not Import.objects.exists()
    assert answer("import_roles", file(), "--strict", "--check")[0] == 2


def test_strict_imports_what_is_clean(file):
    run("import_roles", file())
    assert answer("import_roles", file(), "--strict")[0] == 0
    assert Import.objects.count() == 2


def test_what_would_change_nothing_says_so_in_the_first_line(file):
    run("import_roles", file())
    ran = run("import_roles", file(), "--check")
    there = "1 job family, 1 role and 1 role level"
    words = f"Nothing would change: the catalogue has all of this already: {there}."
    assert ran.out.splitlines()[0] == words


def test_sections_that_are_taken_away_are_a_warning(file):
    run("import_roles", file())
    other = file(ROLES.replace("Responsibilities", "Duties").replace("audits", "raids"))
    code, said = answer("import_roles", other, "--strict")
    assert code == 2
    [lost] = [one for one in said["warnings"] if "loses" in one["message"]]
    assert "loses the section “Responsibilities”, with 2 statements" in lost["message"]
    assert Statement.objects.filter(text="Plan audits").exists()


def test_strict_lets_errors_come_first(file):
    assert run("import_roles", file("role\nx\n"), "--strict").code == 1


def test_it_is_tried_three_times_where_others_edit(file, monkeypatch):
    tries = []

    def stale(**kwargs):
        tries.append(1)
        raise Stale("edited")

    monkeypatch.setattr(steps, "apply_plan", stale)
    assert "Run the command again." in refusal(file())
    assert len(tries) == 3


@pytest.mark.parametrize(
    "error",
    [FULL, OSError(errno.ENOSPC, "No space left")],
)
def test_a_full_disk_is_said(file, monkeypatch, error):
    def fail(**kwargs):
        raise error

    monkeypatch.setattr(steps, "remove_stale", fail)
    assert NO_ROOM in refusal(file())


def test_what_is_a_fault_of_ours_is_not_hidden(file, monkeypatch):
    def fail(**kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(steps, "remove_stale", fail)
    with pytest.raises(ZeroDivisionError):
        run("import_roles", file())
    assert not Import.objects.exists()


def test_an_import_whose_search_fails_says_what_to_do(file, monkeypatch):
    def fail(**kwargs):
        raise LOCKED

    monkeypatch.setattr(steps, "reindex_changed", fail)
    ran = run("import_roles", file())
    assert ran.code == 0
    assert "rebuild_search" in ran.out


@pytest.fixture
def own_url(empty_database, worker_id):
    """The DATABASE_URL of an empty database for other processes."""
    name = f"{empty_database}_commands_{worker_id}"
    copy_database(empty_database, name)
    yield url_of(name)
    drop_database(name)


def test_a_process_ends_with_the_code_and_writes_nothing_more(file, own_url):
    environment = {**os.environ, "DATABASE_URL": own_url}

    def manage(*args):
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *args]
        return subprocess.run(command, env=environment, capture_output=True, check=False)

    clean = manage("import_roles", file(), "--json")
    assert clean.returncode == 0, clean.stderr
    assert json.loads(clean.stdout)["created"]["roles.statement"] == 2
    failed = manage("import_roles", file("role\nx\n"), "--json")
    assert (failed.returncode, b"Traceback" in failed.stderr) == (1, False)
    assert len(json.loads(failed.stdout)["errors"]) == 2
    warned = manage("import_roles", file(ROLES.replace("Audit,", "Audits,")), "--json", "--strict")
    assert warned.returncode == 2
    assert json.loads(warned.stdout)["warnings"]
    full = manage("export_roles", "/dev/full")
    assert (full.returncode, b"is not a file" in full.stderr) == (1, True)
