"""The words of the index that are nearest to one that nothing has.

Two words with one wrong letter between them are alike without it, so each word is kept under its
first letters and under these without one of them: what a word could be meant for is found by a
few exact keys, however many words there are.
"""

from collections.abc import Collection, Iterable

from rapidfuzz.distance import OSA

from capframe.search.models import Spelling

FIRST_LETTERS = 8
LEAST_LETTERS = 4
# So many words under the keys of one are looked at.
MOST_LOOKED_AT = 500
MOST_OFFERED = 3
BATCH = 5_000


def keys_of(word: str) -> set[str]:
    """The first letters of a word, and these without one of them."""
    first = word[:FIRST_LETTERS]
    return {first, *(first[:place] + first[place + 1 :] for place in range(len(first)))}


def add_spellings(words: Collection[str]) -> None:
    """Keep those of the words that are not kept yet.

    In the order of the words, so that two who keep the same ones do not wait for each other. Call
    it once a transaction, and last.

    Args:
        words: folded, of ``words.spelled_in``.
    """
    words = sorted(words)
    for start in range(0, len(words), BATCH):
        batch = words[start : start + BATCH]
        known = set(Spelling.objects.filter(word__in=batch).values_list("word", flat=True))
        Spelling.objects.bulk_create(
            (
                Spelling(key=key, word=word)
                for word in batch
                if word not in known
                for key in sorted(keys_of(word))
            ),
            ignore_conflicts=True,
        )


def find_nearest(words: Collection[str]) -> dict[str, list[str]]:
    """The nearest words to each of these that has any, the nearest first."""
    keys = {key for word in words for key in keys_of(word)}
    rows = Spelling.objects.filter(key__in=keys).values_list("word", flat=True)
    found = list(rows.distinct().order_by("word")[: MOST_LOOKED_AT * len(words)])
    nearest = {word: near_words(word, found) for word in words if len(word) >= LEAST_LETTERS}
    return {word: those for word, those in nearest.items() if those}


def near_words(word: str, found: Iterable[str]) -> list[str]:
    """Those of the words that somebody may have meant: at most one letter in four is wrong."""
    most = min(len(word) // 4, 3)
    distances = {other: OSA.distance(word, other, score_cutoff=most) for other in found}
    near = [other for other, distance in distances.items() if distance <= most and other != word]
    return sorted(
        near, key=lambda other: (distances[other], other[0] != word[0], len(other), other)
    )[:MOST_OFFERED]
