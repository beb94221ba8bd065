"""Entries with the addresses of their pages in the admin."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.text import capfirst

from capframe.base.parts import whole_field
from capframe.base.titles import noun_and_title
from capframe.plans.changes import Values
from capframe.plans.wholes import EntryKey, find_wholes, name_entries, read_last_values


class EntryLink(NamedTuple):
    """What an entry is and is called, with the address of its form."""

    title: str
    url: str


def link_entries(keys: Iterable[EntryKey]) -> Mapping[EntryKey, EntryLink]:
    """The entries with their pages in the admin: of a part, that of the entry it stands in."""
    keys = list(keys)
    values: dict[EntryKey, Values] = {}
    for model in {model for model, _ in keys}:
        columns = [field.attname for field in [whole_field(model)] if field]
        found = read_last_values(model, columns, {pk for one, pk in keys if one is model})
        values |= {(model, pk): row for pk, row in found.items()}
    wholes = find_wholes(values)
    titles = name_entries({*keys, *wholes.values()})
    return {
        key: EntryLink(
            str(capfirst(noun_and_title(whole[0], titles[whole]))),
            admin_url(whole[0], "change", whole[1]),
        )
        for key, whole in wholes.items()
    }


def admin_url(model: Any, page: str, *args: Any) -> str:
    """The address of a page of a model in the admin."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
