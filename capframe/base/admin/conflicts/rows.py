"""The rows of a formset as they are sent, read and written whatever their number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict

from capframe.base.admin.conflicts.values import field_names, sent_as, sent_value, shown_values


@dataclass
class SentRow:
    """One row: its fields’ values by their names, without the formset's prefix."""

    values: dict[str, list[str]]

    @property
    def pk(self) -> str:
        return self.get("id")

    @property
    def is_deleted(self) -> bool:
        return bool(self.get(DELETION_FIELD_NAME))

    def get(self, name: str) -> str:
        return next(iter(self.values.get(name, ())), "")

    def text(self, forms_before: list[forms.ModelForm], name: str) -> str:
        """The value of a field as a text, as ``sent_value`` has it."""
        data = QueryDict(mutable=True)
        data.setlist(name, self.values.get(name, []))
        widget = forms_before[0].fields[name].widget
        return sent_value(name, widget.value_from_datadict(data, {}, name), forms_before)

    def texts(self, forms_before: list[forms.ModelForm]) -> dict[str, str]:
        return {name: self.text(forms_before, name) for name in field_names(forms_before[0])}


def sent_row(form: forms.ModelForm) -> SentRow:
    """What a browser sends of a part's form in which nothing was changed."""
    texts = shown_values(form).items()
    values = {name: sent_as(form.fields[name], text) for name, text in texts}
    return SentRow(values | {"id": [str(form.instance.pk)]})


def read_rows(formset: Any, data: QueryDict) -> tuple[list[SentRow], list[SentRow]]:
    """The rows that the form was opened with, and those that were added and sent with anything."""
    total, first = (_number(formset, data, name) for name in ("TOTAL_FORMS", "INITIAL_FORMS"))
    rows = [SentRow({}) for _ in range(total)]
    for place, name, values in _cells(formset, data):
        if place < total:
            rows[place].values[name] = values
    return rows[:first], [row for row in rows[first:] if row.values]


def write_rows(formset: Any, data: QueryDict, there: list[SentRow], added: list[SentRow]) -> None:
    """Put these rows in place of all that the form was sent with."""
    for name in [f"{formset.prefix}-{place}-{name}" for place, name, _ in _cells(formset, data)]:
        del data[name]
    for place, row in enumerate([*there, *added]):
        for name, values in row.values.items():
            if values:
                data.setlist(f"{formset.prefix}-{place}-{name}", values)
    data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(there))
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(there) + len(added))


def _cells(formset: Any, data: QueryDict) -> Iterator[tuple[int, str, list[str]]]:
    pattern = re.compile(rf"{re.escape(formset.prefix)}-(0|[1-9][0-9]{{0,5}})-(.+)")
    for name, values in list(data.lists()):
        if match := pattern.fullmatch(name):
            yield int(match[1]), match[2], values


def _number(formset: Any, data: QueryDict, name: str) -> int:
    text = data.get(f"{formset.prefix}-{name}", "")
    is_number = text.isascii() and text.isdigit() and len(text) < 6
    return min(int(text), formset.absolute_max) if is_number else 0
