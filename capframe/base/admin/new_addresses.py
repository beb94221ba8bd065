"""The address of a new entry, made of its title by the server, as imports make it."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from capframe.base.slugs import make_slug
from capframe.base.titles import title_from

SLUG = "slug"
LEFT_EMPTY = " Left empty, it is made of the title when you save."
NO_LETTER = "Write one: nothing of the title can stand in an address."


class NewAddressForm(forms.ModelForm):
    """Makes the address of a new entry of its title, where none is typed.

    It is put into the form too, so that an editor who is told that it is taken sees which.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get(SLUG) if not self.instance.pk else None:
            field.required = False
            field.help_text += LEFT_EMPTY

    def clean(self) -> Any:
        cleaned = super().clean() or self.cleaned_data
        if not self.instance.pk and cleaned.get(SLUG) == "":
            self._make_address(cleaned)
        return cleaned

    def _make_address(self, cleaned: dict[str, Any]) -> None:
        title = title_from(self._meta.model, cleaned)
        if slug := make_slug(title):
            cleaned[SLUG] = slug
            data = cast(QueryDict, self.data).copy()
            data[self.add_prefix(SLUG)] = slug
            self.data = data
        elif title:
            self.add_error(SLUG, NO_LETTER)
