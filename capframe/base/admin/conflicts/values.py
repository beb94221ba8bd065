"""The values of a form as texts: as it shows them, as they were sent, and in words."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst

from capframe.base.admin.forms import EntryForm
from capframe.base.admin_addresses import is_value_of
from capframe.base.titles import noun_and_title
from capframe.spreadsheets.texts import normalise_line_ends

TICKED = "on"


def field_names(form: forms.ModelForm) -> Iterator[str]:
    """The fields that say something of the entry and can be changed here."""
    for name, field in form.fields.items():
        if name not in EntryForm.declared_fields and not field.disabled:
            yield name


def locked_names(form: forms.ModelForm) -> list[str]:
    """The fields that are shown and cannot be changed here as the entry is now."""
    return [name for name, field in form.fields.items() if field.disabled]


def shown_values(form: forms.ModelForm) -> dict[str, str]:
    """What a form that nobody filled in shows."""
    return {name: shown_value(form, name) for name in field_names(form)}


def shown_value(form: forms.ModelForm, name: str) -> str:
    return _text(form.fields[name], form[name].value())


def sent_value(name: str, raw: Any, forms_before: list[forms.ModelForm]) -> str:
    """What was sent, and if the field takes it for what one of these forms shows, that.

    Args:
        name: of the field.
        raw: as the field's widget reads it.
        forms_before: at least one, none of them filled in.
    """
    for form in forms_before:
        if not form.fields[name].has_changed(form[name].initial, raw):
            return shown_value(form, name)
    return _text(forms_before[0].fields[name], raw)


def _text(field: forms.Field, value: Any) -> str:
    if isinstance(field.widget, forms.CheckboxInput):
        return TICKED if value else ""
    value = field.widget.format_value(value)
    if isinstance(value, list | tuple):
        value = next(iter(value), "")
    text = normalise_line_ends(str("" if value is None else value)).strip()
    return str(field.to_python(text)) if line_noun(field) else text


def sent_as(field: forms.Field, text: str) -> list[str]:
    """What a browser sends where a field shows this text; nothing of a box that is not ticked."""
    return [] if isinstance(field.widget, forms.CheckboxInput) and not text else [text]


def line_noun(field: forms.Field) -> str:
    """What a line of the field is called; empty where it holds no list."""
    return getattr(field, "line_noun", "")


def value_for_readers(field: forms.Field, text: str) -> str:
    """The value as somebody knows it who reads the form: a choice by its name."""
    if isinstance(field, forms.BooleanField):
        return "Yes" if text else "No"
    if isinstance(field, forms.ModelChoiceField):
        return _title_of_choice(field, text)
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field.choices)).get(text, text))
    return text


def _title_of_choice(field: forms.ModelChoiceField, text: str) -> str:
    model: Any = cast(QuerySet, field.queryset).model
    if not text or not is_value_of(model._meta.pk, text):
        return text
    try:
        return str(field.to_python(text))
    except ValidationError:
        return f"{model._meta.verbose_name} {text}"


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label


def describe(form: forms.ModelForm, values: Mapping[str, str]) -> str:
    """Values in words, a line each: Heading: Duties."""
    return "\n".join(
        f"{capfirst(form.fields[name].label or name)}: {value_for_readers(form.fields[name], text)}"
        for name, text in values.items()
    )


def name_of_part(part: Any) -> str:
    """What a part is and is called, be it removed already, and what names it too."""
    try:
        title = str(part)
    except ObjectDoesNotExist:
        title = ""
    return capfirst(noun_and_title(type(part), title))
