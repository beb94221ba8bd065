"""Which lines of a list that was rewritten continue which lines of the old one."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from capframe.base.pairing import pair
from capframe.base.words import Words


def align(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which of the old lines each new line continues: places in ``new`` to places in ``old``.

    First the same text where it stands; then the same wherever it has moved to and what is alike,
    as a comparison pairs them; then, within each stretch that was rewritten, the first old line
    with the first new one, and so on.
    """
    stretches = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    continued: dict[int, int] = {}
    for kind, first, end, start, stop in stretches:
        if kind == "equal":
            continued |= zip(range(start, stop), range(first, end), strict=True)
    continued |= _paired(old, new, continued)
    # No two stretches share a line: what is left of each is known before any of it is taken.
    left, spare = set(_left(new, continued)), set(_left(old, continued.values()))
    for _, first, end, start, stop in stretches:
        rewritten = sorted(left.intersection(range(start, stop)))
        freed = sorted(spare.intersection(range(first, end)))
        continued |= zip(rewritten, freed, strict=False)
    return continued


def _paired(old: Sequence[str], new: Sequence[str], continued: dict[int, int]) -> dict[int, int]:
    """What is similar of the lines that are left."""
    left, spare = _left(new, continued), _left(old, continued.values())
    made = pair([Words.of(new[place]) for place in left], [Words.of(old[place]) for place in spare])
    return {left[place]: spare[other] for place, other in made.items()}


def _left(lines: Sequence[str], taken: Iterable[int]) -> list[int]:
    taken = set(taken)
    return [place for place in range(len(lines)) if place not in taken]
