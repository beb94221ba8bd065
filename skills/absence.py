"""What the sources do not say of behaviours, in sentences that stand once on a page."""

from collections.abc import Iterator, Sequence

from capframe.base.absence import describe_absence

# Effective and ineffective behaviour, and the editors' note on them.
Pair = tuple[str, str, str]


def behaviour_absences(levels: Sequence[Sequence[Pair]], what: str) -> Iterator[str]:
    """What is not said of behaviours.

    Args:
        levels: the pairs of behaviours at each level of a skill that the page shows.
        what: what the behaviours stand below on the page, for example “level”.
    """
    given = [pairs for pairs in levels if pairs]
    if levels and not given:
        yield "The source gives no behaviours."
        return
    if len(given) < len(levels):
        yield f"Where no behaviours are shown below a {what}, the source gives none."
    pairs = [pair for pairs in given for pair in pairs]
    for half, kind in enumerate(("effective", "ineffective")):
        if words := describe_absence(f"{kind} behaviour", (pair[half] for pair in pairs)):
            yield words
