"""Qualifications, and how strongly role levels ask for them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from capframe.base.constraints import not_blank, value_is_known
from capframe.base.models import Entry, Sourced
from roles.models.content import Section, Statement, strength_field
from roles.models.roles import RoleLevel
from roles.querysets import QualificationQuerySet
from roles.strengths import Strength, strength_words


class Qualification(Sourced):
    """What role levels ask people to hold, under one name whatever document asks for it."""

    part_of = ""
    natural_key_fields = ("slug",)

    slug = models.SlugField(
        max_length=100,
        help_text="How addresses and files name it, in lower case with hyphens, for example "
        "“prince-2”.",
    )
    title = models.CharField(
        max_length=200,
        help_text="The qualification alone, as sources name it, for example “CIPD”, “Prince 2” or "
        "“Degree”. How strongly it is asked for belongs to each role level.",
    )

    objects = QualificationQuerySet.as_manager()

    class Meta:
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(fields=["slug"], name="qualification_slug_is_unique"),
            models.UniqueConstraint(fields=["title"], name="qualification_title_is_unique"),
            not_blank("qualification", "title"),
            not_blank("qualification", "place"),
        )


class QualificationRequirement(Entry):
    """A statement asks for a qualification. Its source and place are those of its section."""

    part_of = "statement"
    title_fields = ()
    natural_key_fields = (
        *(f"statement__{field}" for field in Statement.natural_key_fields),
        "qualification__slug",
    )
    published_lookups = Section.published_lookups
    implied_fields = (*Entry.implied_fields, "role_level")

    # The statement's own role level, kept here too so that lists need not go through its section.
    role_level = models.ForeignKey(
        RoleLevel,
        on_delete=models.CASCADE,
        related_name="qualification_requirements",
        editable=False,
    )
    statement = models.ForeignKey(
        Statement,
        on_delete=models.CASCADE,
        related_name="qualification_requirements",
        help_text="The statement that asks for it, in the source’s words.",
    )
    qualification = models.ForeignKey(
        Qualification, on_delete=models.PROTECT, related_name="requirements"
    )
    strength = strength_field(
        "How strongly the statement asks for it: “Be CIPD qualified” under “Essential” is "
        "required, “Ideally be Prince 2 qualified, or equivalent” is ideal or equivalent. Empty "
        "where the source only says what is typical."
    )

    class Meta:
        ordering = ("statement", "qualification__title", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["statement", "qualification"],
                name="qualification_is_unique_in_statement",
                violation_error_message="This statement asks for this qualification already.",
            ),
            value_is_known("qualificationrequirement", "strength", Strength, blank=True),
        )

    def __str__(self) -> str:
        words = strength_words(self.strength)
        return f"{self.qualification}: {words}" if words else str(self.qualification)

    def clean(self) -> None:
        """Refuse a statement of another role level than the one on whose page this is edited."""
        if not (self.statement_id and self.role_level_id):
            return
        if self.statement.section.role_level_id != self.role_level_id:
            raise ValidationError(
                {"statement": "This statement stands in another role level: choose one of its."}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.role_level_id = self.statement.section.role_level_id
        super().save(*args, **kwargs)
