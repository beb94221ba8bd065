"""Which parts of a list were moved, and which only made room for others."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from capframe.base.history.changes import RecordedChange

# So many that moved alike are told at once.
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Shift:
    """Parts of one list that kept their order and moved by the same number of places.

    Args:
        changes: of each of them.
        by: how many places down; up, where it is less than nothing.
        cause: the only part of the list that was added, removed or moved past others, if it is one.
    """

    changes: tuple[RecordedChange, ...]
    by: int
    cause: RecordedChange | None = None


def find_shifts(changes: Iterable[RecordedChange]) -> list[Shift]:
    """What only moved along, in all the lists that were changed in one save.

    Args:
        changes: of one save.
    """
    lists = defaultdict(list)
    for change in changes:
        if change.subject and change.subject.holder and change.subject.position is not None:
            lists[change.subject.model, change.subject.holder].append(change)
    return [shift for in_list in lists.values() for shift in _shifts_in(in_list)]


def _shifts_in(changes: Sequence[RecordedChange]) -> list[Shift]:
    moved = sorted((one for one in changes if _places_down(one)), key=_old_position)
    staying = longest_rising([_position(one) for one in moved])
    groups = defaultdict(list)
    for place in staying:
        groups[_places_down(moved[place])].append(moved[place])
    found = {by: group for by, group in groups.items() if len(group) >= FEWEST}
    along = {id(one) for group in found.values() for one in group}
    causes = [one for one in changes if id(one) not in along and _changes_order(one)]
    cause = causes[0] if len(causes) == len(found) == 1 else None
    return [Shift(tuple(group), by, cause) for by, group in found.items()]


def _changes_order(change: RecordedChange) -> bool:
    return change.word != "changed" or bool(_places_down(change))


def _places_down(change: RecordedChange) -> int:
    """By how many places it moved; 0 for what was added, removed or stayed where it was."""
    subject = change.subject
    if subject is None or subject.position is None or subject.old_position is None:
        return 0
    return subject.position - subject.old_position if change.word == "changed" else 0


def _old_position(change: RecordedChange) -> int:
    return (change.subject and change.subject.old_position) or 0


def _position(change: RecordedChange) -> int:
    return (change.subject and change.subject.position) or 0


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places of as many of the numbers as possible of which each is more than those before."""
    ends: list[int] = []  # the least number that a run of each length ends with
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else -1)
        ends[length:] = [number, *ends[length + 1 :]] if length < len(ends) else [number]
        places[length:] = [place, *places[length + 1 :]] if length < len(places) else [place]
    found, place = [], places[-1] if places else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]
