"""The page that gives many entries another value of one field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, QuerySet
from django.utils.text import capfirst

from capframe.base.admin.bulk.page import BulkPage
from capframe.base.admin.bulk.rows import BulkGroup, BulkRow, Cell, with_rows
from capframe.base.bulk_changes import find_problems
from capframe.base.history.lines import counted
from capframe.base.models import Sourced

# What the page sends: that the value was chosen, and which one the page has shown in each row.
SHOW, SHOWN, VALUE = "show", "shown", "value"
NOTHING = "nothing"
CHOOSE_FIRST = "Choose first, and look at what it would change."


@dataclass(frozen=True, slots=True)
class BulkField:
    """A field of which many entries can be given one value.

    Args:
        name: of the field.
        alike: the lookup to what all that are chosen must have in common; empty for nothing.
        offered: the entries to choose from, for those that are chosen in the list; any by default.
    """

    name: str
    alike: str = ""
    offered: Callable[[Sequence[Any]], QuerySet] | None = None

    @property
    def action(self) -> str:
        return f"change_{self.name}"


class FieldPage(BulkPage):
    """Asks for the value, shows each entry's own and the new one, then changes what is ticked."""

    template = "admin/entry/bulk_field.html"

    def __init__(self, model_admin: Any, request: Any, queryset: QuerySet, of: BulkField) -> None:
        self.of = of
        self.field: Any = model_admin.model._meta.get_field(of.name)
        self.noun = str(self.field.verbose_name)
        self.verb = f"Change {self.noun}"
        super().__init__(model_admin, request, queryset)

    @property
    def is_carried_on(self) -> bool:
        return SHOW in self.request.POST

    @property
    def question(self) -> str:
        return f"Change the {self.noun} of {counted(self.model, len(self.entries))}?"

    @cached_property
    def value_form(self) -> "ValueForm":
        is_bound = self.is_sent or self.is_carried_on
        return ValueForm(self, self.request.POST if is_bound else None)

    @cached_property
    def has_value(self) -> bool:
        """Whether a value was chosen that the entries can have."""
        return self.value_form.is_bound and self.value_form.is_valid()

    @property
    def value(self) -> Any:
        return self.value_form.cleaned_data[VALUE]

    def values_of(self, entry: Any) -> dict[str, Any]:
        return {self.of.name: self.value} if self.has_value else {}

    def alike(self, entry: Any) -> Any:
        """What all that are chosen must have in common, of one of them."""
        value = entry
        for step in self.of.alike.split("__"):
            value = getattr(value, step)
        return value

    def find_unlike(self) -> list[str]:
        """What they have of that which all must have in common, where that is several things."""
        if not self.of.alike:
            return []
        found = sorted({str(self.alike(entry)) for entry in self.entries})
        return found if len(found) > 1 else []

    def refuse(self) -> str:
        """Why what was chosen cannot be changed in one go; empty where it can."""
        if found := self.find_unlike():
            shown = ", ".join(f"“{one}”" for one in found[:5])
            more = f" and {len(found) - 5:,} more" if len(found) > 5 else ""
            nouns = self.model._meta.verbose_name_plural
            return f"Choose {nouns} of one sort: these are of {shown}{more}."
        return ""

    def in_words(self, value: Any) -> str:
        return str(value or "") or f"No {self.noun}"

    def find_groups(self) -> list[BulkGroup]:
        """Those that would change, with both values; of those that cannot, why."""
        before = f"{capfirst(self.noun)} now"
        cells = {
            entry.pk: [
                *self.told_apart(entry, self.of.name),
                Cell(before, self.in_words(getattr(entry, self.of.name))),
            ]
            for entry in self.entries
        }
        if not self.has_value:
            rows = [BulkRow(entry, True, cells[entry.pk]) for entry in self.entries]
            return with_rows(BulkGroup("Chosen", rows))
        return self._find_changes(cells)

    def _find_changes(self, cells: Mapping[int, list[Cell]]) -> list[BulkGroup]:
        refused, changing, same = [], [], []
        column, new = self.field.attname, Cell(f"New {self.noun}", self.in_words(self.value))
        for entry in self.entries:
            changed = self.as_changed(entry)
            shown = cells[entry.pk]
            if getattr(changed, column) == getattr(entry, column):
                same.append(BulkRow(entry, None, shown))
            elif problems := find_problems(changed, [self.of.name]):
                refused.append(BulkRow(entry, None, shown, problems))
            else:
                changing.append(BulkRow(entry, True, [*shown, new]))
        return with_rows(
            BulkGroup("Cannot be changed so", refused, "more that cannot"),
            BulkGroup("Would change", changing, "more that would change"),
            BulkGroup("Has it already: left as it is", same, "more that have it"),
        )

    def describe(self) -> list[str]:
        if not self.has_value:
            return []
        changing = [row for group in self.groups for row in group.rows if row.ticked is not None]
        number = counted(self.model, len(changing))
        return [f"{number} would have “{self.in_words(self.value)}”.", *self.costs]

    def find_page_problems(self) -> list[str]:
        """What is wrong with the value, or that it is not the one that was shown."""
        if refused := self.refuse():
            return [refused]
        if not self.has_value or self.request.POST.get(SHOWN) != self.value_form.sent:
            return [CHOOSE_FIRST]
        return []

    def say_done(self, changed: Sequence[int]) -> None:
        text = f"{capfirst(self.noun)} changed of {counted(self.model, len(changed))}."
        self.model_admin.say_done_to_many(self.request, text, changed)


class ValueForm(forms.Form):
    """The value that many entries are to have."""

    def __init__(self, page: FieldPage, data: Any) -> None:
        super().__init__(data)
        self.page = page
        self.sent = "" if data is None else data.get(VALUE, "")
        field = page.field
        self.fields[VALUE] = (
            self._choice(field) if isinstance(field, ForeignKey) else self._text(field)
        )
        self.fields[VALUE].label = f"New {page.noun}"

    def _choice(self, field: ForeignKey) -> forms.Field:
        """A list of the entries that are offered, and nothing where the field may be empty."""
        offered = self.page.of.offered
        related: Any = field.related_model
        entries = offered(self.page.entries) if offered else related._default_manager.all()
        self.by_key = {str(entry.pk): entry for entry in entries}
        nothing = [(NOTHING, f"No {self.page.noun}")] if field.null else []
        choices = [(key, str(entry)) for key, entry in self.by_key.items()]
        return forms.ChoiceField(
            choices=[("", "Choose one"), *nothing, *choices],
            error_messages={
                "required": "Choose one.",
                "invalid_choice": "Choose one from the list.",
            },
        )

    def _text(self, field: Any) -> forms.Field:
        return self.page.model_admin.formfield_for_dbfield(field, self.page.request)

    def clean_value(self) -> Any:
        """The value as the field holds it, once the field takes it."""
        value = self.cleaned_data[VALUE]
        field = self.page.field
        if isinstance(field, ForeignKey):
            return self.by_key.get(value)
        bearer: Any = self.page.model(**{field.name: value})
        others = {other.name for other in bearer._meta.concrete_fields} - {field.name}
        try:
            bearer.clean_fields(exclude=others)
        except ValidationError as error:
            raise forms.ValidationError(error.messages) from None
        return getattr(bearer, field.name)


def field_actions(model_admin: Any, request: Any) -> dict[str, tuple[Callable[..., Any], str, str]]:
    """The actions of a list that change one field, for those who may ask for it."""
    if not model_admin.has_bulk_permission(request):
        return {}
    return {of.action: _field_action(model_admin, of) for of in fields_of(model_admin)}


def fields_of(model_admin: Any) -> tuple[BulkField, ...]:
    """The fields that a list offers to change; everything with a source its source too."""
    own = tuple(model_admin.bulk_fields)
    return (*own, BulkField("source")) if issubclass(model_admin.model, Sourced) else own


def _field_action(model_admin: Any, of: BulkField) -> tuple[Callable[..., Any], str, str]:
    def ask(model_admin: Any, request: Any, queryset: QuerySet) -> Any:
        return FieldPage(model_admin, request, queryset, of).respond()

    noun = model_admin.model._meta.get_field(of.name).verbose_name
    return ask, of.action, f"Change the {noun}"
