"""How near each other the words of a query stand in a text."""

from collections.abc import Sequence
from enum import IntEnum

from capframe.search.queries import Query

# Words between the words of a query that are still near each other.
MOST_BETWEEN = 5


class Nearness(IntEnum):
    PHRASE = 0  # as they were typed
    NEAR = 1
    APART = 2


def nearness(query: Query, stems: str) -> Nearness:
    """How near the words of a query stand in any line of an entry's stems."""
    if len(query.terms) < 2:
        return Nearness.PHRASE
    lines = stems.split("\n")
    if any(f" {phrase} " in f" {line} " for line in lines for phrase in query.phrases):
        return Nearness.PHRASE
    wanted = [frozenset(term.stems) for term in query.terms]
    is_any_near = any(is_near(wanted, line.split()) for line in lines)
    return Nearness.NEAR if is_any_near else Nearness.APART


def is_near(wanted: Sequence[frozenset[str]], words: list[str]) -> bool:
    """Whether a line has one of each of the wanted stems, with few others between them."""
    if any(stems.isdisjoint(words) for stems in wanted):
        return False
    most = len(wanted) + MOST_BETWEEN
    last: dict[int, int] = {}
    for place, word in enumerate(words):
        for number, stems in enumerate(wanted):
            if word in stems:
                last[number] = place
        if len(last) == len(wanted) and place - min(last.values()) < most:
            return True
    return False
