"""Two changes of one thing, put together: what only one of them touched is kept from both."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple, TypeVar

from capframe.base.alignment import align

Key = TypeVar("Key", bound=Hashable)


class Side(StrEnum):
    """Whose change of a value it is."""

    # Neither touched it, or both did the same.
    NEITHER = "neither"
    THEIRS = "theirs"
    MINE = "mine"
    # Each made something else of it: somebody has to choose.
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a text in two places; None where it is not there.

    Args:
        base: as both found it.
        theirs: as one of them left it.
        mine: as the other one left it.
    """

    base: str | None
    theirs: str | None
    mine: str | None

    @property
    def side(self) -> Side:
        if self.theirs == self.mine:
            return Side.NEITHER
        if self.theirs == self.base:
            return Side.MINE
        return Side.THEIRS if self.mine == self.base else Side.BOTH

    @property
    def settled(self) -> str | None:
        """What it is for both; mine, where somebody still has to choose."""
        return self.theirs if self.side is Side.THEIRS else self.mine


class MergedLine(NamedTuple):
    """A line of a list, which ``key`` tells apart from the others of it."""

    key: str
    change: Change
    # Who put it elsewhere among the others; where both did, it stands where I put it.
    moved: Side


def merge_lines(
    base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]
) -> list[MergedLine]:
    """The lines of two lists that were both made of a third one, in an order that fits both.

    A line is reworded where it continues one of the base, as ``align`` says. What both added in
    the same words is there once. Lines that were removed are there too, for who wants to tell.
    """
    their_keys = _keys_of(theirs, align(base, theirs), "theirs")
    my_keys = _keys_of(mine, align(base, mine), "mine")
    their_lines = dict(zip(their_keys, theirs, strict=True))
    added = {line: key for key, line in their_lines.items() if key.startswith("theirs")}
    my_keys = [
        added.pop(line, key) if key.startswith("mine") else key
        for key, line in zip(my_keys, mine, strict=True)
    ]
    my_lines = dict(zip(my_keys, mine, strict=True))
    base_lines = {str(place): line for place, line in enumerate(base)}
    moved = dict.fromkeys(find_moved(base_lines, their_keys), Side.THEIRS)
    moved |= dict.fromkeys(find_moved(base_lines, my_keys), Side.MINE)
    order = merge_orders(list(base_lines), their_keys, my_keys)
    gone = [key for key in base_lines if key not in their_lines and key not in my_lines]
    return [
        MergedLine(
            key,
            Change(base_lines.get(key), their_lines.get(key), my_lines.get(key)),
            moved.get(key, Side.NEITHER),
        )
        for key in (*order, *gone)
    ]


def _keys_of(lines: Sequence[str], continued: Mapping[int, int], whose: str) -> list[str]:
    """The place in the base of the line that each continues; of a new one, whose it is."""
    return [
        str(continued[place]) if place in continued else f"{whose}{place}"
        for place in range(len(lines))
    ]


def merge_orders(base: Sequence[Key], theirs: Sequence[Key], mine: Sequence[Key]) -> list[Key]:
    """All that theirs or mine has: in their order, but what I moved or added where I put it."""
    stayed = _stayed(base, mine)
    ours, known = set(mine), {*base, *mine}
    merged = [key for key in theirs if key in stayed or key not in ours]
    placed, previous = set(merged), -1
    for key in mine:
        if key in placed:
            previous = merged.index(key)
            continue
        previous += 1
        while previous < len(merged) and merged[previous] not in known:
            previous += 1  # what they added at the same place comes first
        merged.insert(previous, key)
    return merged


def _stayed(base: Sequence[Key], mine: Sequence[Key]) -> set[Key]:
    """What of the base still follows one another in mine."""
    left, found = set(mine), set(base)
    before = [key for key in base if key in left]
    after = [key for key in mine if key in found]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {key for block in blocks for key in before[block.a : block.a + block.size]}


def find_moved(base: Iterable[Key], order: Iterable[Key]) -> set[Key]:
    """What of both stands elsewhere among the others."""
    base, order = list(base), list(order)
    return (set(base) & set(order)) - _stayed(base, order)


def merge_positions(
    base: Mapping[Key, int | None], theirs: Mapping[Key, int | None], mine: Mapping[Key, int | None]
) -> dict[Key, int | None]:
    """The position of each that theirs or mine has; None where nobody gave it one.

    Numbers are kept, unless both moved the same or two come to have one number: then all are
    numbered from 1, in the order that ``merge_orders`` gives.
    """
    merged: dict[Key, int | None] = {}
    both_moved = False
    for key in {**theirs, **mine}:
        had, now, own = (positions.get(key) for positions in (base, theirs, mine))
        if key in theirs and key in mine:
            both_moved |= had not in (now, own) and now != own
        merged[key] = own if key in mine and now in (had, None) else now
    if both_moved or (_repeats(merged) and not _repeats(theirs) and not _repeats(mine)):
        order = merge_orders(*(put_in_order(positions) for positions in (base, theirs, mine)))
        return {key: number for number, key in enumerate(order, start=1)}
    return merged


def put_in_order(positions: Mapping[Key, int | None]) -> list[Key]:
    """What has these positions, first that with the lowest, last what has none."""
    given = {key: position for key, position in positions.items() if position is not None}
    return [*sorted(given, key=given.__getitem__), *(key for key in positions if key not in given)]


def _repeats(positions: Mapping[Key, int | None]) -> bool:
    given = [position for position in positions.values() if position is not None]
    return len(set(given)) < len(given)
