"""What a form asks where something that is in use is taken from readers or moved."""

from collections.abc import Sequence
from functools import cached_property

from django import forms
from django.utils.text import get_text_list

from capframe.base.models import Entry, Status
from capframe.base.uses import Uses, find_uses


class UsesForm(forms.ModelForm):
    """Asks for a word where what is in use is taken from readers or moved."""

    # What uses the entry, where the form asks about it.
    asked_uses: Sequence[Uses] = ()

    def ask_about_uses(self) -> None:
        """Refuse what has no errors yet, where it says neither a successor nor a reason."""
        if not self.instance.pk or self.cleaned_data.get("reason"):
            return
        if self.cleaned_data.get("successor") or not (self._is_taken_away or self._is_moved):
            return
        self.asked_uses = find_uses(self.instance)
        if self.asked_uses:
            used = get_text_list([str(one) for one in self.asked_uses], "and")
            withdrawn = self.instance.status == Status.WITHDRAWN if self._is_taken_away else False
            instead = "Choose what replaces it as its successor, or say" if withdrawn else "Say"
            self.add_error("reason", f"It is used by {used}. {instead} why.")

    @cached_property
    def _is_taken_away(self) -> bool:
        """Whether readers find it no longer once it is saved."""
        was = self.initial.get("status")
        return "status" in self.changed_data and was == Status.PUBLISHED

    @cached_property
    def _is_moved(self) -> bool:
        """Whether it goes to another whole: a skill to another framework."""
        return not wholes_of(type(self.instance)).isdisjoint(self.changed_data)


def wholes_of(model: type[Entry]) -> set[str]:
    """The foreign keys to what an entry of its own stands in."""
    paths = {name.partition("__")[0] for name in model.natural_key_fields}
    named = {getattr(model, "names_unique_in", "")} | paths
    return {field.name for field in model._meta.concrete_fields if field.is_relation} & named
