"""Which statements of two columns ask for the same qualification, in whatever words.

Plain, part of the comparison: see docs/comparison.md.
"""

from collections.abc import Sequence

from capframe.base.words import Words

# The qualifications that each statement of a column asks for, by their slugs.
Asked = Sequence[frozenset[str]]


def pair_by_qualification(
    old: Sequence[Words], new: Sequence[Words], old_asked: Asked, new_asked: Asked
) -> dict[int, int]:
    """Places in the old column to places in the new one, one to one.

    Those that share the most qualifications first, then the nearest by place. A statement whose
    wording the other column has too is left for that one. The other way round it makes the same
    pairs.
    """
    old_places = places_of_other_wording(old, new, old_asked)
    new_places = places_of_other_wording(new, old, new_asked)
    shared = [
        (-len(old_asked[one] & new_asked[other]), abs(one - other), one + other, one, other)
        for one in old_places
        for other in new_places
        if old_asked[one] & new_asked[other]
    ]
    pairs: dict[int, int] = {}
    for *_, one, other in sorted(shared):
        if one not in pairs and other not in pairs.values():
            pairs[one] = other
    return pairs


def places_of_other_wording(
    texts: Sequence[Words], others: Sequence[Words], asked: Asked
) -> list[int]:
    """The places of statements that ask for a qualification in words that the others have not."""
    if not any(asked):
        return []
    wordings = {other.wording for other in others}
    return [
        place for place, text in enumerate(texts) if asked[place] and text.wording not in wordings
    ]
