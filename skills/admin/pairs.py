"""The behaviours of all levels of a skill on its form: a row a pair, two fields side by side."""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property

from capframe.base.actions import sign
from capframe.base.admin import TabularPartInline
from capframe.base.admin.forms import PartForm
from capframe.base.admin.formsets import PartFormSet
from capframe.base.admin.pasted_lines import TidiedLines, tidy_lines
from capframe.base.admin.rearranging import are_filled
from capframe.base.admin.uses import list_used_by
from capframe.spreadsheets.invisible import normalise_text
from skills.admin.pasted_pairs import MOST_PAIRS, read_pairs
from skills.models import Indicator, ProficiencyLevel, Skill, SkillLevel
from skills.scale_uses import uses_by_level

HALVES = ("effective", "ineffective")
NOT_FILLED_IN = "What was pasted is not among the {0} yet. Press “Fill in the {0}”, or empty it."
TOO_MANY = "Paste at most {1} {0} at once: nothing of this is filled in."


class PasteForm(forms.Form):
    """What is pasted to be filled into the rows of a level."""

    effective = forms.CharField(
        required=False, strip=False, widget=AdminTextareaWidget(attrs={"rows": 4})
    )
    ineffective = forms.CharField(
        required=False, strip=False, widget=AdminTextareaWidget(attrs={"rows": 4})
    )


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


class PairForm(PartForm):
    """A pair, without marks of lists in what was typed anew."""

    tidied: tuple[TidiedLines, ...] = ()

    def clean(self) -> Any:
        cleaned = super().clean()
        names = [name for name in HALVES if name in self.changed_data and name in cleaned]
        texts = ["\n".join(map(str.strip, cleaned[name].split("\n"))) for name in names]
        self.tidied = tuple(
            tidy_lines(normalise_text(text), are_paragraphs=False) for text in texts
        )
        for name, tidied in zip(names, self.tidied, strict=True):
            cleaned[name] = tidied.text
        return cleaned


class PairFormSet(PartFormSet):
    """The pairs of one level of a skill, which is there as soon as it has one."""

    instance: SkillLevel
    noun = "pairs"

    def _rearranged(self) -> QueryDict:
        data = super()._rearranged()
        if not are_filled(data, self.prefix) or not self.pasted or self.are_too_many:
            return data
        return self._filled(data)

    def _filled(self, data: QueryDict) -> QueryDict:
        """With the pasted pairs in the empty rows at the end, and in new ones."""
        data = data.copy()
        first = self._number("INITIAL_FORMS")
        empty = [i for i in range(first, self._sent) if not self._is_filled(data, i)]
        taken = len(self.pasted) - len(empty)
        rows = [*empty, *range(self._sent, self._sent + max(taken, 0))][: len(self.pasted)]
        for row, pair in zip(rows, self.pasted, strict=True):
            for name in HALVES:
                data[f"{self.prefix}-{row}-{name}"] = getattr(pair, name)
        total = max(self._sent, self._sent + taken) + (taken >= 0)
        data[f"{self.prefix}-TOTAL_FORMS"] = str(total)
        for name in HALVES:
            data[f"{self._paste_prefix}-{name}"] = ""
        return data

    def _is_filled(self, data: QueryDict, row: int) -> bool:
        names = (*HALVES, "position")
        return any(data.get(f"{self.prefix}-{row}-{name}", "").strip() for name in names)

    @property
    def _paste_prefix(self) -> str:
        return f"{self.prefix}-paste"

    @cached_property
    def pasted(self) -> list[Any]:
        """The pairs in the fields to paste them in."""
        sent = (self.data.get(f"{self._paste_prefix}-{name}", "") for name in HALVES)
        return read_pairs(*sent) if self.is_bound else []

    @property
    def are_too_many(self) -> bool:
        return len(self.pasted) > MOST_PAIRS

    @property
    def paste_form(self) -> PasteForm:
        return PasteForm(self.data if self.is_bound else None, prefix=self._paste_prefix)

    def _tell_apart_what_is_still_there(self) -> None:
        """Let them stand in the level that is saved with them, where theirs was deleted."""
        super()._tell_apart_what_is_still_there()
        if self.instance.pk is None:
            self.data = self.data.copy()
            own = re.compile(rf"{re.escape(self.prefix)}-\d+-{self.fk.name}")
            for name in filter(own.fullmatch, list(self.data)):
                self.data[name] = ""

    @cached_property
    def deleted_level(self) -> Any:
        """The level as it was, where somebody deleted it; None where nobody did."""
        rows: Any = SkillLevel.history.filter(skill=self.instance.skill_id)
        row = rows.filter(level=self.instance.level_id).order_by("-history_id").first()
        is_gone = row is not None and not SkillLevel.objects.filter(pk=row.id).exists()
        return row.instance if is_gone else None

    @property
    def pk_of_whole(self) -> Any:
        """That of the level, or of the one that somebody deleted."""
        level = self.instance if self.instance.pk else self.deleted_level
        return level and level.pk

    def holds(self, part: Any, state: Mapping[Any, Mapping[Any, Any]]) -> bool:
        """Whether a pair stands at this level, be the skill's level made again meanwhile."""
        level = state[SkillLevel].get(part.skill_level_id)
        return level is not None and level.level_id == self.instance.level_id

    def non_form_errors(self) -> Any:
        """What is wrong with all of them; what cannot be filled in, as well where it is to be."""
        errors = super().non_form_errors()
        if are_filled(self.data, self.prefix) and self.are_too_many:
            errors = self.error_class([TOO_MANY.format(self.noun, MOST_PAIRS)])
        return errors

    def clean(self) -> None:
        """Refuse what was pasted and never filled in, and a level of another framework."""
        super().clean()
        if self.pasted:
            raise ValidationError(NOT_FILLED_IN.format(self.noun))
        if self.instance.pk is None and self.has_changed():
            try:
                self.instance.clean()
            except ValidationError as error:
                raise ValidationError(error.messages) from error

    def save_at(self, skill: Skill, *, by: Any, reason: str) -> None:
        """Save the pairs, with a new level of the skill where that is what they stand at.

        Nothing is saved at a level that the same form removed.
        """
        there = SkillLevel.objects.filter(skill=skill, level=self.instance.level).first()
        if there is None and self.instance.pk is not None:
            self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
            return
        if there is None:
            there = self.instance
            there.skill, there.source, there.place = skill, skill.source, skill.place
            there = self.deleted_level if self.gone else there
            sign(there, by=by, reason=reason)
            there.save()
        self.instance = there
        self.save()


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
