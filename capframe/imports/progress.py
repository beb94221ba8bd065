"""How far a step has come, kept where the import's page reads it."""

from contextlib import suppress
from time import monotonic

from django.db import DatabaseError
from django.utils import timezone

from capframe.imports.models import Import

EVERY_SECONDS = 1.0


class Watch:
    """A progress that writes to the import at most once a second, and at each new step."""

    def __init__(self, imported: Import) -> None:
        self.imported = imported
        self.step = ""
        self.written = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        """As ``capframe.plans.import_kinds.Progress`` says."""
        now = monotonic()
        if step == self.step and now - self.written < EVERY_SECONDS:
            return
        self.step, self.written = step, now
        # While somebody else holds SQLite's only write lock, this can be said later.
        with suppress(DatabaseError):
            Import.objects.filter(pk=self.imported.pk).update(
                step=step[:100],
                done=max(0, min(done, total)),
                total=max(0, total),
                heartbeat=timezone.now(),
            )
