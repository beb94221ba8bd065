"""What a role level asks: sections of statements, and skills at levels."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from capframe.base.constraints import not_blank, value_is_known
from capframe.base.models import Entry, Sourced
from roles.models.roles import RoleLevel
from roles.models.sections import HeadedSection, SectionLayout, SectionStatement
from roles.querysets import SkillRequirementQuerySet
from roles.strengths import Assessment, Strength
from skills.models import ProficiencyLevel, Skill


def strength_field(help_text: str) -> Any:
    """The field that says how strongly something is asked for; empty where no source says it."""
    return models.CharField(max_length=30, choices=Strength, blank=True, help_text=help_text)


class SectionType(Entry):
    """What a section is about, whatever its heading, so that sections of two sources line up."""

    part_of = ""
    natural_key_fields = ("slug",)

    slug = models.SlugField(max_length=100)
    title = models.CharField(max_length=200, help_text="For example “Responsibilities”.")
    position = models.PositiveSmallIntegerField(
        default=100, help_text="Where sections of this type stand in a comparison: 1 comes first."
    )

    class Meta:
        ordering = ("position", "title")
        constraints = (
            models.UniqueConstraint(fields=["slug"], name="sectiontype_slug_is_unique"),
            models.UniqueConstraint(fields=["title"], name="sectiontype_title_is_unique"),
            not_blank("sectiontype", "title"),
        )


class Section(HeadedSection):
    """An ordered heading of a role level's text."""

    part_of = "role_level"
    natural_key_fields = ("role_level__role__slug", "role_level__slug", "section_type__slug")
    published_lookups = (
        "role_level__status",
        "role_level__role__status",
        "role_level__family__status",
    )

    role_level = models.ForeignKey(RoleLevel, on_delete=models.CASCADE, related_name="sections")
    section_type = models.ForeignKey(
        SectionType,
        on_delete=models.PROTECT,
        related_name="sections",
        help_text="What the section is about. Sections of different sources stand side by side "
        "in a comparison where they have the same type.",
    )

    class Meta:
        ordering = ("role_level", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["role_level", "section_type"],
                name="section_type_is_unique_in_rolelevel",
                violation_error_message="This role level has a section of this type already: "
                "add the statements there.",
            ),
            value_is_known("section", "layout", SectionLayout),
            not_blank("section", "heading"),
            not_blank("section", "place"),
        )


class Statement(SectionStatement):
    """One statement under a heading of a role level."""

    natural_key_fields = (
        "section__role_level__role__slug",
        "section__role_level__slug",
        "section__section_type__slug",
        "position",
    )
    published_lookups = tuple(f"section__{lookup}" for lookup in Section.published_lookups)

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="statements")
    strength = strength_field(
        "How strongly the source asks for this, for example required under the heading “Essential "
        "Skills & Experience”. Empty where it asks for nothing, or only says what is typical; for "
        "a qualification the strength stands with the qualification."
    )

    class Meta:
        ordering = ("section", "position", "pk")
        constraints = (
            not_blank("statement", "text"),
            value_is_known("statement", "strength", Strength, blank=True),
        )


class SkillRequirement(Sourced):
    """A role level asks for a skill, at a level of the skill's framework."""

    part_of = "role_level"
    title_fields = ()
    natural_key_fields = (
        "role_level__role__slug",
        "role_level__slug",
        "skill__framework__slug",
        "skill__slug",
    )
    published_lookups = (*Section.published_lookups, "skill__status")

    role_level = models.ForeignKey(
        RoleLevel, on_delete=models.CASCADE, related_name="skill_requirements"
    )
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="requirements")
    level = models.ForeignKey(
        ProficiencyLevel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requirements",
        help_text="Empty where the source asks for the skill without naming a level.",
    )
    assessed = models.CharField(
        max_length=20,
        choices=Assessment,
        blank=True,
        help_text="Where the source says that the skill is assessed. Empty where it does not say.",
    )
    position = models.PositiveSmallIntegerField(
        default=1, help_text="Its place in the list: 1 comes first."
    )

    objects = SkillRequirementQuerySet.as_manager()

    class Meta:
        ordering = ("role_level", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["role_level", "skill"],
                name="skillrequirement_skill_is_unique_in_rolelevel",
                violation_error_message="This role level asks for this skill already.",
            ),
            value_is_known("skillrequirement", "assessed", Assessment, blank=True),
            not_blank("skillrequirement", "place"),
        )

    def __str__(self) -> str:
        return f"{self.skill}, {self.level.title}" if self.level else str(self.skill)

    def clean(self) -> None:
        """Refuse a level of another framework's scale."""
        if self.skill_id and self.level and self.skill.framework_id != self.level.framework_id:
            raise ValidationError(
                {"level": f"{self.level} is not a level of {self.skill.framework}: choose one."}
            )
