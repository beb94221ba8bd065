"""What is taken already is refused by every form that an entry has, never by the database."""

import pytest
from django.contrib import admin
from django.db.models import DateField, IntegerField, Q
from django.urls import reverse

from capframe.base.models import Entry
from capframe.base.uniqueness import find_unique
from tests.admin_forms import load, problems, send
from tests.factories import make_grade, make_pay

ENTRIES = [model for model in admin.site._registry if issubclass(model, Entry)]
ALONE = [(model, unique) for model in ENTRIES for unique in find_unique(model)]
INLINES = [
    (model, inline, unique)
    for model in ENTRIES
    for inline in admin.site._registry[model].inlines
    for unique in find_unique(inline.model)
]
AS_PARTS = [one for one in INLINES if one[1].are_parts]
# Rows that make entries hold some of their fields.
AS_ROWS = [one for one in INLINES if not one[1].are_parts and {*one[2].columns} & {*one[1].fields}]
# What a form says where something else is wrong with it.
OTHER_FAULTS = ("is required", "Select a valid choice", "cannot be", "Ensure", "Enter a")


def named(one):
    return "_".join(one.columns) if hasattr(one, "columns") else one.__name__


def url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def find_held_to(model, unique):
    """An entry that the constraint is about."""
    filled = {f"{column}__isnull": False for column in unique.columns}
    entries = model._base_manager.filter(unique.condition or Q(**filled))
    # No document gives pay without a date.
    return entries.order_by("pk").first() or make_pay(make_grade())


def with_other_values(model, fields, unique):
    """The fields with other values of whatever else must be unique."""
    others = {column for one in find_unique(model) for column in one.columns}
    changed = dict(fields)
    for name in (others - {*unique.columns}) & fields.keys():
        field = model._meta.get_field(name)
        if not isinstance(field, DateField):
            changed[name] = "9999" if isinstance(field, IntegerField) else "taken-by-nobody"
    return changed


def assert_refused_as_taken(response):
    assert response.status_code == 200
    said = str(problems(response))
    assert "already" in said or "Another" in said or "has a pay range" in said
    assert not any(fault in said for fault in OTHER_FAULTS), said


@pytest.mark.parametrize(("model", "unique"), ALONE, ids=named)
def test_the_form_of_a_new_entry_refuses_what_another_has(
    model, unique, shared_catalogue, admin_client
):
    entry = find_held_to(model, unique)
    names = {field.name for field in model._meta.concrete_fields} - {"successor"}
    there = load(admin_client, url(model, "change", entry.pk))
    typed = {name: value for name, value in there.items() if name in names}
    if model.part_of:
        typed[model.part_of] = str(getattr(entry, model.part_of).pk)
    fields = load(admin_client, url(model, "add")) | with_other_values(model, typed, unique)
    assert_refused_as_taken(send(admin_client, url(model, "add"), fields))


@pytest.mark.parametrize(("model", "inline", "unique"), AS_PARTS, ids=named)
def test_the_form_of_its_whole_refuses_a_new_part_that_has_it(
    model, inline, unique, shared_catalogue, admin_client
):
    part = find_held_to(inline.model, unique)
    whole = next(one for one in part._meta.concrete_fields if one.related_model is model)
    address = url(model, "change", getattr(part, whole.attname))
    page = admin_client.get(address)
    parts = [f for f in page.context["inline_admin_formsets"] if f.formset.model is inline.model]
    prefix = parts[0].formset.prefix
    row = [form.instance.pk for form in parts[0].formset.forms].index(part.pk)
    fields = load(admin_client, address)
    start, total = f"{prefix}-{row}-", fields[f"{prefix}-TOTAL_FORMS"]
    typed = {k.removeprefix(start): v for k, v in fields.items() if k.startswith(start)} | {
        "id": ""
    }
    added = with_other_values(inline.model, typed, unique)
    fields |= {f"{prefix}-{total}-{name}": value for name, value in added.items()}
    fields[f"{prefix}-TOTAL_FORMS"] = str(int(total) + 1)
    assert_refused_as_taken(send(admin_client, address, fields))


@pytest.mark.parametrize(("model", "inline", "unique"), AS_ROWS, ids=named)
def test_the_form_of_its_whole_refuses_a_new_row_that_has_it(
    model, inline, unique, shared_catalogue, admin_client
):
    entry = find_held_to(inline.model, unique)
    whole = next(one for one in entry._meta.concrete_fields if one.related_model is model)
    address = url(model, "change", getattr(entry, whole.attname))
    there = load(admin_client, url(inline.model, "change", entry.pk))
    typed = {name: value for name, value in there.items() if name in inline.fields}
    prefix = whole.remote_field.get_accessor_name()
    row = with_other_values(inline.model, typed, unique)
    fields = load(admin_client, address) | {f"{prefix}-0-{name}": row[name] for name in row}
    assert_refused_as_taken(send(admin_client, address, fields))
