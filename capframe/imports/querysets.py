"""Questions about imports."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q

# What is kept of an import but shown on few of its pages.
LARGE = ("content", "errors", "warnings", "plan", "made")
# So long after the upload, or after the last sign of life of what runs.
EXPIRES = timedelta(hours=24)
SILENT = timedelta(seconds=20)


class State(models.TextChoices):
    """How far an import has come."""

    UPLOADED = "uploaded", "Uploaded"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Checked"
    APPLYING = "applying", "Being applied"
    APPLIED = "applied", "Applied"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"
    EXPIRED = "expired", "Expired"
    FAILED = "failed", "Failed"


RUNNING = (State.CHECKING, State.APPLYING, State.UNDOING)
DONE = (State.APPLIED, State.UNDOING, State.UNDONE)
# Nothing has come of these: they belong to who uploaded the file, and go when they are old.
WAITING = (State.UPLOADED, State.CHECKING, State.CHECKED, State.FAILED)


class ImportQuerySet(models.QuerySet):
    """Imports."""

    def seen_by(self, user: Any) -> Self:
        """The user's own, and those that have changed the catalogue, whoever made them."""
        return self.filter(Q(by=user) | Q(state__in=DONE))

    def of_kinds(self, names: Any) -> Self:
        """Of the kinds with these names."""
        return self.filter(kind__in=list(names))

    def light(self) -> Self:
        """Without what is large; with who made and undid them."""
        return self.defer(*LARGE).select_related("by", "undone_by")

    def newest_first(self) -> Self:
        """The last one made comes first."""
        return self.order_by("-made_at", "pk")

    def waiting_longer_than(self, age: timedelta, now: datetime) -> Self:
        """Uploads older than this that nothing has come of, interrupted ones among them."""
        interrupted = Q(state=State.APPLYING, heartbeat__lt=now - age)
        return self.filter(Q(state__in=WAITING) | interrupted, made_at__lt=now - age)

    def silent_at(self, now: datetime) -> Self:
        """Those that something should be running for, and nothing has been heard of it."""
        return self.filter(state__in=RUNNING, heartbeat__lt=now - SILENT)

    def expire_old(self, now: datetime) -> None:
        """Forget the files of uploads that nothing has come of for a day.

        Asks first: on SQLite whoever writes waits for other writers.
        """
        old = self.waiting_longer_than(EXPIRES, now)
        if old.exists():
            old.update(state=State.EXPIRED, content=b"", errors=b"", warnings=b"", plan=b"")

    def begin(self, state: State, *, of: tuple[State, ...], now: datetime, **values: Any) -> bool:
        """Let it run if it stands in one of these states. Of two who ask at once, one may."""
        started = self.filter(state__in=of).update(
            state=state, heartbeat=now, step="", done=0, total=0, problem="", **values
        )
        return bool(started)

    def begin_again(self, now: datetime) -> bool:
        """Let what was interrupted run again. Of two who ask at once, one may."""
        return bool(self.silent_at(now).update(heartbeat=now))
