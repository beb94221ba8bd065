"""A form in groups that fold, what is in each of them, and what is wrong in it."""

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.text import capfirst

from capframe.base.admin.faults import Fault, faults_in, find_faults
from capframe.base.admin.form_parts import PartGroup
from capframe.base.admin.rearranging import is_rearranged

# The id of what a form would do elsewhere, which somebody is to look at.
CONSEQUENCES = "id_agreed_to"
# As many letters as a folded group shows of each value.
LONGEST_VALUE = 60


class FieldGroup:
    """The fields of one heading."""

    def __init__(self, fieldset: Any, number: int, page: "FormPage") -> None:
        self.fieldset, self.page = fieldset, page
        self.anchor = f"fields-{number}"
        self.heading = capfirst(fieldset.name or page.noun)
        self.names = flatten_fieldsets([("", {"fields": fieldset.fields})])
        self.faults = faults_in(page.entry_faults, self.names)

    @cached_property
    def values(self) -> list[str]:
        """What the fields hold, in the words that readers see."""
        said = (say_value(self.page.form, name) for name in self.names)
        return list(dict.fromkeys(filter(None, said)))

    @property
    def folds(self) -> bool:
        """Whether it folds: beside parts, which are what most editors come for."""
        typed = any(name in self.page.form.fields for name in self.names)
        has_something = typed or bool(self.values)
        return self.page.has_parts and not self.page.is_new and has_something

    @cached_property
    def is_open(self) -> bool:
        """Whether it begins open: where something was typed or is wrong."""
        form = self.page.form
        changed = form.is_bound and any(name in form.changed_data for name in self.names)
        return bool(self.faults) or changed


class FormPage:
    """All that the page of an entry's form shows, folded.

    Args:
        adminform: the fields of the entry.
        inlines: its parts.
        is_new: whether the entry is being added.
        can_change: whether the reader may change it.
    """

    def __init__(
        self, adminform: Any, inlines: Sequence[Any], *, is_new: bool, can_change: bool
    ) -> None:
        self.form = adminform.form
        self.is_new, self.can_change = is_new, can_change
        self.noun = str(self.form.instance._meta.verbose_name)
        self.data = self.form.data
        self.is_rearranged = is_rearranged(self.data)
        # What is wrong with all of it is that somebody has not agreed to what it would do.
        target = CONSEQUENCES if getattr(self.form, "consequences", ()) else ""
        self.entry_faults = find_faults(self.form, target=target) if self.form.is_bound else []
        whole = type(self.form.instance)
        own = [one for one in inlines if isinstance(one.formset.instance, whole)]
        # Parts of parts come first: what they stand in shows them.
        self.inner_groups: list[PartGroup] = []
        self.inner_groups += [PartGroup(one, self) for one in inlines if one not in own]
        self.part_groups = [PartGroup(inline, self) for inline in own]
        self.field_groups = [FieldGroup(one, number, self) for number, one in enumerate(adminform)]

    @property
    def has_parts(self) -> bool:
        """Whether it is long, because parts stand in the entry."""
        return any(group.opts.are_parts for group in self.part_groups)

    @property
    def groups_before(self) -> list[FieldGroup]:
        return [group for group in self.field_groups if not is_about_origin(group)]

    @property
    def groups_after(self) -> list[FieldGroup]:
        """Where the entry comes from, after what it says."""
        return [group for group in self.field_groups if is_about_origin(group)]

    @property
    def faults(self) -> list[Fault]:
        """All of them, in the order of the page."""
        before = faults_in(self.entry_faults, (n for g in self.groups_before for n in g.names))
        after = [fault for fault in self.entry_faults if fault not in before and fault.name]
        whole = [fault for fault in self.entry_faults if not fault.name]
        of_parts = [fault for group in self.part_groups for fault in group.faults]
        return [*whole, *before, *of_parts, *after]

    @property
    def is_said_below(self) -> bool:
        """Whether it is said at a group of parts that nothing is saved yet."""
        return any(group.is_pressed for group in (*self.part_groups, *self.inner_groups))


class FormPageMixin(admin.ModelAdmin):
    """The form of an entry in groups that fold, with a bar at its foot."""

    def get_beside_reason(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The templates of what stands in the bar beside the reason."""
        return []

    def get_beside_save(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The templates of what stands in the bar beside “Save”."""
        return []

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form with its groups."""
        entry = kwargs.get("obj")
        context["beside_reason"] = self.get_beside_reason(request, entry)
        context["beside_save"] = self.get_beside_save(request, entry)
        context["page"] = FormPage(
            context["adminform"],
            context["inline_admin_formsets"],
            is_new=entry is None,
            can_change=entry is None or self.has_change_permission(request, entry),
        )
        return super().render_change_form(request, context, *args, **kwargs)


def is_about_origin(group: FieldGroup) -> bool:
    return "source" in group.names and "title" not in group.names


def say_value(form: Any, name: str) -> str:
    """What a field of the entry holds, in words; empty where that is nothing, or its address."""
    try:
        field = form.instance._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    if not field.concrete or isinstance(field, models.SlugField):
        return ""
    value = getattr(form.instance, name) if getattr(form.instance, field.attname) else ""
    if field.choices:
        value = getattr(form.instance, f"get_{name}_display")()
    elif isinstance(field, models.BooleanField):
        value = capfirst(field.verbose_name) if value else ""
    elif value and isinstance(field, models.IntegerField):
        value = f"{field.verbose_name} {value}"
    return shorten(str(value or ""), LONGEST_VALUE, placeholder="…")
