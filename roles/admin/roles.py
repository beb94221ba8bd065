"""Roles and role levels in the admin."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse

from capframe.base.admin import (
    SOURCE_FIELDS,
    STATUS_FIELDS,
    BulkField,
    CopyMixin,
    RelatedEntriesMixin,
    TabularPartInline,
)
from capframe.base.admin.form_parts import ORIGIN
from capframe.base.admin.forms import EntryForm
from capframe.base.admin.new_entries import NewEntriesInline
from capframe.base.history.lines import counted
from capframe.base.parts import lock
from capframe.plans.admin import StatusAdmin
from grades.models import Grade
from roles.admin.qualifications import QualificationRequirementInline
from roles.admin.sections import SavesStatementsMixin, SectionInline
from roles.models import Role, RoleLevel, Section, SkillRequirement
from roles.number_levels import numbers_of, say_who_orders
from roles.same_words import find_same_words
from skills.models import Skill


class RoleForm(EntryForm):
    def clean_order_from(self) -> str:
        """Nobody states an order that no number gives."""
        order_from = self.cleaned_data["order_from"]
        if order_from and not any(numbers_of(self.instance).values() if self.instance.pk else ()):
            raise forms.ValidationError(
                "No level of the role has a number yet. Give its levels their numbers first, on "
                "the page “Order of levels” of its job family."
            )
        return order_from


def grades_for(levels: Sequence[RoleLevel]) -> QuerySet[Grade]:
    """The grades of the structure that all these role levels stand in; else all, by structure."""
    structures = {level.grade.structure_id for level in levels if level.grade}
    grades = Grade.objects.select_related("structure")
    return grades.filter(structure__in=structures) if len(structures) == 1 else grades


class SkillRequirementInline(TabularPartInline):
    model = SkillRequirement
    verbose_name, verbose_name_plural = "skill", "skills"
    fields = ("skill", "level", "assessed", "position", "source", "place", "editors_note")
    autocomplete_fields = ("skill", "level", "source")


class NewRoleLevelInline(NewEntriesInline):
    """New levels on the form of their role."""

    model = RoleLevel
    fields = ("title", "slug", "code", "grade", *ORIGIN)
    autocomplete_fields = ("grade", "source")
    pasted_fields = ("title", "code")
    second_column = "the code"


@admin.register(Role)
class RoleAdmin(CopyMixin, RelatedEntriesMixin, StatusAdmin):
    form = RoleForm
    listed_relation = "levels"
    next_within = "family"
    inlines = (NewRoleLevelInline,)
    list_display = ("title", "family", "role_type", "status", "source")
    list_filter = ("status", "family", "role_type", "source")
    list_select_related = ("family", "source")
    told_apart_by = ("family",)
    replaced_within = "family"
    search_fields = ("title", "aliases", "slug", "family__title")
    autocomplete_fields = ("family", "successor", "source")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("family", "title", "slug", "aliases", *STATUS_FIELDS),
                    *("role_type", "description"),
                )
            },
        ),
        ("Order of its levels", {"fields": ("order_from",)}),
        SOURCE_FIELDS,
    )

    def save_model(self, request: HttpRequest, obj: Role, form: Any, change: bool) -> None:
        """Save while nobody is changing the levels, which follow the role into another family."""
        if change and "family" in form.changed_data:
            for level in obj.levels.order_by("pk"):
                lock(level)
        super().save_model(request, obj, form, change)


@admin.register(RoleLevel)
class RoleLevelAdmin(CopyMixin, SavesStatementsMixin, StatusAdmin):
    """A role level with all that it asks, on one page."""

    inlines = (SectionInline, QualificationRequirementInline, SkillRequirementInline)
    list_display = ("__str__", "code", "family", "grade", "status")
    list_filter = ("status", "family", "grade__structure", "employer", "source")
    list_select_related = ("role", "family", "grade__structure")
    told_apart_by = ("family", "grade")
    next_within = "family"
    bulk_fields = (BulkField("grade", offered=grades_for), BulkField("employer"))
    replaced_within = "family"
    search_fields = (
        *("title", "slug", "code", "role__title", "role__aliases"),
        *("grade__title", "grade__aliases"),
    )
    autocomplete_fields = ("role", "grade", "successor", "source")
    suggesting_fields = ("employer",)
    readonly_fields = ("family",)
    fieldsets = (
        (
            "Name, grade and place",
            {
                "fields": (
                    *("role", "family", "title", "slug", *STATUS_FIELDS, "code"),
                    *("grade", "level_order", "employer", "location", "description"),
                    "skills_introduction",
                )
            },
        ),
        SOURCE_FIELDS,
    )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form, with what other levels say in the same words: nothing else uses a level."""
        level = kwargs.get("obj")
        context["same_words"] = find_same_words(level) if level else []
        return super().render_change_form(request, context, *args, **kwargs)

    def seen_on(self, pks: Sequence[int]) -> dict[int, str]:
        """On the pages of how many skills each role level is shown: what is asked for."""
        asked = SkillRequirement.objects.filter(role_level__in=pks).order_by()
        numbers = asked.values_list("role_level").annotate(number=Count("skill"))
        return {pk: counted(Skill, number) for pk, number in numbers}

    def save_model(self, request: HttpRequest, obj: RoleLevel, form: Any, change: bool) -> None:
        """Save; where the level has another number, editors state its role's order."""
        pks = {obj.role_id, form.initial.get("role")} if is_moved(form) else set()
        roles = list(Role.objects.filter(pk__in=pks - {None}).order_by("pk"))
        before = {role.pk: numbers_of(role) for role in roles}
        super().save_model(request, obj, form, change)
        for role in roles:
            say_who_orders(
                role=role,
                before=before[role.pk],
                given=[obj.pk],
                by=request.user,
                reason=form.cleaned_data["reason"],
            )

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """A new role level has no statements yet that could ask for a qualification."""
        return self.inlines if obj else (SectionInline, SkillRequirementInline)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the sections last: a statement removed there takes what it asks for with it."""
        in_order = sorted(formsets, key=lambda formset: formset.model is Section)
        super().save_related(request, form, in_order, change)


def is_moved(form: Any) -> bool:
    """Whether a role level's number is given or taken away, or goes with it to another role."""
    return bool({"level_order", "role"}.intersection(form.changed_data))
