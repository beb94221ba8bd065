"""Which of two lists' texts say the same thing, perhaps in other words; see docs/comparison.md."""

from collections.abc import Container, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from capframe.base.kept import Kept
from capframe.base.likeness import likenesses
from capframe.base.words import Words

# Two texts that share this much of their key words are the same one reworded;
SIMILAR = 0.44
# from here on they are if every other text that is left, of either list, is less similar
POSSIBLY_SIMILAR = 0.2
# by at least this.
CLEAR_LEAD = 0.12
# Of those left then, the same by their likeness, which looks at more than the words they share.
LIKE, POSSIBLY_LIKE, LIKE_LEAD = 0.4, 0.3, 0.14
# All six were measured: see docs/comparison.md.

# Beyond this many pairs of texts only those of the same wording are paired: a page, not minutes.
MOST_PAIRS = 100_000

# Some two megabytes.
PAIRINGS: Kept[dict[int, int]] = Kept(most=40_000, size_of=lambda pairs: 10 + len(pairs))

# The similarity and the place of the texts of the other list that are similar to one, the most
# similar first.
Ranking = Sequence[tuple[float, int]]


class Pair(NamedTuple):
    """Places in the old and in the new list, and how similar the texts there are, from 0 to 1."""

    similarity: float
    old: int
    new: int

    @property
    def rank(self) -> tuple[float, int, int]:
        """The most similar first, then the nearest; the same whichever list is the old one."""
        return -self.similarity, abs(self.old - self.new), self.old + self.new


def pair(
    old: Sequence[Words], new: Sequence[Words], letters: "Letters | None" = None
) -> dict[int, int]:
    """Pair texts one to one: places in ``old`` to places in ``new``, where there is a counterpart.

    First those of the same wording, then the most similar of what is left, over the whole lists and
    not by position; then what is most alike of the rest. The other way round it makes the same
    pairs, and always the same ones.

    A process remembers the last ones by their texts, on which alone they depend: whenever anything
    in the catalogue changes, its pages are made anew, nearly all of them from the same texts.

    Args:
        old: texts.
        new: others.
        letters: of other pairings that some of these texts are in, if there are any.
    """
    key = digest_of(old, new)
    pairs = PAIRINGS.find(None, key)
    if pairs is None:
        pairs = find_pairs(old, new, letters)
        PAIRINGS.put(None, key, pairs)
    return dict(pairs)


def digest_of(old: Sequence[Words], new: Sequence[Words]) -> bytes:
    texts = repr([[text.text for text in each] for each in (old, new)])
    return blake2b(texts.encode(), digest_size=20).digest()


def find_pairs(
    old: Sequence[Words], new: Sequence[Words], letters: "Letters | None" = None
) -> dict[int, int]:
    """The pairs, found anew: see ``pair``."""
    matching = Matching(dict(enumerate(old)), dict(enumerate(new)))
    matching.take(pairs_of_same_wording(old, new))
    if 0 < len(matching.old) * len(matching.new) <= MOST_PAIRS:
        # Letters that have written nothing yet count as none.
        take_similar(matching, Letters() if letters is None else letters)
    if 0 < len(matching.old) * len(matching.new) <= MOST_PAIRS:
        alike = [Pair(*one) for one in likenesses((old, new), (matching.old, matching.new))]
        matching.take(one for one in alike if one.similarity >= LIKE)
        take_clear(matching, alike, least=POSSIBLY_LIKE, lead=LIKE_LEAD)
    return matching.pairs


class Matching:
    """The pairs made so far, and what is left of both lists, by place."""

    def __init__(self, old: dict[int, Words], new: dict[int, Words]) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, int] = {}

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
            similar = similar_pairs(written[old], written[new], least=SIMILAR)
            found += [Likeness(True, one, (old, new)) for one in similar]
    return sorted(found, key=lambda one: one.rank)


def take_similar(matching: Matching, letters: "Letters") -> None:
    """Take those that share many of their words, and then those that clearly share the most."""
    old, new = letters.write(matching.old), letters.write(matching.new)
    matching.take(similar_pairs(old, new, least=SIMILAR))
    old = {place: old[place] for place in matching.old}
    new = {place: new[place] for place in matching.new}
    similar = similar_pairs(old, new, least=POSSIBLY_SIMILAR - CLEAR_LEAD)
    take_clear(matching, similar, least=POSSIBLY_SIMILAR, lead=CLEAR_LEAD)


def take_clear(matching: Matching, found: Iterable[Pair], *, least: float, lead: float) -> None:
    """Take those that are clearly more similar than either text is to any other that is left.

    Those equally similar are judged before any is taken, so that their order decides nothing.

    Args:
        matching: what is left.
        found: the similar texts; those less similar than ``least`` count as rivals alone.
        least: how similar texts are that are taken.
        lead: by how much they are more so than with every other.
    """
    ranked = sorted(
        (one for one in found if one.old in matching.old and one.new in matching.new),
        key=lambda pair: -pair.similarity,
    )
    by_old: dict[int, list[tuple[float, int]]] = {}
    by_new: dict[int, list[tuple[float, int]]] = {}
    for similarity, old, new in ranked:
        by_old.setdefault(old, []).append((similarity, new))
        by_new.setdefault(new, []).append((similarity, old))

    def is_clear(one: Pair) -> bool:
        rival = max(
            best_rival(by_old[one.old], matching.new, one.new),
            best_rival(by_new[one.new], matching.old, one.old),
        )
        return one.similarity - rival >= lead

    for similarity, equals in groupby(ranked, key=lambda pair: pair.similarity):
        if similarity >= least:
            left = (one for one in equals if one.old in matching.old and one.new in matching.new)
            matching.take([one for one in left if is_clear(one)])


def best_rival(ranking: Ranking, left: Container[int], besides: int) -> float:
    """The similarity of the most similar text still left, besides the one at this place."""
    return next((share for share, place in ranking if place in left and place != besides), 0)


class Letters(dict[str, str]):
    """A letter for each word, made up as words come, and the texts that were written in them."""

    def __init__(self) -> None:
        super().__init__()
        self.written: dict[Words, str] = {}

    def __missing__(self, word: str) -> str:
        self[word] = letter = chr(len(self))
        return letter

    def write(self, texts: Mapping[int, Words]) -> dict[int, str]:
        """The texts with each key word as its letter, and the letters sorted.

        What two texts share is then the longest common run of letters after run of letters,
        whatever order their words came in.
        """
        return {place: self.written.get(text) or self._write(text) for place, text in texts.items()}

    def _write(self, text: Words) -> str:
        self.written[text] = written = "".join(sorted([self[word] for word in text.key_words]))
        return written


def similar_pairs(old: Mapping[int, str], new: dict[int, str], *, least: float) -> list[Pair]:
    """The texts that are similar by ``least`` or more; 1 is all words shared."""
    return [
        Pair(similarity, place, other)
        for place, text in old.items()
        for _, similarity, other in extract(
            text, new, scorer=Indel.normalized_similarity, score_cutoff=least, limit=None
        )
    ]
