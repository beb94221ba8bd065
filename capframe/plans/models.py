"""Changes that are kept without being published, for readers as if they were not there."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from capframe.base.actions import LONGEST_REASON
from capframe.base.history.rows import name_of
from capframe.plans.keeping import KeptPiece, KeptPlan, about_plan
from capframe.plans.plan import Plan


def user_field() -> Any:
    """Somebody whose account may be deleted later; their name is kept beside it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )


class UnpublishedChangeQuerySet(models.QuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-changed_at", "-pk")


class UnpublishedChange(KeptPlan):
    """What somebody has prepared: a plan that is not carried out yet.

    It is a plan like any other, so that several can be published as one.
    """

    title = models.CharField(max_length=LONGEST_REASON)
    made_by = user_field()
    made_by_name = models.TextField(editable=False)
    made_at = models.DateTimeField(editable=False, default=timezone.now)
    changed_by = user_field()
    changed_by_name = models.TextField(editable=False)
    changed_at = models.DateTimeField(editable=False, default=timezone.now)
    number_of_entries = models.PositiveIntegerField(default=0, editable=False)

    objects = UnpublishedChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "unpublished change"
        default_permissions = ()
        permissions = (("keep_unpublishedchange", "Can keep changes unpublished"),)

    def __str__(self) -> str:
        return self.title

    def keep(self, plan: Plan, *, by: Any) -> None:
        """Keep this plan in place of the one before. Call it in a transaction.

        Args:
            plan: without numbers that stand for new entries: each has its primary key.
            by: who changed it.
        """
        for name, value in about_plan(plan).items():
            setattr(self, name, value)
        self.number_of_entries = len(plan.touched_wholes())
        self.changed_by, self.changed_by_name, self.changed_at = by, name_of(by), timezone.now()
        if self.pk is None:
            self.made_by, self.made_by_name, self.made_at = by, name_of(by), self.changed_at
        self.save()
        self.keep_pieces(plan)


class UnpublishedPiece(KeptPiece):
    """Some of what an unpublished change would change."""

    holder = models.ForeignKey(UnpublishedChange, on_delete=models.CASCADE, related_name="pieces")

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["holder", "number"], name="unpublishedpiece_number_is_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.holder_id}, piece {self.number}"
