"""Which entries a save changed: those that everything it changed stands in, by name."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.apps import apps
from django.db.models import ForeignKey, Max
from django.utils.text import capfirst

from capframe.base.history.changes import CHANGE_WORDS, entries_of
from capframe.base.history.entry_rows import HistoryHead
from capframe.base.history.lines import parts_in_words
from capframe.base.models import Entry
from capframe.base.parts import whole_field
from capframe.base.titles import title_or_number

Key = tuple[type[Entry], int]


@dataclass(slots=True)
class ChangedEntry:
    """An entry that a save changed, or parts of it.

    Args:
        model, pk: which it is.
        title: what it is called.
        is_there: whether it still exists.
        words: what the save did to the entry itself: added, changed or removed.
        parts: how many parts of each model it did each of these to.
    """

    model: type[Entry]
    pk: int
    title: str
    is_there: bool
    words: list[str] = field(default_factory=list)
    parts: Counter = field(default_factory=Counter)

    @property
    def noun(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def in_words(self) -> str:
        """What was done to it: Fields changed, 2 statements changed, 1 section added."""
        made = next((word for word in ("added", "removed") if word in self.words), "")
        said = ["fields changed"] if self.words and not made else []
        for word in sorted({word for _, word in self.parts} - {made}):
            inside = parts_in_words(self.model, self._parts(word))
            said.append(f"{inside} {word}")
        if made:
            inside = parts_in_words(self.model, self._parts(made))
            said.insert(0, f"{made} with {inside}" if inside else made)
        return str(capfirst(", ".join(said)))

    def _parts(self, word: str) -> dict[type[Entry], int]:
        return {model: number for (model, of), number in self.parts.items() if of == word}


def changed_entries(
    saves: Iterable[Iterable[HistoryHead]],
) -> list[list[ChangedEntry]]:
    """For each save the entries that these rows of it changed, in the order of the rows.

    A number of queries that depends on how many models they are of.
    """
    saves = [list(heads) for heads in saves]
    rows = _read({(head.label, head.history_id) for heads in saves for head in heads})
    wholes = _climb(set(rows.values()))
    entries = entries_of({wholes[key] for key in rows.values()})
    found = []
    for heads in saves:
        by_whole: dict[Key, ChangedEntry] = {}
        counted_parts: dict[Key, set] = defaultdict(set)
        for head in heads:
            key = rows[head.label, head.history_id]
            whole = wholes[key]
            entry, is_there = entries[whole]
            one = by_whole.setdefault(
                whole, ChangedEntry(*whole, title=title_or_number(entry), is_there=is_there)
            )
            word = CHANGE_WORDS[head.kind]
            if key == whole:
                one.words.append(word)
            elif (key, word) not in counted_parts[whole]:
                counted_parts[whole].add((key, word))
                one.parts[key[0], word] += 1
        found.append(list(by_whole.values()))
    return found


def _read(rows: Collection[tuple[str, int]]) -> dict[tuple[str, int], Key]:
    """Of which entry each history row is."""
    found: dict[tuple[str, int], Key] = {}
    for label, ids in _grouped(rows).items():
        model = cast(type[Entry], apps.get_model(label))
        pks = model.history.filter(history_id__in=ids).order_by().values_list("history_id", "id")
        found |= {(label, row): (model, pk) for row, pk in pks}
    return found


def _climb(keys: Collection[Key]) -> dict[Key, Key]:
    """The entry that each of these stands in, with everything that it stands in too."""
    found = {}
    wanted: dict[type[Entry], set[int]] = _grouped(keys)
    above: dict[Key, Key] = {}
    while wanted:
        following: dict[type[Entry], set[int]] = defaultdict(set)
        for model, pks in wanted.items():
            if (holder := whole_field(model)) is None:
                continue
            whole = cast(type[Entry], holder.related_model)
            for pk, holder_pk in _holders(model, holder, pks).items():
                above[model, pk] = (whole, holder_pk)
                following[whole].add(holder_pk)
        wanted = following
    for key in keys:
        whole_key = key
        while whole_key in above:
            whole_key = above[whole_key]
        found[key] = whole_key
    return found


def _holders(model: type[Entry], holder: ForeignKey, pks: Collection[int]) -> Mapping[int, int]:
    """What each of these parts stands in, or stood in last."""
    newest = (
        model.history.filter(id__in=pks).order_by().values("id").annotate(newest=Max("history_id"))
    )
    rows = model.history.filter(history_id__in=newest.values("newest")).order_by()
    return dict(rows.values_list("id", holder.attname))


def _grouped(pairs: Iterable[tuple[Any, int]]) -> dict[Any, set[int]]:
    groups: dict[Any, set[int]] = defaultdict(set)
    for group, pk in pairs:
        groups[group].add(pk)
    return groups
