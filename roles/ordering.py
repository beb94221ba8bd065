"""The order of a role's levels, as far as anything states it: one rule for everybody.

A role's levels are in order only where the grades of one structure, or ``level_order``, place
every one of them. Neither the alphabet nor the order of a file's rows says who is senior.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from django.db.models import TextChoices

# The number of each level of a role, by whatever tells these apart.
Numbers = Mapping[int, int | None]


class OrderFrom(TextChoices):
    """Who states the order that ``level_order`` gives a role's levels."""

    SOURCE = "source", "The source"
    EDITORS = "editors", "Editors"


class Placed(Protocol):
    """What tells the place of a role level in its role. Without a grade it has no structure."""

    @property
    def pk(self) -> int: ...

    @property
    def structure_pk(self) -> int | None: ...

    @property
    def grade_position(self) -> int | None: ...

    @property
    def level_order(self) -> int | None: ...


class PlacedLevel(NamedTuple):
    """A role level with nothing but what tells its place."""

    pk: int
    structure_pk: int | None
    grade_position: int | None
    level_order: int | None


def places_of(levels: Iterable[Placed]) -> dict[int, int] | None:
    """The place of each of a role's published levels, by primary key: 1 for the most junior.

    Levels that share a place have the same number. None where the order is not stated: then none
    of them has a place.
    """
    levels = tuple(levels)
    if len(levels) < 2:
        return {level.pk: 1 for level in levels}
    heights = _heights_by_grade(levels) or _heights_by_number(levels)
    if heights is None:
        return None
    place = {height: n for n, height in enumerate(sorted(set(heights.values())), start=1)}
    return {pk: place[height] for pk, height in heights.items()}


def numbers_decide(levels: Iterable[Placed]) -> bool:
    """Whether the levels would stand in another order, or in none, without ``level_order``."""
    levels = tuple(levels)
    return places_of(levels) != places_of(
        PlacedLevel(level.pk, level.structure_pk, level.grade_position, None) for level in levels
    )


def stated_by(now: str, *, before: Numbers, after: Numbers, given: Collection[int], by: str) -> str:
    """Who states a role's order once somebody has given some of its levels their numbers.

    A source states all of it or not at all. Giving every level the number that it has says
    nothing new, unless the source is said to state it.

    Args:
        now: who states it so far.
        before: the number of each level so far, by any key.
        after: the number of each level afterwards.
        given: the levels whose numbers are given.
        by: who states these.
    """
    numbered = {key for key, number in after.items() if number is not None}
    if not numbered:
        return ""
    if by == OrderFrom.SOURCE and numbered.issubset(given):
        return by
    is_same = all(before.get(key) == after.get(key) for key in before.keys() | after.keys())
    if is_same or by == now:
        return now
    return OrderFrom.EDITORS.value


def _heights_by_grade(levels: tuple[Placed, ...]) -> Mapping[int, Any] | None:
    """None where not all are graded in one structure.

    Those of one grade go by their numbers, if each of them has one.
    """
    structures = {level.structure_pk for level in levels}
    if len(structures) > 1 or None in structures:
        return None
    unnumbered = {level.grade_position for level in levels if level.level_order is None}
    return {
        level.pk: (
            level.grade_position,
            0 if level.grade_position in unnumbered else level.level_order,
        )
        for level in levels
    }


def _heights_by_number(levels: tuple[Placed, ...]) -> Mapping[int, Any] | None:
    """None where a level has no number."""
    numbers = {level.pk: level.level_order for level in levels}
    return None if None in numbers.values() else numbers
