"""Skill frameworks, skills and their levels in the admin."""

from django.contrib import admin

from capframe.base.admin import (
    SOURCE_FIELDS,
    STATUS_FIELDS,
    BulkField,
    ChoicesOrEmptyFilter,
    CopyMixin,
    RelatedEntriesMixin,
    StackedPartInline,
    TabularPartInline,
)
from capframe.base.querysets import order_in_whole
from capframe.plans.admin import EntryAdmin, MergeMixin, StatusAdmin
from skills.models import (
    FrameworkSection,
    Indicator,
    LeadershipExample,
    ProficiencyLevel,
    Skill,
    SkillFramework,
    SkillLevel,
)


class ProficiencyLevelInline(TabularPartInline):
    model = ProficiencyLevel
    fields = ("position", "title", "description", "source", "place", "editors_note")
    autocomplete_fields = ("source",)


class FrameworkSectionInline(StackedPartInline):
    """What a source says of the framework, edited with it."""

    model = FrameworkSection
    fields = (("heading", "position"), "text", ("source", "place"), "editors_note")
    autocomplete_fields = ("source",)


class SkillLevelInline(StackedPartInline):
    """What a skill asks at each level; the behaviours are behind each level's link."""

    model = SkillLevel
    fields = ("level", "description", ("source", "place"), "editors_note")
    autocomplete_fields = ("level", "source")
    change_link = "Behaviours at this level"


class LeadershipExampleInline(TabularPartInline):
    model = LeadershipExample
    fields = ("position", "text", "source", "place", "editors_note")
    autocomplete_fields = ("source",)


class IndicatorInline(TabularPartInline):
    model = Indicator
    fields = ("position", "effective", "ineffective", "editors_note")


@admin.register(SkillFramework)
class SkillFrameworkAdmin(RelatedEntriesMixin, EntryAdmin):
    """A framework with what is said of it and its scale of levels."""

    listed_relation = "skills"
    inlines = (FrameworkSectionInline, ProficiencyLevelInline)
    list_display = ("title", "source")
    list_filter = ("source",)
    list_select_related = ("source",)
    search_fields = ("title", "slug")
    autocomplete_fields = ("source",)
    fieldsets = (
        (None, {"fields": ("title", "slug", "description", "levels_in_order")}),
        SOURCE_FIELDS,
    )


@admin.register(FrameworkSection)
class FrameworkSectionAdmin(EntryAdmin):
    """What is said of all frameworks in one list. It is easier edited with the framework."""

    list_display = ("heading", "framework", "position", "source")
    list_filter = ("framework", "source")
    list_select_related = ("framework", "source")
    bulk_fields = (BulkField("heading", alike="heading"),)
    search_fields = ("heading", "text", "framework__title")
    ordering = ("framework__title", *order_in_whole(FrameworkSection))
    autocomplete_fields = ("framework", "source")
    fieldsets = (
        (None, {"fields": ("framework", "heading", "position", "text")}),
        SOURCE_FIELDS,
    )


@admin.register(ProficiencyLevel)
class ProficiencyLevelAdmin(EntryAdmin):
    """The levels of all scales in one list. They are easier edited with their framework."""

    list_display = ("title", "framework", "position", "source")
    list_filter = ("framework", "source")
    list_select_related = ("framework", "source")
    search_fields = ("title", "framework__title")
    autocomplete_fields = ("framework", "source")
    fieldsets = (
        (None, {"fields": ("framework", "position", "title", "description")}),
        SOURCE_FIELDS,
    )


@admin.register(Skill)
class SkillAdmin(MergeMixin, CopyMixin, StatusAdmin):
    inlines = (SkillLevelInline, LeadershipExampleInline)
    list_display = ("title", "framework", "kind", "position", "status", "source")
    list_filter = ("status", "framework", ("kind", ChoicesOrEmptyFilter), "source")
    list_select_related = ("framework", "source")
    told_apart_by = ("framework",)
    replaced_within = "framework"
    search_fields = ("title", "aliases", "slug", "definition", "framework__title")
    autocomplete_fields = ("framework", "successor", "source")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("framework", "title", "slug", "aliases", *STATUS_FIELDS),
                    *("kind", "position", "definition"),
                )
            },
        ),
        SOURCE_FIELDS,
    )


@admin.register(SkillLevel)
class SkillLevelAdmin(EntryAdmin):
    inlines = (IndicatorInline,)
    list_display = ("skill", "level", "source")
    list_filter = ("skill__framework", "level__title", "source")
    list_select_related = ("skill__framework", "level__framework", "source")
    search_fields = ("skill__title", "level__title", "description")
    autocomplete_fields = ("skill", "level", "source")
    fieldsets = ((None, {"fields": ("skill", "level", "description")}), SOURCE_FIELDS)


@admin.register(Indicator)
class IndicatorAdmin(EntryAdmin):
    """All behaviours in one list. They are easier edited with their skill level."""

    list_display = ("effective", "ineffective", "skill_level", "position")
    list_filter = ("skill_level__skill__framework", "skill_level__level__title")
    list_select_related = ("skill_level__skill__framework", "skill_level__level")
    search_fields = ("effective", "ineffective", "skill_level__skill__title")
    autocomplete_fields = ("skill_level",)
    fields = ("skill_level", "position", "effective", "ineffective", "editors_note")


@admin.register(LeadershipExample)
class LeadershipExampleAdmin(EntryAdmin):
    """All examples of leadership in one list. They are easier edited with their skill."""

    list_display = ("text", "skill", "position", "source")
    list_filter = ("skill__framework", "source")
    list_select_related = ("skill__framework", "source")
    search_fields = ("text", "skill__title")
    autocomplete_fields = ("skill", "source")
    fieldsets = ((None, {"fields": ("skill", "position", "text")}), SOURCE_FIELDS)
