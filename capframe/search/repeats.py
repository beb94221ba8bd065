"""Statements that several role levels have word for word, as one result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from roles.models import RoleLevel, Statement


@dataclass(frozen=True, slots=True)
class RepeatedAt:
    url: str
    title: str  # of the role level; in full where not all are of one role


@dataclass(frozen=True, slots=True)
class Repeat:
    """Where one statement stands.

    Args:
        title: names the role levels, for example "Policy and Performance, PAP12 to PAP14".
        role: the title of the role whose levels they all are; empty where there are several.
        levels: each with the address of the statement's section, juniors first where the order
            is known.
    """

    title: str
    role: str
    levels: tuple[RepeatedAt, ...]


def find_repeats(groups: Iterable[Sequence[Any]]) -> dict[int, Repeat]:
    """For each group of more than one entry, by its first one's key, where its text stands.

    Args:
        groups: rows of entries of one kind that say the same, with ``pk``, ``object_id``, ``url``
            and ``title``.
    """
    several = [rows for rows in groups if len(rows) > 1]
    if not several:
        return {}
    statements = [row.object_id for rows in several for row in rows]
    level = "section__role_level"
    names = ("pk", level, f"{level}__title", f"{level}__role", f"{level}__role__title")
    stated = Statement.objects.filter(pk__in=statements).order_by("pk").values_list(*names)
    levels = {pk: Level(*values) for pk, *values in stated}
    roles = {level.role for level in levels.values()}
    places = RoleLevel.objects.published().filter(role__in=roles).places()
    return {
        rows[0].pk: repeat
        for rows in several
        if (repeat := make_repeat(rows, levels, places)) is not None
    }


@dataclass(frozen=True, slots=True)
class Level:
    pk: int
    title: str
    role: int
    role_title: str


def make_repeat(
    rows: Sequence[Any], levels: dict[int, Level], places: dict[int, dict[int, int] | None]
) -> Repeat | None:
    at = [(levels[row.object_id], row) for row in rows if row.object_id in levels]
    if len(at) < 2:
        return None
    if len({level.role for level, _ in at}) > 1:
        others = len({level.pk for level, _ in at}) - 1
        return Repeat(
            title=f"{at[0][1].title} and {others} more role{'' if others == 1 else 's'}",
            role="",
            levels=tuple(RepeatedAt(row.url, row.title) for _, row in at),
        )
    role = at[0][0]
    of_role = places.get(role.role) or {}
    at.sort(key=lambda pair: of_role.get(pair[0].pk, 0))
    names = name_levels([level for level, _ in at], of_role)
    return Repeat(
        title=f"{role.role_title}, {names}",
        role=role.role_title,
        levels=tuple(RepeatedAt(row.url, level.title) for level, row in at),
    )


def name_levels(levels: Sequence[Level], places: dict[int, int]) -> str:
    """Levels of one role in words: "PAP12 to PAP14" where no other level of it stands between."""
    titles = list(dict.fromkeys(level.title for level in levels))
    numbers = [places[level.pk] for level in levels if level.pk in places]
    first = numbers[0] if numbers else 0
    between = [pk for pk, place in places.items() if numbers and first <= place <= numbers[-1]]
    if len(titles) > 2 and len(numbers) == len(levels) and {one.pk for one in levels} >= {*between}:
        return f"{titles[0]} to {titles[-1]}"
    *most, last = titles
    return f"{', '.join(most)} and {last}" if most else last
