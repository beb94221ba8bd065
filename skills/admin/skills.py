"""Skills in the admin, each on one page with its levels and their behaviours."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from capframe.base.admin import (
    SOURCE_FIELDS,
    STATUS_FIELDS,
    ChoicesOrEmptyFilter,
    CopyMixin,
    StackedPartInline,
    TabularPartInline,
)
from capframe.plans.admin import EntryAdmin, MergeMixin, StatusAdmin
from skills.admin.pairs import PairsMixin, SkillLevelForm
from skills.models import Indicator, LeadershipExample, Skill, SkillLevel


class SkillLevelInline(StackedPartInline):
    """What a skill asks at each level; its behaviours stand in it, their notes behind its link."""

    model = SkillLevel
    form = SkillLevelForm
    fields = ("level", "description", ("source", "place"), "editors_note")
    autocomplete_fields = ("level", "source")
    change_link = "Notes on its behaviours"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the behaviours, which are counted."""
        return super().get_queryset(request).prefetch_related("indicators")


class LeadershipExampleInline(TabularPartInline):
    model = LeadershipExample
    fields = ("position", "text", "source", "place", "editors_note")
    autocomplete_fields = ("source",)


class IndicatorInline(TabularPartInline):
    model = Indicator
    fields = ("position", "effective", "ineffective", "editors_note")


@admin.register(Skill)
class SkillAdmin(PairsMixin, MergeMixin, CopyMixin, StatusAdmin):
    inlines = (SkillLevelInline, LeadershipExampleInline)
    list_display = ("title", "framework", "kind", "position", "status", "source")
    list_filter = ("status", "framework", ("kind", ChoicesOrEmptyFilter), "source")
    list_select_related = ("framework", "source")
    told_apart_by = ("framework",)
    next_within = "framework"
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
