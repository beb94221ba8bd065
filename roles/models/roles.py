"""Roles, and role levels: a role at a grade, the thing that is held and compared."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models, transaction

from capframe.base.aliases import HasAliases, aliases_are_lines, aliases_field
from capframe.base.constraints import not_blank, value_is_known, without_outer_spaces
from capframe.base.models import Sourced, employer_field, status_field
from capframe.base.status import HasStatus, status_constraints
from grades.models import Grade
from roles.models.families import JobFamily
from roles.ordering import OrderFrom
from roles.profiles import full_title
from roles.querysets import RoleLevelQuerySet


class Role(HasAliases, HasStatus, Sourced):
    """A job in a family."""

    natural_key_fields = ("slug",)
    page = "roles:role"
    published_lookups = ("status", "family__status")
    implied_fields = (*Sourced.implied_fields, "family")
    names_unique_in = "family"
    not_copied = (*HasStatus.not_copied, "aliases")
    copied_with = ("levels",)

    family = models.ForeignKey(JobFamily, on_delete=models.PROTECT, related_name="roles")
    title = models.CharField(max_length=200, help_text="For example “HR Business Partner”.")
    description = models.TextField(
        blank=True,
        help_text="What the source says of the role at all levels. Paragraphs; “- ” for bullets.",
    )
    role_type = models.CharField(
        max_length=100,
        blank=True,
        help_text="The kind of role, where the source sorts its roles into kinds.",
    )
    aliases = aliases_field("“HRBP” for “HR Business Partner”")
    order_from = models.CharField(
        "who states the order",
        max_length=20,
        choices=OrderFrom,
        blank=True,
        help_text="Who states the order that the numbers give the role’s levels: the source, or "
        "editors where no source does. Empty where no numbers order them.",
    )
    status = status_field(
        "Readers find a role and its levels while it and its family are published. Withdrawn, "
        "their pages stay and say so."
    )

    class Meta:
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(fields=["slug"], name="role_slug_is_unique"),
            models.UniqueConstraint(
                fields=["family", "title"], name="role_title_is_unique_in_family"
            ),
            *status_constraints("role"),
            value_is_known("role", "order_from", OrderFrom, blank=True),
            aliases_are_lines("role"),
            not_blank("role", "title"),
            not_blank("role", "place"),
        )

    def addresses(self) -> list[str]:
        return [
            self.get_absolute_url(),
            *(level.get_absolute_url() for level in self.levels.order_by("pk")),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; where the family changed, the levels follow, each with a history row."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            elsewhere = self.levels.exclude(family=self.family_id)
            for level in elsewhere.select_for_update(of=("self",)):
                level.save()


class RoleLevel(HasStatus, Sourced):
    """A role at a grade. It may have no grade, where the source gives none."""

    natural_key_fields = ("role__slug", "slug")
    page = "roles:level"
    published_lookups = ("status", "role__status", "family__status")
    implied_fields = (*Sourced.implied_fields, "family")
    not_copied = (*HasStatus.not_copied, "code")
    not_copied_alone = ("level_order",)

    # The role's own family, kept here too so that the database holds codes unique in a family.
    family = models.ForeignKey(
        JobFamily, on_delete=models.PROTECT, related_name="role_levels", editable=False
    )
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="levels")
    title = models.CharField(
        max_length=200,
        help_text="The level’s name within its role, for example “PAP14” or “Grade 7”.",
    )
    code = models.CharField(
        max_length=50,
        blank=True,
        help_text="The code that the source gives it, for example “PAP14”. Empty if it gives none.",
    )
    grade = models.ForeignKey(
        Grade,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="role_levels",
        help_text="Empty where the source gives no grade.",
    )
    level_order = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Its place among the role’s levels that share its grade, or that no grades "
        "order: 1 for the most junior, the same number side by side. Empty where the order is not "
        "known: then readers are told so.",
    )
    location = models.CharField(
        max_length=300,
        blank=True,
        help_text="Where the job is based, as the source has it, for example “London and the "
        "South East”.",
    )
    employer = employer_field(
        "In whose organisation this is a job, for example “Home Office”. Pay of the grade by the "
        "same employer is shown as its pay. Empty if no source says it."
    )
    description = models.TextField(
        blank=True,
        help_text="What the source says of this level outside its sections. Paragraphs; “- ” for "
        "bullets.",
    )
    skills_introduction = models.TextField(
        "introduction to the skills",
        blank=True,
        help_text="What the source says above the list of skills or competencies, whole, for "
        "example “At interview, you will be assessed against the following competencies:”.",
    )
    status = status_field(
        "Readers find a role level while it, its role and its family are published. Withdrawn, its "
        "page stays and says so."
    )

    objects = RoleLevelQuerySet.as_manager()

    class Meta:
        ordering = (
            "role__title",
            models.F("grade__position").asc(nulls_last=True),
            models.F("level_order").asc(nulls_last=True),
            "title",
        )
        permissions = (("import_roles", "Can import roles"),)
        # The list of role levels is counted, and its choices are found, in these alone.
        indexes = (
            models.Index(fields=["status", "family", "grade", "role"], name="rolelevel_by_family"),
            models.Index(
                fields=["status", "location", "role", "family"], name="rolelevel_by_location"
            ),
            models.Index(fields=["source", "status", "role", "family"], name="rolelevel_by_source"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["role", "slug"], name="rolelevel_slug_is_unique_in_role"
            ),
            models.UniqueConstraint(
                fields=["role", "title"], name="rolelevel_title_is_unique_in_role"
            ),
            models.UniqueConstraint(
                fields=["family", "code"],
                condition=~models.Q(code=""),
                name="rolelevel_code_is_unique_in_family",
                violation_error_message="Another role level of this family has this code.",
            ),
            *status_constraints("rolelevel"),
            models.CheckConstraint(
                condition=models.Q(level_order__gte=1), name="rolelevel_level_order_is_from_1"
            ),
            without_outer_spaces("rolelevel", "employer"),
            not_blank("rolelevel", "title"),
            not_blank("rolelevel", "place"),
        )

    def __str__(self) -> str:
        return self.full_title

    @property
    def full_title(self) -> str:
        return full_title(self.role.title, self.title)

    @property
    def reference(self) -> str:
        """How addresses name it: ``<role>/<level>``."""
        return f"{self.role.slug}/{self.slug}"

    def clean(self) -> None:
        """Take the family from the role, so that the form checks codes within it."""
        super().clean()
        if self.role_id:
            self.family_id = self.role.family_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.family_id = self.role.family_id
        super().save(*args, **kwargs)
