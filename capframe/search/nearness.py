"""How near each other the words of a query stand in a text."""

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
    return Nearness.NEAR if any(is_near(query, line.split()) for line in lines) else Nearness.APART


def is_near(query: Query, words: list[str]) -> bool:
    """Whether a line has all the words of the query with few others between them."""
    most = len(query.terms) + MOST_BETWEEN
    last: dict[int, int] = {}
    wanted = [frozenset(term.stems) for term in query.terms]
    for place, word in enumerate(words):
        for number, stems in enumerate(wanted):
            if word in stems:
                last[number] = place
        if len(last) == len(wanted) and place - min(last.values()) < most:
            return True
    return False
