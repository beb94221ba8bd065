"""A framework's scale, and which of its levels a file means."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from capframe.plans.files.name_index import Key
from capframe.spreadsheets import names

# The one scale of words whose order is known: the government digital and data framework's.
WORDS = ("awareness", "working", "practitioner", "expert")
NUMBER = re.compile(r"(?<!\d)[0-9]{1,5}$")
BARE = re.compile(r"[0-9]{1,5}")
HIGHEST = 32767


class Scale:
    """The levels that a framework has, and those that a file adds to it.

    Args:
        places: what was answered of the order of new levels, by their folded names; none where
            that is not known, which the levels are taken without; None where nothing was answered.
        in_order: whether the order of those of the catalogue is known.
    """

    def __init__(
        self,
        framework: str,
        existing: Mapping[int, tuple[str, int]],
        named: Iterable[str],
        places: Mapping[str, int] | None = None,
        *,
        in_order: bool = True,
    ) -> None:
        self.framework, self.in_order = framework, in_order
        self.titles: dict[Key, str] = {pk: title for pk, (title, _) in existing.items()}
        self.positions: dict[Key, int] = {pk: position for pk, (_, position) in existing.items()}
        self._keys: dict[str, Key] = {names.folded(title): pk for pk, title in self.titles.items()}
        new = find_new_titles(self.titles.values(), named)
        # New levels whose place is asked.
        self.unplaced: list[str] = []
        if places is None and find_open_words(existing, new):
            self.unplaced = new
        elif places is None:
            self._add(new)
        else:
            self._place(new, places or _number(new))
            self.in_order = bool(places)

    def _add(self, new: Sequence[str]) -> None:
        """Take new levels into the scale whose order their names say, as most of all do."""
        if self.titles and not self.in_order:
            return
        order = find_order([*self.titles.values(), *new])
        agrees = all(order.get(self.titles[pk]) == self.positions[pk] for pk in self.titles)
        for title in new if agrees else ():
            if title in order:
                self._add_level(title, order[title])
                self.in_order = True

    def _place(self, new: Sequence[str], places: Mapping[str, int]) -> None:
        """Take new levels into the scale where it was answered that they stand."""
        for title in new:
            self._add_level(title, places[names.folded(title)])

    def _add_level(self, title: str, position: int) -> None:
        key = names.folded(title)
        self.titles[key], self.positions[key], self._keys[key] = title, position, key

    def is_unplaced(self, name: str) -> bool:
        """Whether a name is one of the levels whose place is asked."""
        is_one = names.folded(name) in map(names.folded, self.unplaced)
        return is_one or bool(find_numbered(name, self.unplaced))

    @property
    def added(self) -> dict[str, tuple[str, int]]:
        """Title and position of each level that the file adds, by key, the lowest first."""
        new = [key for key in self.titles if isinstance(key, str)]
        new.sort(key=self.positions.__getitem__)
        return {key: (self.titles[key], self.positions[key]) for key in new}

    def find_level(self, name: str) -> Key | None:
        """The level that a name means, None if the scale has none: by title, or by bare number."""
        if (folded := names.folded(name)) in self._keys:
            return self._keys[folded]
        found = find_numbered(name, self.titles.values())
        return self._keys[names.folded(found[0])] if len(found) == 1 else None

    def explain_missing(self, name: str) -> tuple[str, str]:
        """What is wrong with a level that the scale has not, and what would be right."""
        keys = sorted(self.titles, key=self.positions.__getitem__)
        listed = ", ".join(f"“{self.titles[key]}”" for key in keys)
        message = f"“{self.framework}” has no level “{name}”; its levels are {listed}."
        if all(isinstance(key, str) and number_of(title) for key, title in self.titles.items()):
            return message, "Write one of these, or end its name in its number as they do."
        meant = names.did_you_mean(name, self.titles.values())
        return (
            message,
            meant or "Write one of these, or add the level to the framework’s scale first.",
        )


def _number(titles: Iterable[str]) -> dict[str, int]:
    """A number for each level of a scale whose order is not known: by their names."""
    return {name: number for number, name in enumerate(sorted(map(names.folded, titles)), start=1)}


def find_open_words(existing: Collection[object], named: Iterable[str]) -> list[str]:
    """The levels of a new scale whose order their names do not say."""
    new = [] if existing else find_new_titles((), named)
    return [] if find_order(new) else new


def find_new_titles(existing: Iterable[str], named: Iterable[str]) -> list[str]:
    """The names that mean no existing level, each once; a bare number may mean another of them."""
    titles = {names.folded(title): title for title in existing}
    new = []
    for name in sorted(named, key=lambda name: bool(BARE.fullmatch(name))):
        if names.folded(name) not in titles and not find_numbered(name, titles.values()):
            titles[names.folded(name)] = name
            new.append(name)
    return new


def find_numbered(name: str, titles: Iterable[str]) -> list[str]:
    """The titles that end in the number that a name is; none where it is not a bare number."""
    number = number_of(name) if BARE.fullmatch(name) else None
    return [title for title in titles if number and number_of(title) == number]


def number_of(title: str) -> int | None:
    """The number that a level's title ends in, None where there is none that can be a position."""
    found = NUMBER.search(title)
    return int(found[0]) if found and 1 <= int(found[0]) <= HIGHEST else None


def find_order(titles: Sequence[str]) -> dict[str, int]:
    """The position of each level whose title says it, from 1; empty unless most titles do."""
    words = {word: place for place, word in enumerate(WORDS, start=1)}
    for position_of in (lambda title: words.get(names.folded(title)), number_of):
        order = {title: position for title in titles if (position := position_of(title))}
        if 2 * len(order) > len(titles) and len(order) == len(set(order.values())):
            return order
    return {}
