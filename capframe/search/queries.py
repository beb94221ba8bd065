"""What somebody typed, as a question to the index."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from capframe.search.words import WORD, is_letters, join, parts_of, stem

QUERY_CHARACTERS = 200
QUERY_WORDS = 12
SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")

# Left out of queries, because nearly every text holds them; indexed all the same. Not “it”, which
# is a profession here.
STOP_WORDS = frozenset(
    """
    a an and are as at be by do does for from has have how i in is of on or that the their this to
    was what which who with
    """.split()  # noqa: SIM905 - a list of thirty quoted words reads worse
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query.

    Args:
        word: folded, not stemmed.
        stems: an entry must hold one of them: the word's own, and those of the word with its
            neighbours in one piece.
    """

    word: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    text: str  # as typed, tidied and cut to what is searched for
    terms: tuple[Term, ...]  # what entries must hold, each once; empty where there is no word
    # The stems of all its words in order, as they would stand together in a text, and of those in
    # one piece.
    phrases: tuple[str, ...]
    shortened: bool  # something was left off

    @property
    def stems(self) -> frozenset[str]:
        """All of those that entries may hold for it."""
        return frozenset(chain.from_iterable(term.stems for term in self.terms))

    @classmethod
    def parse(cls, typed: str) -> "Query":
        """Any text whatever as a query: operators, quotes and the like are not special."""
        text = SPACES.sub(" ", typed).strip()
        cut = text[: QUERY_CHARACTERS + 1]
        if len(text) > QUERY_CHARACTERS:
            cut = cut.rpartition(" ")[0] or cut[:QUERY_CHARACTERS]
        words = [word for word in WORD.findall(cut) if parts_of(word)]
        key_words = [word for word in words if word.casefold() not in STOP_WORDS] or words
        runs = runs_of(words, set(key_words))
        terms = list(merge_repeated(term for run in runs for term in terms_of(run)))
        phrases = tuple(dict.fromkeys(map(" ".join, phrases_of(words))))
        shortened = len(text) > len(cut) or len(terms) > QUERY_WORDS
        return cls(cut, tuple(terms[:QUERY_WORDS]), phrases, shortened)


def merge_repeated(terms: Iterable[Term]) -> Iterable[Term]:
    """Each word once, with all that may stand for it."""
    merged: dict[str, Term] = {}
    for term in terms:
        known = merged.setdefault(term.stems[0], term)
        merged[term.stems[0]] = Term(known.word, tuple(dict.fromkeys(known.stems + term.stems)))
    return merged.values()


def runs_of(words: Sequence[str], key_words: set[str]) -> list[list[str]]:
    """The parts of the words that are asked for, those that stand together in one list each."""
    runs: list[list[str]] = [[]]
    for word in words:
        if word in key_words:
            runs[-1] += chain.from_iterable(map(whole_pieces, parts_of(word)))
        elif runs[-1]:
            runs.append([])
    return runs


def whole_pieces(piece: Sequence[str]) -> list[str]:
    """Letters with the digits that follow: "PAP14" is one word, which no "14" elsewhere answers."""
    found: list[str] = []
    for part in piece:
        if found and part.isdigit() and is_letters(found[-1:]):
            found[-1] += part
        else:
            found.append(part)
    return found


def terms_of(run: Sequence[str]) -> list[Term]:
    """The terms of words that stand together.

    Each two neighbours may be one word in a text; where a script has no spaces they are asked for.
    """
    stems = [[whole_stem(part)] for part in run]
    is_pair = [False] * len(run)
    for place, pair in enumerate(pairwise(run)):
        together = join(*pair) if pair[0] != pair[1] else ""
        if together and not pair[0].isascii():
            stems[place], is_pair[place] = [together], True
        elif together:
            stems[place].append(together)
            stems[place + 1].append(together)
    if 2 < len(run) <= 4 and is_letters(run):
        for those in stems:
            those.append(stem("".join(run)))
    # The last of unspaced letters stands in the pair before.
    last = [place > 0 and is_pair[place - 1] and not is_pair[place] for place in range(len(run))]
    return [
        Term(part, tuple(dict.fromkeys(those)))
        for part, those, is_last in zip(run, stems, last, strict=True)
        if not is_last
    ]


def whole_stem(part: str) -> str:
    return part if part[-1].isdigit() and part.isascii() else stem(part)


def phrases_of(words: Sequence[str]) -> list[list[str]]:
    parts = [part for word in words for piece in parts_of(word) for part in piece]
    phrases = [list(map(stem, parts))]
    if 1 < len(parts) <= 4 and is_letters(parts):
        phrases.append([stem("".join(parts))])
    if len(words) > 1:
        phrases.append(list(map(in_one_piece, words)))
    return phrases


def in_one_piece(word: str) -> str:
    parts = list(chain.from_iterable(parts_of(word)))
    return stem("".join(parts)) if is_letters(parts) else " ".join(map(stem, parts))
