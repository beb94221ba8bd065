"""Check, apply, undo and what comes between."""

import errno
from datetime import timedelta
from math import inf

import pytest
from django.utils import timezone

from capframe.imports import runner, steps
from capframe.imports.models import Import
from capframe.imports.runner import run_step
from capframe.plans.apply import Stale
from capframe.plans.holding import Busy
from capframe.search.models import SearchEntry
from roles.models import JobFamily, RoleLevel, Statement
from tests.factories import make_family, make_role, make_role_level
from tests.failures import FULL, GONE, LOCKED, READ_ONLY, of_postgresql
from tests.imports.files import ROLES, applied, confirm_all, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(browser):
    """An import that is checked and confirmed, about to be applied."""
    imported = uploaded(browser)
    confirm_all(browser, imported)
    Import.objects.filter(pk=imported.pk).update(state=Import.State.APPLYING, reason="Because")
    imported.refresh_from_db()
    return imported


def again(imported):
    imported.refresh_from_db()
    return imported


def test_it_works(browser, publisher):
    imported = applied(browser)
    assert imported.counts["created"]["roles.statement"] == Statement.objects.count() == 2
    assert not imported.sheets.exists()
    assert imported.search_done
    level = RoleLevel.objects.get()
    assert level.history.get().history_user == publisher
    assert level.history.get().history_change_reason == "Imported from roles.csv"
    assert SearchEntry.objects.filter(kind="rolelevels", object_id=level.pk).exists()


def test_a_check_writes_nothing_but_the_import(browser):
    imported = uploaded(browser)
    assert imported.state == "checked"
    assert not JobFamily.objects.exists()


def test_every_fault_of_the_file_is_found(browser):
    imported = uploaded(browser, ROLES + "Audit,,Senior,x,\nAudit,Auditor,,y,Responsibilities\n")
    assert [fault.line for fault in imported.read_errors()] == [4, 5]
    assert imported.number_of_errors == 2
    assert imported.read_plan().changes == []


def test_what_is_applied_by_somebody_else_meanwhile_is_left_alone(ready, publisher):
    stale = Import.objects.get(pk=ready.pk)
    run_step(ready, publisher)
    steps.apply(imported=stale, by=publisher)
    assert JobFamily.objects.count() == 1
    assert again(ready).state == "applied"


def test_a_plan_that_other_changes_leave_alone_is_applied(ready, publisher):
    make_family(title="Other")
    run_step(ready, publisher)
    assert again(ready).state == "applied"


def test_where_the_plan_has_changed_too_it_is_shown_again(ready, publisher):
    make_family(title="Audit", slug="audit")
    before = ready.plan_digest
    run_step(ready, publisher)
    again(ready)
    assert (ready.state, ready.problem) == ("checked", steps.CHANGED_MEANWHILE)
    assert ready.plan_digest != before
    assert not RoleLevel.objects.exists()


def test_it_is_tried_three_times(ready, publisher, monkeypatch):
    tries = []

    def stale(**kwargs):
        tries.append(1)
        raise Stale("edited")

    monkeypatch.setattr(steps, "apply_plan", stale)
    run_step(ready, publisher)
    assert len(tries) == 3
    assert (again(ready).state, ready.problem) == ("checked", steps.TOO_BUSY)
    assert timezone.now() - ready.problem_at < timedelta(minutes=1)


@pytest.fixture
def edited_twice(monkeypatch):
    """Somebody edits before the first and the second try; whether the third held the catalogue."""
    tries, held, apply_plan, hold = [], [], steps.apply_plan, steps.hold_catalogue

    def apply(**kwargs):
        tries.append(1)
        if len(tries) < 3:
            raise Stale("edited")
        return apply_plan(**kwargs)

    def hold_catalogue():
        held.append(len(tries))
        return hold()

    monkeypatch.setattr(steps, "apply_plan", apply)
    monkeypatch.setattr(steps, "hold_catalogue", hold_catalogue)
    monkeypatch.setattr(steps, "LONGEST_HOLD_SECONDS", inf)  # however slow the machine is
    return held


def test_in_the_end_nobody_else_may_save_until_it_is_applied(ready, publisher, edited_twice):
    run_step(ready, publisher)
    assert (again(ready).state, ready.problem, ready.problem_at) == ("applied", "", None)
    assert edited_twice == [2]
    assert RoleLevel.objects.count() == 1


def test_nobody_waits_for_a_long_check(ready, publisher, edited_twice, monkeypatch):
    monkeypatch.setattr(steps, "LONGEST_HOLD_SECONDS", -1)
    run_step(ready, publisher)
    assert again(ready).state == "applied"
    assert edited_twice == []


def test_where_nobody_lets_it_begin_it_says_so(ready, publisher, edited_twice, monkeypatch):
    def busy():
        raise Busy

    monkeypatch.setattr(steps, "hold_catalogue", busy)
    run_step(ready, publisher)
    assert (again(ready).state, ready.problem) == ("checked", steps.TOO_BUSY)
    assert not RoleLevel.objects.exists()


def test_in_the_end_nobody_else_may_save_until_it_is_undone(browser, publisher, request):
    imported = undoing(applied(browser))
    edited_twice = request.getfixturevalue("edited_twice")
    run_step(imported, publisher)
    assert (again(imported).state, edited_twice) == ("undone", [2])
    assert not JobFamily.objects.exists()


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (FULL, runner.NO_ROOM),
        (of_postgresql("53100"), runner.NO_ROOM),
        (OSError(errno.ENOSPC, "No space left on device"), runner.NO_ROOM),
        (LOCKED, runner.NO_DATABASE),
        (GONE, runner.NO_DATABASE),
        (READ_ONLY, runner.READ_ONLY),
        (ZeroDivisionError(), runner.BROKEN),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_is_changed(
    ready, publisher, monkeypatch, error, problem
):
    def fail(**kwargs):
        JobFamily.objects.update(title="Half done")
        raise error

    monkeypatch.setattr(steps, "remove_stale", fail)
    run_step(ready, publisher)
    assert (again(ready).state, ready.problem) == ("failed", problem)
    assert not JobFamily.objects.exists()
    assert ready.sheets.get().number_of_rows == 3


def test_an_import_whose_search_fails_is_applied_all_the_same(ready, publisher, monkeypatch):
    def fail(**kwargs):
        raise LOCKED

    monkeypatch.setattr(steps, "reindex_changed", fail)
    run_step(ready, publisher)
    assert (again(ready).state, ready.search_done) == ("applied", False)
    monkeypatch.undo()
    steps.update_search_again(imported=ready)
    assert again(ready).search_done
    assert SearchEntry.objects.filter(kind="families").exists()


def test_what_does_not_run_is_not_run(browser, publisher):
    imported = uploaded(browser)
    before = imported.plan_digest
    run_step(imported, publisher)
    assert (again(imported).state, imported.plan_digest) == ("checked", before)


def undoing(imported, **values):
    _, conflicts = steps.plan_undo(imported)
    values = {
        "state": Import.State.UNDOING,
        "undo_digest": steps.conflicts_digest(conflicts),
    } | values
    Import.objects.filter(pk=imported.pk).update(**values)
    return again(imported)


def test_undo_puts_back_what_was_there(browser, publisher):
    imported = undoing(applied(browser))
    run_step(imported, publisher)
    assert (again(imported).state, imported.undone_by) == ("undone", publisher)
    assert not JobFamily.objects.exists()
    assert not SearchEntry.objects.exists()


@pytest.mark.parametrize(("leaves", "text"), [(True, "Edited by hand"), (False, "Plan audit")])
def test_undo_does_with_edits_what_was_chosen(browser, publisher, leaves, text):
    role = make_role(family=make_family(title="Audit"), title="Auditor")
    make_role_level({"Responsibilities": ["Plan audit"]}, role=role, title="Senior")
    imported = applied(browser, "\n".join(ROLES.splitlines()[:2]))
    statement = Statement.objects.get(text="Plan audits")
    statement.text = "Edited by hand"
    statement.save()
    imported = undoing(imported, undo_keeps_edits=leaves)
    run_step(imported, publisher)
    assert again(imported).state == "undone"
    assert Statement.objects.get().text == text


def test_nobody_agrees_to_edits_that_were_not_shown(browser, publisher):
    imported = undoing(applied(browser))
    statement = Statement.objects.first()
    statement.text = "Edited by hand"
    statement.save()
    run_step(imported, publisher)
    assert (again(imported).state, imported.problem) == ("applied", steps.EDITED_MEANWHILE)
    assert Statement.objects.count() == 2


def test_an_undo_that_fails_leaves_the_import_applied(browser, publisher, monkeypatch):
    imported = undoing(applied(browser))

    def fail(**kwargs):
        raise FULL

    monkeypatch.setattr(steps, "apply_plan", fail)
    run_step(imported, publisher)
    assert (again(imported).state, imported.problem) == ("applied", runner.NO_ROOM)
