"""Job families."""

from django.db import models

from capframe.base.constraints import not_blank, value_is_known
from capframe.base.models import Sourced, status_field
from capframe.base.status import HasStatus, status_constraints
from roles.models.sections import HeadedSection, SectionLayout, SectionStatement
from roles.querysets import JobFamilyQuerySet


class JobFamily(HasStatus, Sourced):
    """A group of similar jobs; what sources say of it as a whole stands in its sections."""

    natural_key_fields = ("slug",)
    page = "families:family"
    published_lookups = ("status",)

    title = models.CharField(max_length=200, help_text="For example “Policy and Performance”.")
    status = status_field(
        "Readers find a family, its roles and their levels while it is published. Withdrawn, their "
        "pages stay and say so."
    )

    objects = JobFamilyQuerySet.as_manager()

    class Meta:
        ordering = ("title",)
        verbose_name_plural = "job families"
        constraints = (
            models.UniqueConstraint(fields=["slug"], name="jobfamily_slug_is_unique"),
            *status_constraints("jobfamily"),
            not_blank("jobfamily", "title"),
            not_blank("jobfamily", "place"),
        )


class FamilySection(HeadedSection):
    """An ordered heading of what a source says of a whole family."""

    part_of = "family"
    natural_key_fields = ("family__slug", "heading")
    published_lookups = ("family__status",)

    family = models.ForeignKey(JobFamily, on_delete=models.CASCADE, related_name="sections")

    class Meta:
        ordering = ("family", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["family", "heading"],
                name="familysection_heading_is_unique_in_family",
                violation_error_message="This family has a section with this heading already: "
                "add the statements there.",
            ),
            value_is_known("familysection", "layout", SectionLayout),
            not_blank("familysection", "heading"),
            not_blank("familysection", "place"),
        )


class FamilyStatement(SectionStatement):
    """One statement under a heading of a family."""

    natural_key_fields = ("section__family__slug", "section__heading", "position")
    published_lookups = ("section__family__status",)

    section = models.ForeignKey(FamilySection, on_delete=models.CASCADE, related_name="statements")

    class Meta:
        ordering = ("section", "position", "pk")
        constraints = (not_blank("familystatement", "text"),)
