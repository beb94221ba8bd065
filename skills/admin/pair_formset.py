"""Pairs of behaviours as a form takes them, those of one level: typed in rows, or pasted."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property

from capframe.base.actions import sign
from capframe.base.admin.forms import PartForm
from capframe.base.admin.formsets import PartFormSet
from capframe.base.admin.pasted_lines import TidiedLines, tidy_lines
from capframe.base.admin.rearranging import are_filled
from capframe.spreadsheets.invisible import normalise_text
from skills.admin.pasted_pairs import MOST_PAIRS, read_pairs
from skills.models import Skill, SkillLevel

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
