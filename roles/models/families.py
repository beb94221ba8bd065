"""Job families."""

from django.db import models

from capframe.base.addresses import address
from capframe.base.models import Addressed, Sourced, Status, not_blank, status_field, value_is_known
from roles.querysets import JobFamilyQuerySet


class JobFamily(Addressed, Sourced):
    """A group of similar jobs, with its purpose and characteristics."""

    natural_key_fields = ("slug",)
    published_lookups = ("status",)

    title = models.CharField(max_length=200, help_text="For example “Policy and Performance”.")
    purpose = models.TextField(
        blank=True,
        help_text="What the family is for, in the source’s words. Paragraphs; “- ” for bullets.",
    )
    levels_of_work = models.TextField(
        blank=True,
        help_text="What sets the levels of the family apart, in the source’s words.",
    )
    status = status_field("Readers see a family, its roles and their levels while it is published.")

    objects = JobFamilyQuerySet.as_manager()

    class Meta:
        ordering = ("title",)
        verbose_name_plural = "job families"
        constraints = (
            models.UniqueConstraint(fields=["slug"], name="jobfamily_slug_is_unique"),
            value_is_known("jobfamily", "status", Status),
            not_blank("jobfamily", "title"),
            not_blank("jobfamily", "place"),
        )

    def get_absolute_url(self) -> str:
        return address("families:family", self.slug)


class FamilyStatementKind(models.TextChoices):
    """What the statement is about."""

    CHARACTERISTIC = "characteristic", "Key characteristic"
    MEMBER = "member", "Kind of member"
    CRITERION = "criterion", "Key criterion for all roles"


class FamilyStatement(Sourced):
    """One thing that a source says of a whole family."""

    part_of = "family"
    title_fields = ("text",)
    natural_key_fields = ("family__slug", "kind", "position")
    published_lookups = ("family__status",)

    family = models.ForeignKey(JobFamily, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(
        max_length=20, choices=FamilyStatementKind, default=FamilyStatementKind.CHARACTERISTIC
    )
    position = models.PositiveSmallIntegerField(
        default=1, help_text="Its place among those of its kind: 1 comes first."
    )
    text = models.TextField(help_text="One statement, in the source’s words.")

    class Meta:
        ordering = ("family", "kind", "position", "pk")
        constraints = (
            not_blank("familystatement", "text"),
            value_is_known("familystatement", "kind", FamilyStatementKind),
            not_blank("familystatement", "place"),
        )
