"""Imports: the files uploaded, what their check found, and what came of them."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from capframe.base.constraints import value_is_known
from capframe.base.outages import unless_outage
from capframe.imports.columns.table_fields import TableFields
from capframe.imports.kept_files import remove_kept
from capframe.imports.packing import unpack_faults
from capframe.imports.questions.remembered import RememberedValue  # noqa: F401 - a model of this app
from capframe.plans.files.choices import Choices
from capframe.plans.files.questions import Question, unpack_questions
from capframe.plans.keeping import KeptPiece, KeptPlan
from capframe.spreadsheets.faults import Fault

# What is kept of an import but shown on few of its pages.
LARGE = ("errors", "warnings", "questions", "made", "history_versions", "versions_applied")
EXPIRES_AFTER = timedelta(hours=24)  # from the upload
SILENT_AFTER = timedelta(seconds=20)  # from the last sign of life of what runs

NO_PROBLEM: Mapping[str, Any] = {"problem": "", "problem_at": None}


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", "Uploaded"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Checked"
    APPLYING = "applying", "Being applied"
    APPLIED = "applied", "Applied"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"
    EXPIRED = "expired", "Expired"
    FAILED = "failed", "Failed"


RUNNING = (ImportState.CHECKING, ImportState.APPLYING, ImportState.UNDOING)
DONE = (ImportState.APPLIED, ImportState.UNDOING, ImportState.UNDONE)
# Nothing has come of these: they belong to who uploaded the file, and go when they are old.
WAITING = (ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED, ImportState.FAILED)
# A check may begin.
STARTABLE = (ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED)


def says_problem(words: str) -> Mapping[str, Any]:
    """What is kept of a problem: the words, and when it was met. Nothing where there are none."""
    return {"problem": words, "problem_at": timezone.now()} if words else NO_PROBLEM


def heard_within(age: timedelta, now: datetime) -> Q:
    """Whether a sign of life was given within this time.

    One from a time to come is none: it is from a clock that ran ahead. Two servers' clocks may
    differ by a little.
    """
    return Q(heartbeat__isnull=False, heartbeat__range=(now - age, now + SILENT_AFTER))


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The user's own, and those that have changed the catalogue, whoever made them."""
        return self.filter(Q(by=user) | Q(state__in=DONE))

    def of_kinds(self, names: Iterable[str]) -> Self:
        return self.filter(kind__in=list(names))

    def unfinished(self) -> Self:
        return self.exclude(state__in=DONE)

    def defer_large(self) -> Self:
        """Without what is large; with who made and undid them."""
        return self.defer(*LARGE).select_related("by", "undone_by")

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "pk")

    def waiting_longer_than(self, age: timedelta, now: datetime) -> Self:
        """Uploads older than this that nothing has come of, interrupted ones among them."""
        interrupted = Q(state=ImportState.APPLYING) & ~heard_within(age, now)
        return self.filter(Q(state__in=WAITING) | interrupted, made_at__lt=now - age)

    def silent_at(self, now: datetime) -> Self:
        """Those that something should be running for, and nothing has been heard of it."""
        return self.filter(~heard_within(SILENT_AFTER, now), state__in=RUNNING)

    def expire_old(self, now: datetime) -> None:
        """Remove the files of uploads that nothing has come of for a day.

        Asks first: on SQLite whoever writes waits for other writers. Where nothing can be written
        just now, they stay for whoever comes next.
        """
        old = self.waiting_longer_than(EXPIRES_AFTER, now)
        if old.exists():
            with unless_outage(), transaction.atomic():
                expired = list(old.select_for_update().values_list("pk", flat=True))
                ImportPiece.objects.filter(holder__in=expired).delete()
                remove_kept(expired)
                emptied = {"errors": b"", "warnings": b"", "questions": b""}
                self.filter(pk__in=expired).update(state=ImportState.EXPIRED, **emptied)

    def being_imported(self) -> Self:
        return self.filter(state__in=[ImportState.CHECKING, ImportState.APPLYING])

    def begin(
        self,
        state: ImportState,
        *,
        after: Iterable[ImportState],
        now: datetime,
        **values: Any,
    ) -> bool:
        """Let it run if it stands in one of these states. Of two who ask at once, one may."""
        started = self.filter(state__in=after).update(
            state=state, heartbeat=now, step="", done=0, total=0, **NO_PROBLEM, **values
        )
        return bool(started)

    def begin_again(self, now: datetime) -> bool:
        """Let what was interrupted run again. Of two who ask at once, one may."""
        return bool(self.silent_at(now).update(heartbeat=now))


def user_field() -> models.ForeignKey:
    """Somebody whose account may be deleted later."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )


class Import(TableFields, KeptPlan):
    """One file on its way into the catalogue, or in it."""

    State = ImportState

    # No address of an import can be guessed from another.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    by = user_field()
    made_at = models.DateTimeField(default=timezone.now)

    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    choices = models.JSONField(default=dict)

    state = models.CharField(max_length=20, choices=ImportState, default=ImportState.UPLOADED)
    step = models.CharField(max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)
    problem_at = models.DateTimeField(null=True)

    errors = models.BinaryField(default=b"")
    questions = models.BinaryField(default=b"")
    answers = models.JSONField(default=dict)
    # Answers taken from earlier imports: by the key of a question the answer and its date.
    recalled = models.JSONField(default=dict)
    number_of_errors = models.PositiveIntegerField(default=0)
    warnings = models.BinaryField(default=b"")
    confirmed = models.JSONField(default=list)

    reason = models.TextField(blank=True)
    applied_at = models.DateTimeField(null=True)
    # By which the history knows what it wrote, and what its undo did; of neither, there is none.
    save_number = models.BigIntegerField(null=True, editable=False)
    undo_save_number = models.BigIntegerField(null=True, editable=False)
    undone_by = user_field()
    undone_at = models.DateTimeField(null=True)
    # Whether undoing it leaves entries edited since as they are, and a digest of those shown.
    undo_keeps_edits = models.BooleanField(default=True)
    undo_digest = models.CharField(max_length=64, blank=True)
    search_done = models.BooleanField(default=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("-made_at",)
        indexes = (models.Index(fields=["state", "made_at"], name="import_state_and_time"),)
        constraints = (
            value_is_known("import", "state", ImportState),
            models.CheckConstraint(
                condition=Q(kind__in=["roles", "skills", "grades", "order"]),
                name="import_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DONE) ^ Q(applied_at=None),
                name="import_says_when_it_was_applied",
            ),
            models.CheckConstraint(
                condition=Q(state="undone") ^ Q(undone_at=None),
                name="import_says_when_it_was_undone",
            ),
            models.CheckConstraint(
                condition=Q(problem_at=None) | ~Q(problem=""),
                name="import_says_when_it_met_a_problem",
            ),
            models.CheckConstraint(
                condition=Q(done__lte=models.F("total")),
                name="import_has_done_no_more_than_there_is",
            ),
        )

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("imports:import", args=[self.pk])

    @property
    def default_reason(self) -> str:
        """What the history says where whoever imports says nothing else."""
        return f"Imported from {self.file_name}"

    @property
    def is_running(self) -> bool:
        """Whether something runs for it, or should."""
        return self.state in RUNNING

    @property
    def is_done(self) -> bool:
        """Whether it has changed the catalogue, undone since or not."""
        return self.state in DONE

    def is_silent(self, now: datetime) -> bool:
        """Whether what should run for it has given no sign of life for too long."""
        return self.is_running and (
            self.heartbeat is None or abs(self.heartbeat - now) > SILENT_AFTER
        )

    @property
    def short_digest(self) -> str:
        """Enough of the file's digest to tell it from others."""
        return self.digest[:12]

    def read_choices(self) -> Choices:
        return replace(
            Choices.from_json(self.choices), answers=self.answers, file_name=self.file_name
        )

    def read_errors(self) -> list[Fault]:
        return unpack_faults(bytes(self.errors))

    def read_warnings(self) -> list[Fault]:
        return unpack_faults(bytes(self.warnings))

    def read_questions(self) -> list[Question]:
        """Those that the last check found, those that were answered among them."""
        return unpack_questions(bytes(self.questions))


class ImportPiece(KeptPiece):
    """Some of what an import would change, or has changed."""

    holder = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="pieces")

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["holder", "number"], name="importpiece_number_is_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.holder_id}, piece {self.number}"


class RememberedColumns(models.Model):
    """Which columns were chosen for a file's headings, for the next file with the same."""

    kind = models.CharField(max_length=20)
    headings = models.CharField(max_length=64)
    columns = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "headings"], name="rememberedcolumns_are_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {', '.join(filter(None, self.columns))}"
