"""A filter of the list of role levels as its page draws it: what is chosen, and what may be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from capframe.base.kept import Kept
from roles.choices import CHOICES, Choice
from roles.filters import FIND

# A filter with more choices shows them when some words of their names are typed.
MOST_OFFERED = 24
# These stand open: they answer what is asked most.
OPEN = ("skill", "grade", "location")


@dataclass(frozen=True, slots=True)
class Picker:
    """A filter.

    Args:
        field: the form's field of the choices.
        chosen: in the order of the address.
        groups: what else may be chosen, each part with what it stands in.
        find: the form's field of the words by which choices are found; None where all stand here.
        words: typed into it.
        has_more: whether more were found than stand here.
    """

    field: Any
    chosen: tuple[Choice, ...]
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    find: Any
    words: str
    has_more: bool

    @property
    def is_due(self) -> bool:
        """Whether there is anything to choose, or to put right."""
        return bool(self.chosen or self.groups or self.find or self.field.errors)

    @property
    def is_open(self) -> bool:
        is_used = self.chosen or self.words or self.field.errors or (self.find and self.find.errors)
        return self.field.name in OPEN or bool(is_used)


# What every list offers where no words are typed: the same for all of them.
OFFERED: Kept[Mapping[str, Sequence[Choice]]] = Kept(most=1)


def pickers_of(form: Any) -> list[Picker]:
    """Those of a form that was cleaned, in the order of the page."""
    offered = OFFERED.find_or_make("offered", find_offered)
    return [picker for name in CHOICES if (picker := picker_of(form, name, offered[name])).is_due]


def find_offered() -> dict[str, list[Choice]]:
    """The first choices of each filter, and one more than are shown where there are more."""
    return {name: choices.find("", MOST_OFFERED + 1) for name, choices in CHOICES.items()}


def picker_of(form: Any, name: str, first: Sequence[Choice]) -> Picker:
    """The picker of a filter, of which these are the first choices."""
    chosen = form.fields[name].chosen
    words = form.cleaned_data.get(f"{FIND}{name}", "")
    found = CHOICES[name].find(words, MOST_OFFERED + 1) if words else first
    has_more = len(found) > MOST_OFFERED
    offered = found[:MOST_OFFERED] if words or not has_more else []
    is_long = has_more or words or form.data.get(f"{FIND}{name}")
    return Picker(
        form[name],
        tuple(chosen.values()),
        groups_of(without_chosen(offered, chosen)),
        form[f"{FIND}{name}"] if is_long else None,
        words,
        has_more,
    )


def without_chosen(offered: Iterable[Choice], chosen: Iterable[str]) -> list[Choice]:
    """What may still be chosen; a skill that is chosen at any level, without its levels."""
    taken = set(chosen)
    return [
        replace(one, levels=tuple(level for level in one.levels if level.value not in taken))
        for one in offered
        if one.value not in taken
    ]


def groups_of(offered: Sequence[Choice]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Neighbours that stand in the same together."""
    return tuple((group, tuple(those)) for group, those in groupby(offered, attrgetter("group")))
