"""Grade structures, their ordered grades, and what a grade is paid."""

from django.db import models

from capframe.base.addresses import address
from capframe.base.models import Addressed, Sourced, not_blank
from grades.plain import PlainGrade, amounts_of
from grades.querysets import GradeQuerySet, GradeStructureQuerySet, PayRangeQuerySet


class GradeStructure(Addressed, Sourced):
    """One organisation's ordered grades."""

    natural_key_fields = ("slug",)

    title = models.CharField(
        max_length=200, help_text="For example “Civil Service” or “Derbyshire County Council”."
    )
    organisation = models.CharField(
        max_length=200, help_text="Whose grades these are, for example “Home Office”."
    )
    description = models.TextField(
        blank=True, help_text="What the source says of the structure. Paragraphs; “- ” for bullets."
    )

    objects = GradeStructureQuerySet.as_manager()

    class Meta:
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(fields=["slug"], name="gradestructure_slug_is_unique"),
            not_blank("gradestructure", "title"),
            not_blank("gradestructure", "organisation"),
            not_blank("gradestructure", "place"),
        )

    def get_absolute_url(self) -> str:
        return address("grades:structure", self.slug)

    def addresses(self) -> list[str]:
        return [
            self.get_absolute_url(),
            *(grade.get_absolute_url() for grade in self.grades.order_by("pk")),
        ]


class Grade(Addressed, Sourced):
    """One step of a structure."""

    natural_key_fields = ("structure__slug", "slug")

    structure = models.ForeignKey(GradeStructure, on_delete=models.PROTECT, related_name="grades")
    title = models.CharField(max_length=100, help_text="For example “Grade 7”.")
    full_title = models.CharField(
        max_length=200,
        blank=True,
        help_text="The grade’s name in full where the title is short for it, for example “Senior "
        "Executive Officer” for “SEO”.",
    )
    position = models.PositiveSmallIntegerField(
        help_text="1 for the most junior grade, 2 for the next one up, and so on. Grades are "
        "ordered by this and by nothing else."
    )

    objects = GradeQuerySet.as_manager()

    class Meta:
        ordering = ("structure__title", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["structure", "slug"], name="grade_slug_is_unique_in_structure"
            ),
            models.UniqueConstraint(
                fields=["structure", "title"], name="grade_title_is_unique_in_structure"
            ),
            models.UniqueConstraint(
                fields=["structure", "position"],
                name="grade_position_is_unique_in_structure",
                violation_error_message="Another grade of this structure has this position.",
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1), name="grade_position_starts_at_1"
            ),
            not_blank("grade", "title"),
            not_blank("grade", "place"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.structure})"

    def get_absolute_url(self) -> str:
        return address("grades:grade", self.structure.slug, self.slug)

    def as_plain(self) -> PlainGrade:
        """Call it of a grade that was loaded with its structure."""
        return PlainGrade(
            title=self.title,
            full_title=self.full_title,
            url=self.get_absolute_url(),
            structure_pk=self.structure_id,
            structure=self.structure.title,
            position=self.position,
        )


class PayRange(Sourced):
    """What a grade is paid a year at a location, in whole pounds."""

    part_of = "grade"
    title_fields = ("location",)
    natural_key_fields = ("grade__structure__slug", "grade__slug", "location", "valid_from")

    grade = models.ForeignKey(Grade, on_delete=models.CASCADE, related_name="pay_ranges")
    location = models.CharField(
        max_length=100, help_text="For example “London” or “National”, as the source has it."
    )
    minimum = models.PositiveIntegerField(
        "minimum (£ a year)", help_text="Whole pounds, for example 52969."
    )
    maximum = models.PositiveIntegerField(
        "maximum (£ a year)", help_text="Whole pounds, for example 62239."
    )
    valid_from = models.DateField(
        null=True,
        blank=True,
        help_text="The day from which it holds. Empty if the source gives none.",
    )

    objects = PayRangeQuerySet.as_manager()

    class Meta:
        ordering = ("grade", "location", "-valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=["grade", "location", "valid_from"],
                name="payrange_is_unique",
                violation_error_message="This grade has a pay range for this location and date.",
            ),
            # To the database no two empty dates are alike, so they need a constraint of their own.
            models.UniqueConstraint(
                fields=["grade", "location"],
                condition=models.Q(valid_from=None),
                name="payrange_without_date_is_unique",
                violation_error_message="This grade has a pay range without a date for this "
                "location.",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__lte=models.F("maximum")),
                name="payrange_minimum_is_at_most_maximum",
                violation_error_message="The minimum is more than the maximum: swap them.",
            ),
            not_blank("payrange", "location"),
            not_blank("payrange", "place"),
        )

    def __str__(self) -> str:
        return f"{self.grade.title}, {self.location}: {self.amounts}"

    @property
    def amounts(self) -> str:
        return amounts_of(self.minimum, self.maximum)
