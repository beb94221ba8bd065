"""What entries and their values are called, wherever they are named in words."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import DecimalField, Field, ForeignKey, Model
from django.utils.formats import localize


def title_from(model: Any, values: Mapping[str, Any]) -> str:
    """What an entry with these values is called, as ``title_fields`` of its model say.

    Empty where none of the values says it.
    """
    return next((str(values[name]) for name in model.title_fields if values.get(name)), "")


def title_or_number(entry: Model) -> str:
    """What an entry is called; its number where it is called after something that is gone."""
    with suppress(ObjectDoesNotExist):
        if title := str(entry):
            return title
    return f"{entry._meta.verbose_name} number {entry.pk}"


def noun_and_title(model: type[Model], title: str) -> str:
    """What an entry is and what it is called: statement “Lead a team”."""
    noun = str(model._meta.verbose_name)
    return f"{noun} “{title}”" if title else noun


def value_in_words(
    field: Field, value: Any, title_of: Callable[[type[Model], Any], str | None]
) -> str:
    """The value as a reader knows it: a choice by its name, a date in words, yes or no.

    Args:
        field: whose value it is.
        value: as the field's column or a plan holds it; None gives an empty text.
        title_of: what the entry of a model with a primary key is called, for foreign keys.
    """
    if value is None:
        return ""
    if isinstance(field, ForeignKey):
        related = field.related_model
        return title_of(related, value) or f"{related._meta.verbose_name} {abs(value)}"
    value = field.to_python(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(field, DecimalField):
        number = round(value, field.decimal_places)
        value = int(number) if number == int(number) else number
    return str(dict(field.flatchoices).get(value) or localize(value))
