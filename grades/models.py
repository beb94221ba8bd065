"""Grade structures, their ordered grades, and what a grade is paid."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Length, Lower, Upper
from django.db.models.lookups import Exact

from capframe.base.aliases import HasAliases, aliases_are_lines, aliases_field
from capframe.base.constraints import not_blank, value_is_known, without_outer_spaces
from capframe.base.models import Addressed, Sourced, employer_field
from grades.plain import POUNDS, Pay, PlainGrade, amounts_of, date_in_words, money
from grades.querysets import GradeQuerySet, GradeStructureQuerySet, PayRangeQuerySet


class GradeStructure(Addressed, Sourced):
    """One organisation's ordered grades."""

    natural_key_fields = ("slug",)
    page = "grades:structure"

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

    def pay_notes(self) -> list[str]:
        """What sources say of how its pay applies, each once; of one loaded ``with_grades``."""
        return list(dict.fromkeys(one.note for one in self.current_pay() if one.note))

    def current_pay(self) -> list[Any]:
        """The pay ranges of its grades that hold on the day of ``with_grades``."""
        grades: Any = self.grades
        return [pay for grade in grades.all() for pay in grade.current_pay]

    def sole_employer(self) -> str:
        """Who pays all of it, as it is loaded ``with_grades``; empty where that is not one."""
        employers = {pay.employer for pay in self.current_pay()}
        return employers.pop() if len(employers) == 1 else ""

    def addresses(self) -> list[str]:
        return [
            self.get_absolute_url(),
            *(grade.get_absolute_url() for grade in self.grades.order_by("pk")),
        ]


class Grade(HasAliases, Addressed, Sourced):
    """One step of a structure."""

    natural_key_fields = ("structure__slug", "slug")
    page = "grades:grade"
    names_unique_in = "structure"
    named_by = ("title", "full_title")

    structure = models.ForeignKey(GradeStructure, on_delete=models.PROTECT, related_name="grades")
    title = models.CharField(max_length=100, help_text="For example “Grade 7”.")
    full_title = models.CharField(
        max_length=200,
        blank=True,
        help_text="The grade’s name in full where the title is short for it, for example “Senior "
        "Executive Officer” for “SEO”.",
    )
    aliases = aliases_field("“G7” for “Grade 7”")
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
            aliases_are_lines("grade"),
            not_blank("grade", "title"),
            not_blank("grade", "place"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.structure})"

    def as_plain(self) -> PlainGrade:
        """Call it of a grade that was loaded with its structure."""
        return PlainGrade(
            title=self.title,
            full_title=self.full_title,
            url=self.get_absolute_url(),
            structure_pk=self.structure_id,
            structure=self.structure.title,
            organisation=self.structure.organisation,
            position=self.position,
        )


class PayPeriod(models.TextChoices):
    """What an amount of pay is paid for."""

    YEAR = "year", "Year"
    DAY = "day", "Day"
    HOUR = "hour", "Hour"


class PayRange(Sourced):
    """What an employer pays for a grade, at a location where the source gives one."""

    part_of = "grade"
    title_fields = ("location",)
    natural_key_fields = (
        *("grade__structure__slug", "grade__slug"),
        *("employer", "location", "valid_from"),
    )
    implied_fields = (*Sourced.implied_fields, "period", "currency")

    grade = models.ForeignKey(Grade, on_delete=models.CASCADE, related_name="pay_ranges")
    employer = employer_field(
        "Who pays it, for example “Home Office”. Role levels that name the same employer show it "
        "as their pay. Empty if no source says it."
    )
    location = models.CharField(
        max_length=100,
        blank=True,
        help_text="For example “London” or “National”, as the source has it. Empty if the source "
        "does not say where it is paid.",
    )
    minimum = models.DecimalField(
        max_digits=11,
        decimal_places=2,
        help_text="The least that is paid, for example 52969, or 12.45 an hour.",
    )
    maximum = models.DecimalField(
        max_digits=11,
        decimal_places=2,
        help_text="The most that is paid, for example 62239. Where one amount is paid, it is both.",
    )
    period = models.CharField(
        max_length=10,
        choices=PayPeriod,
        default=PayPeriod.YEAR,
        help_text="What the amounts are paid for.",
    )
    currency = models.CharField(
        max_length=3,
        default=POUNDS,
        validators=[RegexValidator(r"\A[A-Z]{3}\Z", "Write three capital letters, such as GBP.")],
        help_text="By its three letters, for example “GBP” for pounds.",
    )
    valid_from = models.DateField(
        null=True,
        blank=True,
        help_text="The day from which it holds. Empty if the source gives none.",
    )
    note = models.TextField(
        blank=True,
        help_text="What the source says of how this pay applies, in its own words. Readers see it "
        "once, below all pay that has the same note.",
    )

    objects = PayRangeQuerySet.as_manager()

    class Meta:
        ordering = ("grade", "employer", "location", "-valid_from")
        constraints = (
            models.UniqueConstraint(
                "grade",
                Lower("employer"),
                "location",
                "valid_from",
                name="payrange_is_unique",
                violation_error_message="This grade has a pay range of this employer for this "
                "location and date.",
            ),
            # To the database no two empty dates are alike, so they need a constraint of their own.
            models.UniqueConstraint(
                "grade",
                Lower("employer"),
                "location",
                condition=models.Q(valid_from=None),
                name="payrange_without_date_is_unique",
                violation_error_message="This grade has a pay range of this employer without a "
                "date for this location.",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__lte=models.F("maximum")),
                name="payrange_minimum_is_at_most_maximum",
                violation_error_message="The minimum is more than the maximum: swap them.",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__gte=0), name="payrange_minimum_is_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    Exact(Upper("currency"), models.F("currency")), Exact(Length("currency"), 3)
                ),
                name="payrange_currency_is_three_capitals",
            ),
            value_is_known("payrange", "period", PayPeriod),
            without_outer_spaces("payrange", "employer"),
            not_blank("payrange", "place"),
        )

    def __str__(self) -> str:
        named = (self.grade.title, self.employer, self.location)
        return f"{', '.join(filter(None, named))}: {self.amounts}"

    @property
    def amounts(self) -> str:
        return amounts_of(self.minimum, self.maximum, self.period, self.currency)

    @property
    def unit(self) -> tuple[str, str]:
        """As ``Pay.unit``: only amounts of one unit share a scale."""
        return self.period, self.currency

    @property
    def least(self) -> str:
        return money(self.minimum, self.currency)

    @property
    def most(self) -> str:
        return money(self.maximum, self.currency)

    @property
    def when(self) -> str:
        return date_in_words(self.valid_from)

    def as_plain(self) -> Pay:
        return Pay(
            employer=self.employer,
            location=self.location,
            minimum=self.minimum,
            maximum=self.maximum,
            valid_from=self.valid_from,
            period=self.period,
            currency=self.currency,
            note=self.note,
        )
