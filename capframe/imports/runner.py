"""Runs what an import's state asks for: in a process of its own, or here."""

import logging
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import Error, connection

from capframe.base.outages import Outage, outage_of
from capframe.base.waiting import waiting
from capframe.imports.models import Import, says_problem
from capframe.imports.packing import pack_faults
from capframe.imports.steps import STEPS, stay_applied
from capframe.spreadsheets.faults import Fault, Unreadable

# A small file is done within this, and its reader sees the result at once.
PATIENCE_SECONDS = 2

NO_ROOM = (
    "The server has no room left on its disk. Nothing was changed. Ask whoever runs it to make "
    "room, then try again."
)
NO_DATABASE = (
    "The database could not do this now: it was busy for too long or could not be reached. "
    "Nothing was changed. Wait a moment, then try again."
)
READ_ONLY = (
    "The catalogue’s database can only be read at the moment. Nothing was changed. Wait a few "
    "minutes, then try again."
)
WORDS_OF_OUTAGE = {
    Outage.FULL: NO_ROOM,
    Outage.READ_ONLY: READ_ONLY,
    Outage.BUSY: NO_DATABASE,
    Outage.UNREACHABLE: NO_DATABASE,
}
BROKEN = (
    "Something went wrong, and your file is not the cause. Nothing was changed. Try again; if it "
    "happens again, tell whoever runs the server: its log says more."
)
NOT_STARTED = (
    "The server could not start the work. Nothing was changed. Wait a moment, then try again."
)

logger = logging.getLogger(__name__)


def start_step(imported: Import, by: Any) -> None:
    """Run the step that the import's state asks for.

    In the background it goes on after this returns, which waits two seconds at most.

    Args:
        imported: just begun; see ``ImportQuerySet.begin``.
        by: the user for the history.
    """
    if not settings.IMPORTS_IN_BACKGROUND:
        with waiting(connection, seconds=None):
            run_step(imported, by)
        return
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_import"]
    try:
        # The signals that end the server, or its terminal, do not end what was begun.
        process = subprocess.Popen(  # noqa: S603 - our own command, without a shell
            [*command, str(imported.pk), str(by.pk)],
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        logger.exception("Import %s could not be started.", imported.pk)
        mark_failed(imported, NOT_STARTED)
        return
    end = Thread(target=process.wait, daemon=True)  # it also buries the process when it ends
    end.start()
    end.join(PATIENCE_SECONDS)


def run_step(imported: Import, by: Any) -> None:
    """Run the step here. Whatever goes wrong is said on the import's page."""
    imported.refresh_from_db()
    if not imported.is_running:
        return
    try:
        STEPS[imported.state](imported, by)
    except Unreadable as unreadable:
        mark_failed(imported, f"{unreadable.problem} {unreadable.remedy}", unreadable.faults)
    except Exception as error:
        logger.exception("Import %s failed.", imported.pk)
        with suppress(Error):
            mark_failed(imported, explain_error(error))


def explain_error(error: Exception) -> str:
    """What went wrong and what to do, for whoever imports."""
    outage = outage_of(error)
    return WORDS_OF_OUTAGE[outage] if outage else BROKEN


def mark_failed(imported: Import, problem: str, faults: Sequence[Fault] = ()) -> None:
    """Say why nothing was changed. What was applied stays applied.

    Args:
        imported: being imported.
        problem: in words.
        faults: the same by line, where it is about lines of the file.
    """
    stay_applied(imported, problem)
    Import.objects.being_imported().filter(pk=imported.pk).update(
        state=Import.State.FAILED, errors=pack_faults(list(faults)), **says_problem(problem)
    )
