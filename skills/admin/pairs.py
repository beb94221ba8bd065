"""The behaviours of all levels of a skill on its form: a row a pair, two fields side by side."""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from capframe.base.actions import sign
from capframe.base.admin import TabularPartInline
from capframe.base.admin.forms import PartForm
from capframe.base.admin.pasted_lines import TidiedLines
from capframe.base.admin.uses import list_used_by
from skills.admin.pair_formset import HALVES, PairForm, PairFormSet
from skills.models import Indicator, ProficiencyLevel, Skill, SkillLevel
from skills.scale_uses import uses_by_level


class SkillLevelForm(PartForm):
    """A level of a skill, with the number of its pairs."""

    @property
    def count(self) -> int:
        return len(self._indicators)

    @property
    def counted(self) -> str:
        """How many behaviours it has, or pairs of them."""
        noun = "pair" if any(one.ineffective for one in self._indicators) else "behaviour"
        return f"{self.count} {noun}{'' if self.count == 1 else 's'}"

    @property
    def _indicators(self) -> list[Indicator]:
        return list(self.instance.indicators.all()) if self.instance.pk else []


class PairInline(TabularPartInline):
    """The pairs of one level."""

    model = Indicator
    form = PairForm
    formset = PairFormSet
    extra = 1
    template = "admin/skills/pairs.html"
    verbose_name, verbose_name_plural = "pair", "pairs"
    # The level of the skill, saved or not; whether its framework has no ineffective behaviours.
    skill_level: SkillLevel
    are_single = False
    asked_by: Any = ()

    @property
    def prefix(self) -> str:
        """Of its fields: the same while the scale has the level, be the skill's there or not."""
        return f"pairs_{self.skill_level.level_id}"

    @property
    def title(self) -> str:
        """What they stand at."""
        return self.skill_level.level.title

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("position", "effective") if self.are_single else ("position", *HALVES)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The formset, in which one behaviour is no less than a pair."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.noun = self.verbose_name_plural
        if self.are_single and "effective" in formset.form.base_fields:
            formset.form.base_fields["effective"].required = True
        for name in HALVES:
            if field := formset.form.base_fields.get(name):
                field.widget.attrs["rows"] = 2
        return formset

    def at(self, skill_level: SkillLevel, *, are_single: bool) -> "PairInline":
        """The pairs of this level of a skill."""
        inline = copy(self)
        inline.parent_model, inline.skill_level = SkillLevel, skill_level
        inline.are_single = are_single
        if are_single:
            inline.verbose_name, inline.verbose_name_plural = "behaviour", "behaviours"
        return inline


class PairsMixin(admin.ModelAdmin):
    """The form of a skill, with the pairs of all levels of its scale."""

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """The parts, and once the skill is there, its pairs after its levels."""
        first, *others = super().get_inlines(request, obj)
        return [first, PairInline, *others] if obj and obj.pk else [first, *others]

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The parts, the pairs level by level."""
        inlines: list[Any] = []
        for inline in super().get_inline_instances(request, obj):
            if isinstance(inline, PairInline):
                inlines += self._level_by_level(request, inline, obj)
            else:
                inlines.append(inline)
        return inlines

    def _level_by_level(
        self, request: HttpRequest, inline: PairInline, skill: Skill
    ) -> Iterator[PairInline]:
        # The form may have another framework already, which is not saved yet.
        scale = ProficiencyLevel.objects.filter(framework__skills=skill.pk).order_by("position")
        there = {one.level_id: one for one in SkillLevel.objects.filter(skill=skill.pk)}
        uses = uses_by_level(skill)
        are_single = have_no_pairs(skill)
        for level in scale:
            skill_level = there.get(level.pk) or SkillLevel(skill=skill)
            skill_level.skill, skill_level.level = skill, level
            pairs = inline.at(skill_level, are_single=are_single)
            pairs.asked_by = list_used_by(uses.get(level.pk, []), request.user)
            yield pairs

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        """The formsets but those of levels that the scale did not have when the form was opened."""
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            is_sent = request.method != "POST" or not isinstance(inline, PairInline)
            if is_sent or f"{inline.prefix}-TOTAL_FORMS" in request.POST:
                yield formset, inline

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """What a formset is made with; pairs stand in a level, not in the skill."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, PairInline):
            kwargs |= {"instance": inline.skill_level, "prefix": inline.prefix}
        return kwargs

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the parts; where pairs are added at a level that is not there yet, with it."""
        if not isinstance(formset, PairFormSet) or not formset.has_changed():
            super().save_formset(request, form, formset, change)
            return
        reason = form.cleaned_data["reason"]
        for pair in formset.forms:
            sign(pair.instance, by=request.user, reason=reason)
        formset.save_at(form.instance, by=request.user, reason=reason)
        if marks := marks_taken_off(formset.forms):
            said = f"Marks of lists taken off at {formset.instance.level.title}: {marks}."
            self.message_user(request, said)


def have_no_pairs(skill: Skill) -> bool:
    """Whether the skill's framework has behaviours, and none of them an ineffective one."""
    of_framework = Indicator.objects.filter(skill_level__skill__framework=skill.framework_id)
    return of_framework.exists() and not of_framework.exclude(ineffective="").exists()


def marks_taken_off(sent: Iterable[Any]) -> str:
    """Which marks of lists were taken off the rows, in words; empty where none was."""
    every = dict.fromkeys(mark for one in sent for text in one.tidied for mark in text.marks)
    return TidiedLines("", tuple(every)).in_words
