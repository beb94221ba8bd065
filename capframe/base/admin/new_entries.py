"""Rows that make entries of their own on the form of what they belong to: a role's levels."""

import csv
from collections.abc import Sequence
from functools import cached_property
from io import StringIO
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest, QueryDict

from capframe.base.admin.form_parts import POSITION
from capframe.base.admin.forms import PartForm
from capframe.base.admin.formsets import PartFormSet
from capframe.base.admin.inlines import TabularPartInline
from capframe.base.admin.new_addresses import SLUG, NewAddressForm
from capframe.base.admin.rearranging import are_filled
from capframe.spreadsheets.invisible import normalise_text
from capframe.spreadsheets.texts import normalise_line_ends

# As many rows as wait to be filled in; as are filled in at once with what is pasted.
BLANK_ROWS, MOST_PASTED = 3, 200
NOT_FILLED_IN = "What was pasted is not among the rows yet. Press “Fill in the rows”, or empty it."
TOO_MANY = f"Paste at most {MOST_PASTED} lines at once: nothing of this is filled in."


class NewEntryForm(NewAddressForm, PartForm):
    """A row: an entry whose address is made of its title, and its source that of the whole."""

    def _post_clean(self) -> None:
        """Hold it to those of its constraints too that say what is unique within the whole.

        Django leaves these to the formset, which knows the other rows, but not what is there.
        """
        super()._post_clean()
        if self.has_changed() and not self.errors and self.whole.pk:
            try:
                self.instance.validate_constraints(cast(Any, self)._get_validation_exclusions())
            except ValidationError as error:
                cast(Any, self)._update_errors(error)


class PasteForm(forms.Form):
    """What is pasted to be filled into the rows."""

    lines = forms.CharField(
        required=False, strip=False, widget=AdminTextareaWidget(attrs={"rows": 4})
    )


class NewEntryFormSet(PartFormSet):
    """New entries of one whole, after those that it has."""

    # The fields of a row that the columns of what is pasted are filled into, in their order.
    pasted_fields: Sequence[str] = ()

    def _rearranged(self) -> QueryDict:
        data = super()._rearranged()
        if not are_filled(data, self.prefix) or not self.pasted or self.are_too_many:
            return data
        data = data.copy()
        blank = [row for row in range(self._sent) if not self._is_filled(data, row)]
        more = max(0, len(self.pasted) - len(blank))
        rows = [*blank, *range(self._sent, self._sent + more)]
        for row, cells in zip(rows, self.pasted, strict=False):
            for name, cell in zip(self.pasted_fields, cells, strict=False):
                data[f"{self.prefix}-{row}-{name}"] = cell
        data[f"{self.prefix}-TOTAL_FORMS"] = str(self._sent + more)
        data[f"{self._paste_prefix}-lines"] = ""
        return data

    def _is_filled(self, data: QueryDict, row: int) -> bool:
        names = (*self.pasted_fields, SLUG)
        return any(data.get(f"{self.prefix}-{row}-{name}", "").strip() for name in names)

    @property
    def _paste_prefix(self) -> str:
        return f"{self.prefix}-paste"

    @cached_property
    def pasted(self) -> list[list[str]]:
        """The cells of the lines in the field to paste them in."""
        sent = self.data.get(f"{self._paste_prefix}-lines", "") if self.is_bound else ""
        return read_cells(sent)

    @property
    def are_too_many(self) -> bool:
        return len(self.pasted) > MOST_PASTED

    @property
    def paste_form(self) -> PasteForm:
        return PasteForm(self.data if self.is_bound else None, prefix=self._paste_prefix)

    def non_form_errors(self) -> Any:
        errors = super().non_form_errors()
        if are_filled(self.data, self.prefix) and self.are_too_many:
            errors = self.error_class([TOO_MANY])
        return errors

    def clean(self) -> None:
        """Refuse what was pasted and never filled in."""
        super().clean()
        if self.pasted:
            raise ValidationError(NOT_FILLED_IN)

    def _put_new_ones_last(self) -> None:
        """Number the rows after the entries that are there, where entries have numbers."""
        if POSITION not in {field.name for field in self.model._meta.fields}:
            return
        last = 0
        if self.instance.pk:
            there = self.model._base_manager.filter(**{self.fk.name: self.instance})
            last = there.aggregate(last=Max(POSITION))["last"] or 0
        for number, form in enumerate(self._filled_forms(), start=last + 1):
            form.instance.position = number


class NewEntriesInline(TabularPartInline):
    """Rows to make entries with; those that are there have forms of their own."""

    form = NewEntryForm
    formset = NewEntryFormSet
    extra = BLANK_ROWS
    can_delete = False
    are_parts = False
    template = "admin/entry/form/new_entries.html"
    autocomplete_fields: Sequence[str] = ("source",)
    # The fields of the two columns of what is pasted, and the second one in words.
    pasted_fields: tuple[str, str]
    second_column = ""
    # In which order the lines are to be, where that counts, after a comma.
    pasted_order = ""

    def __init__(self, parent_model: type[Model], admin_site: admin.AdminSite) -> None:
        meta = self.model._meta
        self.verbose_name = f"new {meta.verbose_name}"
        self.verbose_name_plural = f"new {meta.verbose_name_plural}"
        super().__init__(parent_model, admin_site)

    @property
    def pasted_words(self) -> str:
        """What is to be pasted."""
        return (
            f"One title a line{self.pasted_order}, or two columns of a spreadsheet: the title and "
            f"{self.second_column}."
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).none()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.pasted_fields = self.pasted_fields
        return formset


def read_cells(text: str) -> list[list[str]]:
    """The lines of a text that was pasted, each with the cells that tabs part.

    A spreadsheet quotes cells of several lines, which become one.
    """
    text = normalise_line_ends(text)
    try:
        rows = list(csv.reader(StringIO(text), csv.excel_tab)) if "\t" in text else []
    except csv.Error:
        rows = []
    rows = rows or [line.split("\t") for line in text.split("\n")]
    cells = ([" ".join(normalise_text(cell).split()) for cell in row] for row in rows)
    return [row for row in cells if any(row)]
