"""What the address of a page of the admin may ask for: filters, pages and values."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.utils import NotRelationField, get_fields_from_path
from django.contrib.admin.views.main import IGNORED_PARAMS, PAGE_VAR, SEARCH_VAR
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    IntegerField,
    Model,
    TextField,
)
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from capframe.base.http import Refused, quoted

FOR_LISTS = {*IGNORED_PARAMS, PAGE_VAR}
# Where a form was opened from a list, its links carry along how that was filtered.
LEFT_LIST = "_changelist_filters"

# What is searched for in a list, or while one types in a field.
SEARCH_TERMS = (SEARCH_VAR, "term")
MOST_WORDS = 10
# Bytes. Every row of a list leads to its entry with all of them, to lead back to the same list.
LONGEST_FILTERS = 2_000

OF_RELATIONS = ("exact", "in", "isnull")
OF_VALUES = (*OF_RELATIONS, "gt", "gte", "lt", "lte")
# Not by regular expression: one can keep the database busy for hours.
OF_TEXTS = (
    *(*OF_VALUES, "isempty", "iexact", "contains", "icontains", "startswith", "istartswith"),
    *("endswith", "iendswith"),
)
TEXTS, VALUES = (CharField, TextField), (IntegerField, BooleanField, DecimalField, DateField)
# Python reads no number of thousands of digits, and Django takes it for the first page.
DIGITS_OF_A_PAGE = 9
# Lookups that ask a question, with the answers that Django takes.
ANSWERS = {"isnull": ("", "0", "1", "false", "true"), "isempty": ("0", "1")}

CHOOSE_A_FILTER = "Remove it from the address, or go back to the list and choose from its filters."
CHOOSE_A_VALUE = "Correct it in the address, or go back and choose from what is offered."


def refuse_nul(request: HttpRequest) -> None:
    """Raise Refused (400) where an address has the character that no database can look for."""
    for name, values in request.GET.lists():
        if any("\0" in text for text in (name, *values)):
            raise Refused(
                f"The value of {quoted([name])} has a character in it that nothing can contain.",
                "Remove %00 from the address, or type the text anew.",
            )


def refuse_many_words(request: HttpRequest) -> None:
    """Raise Refused (400) for a search of many words: each is looked for in every text."""
    for name in SEARCH_TERMS:
        number = len(request.GET.get(name, "").split())
        if number > MOST_WORDS:
            raise Refused(
                f"{number:,} words are searched for, and at most {MOST_WORDS} can be.",
                "Search for fewer words.",
            )


def refuse_long_filters(request: HttpRequest) -> None:
    """Raise Refused (414) where a list is filtered by more than its links can carry."""
    length = len(request.META.get("QUERY_STRING", ""))
    if length > LONGEST_FILTERS:
        raise Refused(
            f"The list’s filters have {length:,} characters, and at most {LONGEST_FILTERS:,} "
            "are read.",
            "Remove anything that is in the address twice, or choose fewer filters.",
            status=414,
        )


def refuse_no_page_number(request: HttpRequest) -> None:
    """Raise Refused (400) for what is no number, (404) for one that no list comes to."""
    page = request.GET.get(PAGE_VAR, "1")
    if not (page.isascii() and page.isdigit()):
        raise Refused(
            f"{quoted([page])} is not a page number.",
            "Use a whole number, or go back to the first page.",
        )
    if len(page) > DIGITS_OF_A_PAGE:
        raise Refused(f"There is no page {quoted([page])}.", "Go back to the first page.", 404)


def refuse_unknown_target(model_admin: ModelAdmin, request: HttpRequest) -> None:
    """Raise Refused (400) where what opened a window asks for a field that it cannot have."""
    for sent in (request.GET, request.POST):
        name = sent.get(TO_FIELD_VAR)
        if name is not None and not (name and model_admin.to_field_allowed(request, name)):
            raise Refused(
                f"{quoted([name])} in {quoted([TO_FIELD_VAR])} is not a field that can be used.",
                "Remove it from the address, or open the page again from the form that led here.",
            )


def refuse_unknown_filters(
    model_admin: ModelAdmin, request: HttpRequest, also: Iterable[str] = ()
) -> None:
    """Raise Refused (400) where a list cannot be filtered by a parameter, or by its value.

    Args:
        model_admin: of the entries listed.
        request: for the list, or for what is made of it.
        also: parameters that the page takes beside a list's.
    """
    known = {*FOR_LISTS, *own_parameters(model_admin, request), *also}
    for name, values in request.GET.lists():
        if name in known:
            continue
        field, lookup = find_filter(model_admin.model, name)
        allowed = (model_admin.lookup_allowed(name, value, request) for value in values)
        if field is None or not all(allowed):
            raise Refused(f"{quoted([name])} is not a filter of this list.", CHOOSE_A_FILTER)
        refuse_no_values(name, field, lookup, values)


def own_parameters(model_admin: ModelAdmin, request: HttpRequest) -> Iterable[str]:
    """Those of filters that follow no field, which know by themselves what they take."""
    for one in model_admin.get_list_filter(request):
        if isinstance(one, type) and issubclass(one, SimpleListFilter):
            yield one.parameter_name or ""


def find_filter(model: type[Model], name: str) -> tuple[Field | None, str]:
    """The field that a parameter filters by, and how; None where there is no such filter."""
    path, lookup = name, "exact"
    field = find_field(model, path)
    if field is None:
        path, _, lookup = name.rpartition(LOOKUP_SEP)
        field = find_field(model, path)
    return (field, lookup) if field and lookup in lookups_of(field) else (None, lookup)


def find_field(model: type[Model], path: str) -> Field | None:
    """The field at the end of a path from the model; None where there is none."""
    if path == "pk":
        return model._meta.pk
    try:
        field = get_fields_from_path(model, path)[-1]
    except (FieldDoesNotExist, NotRelationField):
        return None
    return field if isinstance(field, Field) else None


def lookups_of(field: Field) -> tuple[str, ...]:
    if field.is_relation:
        return OF_RELATIONS
    if isinstance(field, TEXTS):
        return OF_TEXTS
    return OF_VALUES if isinstance(field, VALUES) else ()


def refuse_no_values(name: str, field: Field, lookup: str, values: Iterable[str]) -> None:
    for value in values:
        if lookup in ANSWERS:
            can_be = value.lower() in ANSWERS[lookup]
        else:
            parts = value.split(",") if lookup == "in" else [value]
            can_be = all(is_value_of(field, part) for part in parts)
        if not can_be:
            raise Refused(f"{quoted([value])} is not a value of {quoted([name])}.", CHOOSE_A_VALUE)


def is_value_of(field: Any, text: str) -> bool:
    """Whether a field can have what is written like this, be there an entry with it or not."""
    while field.is_relation:
        field = field.target_field
    if isinstance(field, TEXTS):
        return True
    try:
        if isinstance(field, DateTimeField) and not has_zone(text):
            return False
        field.run_validators(field.to_python(text))
    except (ValidationError, ValueError, ArithmeticError):
        return False
    return text != ""


def has_zone(text: str) -> bool:
    """Whether this is a time that means the same everywhere."""
    time = parse_datetime(text)
    return time is not None and is_aware(time)


def refuse_unknown_choice(model_admin: ModelAdmin, request: HttpRequest) -> None:
    """Raise Refused (400) where an action is asked for on what can be no entry of the list."""
    key = model_admin.opts.pk
    for chosen in map(str, request.POST.getlist(ACTION_CHECKBOX_NAME)):
        if not is_value_of(key, chosen):
            raise Refused(
                f"{quoted([chosen])} is not an entry of this list. Nothing was changed.",
                "Go back to the list and choose the entries again.",
            )


def refuse_unusable_beginnings(model_admin: ModelAdmin, request: HttpRequest) -> None:
    """Raise Refused (400) where a new entry is to begin with what can be no other entry."""
    for name in request.GET:
        field, value = find_field(model_admin.model, name), request.GET.get(name, "")
        if field and field.is_relation and value:
            parts = value.split(",") if field.many_to_many else [value]
            if not all(is_value_of(field, part) for part in parts):
                raise Refused(
                    f"{quoted([value])} is not a value of {quoted([name])}.",
                    "Correct it in the address, or remove it and choose on the form.",
                )
