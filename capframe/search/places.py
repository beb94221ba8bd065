"""Where an entry stands in the order in which the databases give what they find.

The databases are asked for so many entries in this order, which is the order in which they are
shown where nothing else tells them apart: a word that is everywhere costs no more than another,
and what is left off would have come later. The entries of a kind stand together.
"""

from capframe.search.kinds import SEARCH_KINDS

KIND, LENGTH = 10**16, 10**12
LONGEST = 9_999
NUMBERS = {name: number for number, name in enumerate(SEARCH_KINDS, start=1)}


def place_of(kind: str, stems: str, object_id: int) -> int:
    """The place of an entry with these stems, shorter ones first; unique for each object."""
    length = min(stems.count(" ") + stems.count("\n") + 1, LONGEST)
    return NUMBERS[kind] * KIND + length * LENGTH + object_id


def places_of(kind: str) -> tuple[int, int]:
    """The first and the last place of a kind."""
    return NUMBERS[kind] * KIND, (NUMBERS[kind] + 1) * KIND - 1
