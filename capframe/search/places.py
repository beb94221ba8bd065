"""Where an entry stands in the order in which the databases give what they find.

The databases are asked for so many entries in this order, so that a word that is everywhere costs
no more than another. The entries of a kind stand together, in parts: the first are chosen at
random, each some times as many as those before it, and the last are all others. In a part the
short stand before the long. So of what many have a fair sample is found, in which no sentence that
stands everywhere leaves others out, and of what few have everything is.

Whoever reads part by part until there is enough has read few entries too many, be a word in one of
a thousand or in all of a million.
"""

from bisect import bisect_right

from capframe.search.kinds import SEARCH_KINDS

KIND, PART, CLASS = 10**16, 10**14, 10**12
NUMBERS = {name: number for number, name in enumerate(SEARCH_KINDS, start=1)}
# With how many words entries are of the next length; with fewer than the first, of the first.
LENGTHS = (6, 8, 10, 13, 17, 23, 32, 45, 64, 100, 200, 500)
# What share of a kind is in the first part, in the first two, in the first three and so on.
SHARES = (1 / 2048, 1 / 512, 1 / 128, 1 / 32, 1 / 8)
# All parts but the last are the sample, and all but the last two a smaller one.
SAMPLE, SMALL_SAMPLE = len(SHARES), len(SHARES) - 1


def place_of(kind: str, stems: str, object_id: int) -> int:
    """The place of an entry with these stems; unique for each object."""
    # Knuth's multiplicative hash: keys in a row are spread evenly.
    part = bisect_right(SHARES, object_id * 2_654_435_761 % 2**32 / 2**32)
    length = bisect_right(LENGTHS, count_words(stems))
    return NUMBERS[kind] * KIND + part * PART + length * CLASS + object_id


def count_words(stems: str) -> int:
    return stems.count(" ") + stems.count("\n") + 1


def places_of(kind: str, parts: range = range(SAMPLE + 1)) -> tuple[int, int]:
    """The first and the last place of these parts of a kind; of all of it, where none are given."""
    first = NUMBERS[kind] * KIND
    return first + parts[0] * PART, first + (parts[-1] + 1) * PART - 1


def list_parts(kind: str) -> list[int]:
    """A kind's parts in their order: their places without all that tells entries apart."""
    first = NUMBERS[kind] * KIND // PART
    return [first + part for part in range(SAMPLE + 1)]
