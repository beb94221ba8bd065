"""Imports that are killed, that meet one another, and that meet editors: in real processes."""

import os
import random
import select
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from datetime import timedelta
from time import monotonic, sleep

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from capframe.base.models import Entry
from capframe.imports.models import Import
from capframe.imports.steps import CHANGED_MEANWHILE, TOO_BUSY
from capframe.search.models import SearchEntry
from roles.models import JobFamily, RoleLevel
from tests.benchmarks.roles_file import ROWS_PER_LEVEL, roles_file
from tests.factories import make_grade, make_role_level, make_structure
from tests.imports.files import uploaded
from tests.own_database import OwnDatabase

LEVELS = 200
KILLS = 20
LONGEST_WAIT = 60
OTHER = "job_family,role,level\nGardens,Gardener,Senior\n"


class Worker:
    """The process that runs imports."""

    def __init__(self, process):
        self.process = process
        assert self.said() == "ready"

    def begin(self, *imports):
        """The numbers of the processes that run them."""
        print(*(each.pk for each in imports), file=self.process.stdin, flush=True)
        return [int(number) for number in self.said().split()]

    def said(self):
        assert self.says_something(LONGEST_WAIT), "It hangs."
        return self.process.stdout.readline().strip()

    def says_something(self, seconds):
        return bool(select.select([self.process.stdout], [], [], seconds)[0])


@contextmanager
def worker_of(database):
    environment = {
        **os.environ,
        "DATABASE_URL": database.url,
        "DJANGO_SETTINGS_MODULE": "capframe.settings",
    }
    command = [sys.executable, "-m", "tests.imports.worker"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as process:
        yield Worker(process)
        process.stdin.close()


@pytest.fixture(scope="module")
def database(empty_database, django_db_setup, django_db_blocker, tmp_path_factory):
    """A database in which imports are about to be applied."""
    own = OwnDatabase(tmp_path_factory.mktemp("own"))
    with django_db_blocker.unblock(), own.in_use(empty_database):
        prepare()
        own.keep()
        yield own


@pytest.fixture(scope="module")
def worker(database):
    with worker_of(database) as worker:
        yield worker


@pytest.fixture(autouse=True)
def put_back(database):
    database.put_back()
    yield
    connection.close()


def prepare():
    civil_service = make_structure(title="Civil Service")
    for title in ("SEO", "Grade 7", "Grade 6", "Senior Civil Service"):
        make_grade(structure=civil_service, title=title)
    make_role_level({"Duties": ["Plan"]}, title="Edited")
    User.objects.create(username="importer", is_staff=True, is_superuser=True)
    with override_settings(IMPORTS_IN_BACKGROUND=False):
        for text, source in (
            (roles_file(LEVELS), "Ours"),
            (roles_file(LEVELS), "Theirs"),
            (OTHER, "Gardens"),
        ):
            imported = uploaded(browser(), text, name=f"{source}.csv", source_title=source)
            assert (imported.state, imported.number_of_errors) == ("checked", 0)
    Import.objects.update(state=Import.State.APPLYING, heartbeat=timezone.now(), reason="Because")


def browser():
    client = Client()
    client.force_login(User.objects.get())
    return client


def import_of(source):
    return Import.objects.get(file_name=f"{source}.csv")


def state_of(imported):
    return Import.objects.values_list("state", flat=True).get(pk=imported.pk)


def catalogue():
    """How many rows each table has, of entries and of their history."""
    models = [m for m in apps.get_models() if issubclass(m, Entry)]
    models += [m.history.model for m in models]
    return {model._meta.label: model.objects.count() for model in models}


def finish(worker):
    assert worker.said() == "over"


def seconds_until_applied(worker, imported):
    started = monotonic()
    worker.begin(imported)
    while state_of(imported) != "applied":
        assert monotonic() < started + LONGEST_WAIT, Import.objects.values("state", "problem")
        sleep(0.005)
    seconds = monotonic() - started
    finish(worker)
    return seconds


def test_killed_at_any_moment_it_is_applied_as_a_whole_or_not_at_all(database, worker):
    before = catalogue()
    seconds = seconds_until_applied(worker, import_of("Ours"))
    after, found = catalogue(), SearchEntry.objects.count()
    assert after["roles.Statement"] - before["roles.Statement"] == LEVELS * (ROWS_PER_LEVEL - 2)
    states = set()
    for number in range(KILLS):
        database.put_back()
        imported = import_of("Ours")
        kill_after(1.2 * seconds * (number + random.random() - 0.5) / KILLS, worker, imported)
        database.wait_until_alone()
        database.assert_whole()
        state = state_of(imported)
        states.add(state)
        assert catalogue() == {"applying": before, "applied": after}[state]
        bring_to_an_end(imported)
        assert (catalogue(), SearchEntry.objects.count()) == (after, found)
    assert "applying" in states


def kill_after(seconds, worker, imported):
    connection.close()
    (process,) = worker.begin(imported)
    sleep(max(0, seconds))
    with suppress(ProcessLookupError):  # it may be over already
        os.kill(process, signal.SIGKILL)
    finish(worker)


def bring_to_an_end(imported):
    """As whoever imports does it, who comes back after a while."""
    client, address = browser(), imported.get_absolute_url()
    silent = timezone.now() - timedelta(seconds=30)
    Import.objects.filter(pk=imported.pk, state=Import.State.APPLYING).update(heartbeat=silent)
    imported.refresh_from_db()
    text = client.get(address).content.decode()
    if imported.state == "applying":
        assert "Interrupted" in text
        assert "Run it again" in text
        client.post(address, {"do": "again"})
    elif not imported.search_done:
        assert "Update search" in text
        client.post(address, {"do": "search"})
    imported.refresh_from_db()
    assert (imported.state, imported.search_done) == ("applied", True)


def test_of_two_imports_of_the_same_one_is_to_be_looked_at_again(worker):
    both = [import_of("Ours"), import_of("Theirs")]
    worker.begin(*both)
    finish(worker)
    for imported in both:
        imported.refresh_from_db()
    assert sorted(imported.state for imported in both) == ["applied", "checked"]
    (asked_again,) = (imported for imported in both if imported.state == "checked")
    assert asked_again.problem == CHANGED_MEANWHILE
    assert RoleLevel.objects.count() == 1 + LEVELS
    assert set(RoleLevel.history.values_list("history_type", flat=True)) == {"+"}


def test_two_imports_that_are_apart_are_both_applied(worker):
    both = [import_of("Ours"), import_of("Gardens")]
    worker.begin(*both)
    finish(worker)
    assert [state_of(imported) for imported in both] == ["applied", "applied"]
    assert RoleLevel.objects.count() == 1 + LEVELS + 1
    assert JobFamily.objects.filter(title="Gardens").exists()


@pytest.mark.parametrize(("source", "levels"), [("Gardens", 1), ("Ours", LEVELS)])
def test_an_editor_saves_whatever_is_imported(database, worker, source, levels):
    imported, before = import_of(source), catalogue()
    level = RoleLevel.objects.get(title="Edited")
    saves = 0
    worker.begin(imported)
    while not worker.says_something(0.05):
        level.location = f"Place {saves}"
        level.save()
        saves += 1
    finish(worker)
    imported.refresh_from_db()
    assert saves
    assert RoleLevel.objects.get(title="Edited").location == f"Place {saves - 1}"
    assert level.history.count() == 1 + saves
    new = RoleLevel.objects.count() - before["roles.RoleLevel"]
    # On a very slow machine the editor does not wait for the check of the larger file.
    gave_up = [("checked", 0, TOO_BUSY)] if levels == LEVELS else []
    assert (imported.state, new, imported.problem) in [("applied", levels, ""), *gave_up]
