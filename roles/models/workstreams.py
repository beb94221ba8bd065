"""Programmes that build a profession's capability."""

from django.db import models

from capframe.base.constraints import not_blank, value_is_known
from capframe.base.models import Sourced, status_field
from capframe.base.status import HasStatus, status_constraints
from roles.models.families import JobFamily
from roles.querysets import WorkstreamQuerySet


class WorkstreamRoute(models.TextChoices):
    """Whether it brings people into the profession or up through it."""

    ENTRY = "entry", "A route into the profession"
    PROGRESSION = "progression", "A route up through the profession"


class Workstream(HasStatus, Sourced):
    """One programme: its issue, approach, milestones, leading organisation and participants."""

    natural_key_fields = ("slug",)
    page = "workstreams:workstream"
    published_lookups = ("status",)

    family = models.ForeignKey(
        JobFamily,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="workstreams",
        verbose_name="profession",
        help_text="The job family whose capability it builds, where the catalogue holds it.",
    )
    title = models.CharField(
        max_length=200, help_text="As printed, for example “Blueprint – IT Apprentices”."
    )
    position = models.PositiveSmallIntegerField(
        default=1, help_text="Its place in the list: 1 comes first."
    )
    route = models.CharField(
        max_length=20,
        choices=WorkstreamRoute,
        blank=True,
        help_text="Choose one only if people enter the profession, or rise in it, by it.",
    )
    issue = models.TextField(
        "issue to be addressed", blank=True, help_text="Paragraphs, in the source’s words."
    )
    approach = models.TextField(
        blank=True, help_text="In the source’s words. Paragraphs; begin a bullet with “- ”."
    )
    lead_organisation = models.CharField(
        max_length=200,
        blank=True,
        help_text="The organisation that leads it, for example “Ministry of Defence”. "
        "Never a person’s name.",
    )
    participants = models.TextField(
        blank=True, help_text="Who takes part, in the source’s words. Never a person’s name."
    )
    status = status_field(
        "Readers find it while it is published. Withdrawn, its page stays and says so."
    )

    objects = WorkstreamQuerySet.as_manager()
    # Set by ``with_family``.
    seen_family: JobFamily | None = None

    class Meta:
        ordering = ("position", "title")
        constraints = (
            models.UniqueConstraint(fields=["slug"], name="workstream_slug_is_unique"),
            value_is_known("workstream", "route", WorkstreamRoute, blank=True),
            *status_constraints("workstream"),
            not_blank("workstream", "title"),
            not_blank("workstream", "place"),
        )


class Milestone(Sourced):
    """Something that a workstream is to have done, with the time that the source gives."""

    part_of = "workstream"
    title_fields = ("text",)
    natural_key_fields = ("workstream__slug", "position")
    published_lookups = ("workstream__status",)

    workstream = models.ForeignKey(Workstream, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField(
        default=1, help_text="Its place in the list: 1 comes first."
    )
    text = models.TextField(
        help_text="As printed with its date, for example “Models produced by end 2011”."
    )

    class Meta:
        ordering = ("workstream", "position", "pk")
        constraints = (not_blank("milestone", "text"), not_blank("milestone", "place"))
