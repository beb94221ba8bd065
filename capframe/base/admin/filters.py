"""Filters beside the lists of the admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import CharField


class TextsOrEmptyFilter(admin.AllValuesFieldListFilter):
    """The texts of a field, and none of them: Django's own has a link without words for that."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for choice in super().choices(changelist):
            empty = changelist.model_admin.get_empty_value_display()
            yield {**choice, "display": choice["display"] or empty}


admin.FieldListFilter.register(
    lambda field: isinstance(field, CharField) and not field.choices,
    TextsOrEmptyFilter,
    take_priority=True,
)


class ChoicesOrEmptyFilter(admin.ChoicesFieldListFilter):
    """The choices of a field, and none of them: Django's own does not find entries without one."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        yield from super().choices(changelist)
        yield {
            "selected": self.lookup_val == [""],
            "query_string": changelist.get_query_string({self.lookup_kwarg: ""}),
            "display": changelist.model_admin.get_empty_value_display(),
        }
