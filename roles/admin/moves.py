"""Moving one of some numbered levels up or down among them, before anything is saved."""

from collections.abc import Mapping
from typing import Any

# The number of each level by its primary key; None where it has none yet.
Numbers = Mapping[int, int | None]


def as_number(text: Any) -> int | None:
    """What somebody typed as a number; None where it is none."""
    text = str(text if text is not None else "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def steps_of(numbers: Numbers) -> list[list[int]]:
    """The levels that have a number, those with the same together, the lowest first."""
    known = sorted({number for number in numbers.values() if number is not None})
    return [[pk for pk, number in numbers.items() if number == one] for one in known]


def can_move(numbers: Numbers, pk: int, *, up: bool) -> bool:
    """Whether there is anything to pass, or to part from; without a number, the end to join."""
    if numbers[pk] is None:
        return up
    steps = steps_of(numbers)
    return steps[0 if up else -1] != [pk]


def move(numbers: Numbers, pk: int, *, up: bool) -> dict[int, int | None]:
    """The numbers once a level has gone one step up the list, to the juniors, or down.

    One without a number joins at the end. One that shares its number parts from the others, one
    that does not changes places with the next.
    """
    if pk not in numbers or not can_move(numbers, pk, up=up):
        return dict(numbers)
    steps = steps_of(numbers)
    if numbers[pk] is None:
        steps.append([pk])
    else:
        at = next(place for place, step in enumerate(steps) if pk in step)
        if len(steps[at]) > 1:
            steps[at].remove(pk)
            steps.insert(at if up else at + 1, [pk])
        else:
            other = at - 1 if up else at + 1
            steps[at], steps[other] = steps[other], steps[at]
    placed = {one: number for number, step in enumerate(steps, start=1) for one in step}
    return {one: placed.get(one) for one in numbers}
