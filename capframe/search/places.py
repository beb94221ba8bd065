"""Where an entry stands in the order in which the databases give what they find.

The databases are asked for so many entries in this order, so that a word that is everywhere costs
no more than another. The entries of a kind stand together: first an eighth of them, chosen at
random, the short before the long, then the others likewise. So of what many have the shortest of
a good sample are found, and of what few have everything is.

The order goes by classes: entries of about one length, the eighth in three parts, each some times
as large as the one before. Whoever reads class by class until there is enough has read few entries
too many, be a word in one of a thousand or in all of a million.
"""

from bisect import bisect_right

from capframe.search.kinds import SEARCH_KINDS

KIND, CLASS = 10**16, 10**12
NUMBERS = {name: number for number, name in enumerate(SEARCH_KINDS, start=1)}
# With how many words entries are of the next length; with fewer than the first, of the first.
LENGTHS = (6, 8, 10, 13, 17, 23, 32, 45, 64, 100, 200, 500)
# What share of the entries of a length is in the first part, in the first two, in the first three.
SHARES = (1 / 512, 1 / 64, 1 / 8)
# The first so many parts are a sample of all entries, and a larger one.
SAMPLE, LARGE_SAMPLE = 2, 3


def place_of(kind: str, stems: str, object_id: int) -> int:
    """The place of an entry with these stems; unique for each object."""
    length = bisect_right(LENGTHS, count_words(stems))
    # Knuth's multiplicative hash: keys in a row are spread evenly.
    part = bisect_right(SHARES, object_id * 2_654_435_761 % 2**32 / 2**32)
    return NUMBERS[kind] * KIND + class_of(length, part) * CLASS + object_id


def count_words(stems: str) -> int:
    return stems.count(" ") + stems.count("\n") + 1


def class_of(length: int, part: int) -> int:
    """Four digits, the last of which is the part."""
    return 1000 * (part >= LARGE_SAMPLE) + 10 * length + part


def places_of(kind: str) -> tuple[int, int]:
    """The first and the last place of a kind."""
    return NUMBERS[kind] * KIND, (NUMBERS[kind] + 1) * KIND - 1


def classes_of(kind: str) -> list[int]:
    """A kind's classes in their order: their places without the keys of objects."""
    first = NUMBERS[kind] * KIND // CLASS
    lengths, parts = range(len(LENGTHS) + 1), range(len(SHARES) + 1)
    return sorted(first + class_of(length, part) for length in lengths for part in parts)
