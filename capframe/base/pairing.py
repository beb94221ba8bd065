"""Which of two lists' texts say the same thing, perhaps in other words; see docs/comparison.md."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from capframe.base.worddiff import Words

# Two texts that share this much of their key words are the same one reworded;
SIMILAR = 0.44
# from here on they are if every other text that is left, of either list, is less similar
POSSIBLY_SIMILAR = 0.2
# by at least this. All three were measured: see docs/comparison.md.
CLEAR_LEAD = 0.12
# Beyond this many pairs of texts only those of the same wording are paired: a page, not minutes.
MOST_PAIRS = 100_000

# For each text, by its place: the similar texts of the other list, the most similar first, each
# with its letters, its similarity and its place.
Rankings = Mapping[int, Sequence[tuple[str, float, int]]]


class Pair(NamedTuple):
    """Places in the old and in the new list, and how similar the texts there are, from 0 to 1."""

    similarity: float
    old: int
    new: int

    @property
    def rank(self) -> tuple[float, int, int]:
        """The most similar first, then the nearest; the same whichever list is the old one."""
        return -self.similarity, abs(self.old - self.new), self.old + self.new


def pair(old: Sequence[Words], new: Sequence[Words]) -> dict[int, int]:
    """Pair texts one to one: places in ``old`` to places in ``new``, where there is a counterpart.

    First those of the same wording, then the most similar of what is left, over the whole lists and
    not by position. The other way round it makes the same pairs, and always the same ones.
    """
    matching = Matching(dict(enumerate(old)), dict(enumerate(new)))
    matching.take(pairs_of_same_wording(old, new))
    if 0 < len(matching.old) * len(matching.new) <= MOST_PAIRS:
        letters = Letters()
        written = Matching(letters.write(matching.old), letters.write(matching.new), matching.pairs)
        written.take(pairs_of(rankings(written.old, written.new, least=SIMILAR)))
        take_clear(written)
    return matching.pairs


class Matching:
    """The pairs made so far, and what is left of both lists, by place."""

    def __init__(self, old: dict, new: dict, pairs: dict[int, int] | None = None) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, int] = {} if pairs is None else pairs

    def take(self, found: Iterable[Pair]) -> None:
        """Take each of these whose texts are both left, the most similar first."""
        for one in sorted(found, key=lambda pair: pair.rank):
            if one.old in self.old and one.new in self.new:
                self.pairs[one.old] = one.new
                del self.old[one.old], self.new[one.new]


def pairs_of_same_wording(old: Sequence[Words], new: Sequence[Words]) -> list[Pair]:
    places: dict[tuple[str, ...], list[int]] = {}
    for place, text in enumerate(new):
        places.setdefault(text.wording, []).append(place)
    return [
        Pair(1, place, other)
        for place, text in enumerate(old)
        for other in places.get(text.wording, ())
    ]


class Likeness(NamedTuple):
    """Places in two of several lists whose texts are alike by themselves, whatever else is there.

    Args:
        in_other_words: whether they differ by more than typography.
        lists: the numbers of the two lists, counted from 0.
    """

    in_other_words: bool
    pair: Pair
    lists: tuple[int, int]

    @property
    def rank(self) -> tuple:
        """Those of the same wording first, then as pairs are ranked."""
        return self.in_other_words, *self.pair.rank, *self.lists


def find_alike(
    lists: Sequence[Sequence[Words]], between: Iterable[tuple[int, int]]
) -> list[Likeness]:
    """What is alike between these lists by the first two rules alone, the most similar first.

    A text may be alike to several others of a list: whoever asks takes from the first on.
    """
    letters = Letters()
    written = [letters.write(dict(enumerate(texts))) for texts in lists]
    found: list[Likeness] = []
    for old, new in between:
        same = pairs_of_same_wording(lists[old], lists[new])
        found += [Likeness(False, one, (old, new)) for one in same]
        if len(lists[old]) * len(lists[new]) <= MOST_PAIRS:
            similar = pairs_of(rankings(written[old], written[new], least=SIMILAR))
            found += [Likeness(True, one, (old, new)) for one in similar]
    return sorted(found, key=lambda one: one.rank)


def take_clear(matching: Matching) -> None:
    """Take those that are clearly more similar than either text is to any other that is left.

    Those equally similar are judged before any is taken, so that their order decides nothing.
    """
    by_old = rankings(matching.old, matching.new, least=POSSIBLY_SIMILAR - CLEAR_LEAD)
    by_new = rankings(matching.new, matching.old, least=POSSIBLY_SIMILAR - CLEAR_LEAD)

    def is_clear(one: Pair) -> bool:
        rival = max(
            best_rival(by_old[one.old], matching.new, one.new),
            best_rival(by_new[one.new], matching.old, one.old),
        )
        return one.similarity - rival >= CLEAR_LEAD

    found = sorted(pairs_of(by_old), key=lambda pair: -pair.similarity)
    for similarity, equals in groupby(found, key=lambda pair: pair.similarity):
        if similarity >= POSSIBLY_SIMILAR:
            matching.take([one for one in equals if is_clear(one)])


def best_rival(ranking: Sequence[tuple[str, float, int]], left: Mapping, besides: int) -> float:
    """The similarity of the most similar text still left, besides the one at this place."""
    return next((share for _, share, place in ranking if place in left and place != besides), 0)


class Letters(dict[str, str]):
    """A letter for each word, made up as words come."""

    def __missing__(self, word: str) -> str:
        self[word] = letter = chr(len(self))
        return letter

    def write(self, texts: Mapping[int, Words]) -> dict[int, str]:
        """The texts with each key word as its letter, and the letters sorted.

        What two texts share is then the longest common run of letters after run of letters,
        whatever order their words came in.
        """
        return {
            place: "".join(sorted([self[word] for word in text.key_words]))
            for place, text in texts.items()
        }


def rankings(texts: Mapping[int, str], others: dict[int, str], *, least: float) -> Rankings:
    """The others that are similar to each text by ``least`` or more; 1 is all words shared."""
    return {
        place: extract(
            text, others, scorer=Indel.normalized_similarity, score_cutoff=least, limit=None
        )
        for place, text in texts.items()
    }


def pairs_of(by_old: Rankings) -> list[Pair]:
    return [
        Pair(similarity, place, other)
        for place, ranking in by_old.items()
        for _, similarity, other in ranking
    ]
