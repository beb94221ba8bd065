"""Runs what an import's state asks for: in a process of its own, or here."""

import errno
import logging
import subprocess
import sys
from contextlib import suppress
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError

from capframe.imports.models import Import, says_problem
from capframe.imports.steps import STEPS, stay_applied
from capframe.spreadsheets.faults import Unreadable

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
BROKEN = (
    "Something went wrong that is no fault of your file. Nothing was changed. Try again; if it "
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
    waiting = Thread(target=process.wait, daemon=True)  # it also buries the process when it ends
    waiting.start()
    waiting.join(PATIENCE_SECONDS)


def run_step(imported: Import, by: Any) -> None:
    """Run the step here. Whatever goes wrong is said on the import's page."""
    imported.refresh_from_db()
    if not imported.is_running:
        return
    try:
        STEPS[imported.state](imported, by)
    except Unreadable as unreadable:
        mark_failed(imported, f"{unreadable.problem} {unreadable.remedy}")
    except Exception as error:
        logger.exception("Import %s failed.", imported.pk)
        with suppress(DatabaseError):
            mark_failed(imported, explain_error(error))


def explain_error(error: Exception) -> str:
    """What went wrong and what to do, for whoever imports."""
    if is_disk_full(error):
        return NO_ROOM
    if isinstance(error, (OperationalError, InterfaceError)):
        return NO_DATABASE
    return BROKEN


def is_disk_full(error: BaseException) -> bool:
    """Whether a disk has no room left, as the system, SQLite or PostgreSQL say it."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    words = str(error).lower()
    return isinstance(error, DatabaseError) and (
        "is full" in words or "no space left" in words or "disk full" in words
    )


def mark_failed(imported: Import, problem: str) -> None:
    """Say why nothing was changed. What was applied stays applied."""
    stay_applied(imported, problem)
    Import.objects.being_imported().filter(pk=imported.pk).update(
        state=Import.State.FAILED, **says_problem(problem)
    )
