"""A framework's scale, and which of its levels a file means."""

import re
from collections.abc import Iterable, Mapping, Sequence

from capframe.plans.name_index import Key
from capframe.spreadsheets import names

# The one scale of words whose order is known: the government digital and data framework's.
WORDS = ("awareness", "working", "practitioner", "expert")
NUMBER = re.compile(r"(?<!\d)[0-9]{1,5}$")
BARE = re.compile(r"[0-9]{1,5}")
HIGHEST = 32767


class Scale:
    """The levels that a framework has, and those that a file adds to it.

    Args:
        framework: the framework's title.
        existing: title and position of each level of the catalogue, by primary key.
        named: the levels that the file names, as it writes them.
    """

    def __init__(
        self, framework: str, existing: Mapping[int, tuple[str, int]], named: Iterable[str]
    ) -> None:
        self.framework = framework
        self.titles: dict[Key, str] = {pk: title for pk, (title, _) in existing.items()}
        self.positions: dict[Key, int] = {pk: position for pk, (_, position) in existing.items()}
        self._keys: dict[str, Key] = {names.folded(title): pk for pk, title in self.titles.items()}
        self._add(find_new_titles(self.titles.values(), named))

    def _add(self, new: Sequence[str]) -> None:
        """Take new levels into the scale, if the order of all of them is known."""
        order = find_order([*self.titles.values(), *new])
        agrees = all(order.get(self.titles[pk]) == self.positions[pk] for pk in self.titles)
        for title in new if agrees and order else ():
            key = names.folded(title)
            self.titles[key], self.positions[key], self._keys[key] = title, order[title], key

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
        if self.titles:
            keys = sorted(self.titles, key=self.positions.__getitem__)
            listed = ", ".join(f"“{self.titles[key]}”" for key in keys)
            meant = names.did_you_mean(name, self.titles.values())
            return (
                f"“{self.framework}” has no level “{name}”; its levels are {listed}.",
                meant or "Write one of these, or add the level to the framework’s scale first.",
            )
        return (
            f"Where the level “{name}” stands on the scale of “{self.framework}” is not known.",
            "End the name of every level in its number, as in “Level 1”, or call the levels "
            f"{', '.join(WORDS[:-1])} and {WORDS[-1]}, or add them to the framework first.",
        )


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
    """The position of each level, from 1; empty where the titles do not say it."""
    words = {word: place for place, word in enumerate(WORDS, start=1)}
    for position_of in (lambda title: words.get(names.folded(title)), number_of):
        order = {title: position for title in titles if (position := position_of(title))}
        if len(order) == len(titles) == len(set(order.values())):
            return order
    return {}
