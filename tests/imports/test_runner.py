import subprocess
import sys

import pytest
from django.core.management import call_command

from capframe.imports.models import Import
from capframe.imports.runner import NOT_STARTED, start_step
from tests.imports.files import uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(browser, settings):
    imported = uploaded(browser)
    Import.objects.filter(pk=imported.pk).update(state=Import.State.CHECKING)
    imported.pieces.all().delete()
    settings.IMPORTS_IN_BACKGROUND = True
    return imported


def test_it_runs_in_a_process_of_its_own(waiting, publisher, monkeypatch):
    started = []

    class Process:
        def __init__(self, command, **options):
            started.append((command, options))

        def wait(self):
            return 0

    monkeypatch.setattr(subprocess, "Popen", Process)
    start_step(waiting, publisher)
    ((command, options),) = started
    assert command[0] == sys.executable
    assert command[2:] == ["run_import", str(waiting.pk), str(publisher.pk)]
    assert options["start_new_session"]
    assert "shell" not in options


def test_a_process_that_cannot_be_started_is_said(waiting, publisher, monkeypatch):
    def fail(*args, **kwargs):
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", fail)
    start_step(waiting, publisher)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.problem) == ("failed", NOT_STARTED)


def test_the_command_runs_what_the_state_asks_for(waiting, publisher):
    call_command("run_import", str(waiting.pk), str(publisher.pk))
    waiting.refresh_from_db()
    assert waiting.state == "checked"
    assert waiting.read_plan().changes
