"""Exports of some entries, in the columns of an import: to be edited and imported back.

What is withdrawn is never among them, because importing it back would bring it back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from capframe.base.models import Entry, Status
from capframe.plans.files.columns import Misread
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.names import did_you_mean


class Misnamed(Misread):
    """Raised where a name chooses nothing that can be exported: why, and what to do."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """A way to say which entries an export is of.

    Args:
        name: of the parameter of an address; with hyphens for underscores, of a command's option.
        about: what is exported, for the command's help.
        metavar: how a name is written, for the same.
        find_of: from these entries to what is exported of them.
    """

    name: str
    about: str
    metavar: str
    find: Callable[[Sequence[str]], QuerySet]
    model: type[Entry] | None = None
    find_of: Callable[[Any], QuerySet] | None = None


def choose_by(
    exported: type[Entry], name: str, model: type[Entry], lookup: str = "pk"
) -> ExportChoice:
    """The choice of entries of a model, by their addresses: ``<slug>``, or ``<whole>/<slug>``."""
    noun = str(model._meta.verbose_name)
    parts = [*map(str, (field.split("__")[0] for field in model.natural_key_fields[:-1])), noun]

    find_of = partial(find_in, exported, lookup)

    def find(names: Sequence[str]) -> QuerySet:
        keys = dict(_read_keys(model))
        for one in names:
            if one not in keys:
                meant = did_you_mean(one, keys) or "Write its address as the pages have it."
                raise Misnamed(f"There is no {noun} “{shown(one)}”.", meant)
        return find_of([keys[one] for one in names])

    about = f"only what stands in this {noun}" if lookup != "pk" else f"only this {noun}"
    metavar = "/".join(part.replace(" ", "-").upper() for part in parts)
    return ExportChoice(name, f"{about}; may be repeated", metavar, find, model, find_of)


def _read_keys(model: type[Entry]) -> Any:
    fields = model.natural_key_fields
    for pk, *values in model._base_manager.order_by("pk").values_list("pk", *fields):
        yield "/".join(map(str, values)), pk


def find_in(exported: type[Entry], lookup: str, entries: Any) -> QuerySet:
    """What can be exported of these entries: none of it is withdrawn, nor what it stands in."""
    withdrawn = (Q(**{status: Status.WITHDRAWN}) for status in exported.published_lookups)
    there = exported._default_manager.filter(**{f"{lookup}__in": entries})
    return there.exclude(reduce(or_, withdrawn, Q(pk__in=())))


def choose_entries(
    choices: Sequence[ExportChoice], given: Mapping[str, Sequence[str]]
) -> QuerySet | None:
    """The entries that any of these names chooses, None where none is given.

    Raises Misnamed for a name that chooses nothing, and where there is nothing to export.
    """
    found = [choice.find(names) for choice in choices if (names := given.get(choice.name))]
    if not found:
        return None
    chosen = reduce(or_, (Q(pk__in=some.order_by().values("pk")) for some in found))
    entries = found[0].model._default_manager.filter(chosen)
    if not entries.exists():
        raise Misnamed(
            "There is nothing to export of it but what is withdrawn.",
            "Choose something else, or export everything.",
        )
    return entries
