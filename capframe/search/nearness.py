"""How near each other the words of a query stand in a text."""

from enum import IntEnum

from capframe.search.queries import Query

# Words between the words of a query that are still near each other.
MOST_BETWEEN = 5


class Nearness(IntEnum):
    PHRASE = 0  # as they were typed
    NEAR = 1
    APART = 2


class NearnessMeter:
    """Says how near the words of one query stand in texts, of each text that comes again once."""

    def __init__(self, query: Query) -> None:
        self.number = len(query.terms)
        self.phrases = [f" {phrase} " for phrase in query.phrases]
        self.terms_of: dict[str, list[int]] = {}
        for number, term in enumerate(query.terms):
            for stem in term.stems:
                self.terms_of.setdefault(stem, []).append(number)
        self.measured: dict[str, Nearness] = {}

    def measure(self, stems: str) -> Nearness:
        """How near they stand in any line of an entry's stems."""
        if self.number < 2:
            return Nearness.PHRASE
        known = self.measured.get(stems)
        if known is None:
            known = self.measured[stems] = self._measure(stems)
        return known

    def _measure(self, stems: str) -> Nearness:
        text = f" {stems} ".replace("\n", " \n ")
        if any(phrase in text for phrase in self.phrases):
            return Nearness.PHRASE
        is_any_near = any(self.is_near(line.split()) for line in stems.split("\n"))
        return Nearness.NEAR if is_any_near else Nearness.APART

    def is_near(self, words: list[str]) -> bool:
        """Whether a line has one of the stems of each term, with few others between them."""
        most = self.number + MOST_BETWEEN
        last: dict[int, int] = {}
        for place, word in enumerate(words):
            if word in self.terms_of:
                last.update(dict.fromkeys(self.terms_of[word], place))
                if len(last) == self.number and place - min(last.values()) < most:
                    return True
        return False
