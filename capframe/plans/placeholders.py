"""Placeholders that the catalogue holds already, and the plan that takes them out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import CharField, Model, SlugField, TextField
from django.utils.text import capfirst

from capframe.base.models import Entry, entry_models
from capframe.base.parts import whole_field, whole_of
from capframe.base.titles import noun_and_title, title_from
from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import ExistingEntry, newest_history_versions, read_existing
from capframe.plans.plan import Plan
from capframe.spreadsheets.placeholders import is_placeholder, plain

EMPTIED = "emptied"
REMOVED = "removed: it says nothing else"
REQUIRED = "left, because it must say something: edit it"
SAYS_MORE = "left, because more is said with it: edit it"
IN_USE = "left, because something else refers to it: edit it"


@dataclass(frozen=True, slots=True)
class StoredPlaceholder:
    """A text of the catalogue that only says that there is none.

    Args:
        whole: the entry that it stands in, in words; with the part, where it is one's.
        field: what forms call its field.
        value: as it is stored.
        outcome: what the plan does with it.
    """

    whole: str
    field: str
    value: str
    outcome: str

    @property
    def plain(self) -> str:
        """The same for the same placeholder in another case, or with another dash."""
        return plain(self.value)


def plan_without_placeholders() -> tuple[Plan, list[StoredPlaceholder]]:
    """What takes all placeholders out, as far as nothing needs them, and each that there is."""
    builder = PlanBuilder()
    found: list[StoredPlaceholder] = []
    history_versions = newest_history_versions(entry_models())
    for model in entry_models():
        fields = text_fields(model)
        for entry in read_existing(model._base_manager.order_by("pk")).values():
            held = [name for name in fields if is_placeholder(entry.values[name])]
            if held:
                found += plan_entry(model, entry, held, builder)
    builder.plan.history_versions |= history_versions
    return builder.plan, found


def text_fields(model: type[Model]) -> dict[str, Any]:
    """The fields that hold words of a source or an editor, by name."""
    return {
        field.name: field
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and not isinstance(field, SlugField)
        and not field.choices
    }


def plan_entry(
    model: type[Entry], entry: ExistingEntry, held: list[str], builder: PlanBuilder
) -> Iterator[StoredPlaceholder]:
    """Plan what becomes of one entry with placeholders in these fields."""
    fields = text_fields(model)
    whole = whole_of(model._base_manager.get(pk=entry.pk))
    builder.begin_whole(type(whole), whole.pk, str(whole))
    outcomes = outcomes_of(model, entry, held)
    if REMOVED in outcomes.values():
        builder.remove(model, entry)
    elif emptied := {name: "" for name in held if outcomes[name] == EMPTIED}:
        builder.change(model, entry, emptied)
    words = str(capfirst(noun_and_title(type(whole), str(whole))))
    if whole_field(model):
        words += f", {noun_and_title(model, title_from(model, entry.values))}"
    for name in held:
        label = str(fields[name].verbose_name)
        yield StoredPlaceholder(words, label, entry.values[name], outcomes[name])


def outcomes_of(model: type[Entry], entry: ExistingEntry, held: list[str]) -> Mapping[str, str]:
    """What becomes of each placeholder of an entry, by the name of its field."""
    fields = text_fields(model)
    outcomes = {name: EMPTIED if fields[name].blank else REQUIRED for name in held}
    said = {name for name in fields if entry.values[name] and name not in held}
    if not is_its_text(model) or said & set(model.title_fields):
        return outcomes
    titles = [name for name in held if name in model.title_fields]
    if said.difference(model.implied_fields):
        outcome = SAYS_MORE
    else:
        outcome = IN_USE if is_referred_to(model, entry.pk) else REMOVED
    return outcomes | dict.fromkeys(titles, outcome)


def is_its_text(model: type[Entry]) -> bool:
    """Whether an entry is a part that is nothing without its text: a statement, a behaviour."""
    texts = [model._meta.get_field(name) for name in model.title_fields]
    is_text = bool(texts) and all(isinstance(field, TextField) for field in texts)
    return is_text and whole_field(model) is not None


def is_referred_to(model: type[Entry], pk: int) -> bool:
    fields = [cast(Any, relation).field for relation in model._meta.related_objects]
    return any(
        field.model._base_manager.filter(**{field.name: pk}).exists()
        for field in fields
        if issubclass(field.model, Entry)
    )
