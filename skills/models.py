"""Skill frameworks: skills, what each asks at each level, and the behaviours that show it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from capframe.base.aliases import HasAliases, aliases_are_lines, aliases_field
from capframe.base.constraints import not_blank, value_is_known
from capframe.base.models import Addressed, Entry, Sourced, status_field
from capframe.base.status import HasStatus, status_constraints
from skills.behaviours import IndicatorPair
from skills.querysets import SkillFrameworkQuerySet, SkillLevelQuerySet, SkillQuerySet
from skills.scale_uses import refuse_to_leave_scale


class SkillFramework(Addressed, Sourced):
    """A named set of skills that share one scale of levels."""

    natural_key_fields = ("slug",)
    page = "skills:framework"
    implied_fields = (*Sourced.implied_fields, "levels_in_order")

    title = models.CharField(
        max_length=200, help_text="For example “Civil Service Competency Framework”."
    )
    description = models.TextField(
        blank=True,
        help_text="What the source says of the framework before its first heading. Paragraphs; "
        "“- ” for bullets.",
    )
    levels_in_order = models.BooleanField(
        "the order of its levels is known",
        default=True,
        help_text="Untick where nothing states which is higher: pages say so, and the levels’ "
        "numbers only tell them apart.",
    )

    objects = SkillFrameworkQuerySet.as_manager()

    class Meta:
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(fields=["slug"], name="skillframework_slug_is_unique"),
            not_blank("skillframework", "title"),
            not_blank("skillframework", "place"),
        )

    def addresses(self) -> list[str]:
        return [
            self.get_absolute_url(),
            *(skill.get_absolute_url() for skill in self.skills.order_by("pk")),
        ]


class FrameworkSection(Sourced):
    """What a source says of a framework under one of its headings."""

    part_of = "framework"
    title_fields = ("heading",)
    natural_key_fields = ("framework__slug", "heading")

    framework = models.ForeignKey(SkillFramework, on_delete=models.CASCADE, related_name="sections")
    heading = models.CharField(
        max_length=200, help_text="As the source prints it, for example “Designing for our users”."
    )
    position = models.PositiveSmallIntegerField(
        default=1, help_text="Its place in the list: 1 comes first."
    )
    text = models.TextField(
        help_text="In the source’s words. Paragraphs; begin a bullet with “- ”."
    )

    class Meta:
        ordering = ("framework", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["framework", "heading"],
                name="frameworksection_heading_is_unique_in_framework",
                violation_error_message="This framework has a section with this heading already: "
                "add the text there.",
            ),
            not_blank("frameworksection", "heading"),
            not_blank("frameworksection", "text"),
            not_blank("frameworksection", "place"),
        )


class ProficiencyLevel(Sourced):
    """One step of a framework's scale."""

    part_of = "framework"
    natural_key_fields = ("framework__slug", "position")

    framework = models.ForeignKey(SkillFramework, on_delete=models.PROTECT, related_name="levels")
    position = models.PositiveSmallIntegerField(
        help_text="The step’s number on the scale: 1 is the lowest."
    )
    title = models.CharField(max_length=100, help_text="For example “Level 4” or “practitioner”.")
    description = models.TextField(blank=True, help_text="What the source says of the level.")

    class Meta:
        ordering = ("framework__title", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["framework", "position"],
                name="proficiencylevel_position_is_unique_in_framework",
            ),
            models.UniqueConstraint(
                fields=["framework", "title"], name="proficiencylevel_title_is_unique_in_framework"
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1), name="proficiencylevel_position_starts_at_1"
            ),
            not_blank("proficiencylevel", "title"),
            not_blank("proficiencylevel", "place"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.framework})"


class SkillKind(models.TextChoices):
    """What sort of capability it is."""

    COMPETENCY = "competency", "Competency"
    SPECIALIST = "specialist", "Specialist skill"
    LEADERSHIP = "leadership", "Leadership skill"


class Skill(HasAliases, HasStatus, Sourced):
    """One capability in a framework."""

    natural_key_fields = ("framework__slug", "slug")
    page = "skills:skill"
    published_lookups = ("status",)
    implied_fields = (*Sourced.implied_fields, "kind")
    names_unique_in = "framework"
    not_copied = (*HasStatus.not_copied, "aliases")

    framework = models.ForeignKey(SkillFramework, on_delete=models.PROTECT, related_name="skills")
    title = models.CharField(max_length=200, help_text="For example “Seeing the Big Picture”.")
    kind = models.CharField(
        max_length=20,
        choices=SkillKind,
        blank=True,
        help_text="Empty where the source does not say what sort of capability it is.",
    )
    definition = models.TextField(
        blank=True, help_text="What the skill is, at all levels, in the source’s words."
    )
    aliases = aliases_field("“UCD” for “User-centred design”")
    position = models.PositiveSmallIntegerField(
        default=1, help_text="Its place in the framework’s list: 1 comes first."
    )
    status = status_field(
        "Readers find it while it is published. Withdrawn, its page stays and says so."
    )

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ("framework__title", "position", "title")
        # The first choices of a filter, in their order, without reading all skills.
        indexes = (models.Index(fields=["status", "title"], name="skill_by_title"),)
        constraints = (
            models.UniqueConstraint(
                fields=["framework", "slug"], name="skill_slug_is_unique_in_framework"
            ),
            models.UniqueConstraint(
                fields=["framework", "title"], name="skill_title_is_unique_in_framework"
            ),
            *status_constraints("skill"),
            value_is_known("skill", "kind", SkillKind, blank=True),
            aliases_are_lines("skill"),
            not_blank("skill", "title"),
            not_blank("skill", "place"),
        )

    def clean(self) -> None:
        """Refuse another framework while levels of the old one’s scale are said of the skill."""
        super().clean()
        if self.pk and self.framework_id:
            refuse_to_leave_scale(self)


class SkillLevel(Sourced):
    """What one skill asks at one level of its framework's scale."""

    part_of = "skill"
    title_fields = ()
    natural_key_fields = ("skill__framework__slug", "skill__slug", "level__position")
    published_lookups = ("skill__status",)

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="levels")
    level = models.ForeignKey(
        ProficiencyLevel, on_delete=models.PROTECT, related_name="skill_levels"
    )
    description = models.TextField(
        blank=True,
        help_text="What the skill asks at this level, where the source says it.",
    )

    objects = SkillLevelQuerySet.as_manager()

    class Meta:
        ordering = ("skill", "level__position")
        constraints = (
            models.UniqueConstraint(
                fields=["skill", "level"], name="skilllevel_is_unique_in_skill"
            ),
            not_blank("skilllevel", "place"),
        )

    def __str__(self) -> str:
        return f"{self.skill}, {self.level.title}"

    @property
    def pairs(self) -> list[IndicatorPair]:
        """Its behaviours in order."""
        indicators: Any = self.indicators
        return [
            IndicatorPair(one.effective, one.ineffective, one.editors_note)
            for one in indicators.all()
        ]

    def clean(self) -> None:
        """Refuse a level of another framework's scale."""
        if self.skill_id and self.level_id and self.skill.framework_id != self.level.framework_id:
            raise ValidationError(
                {"level": f"{self.level} is not a level of {self.skill.framework}: choose one."}
            )


class Indicator(Entry):
    """A behaviour that shows a skill at a level, with the ineffective one it is paired with."""

    part_of = "skill_level"
    title_fields = ("effective", "ineffective")
    natural_key_fields = (
        "skill_level__skill__framework__slug",
        "skill_level__skill__slug",
        "skill_level__level__position",
        "position",
    )
    published_lookups = ("skill_level__skill__status",)

    skill_level = models.ForeignKey(SkillLevel, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField(
        default=1, help_text="Its place in the list: 1 comes first."
    )
    effective = models.TextField(
        "effective behaviour",
        blank=True,
        help_text="Empty only where the source lacks it; then say so in the editors’ note.",
    )
    ineffective = models.TextField(
        "ineffective behaviour",
        blank=True,
        help_text="The behaviour printed beside it. Empty where the source gives none.",
    )
    editors_note = models.TextField(
        "editors’ note",
        blank=True,
        help_text="A remark by the catalogue’s editors, shown as theirs, for example about a "
        "behaviour that the document lacks.",
    )

    class Meta:
        ordering = ("skill_level", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(effective="", ineffective=""),
                name="indicator_says_something",
                violation_error_message="Give an effective or an ineffective behaviour.",
            ),
        )


class LeadershipExample(Sourced):
    """An example of leadership related to a skill, as Senior Civil Service skills carry."""

    part_of = "skill"
    title_fields = ("text",)
    natural_key_fields = ("skill__framework__slug", "skill__slug", "position")
    published_lookups = ("skill__status",)

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="leadership_examples")
    position = models.PositiveSmallIntegerField(
        default=1, help_text="Its place in the list: 1 comes first."
    )
    text = models.TextField(help_text="One example, in the source’s words.")

    class Meta:
        ordering = ("skill", "position", "pk")
        constraints = (
            not_blank("leadershipexample", "text"),
            not_blank("leadershipexample", "place"),
        )
