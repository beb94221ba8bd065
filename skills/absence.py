"""What the sources do not say of behaviours, in sentences that stand once on a page."""

from collections.abc import Iterator, Sequence
from itertools import chain

from capframe.base.absence import describe_absences

# Effective and ineffective behaviour, and the editors' note on them.
Pair = tuple[str, str, str]


def behaviour_absences(levels: Sequence[Sequence[Pair]], what: str) -> Iterator[str]:
    """What is not said of behaviours.

    Args:
        levels: the pairs of behaviours at each level of a skill that the page shows.
        what: what the behaviours stand below on the page, for example “level”.
    """
    given = [pairs for pairs in levels if pairs]
    if not given:
        if levels:
            yield "The source gives no behaviours."
        return
    if len(given) < len(levels):
        yield f"Where no behaviours are shown below a {what}, the source gives none."
    effective, ineffective, _ = zip(*chain.from_iterable(given), strict=True)
    yield from describe_absences(
        {"effective behaviour": effective, "ineffective behaviour": ineffective}
    )
