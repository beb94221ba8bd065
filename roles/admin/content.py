"""What role levels ask, each kind in one list. It is easier edited with the role level."""

from collections.abc import Sequence

from django.contrib import admin
from django.db.models import QuerySet

from capframe.base.admin import SOURCE_FIELDS, BulkField
from capframe.base.querysets import order_in_whole
from capframe.plans.admin import EntryAdmin, MergeMixin
from roles.admin.sections import StatementInline
from roles.models import Section, SectionType, SkillRequirement, Statement
from roles.querysets import own_order
from skills.models import ProficiencyLevel


@admin.register(SectionType)
class SectionTypeAdmin(MergeMixin, EntryAdmin):
    list_display = ("title", "slug", "position")
    list_filter = (("sections__role_level__family", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("title", "slug")
    fields = ("title", "slug", "position")


class RoleLevelStatementInline(StatementInline):
    fields = ("position", "text", "note", "strength")


@admin.register(Section)
class SectionAdmin(EntryAdmin):
    inlines = (RoleLevelStatementInline,)
    list_display = ("heading", "section_type", "role_level", "position", "layout", "source")
    list_filter = ("section_type", "role_level__family", "layout", "source")
    list_select_related = ("section_type", "role_level__role", "source")
    bulk_fields = (BulkField("heading", alike="heading"), BulkField("section_type"))
    search_fields = ("heading", "role_level__title", "role_level__role__title", "role_level__code")
    ordering = ("role_level__role__title", *own_order("role_level__"), *order_in_whole(Section))
    autocomplete_fields = ("role_level", "section_type", "source")
    fieldsets = (
        (None, {"fields": ("role_level", "section_type", "heading", "position", "layout")}),
        SOURCE_FIELDS,
    )


@admin.register(Statement)
class StatementAdmin(EntryAdmin):
    list_display = ("text", "section", "role_level", "position", "note", "strength")
    list_filter = (
        "strength",
        ("note", admin.EmptyFieldListFilter),
        "section__section_type",
        "section__role_level__family",
    )
    list_select_related = ("section__role_level__role",)
    search_fields = ("text", "note", "section__role_level__title", "section__role_level__code")
    ordering = (
        "section__role_level__role__title",
        *own_order("section__role_level__"),
        *order_in_whole(Section, "section__"),
        *order_in_whole(Statement),
    )
    autocomplete_fields = ("section",)
    fields = ("section", "position", "text", "note", "strength")

    @admin.display(ordering="section__role_level__role__title")
    def role_level(self, obj: Statement) -> str:
        return str(obj.section.role_level)


def levels_for(requirements: Sequence[SkillRequirement]) -> QuerySet[ProficiencyLevel]:
    """The levels of the framework that all these skills are of."""
    frameworks = {one.skill.framework_id for one in requirements}
    return ProficiencyLevel.objects.filter(framework__in=frameworks).select_related("framework")


@admin.register(SkillRequirement)
class SkillRequirementAdmin(EntryAdmin):
    list_display = ("role_level", "skill", "level", "assessed", "position", "source")
    list_filter = ("skill__framework", "level__title", "assessed", "role_level__family", "source")
    list_select_related = (
        "role_level__role",
        "skill__framework",
        "level__framework",
        "source",
    )
    bulk_fields = (BulkField("level", alike="skill__framework", offered=levels_for),)
    search_fields = (
        "skill__title",
        "role_level__title",
        "role_level__role__title",
        "role_level__code",
    )
    ordering = (
        "role_level__role__title",
        *own_order("role_level__"),
        *order_in_whole(SkillRequirement),
    )
    autocomplete_fields = ("role_level", "skill", "level", "source")
    fieldsets = (
        (None, {"fields": ("role_level", "skill", "level", "assessed", "position")}),
        SOURCE_FIELDS,
    )
