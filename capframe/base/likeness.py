"""How like each other texts are that share few words; see docs/comparison.md.

By their words and groups of letters, how they open and where they stand: not by what they mean.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, product
from math import log, sqrt
from typing import NamedTuple

from capframe.base.words import Words

# What each kind of likeness counts for, together 1. These and the numbers below were measured.
OF_WORDS, OF_GROUPS, OF_OPENING, OF_PLACE = 0.5, 0.25, 0.1, 0.15
# Texts that share less of their words, as those are weighed, are not alike at all.
LEAST_SHARED = 0.12
# They tell how well something is known or done, and not what: where a grade asks for more, they are
# what changes. They weigh so much of another word.
HOW_WELL = frozenset(
    """
    ability able awareness comprehensive considerable demonstrable demonstrated effective
    effectively excellent exceptional experience experienced good highly knowledge proven relevant
    significant skill skills some sound strong substantial thorough understanding
    """.split()  # noqa: SIM905 - as for the little words
)
WEIGHT_OF_HOW_WELL = 0.3
# Weights are whole numbers, so that sums have no order: so many for a word that three texts of five
# have.
UNIT = 8
GROUP, OPENING_WORDS = 4, 2
# From so many places away on, nearness counts for nothing.
FAR = 6


class Traits(NamedTuple):
    """What of a text is compared.

    Args:
        words: what each of its key words weighs.
        weight: what all of them weigh.
        groups: four letters each that follow each other in a word.
        opening: its first words.
    """

    words: dict[str, int]
    weight: int
    groups: frozenset[str]
    opening: frozenset[str]


class Reader:
    """Tells the traits of texts that are compared with each other.

    Args:
        texts: all of them; a word that few of them have weighs more.
    """

    def __init__(self, texts: Sequence[Words]) -> None:
        self.having = Counter(chain.from_iterable(text.different_key_words for text in texts))
        weights = {n: UNIT * sqrt(log(1 + len(texts) / n)) for n in set(self.having.values())}
        # What a word weighs that so many texts have.
        self.of_what = {n: round(weight) for n, weight in weights.items()}
        self.of_how_well = {n: round(WEIGHT_OF_HOW_WELL * w) for n, w in weights.items()}

    def traits_of(self, text: Words) -> Traits:
        keys = text.key_words
        words = {
            key: (self.of_how_well if word in HOW_WELL else self.of_what)[self.having[key]]
            for word, key in zip(text.telling_words, keys, strict=True)
        }
        return Traits(
            words=words,
            weight=sum(words.values()),
            groups=groups_of_text(text),
            opening=frozenset(keys[:OPENING_WORDS]),
        )


# A role level in the middle of a comparison is compared with the one before and the one after.
@lru_cache(64)
def groups_of_text(text: Words) -> frozenset[str]:
    """The groups of letters of the words that tell what is done, of all words where none does."""
    what = [word for word in text.telling_words if word not in HOW_WELL] or text.telling_words
    return frozenset().union(*map(groups_of, what))


@lru_cache(4096)
def groups_of(word: str) -> tuple[str, ...]:
    """Each four letters that follow each other in a word."""
    return tuple(word[n : n + GROUP] for n in range(max(1, len(word) - GROUP + 1)))


def likenesses(
    lists: Sequence[Sequence[Words]], left: Sequence[Iterable[int]]
) -> Iterator[tuple[float, int, int]]:
    """How like each other the texts at these places of two lists are, from 0 to 1.

    Those that are not alike at all are left out. It is the same whichever list comes first.
    """
    reader = Reader([*lists[0], *lists[1]])
    old, new = (
        {place: reader.traits_of(texts[place]) for place in places}
        for texts, places in zip(lists, left, strict=True)
    )
    # Of two places one is near by chance, of ten hardly.
    worth = OF_PLACE * (1 - 1 / min(map(len, lists)))
    for (one, traits), (other, others) in product(old.items(), new.items()):
        if alike := likeness(traits, others):
            yield alike + worth * max(0, 1 - abs(one - other) / FAR), one, other


def likeness(one: Traits, other: Traits) -> float:
    """How like each other two texts are wherever they stand; nothing, if they are not alike."""
    if one.words.keys().isdisjoint(other.words):  # as most are
        return 0
    common = one.words.keys() & other.words.keys()
    shared = sum([min(one.words[word], other.words[word]) for word in common])
    if 2 * shared < LEAST_SHARED * (one.weight + other.weight):
        return 0
    groups = len(one.groups & other.groups) / sqrt(len(one.groups) * len(other.groups))
    return (
        # Of a short text that is all in a long one more than half is shared.
        OF_WORDS * shared / sqrt(one.weight * other.weight)
        + OF_GROUPS * groups
        + OF_OPENING * len(one.opening & other.opening) / OPENING_WORDS
    )
