"""Which of two lists' texts say the same thing, perhaps in other words; see docs/comparison.md."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from capframe.base.worddiff import Words

# Two texts that share this much of their telling words are the same one reworded;
ALIKE = 0.44
# from here on they are if no other text that is left, of either list, is nearly as like;
PERHAPS = 0.2
# and nearly as like is one less than this behind. All three were measured: see docs/comparison.md.
CLEARLY = 0.12
# Beyond this many pairs of texts only those of the same wording are paired: a page, not minutes.
MOST_PAIRS = 100_000

# For each text, by its place: the other list's texts that are like it, the likest first, each with
# its letters, its likeness and its place.
Rankings = Mapping[int, Sequence[tuple[str, float, int]]]


class Pair(NamedTuple):
    """Places in the old and in the new list, and how like the texts there are, from 0 to 1."""

    likeness: float
    old: int
    new: int

    @property
    def rank(self) -> tuple[float, int, int]:
        """The likest first, then the nearest; the same whichever of the lists is the old one."""
        return -self.likeness, abs(self.old - self.new), self.old + self.new


def pair(old: Sequence[Words], new: Sequence[Words]) -> dict[int, int]:
    """Pair texts one to one: places in ``old`` to places in ``new``, where there is a counterpart.

    First those of the same wording, then the likest of what is left, over the whole lists and not
    by position. The other way round it makes the same pairs, and always the same ones.
    """
    matching = Matching(dict(enumerate(old)), dict(enumerate(new)))
    matching.take(same_wording(old, new))
    if 0 < len(matching.old) * len(matching.new) <= MOST_PAIRS:
        letters = Letters()
        written = Matching(letters.write(matching.old), letters.write(matching.new), matching.made)
        written.take(pairs_of(rankings(written.old, written.new, least=ALIKE)))
        take_clear(written)
    return matching.made


class Matching:
    """The pairs made so far, and what is left of both lists, by place."""

    def __init__(self, old: dict, new: dict, made: dict[int, int] | None = None) -> None:
        self.old, self.new = old, new
        self.made: dict[int, int] = {} if made is None else made

    def take(self, found: Iterable[Pair]) -> None:
        """Take each of these whose texts are both left, the likest first."""
        for one in sorted(found, key=lambda pair: pair.rank):
            if one.old in self.old and one.new in self.new:
                self.made[one.old] = one.new
                del self.old[one.old], self.new[one.new]


def same_wording(old: Sequence[Words], new: Sequence[Words]) -> list[Pair]:
    """Every pair of texts with the same wording."""
    places: dict[tuple[str, ...], list[int]] = {}
    for place, text in enumerate(new):
        places.setdefault(text.wording, []).append(place)
    return [
        Pair(1, place, other)
        for place, text in enumerate(old)
        for other in places.get(text.wording, ())
    ]


def take_clear(matching: Matching) -> None:
    """Take those that are clearly more alike than either text is to any other that is left.

    Those equally alike are judged before any of them is taken, so that their order decides nothing.
    """
    by_old = rankings(matching.old, matching.new, least=PERHAPS - CLEARLY)
    by_new = rankings(matching.new, matching.old, least=PERHAPS - CLEARLY)

    def is_clear(one: Pair) -> bool:
        rival = max(
            likest(by_old[one.old], matching.new, one.new),
            likest(by_new[one.new], matching.old, one.old),
        )
        return one.likeness - rival >= CLEARLY

    found = sorted(pairs_of(by_old), key=lambda pair: -pair.likeness)
    for likeness, equals in groupby(found, key=lambda pair: pair.likeness):
        if likeness >= PERHAPS:
            matching.take([one for one in equals if is_clear(one)])


def likest(ranking: Sequence[tuple[str, float, int]], left: Mapping, besides: int) -> float:
    """How like the likest text is that is still left, besides the one at this place."""
    return next((like for _, like, place in ranking if place in left and place != besides), 0)


class Letters(dict[str, str]):
    """A letter for each word, made up as words come."""

    def __missing__(self, word: str) -> str:
        """The next letter."""
        self[word] = letter = chr(len(self))
        return letter

    def write(self, texts: Mapping[int, Words]) -> dict[int, str]:
        """The texts with each telling word as its letter, and the letters sorted.

        What two texts share is then the longest common run of letters after run of letters,
        whatever order their words came in.
        """
        return {
            place: "".join(sorted([self[word] for word in text.telling]))
            for place, text in texts.items()
        }


def rankings(texts: Mapping[int, str], others: dict[int, str], *, least: float) -> Rankings:
    """The others that are like each text, from ``least`` on: 1 where all their words are shared."""
    return {
        place: extract(
            text, others, scorer=Indel.normalized_similarity, score_cutoff=least, limit=None
        )
        for place, text in texts.items()
    }


def pairs_of(by_old: Rankings) -> list[Pair]:
    """The pairs that rankings of the old texts hold."""
    return [
        Pair(likeness, place, other)
        for place, ranking in by_old.items()
        for _, likeness, other in ranking
    ]
