"""Which roles' levels would no longer have an order, were role levels or grades changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Self

from capframe.base.models import Status
from grades.models import Grade
from roles.models import Role, RoleLevel
from roles.ordering import PlacedLevel, places_of


class LevelState(NamedTuple):
    """What tells the place of a role level, as it is or would be."""

    structure: int | None
    position: int | None
    number: int | None
    status: str

    @classmethod
    def of(cls, level: RoleLevel) -> Self:
        structure, position = place_of(level.grade)
        return cls(structure, position, level.level_order, level.status)


def place_of(grade: Grade | None) -> tuple[int | None, int | None]:
    return (grade.structure_id, grade.position) if grade else (None, None)


# By primary key; 0 stands for a level that is yet to be made.
States = Mapping[int, LevelState]


def lost_by_levels(levels: Sequence[RoleLevel]) -> list[str]:
    """What would be said before these role levels were saved as they stand."""
    changed: dict[int, dict[int, RoleLevel]] = defaultdict(dict)
    for level in levels:
        changed[level.role_id][level.pk or 0] = level
    before = read_states(changed)
    return [
        describe(levels_of_role.values())
        for role, levels_of_role in changed.items()
        if is_lost(before[role], {pk: LevelState.of(one) for pk, one in levels_of_role.items()})
    ]


def lost_by_grades(grades: Sequence[Grade]) -> list[str]:
    """What would be said before these grades were saved, perhaps in another structure."""
    at = {grade.pk: (grade.structure_id, grade.position) for grade in grades if grade.pk}
    moved = RoleLevel.objects.filter(grade__in=at).exclude(
        grade__structure__in={structure for structure, _ in at.values()}
    )
    changed: dict[int, dict[int, RoleLevel]] = defaultdict(dict)
    for level in moved.select_related("role", "grade").order_by("pk"):
        changed[level.role_id][level.pk] = level
    before = read_states(changed) if changed else {}
    return [
        describe(levels.values())
        for role, levels in changed.items()
        if is_lost(
            before[role],
            {
                pk: LevelState(*at[one.grade_id], one.level_order, one.status)
                for pk, one in levels.items()
                if one.grade_id
            },
        )
    ]


def read_states(roles: Iterable[int]) -> dict[int, dict[int, LevelState]]:
    """The levels of these roles as they are."""
    states: dict[int, dict[int, LevelState]] = {role: {} for role in roles}
    columns = ("grade__structure", "grade__position", "level_order", "status")
    levels = RoleLevel.objects.filter(role__in=states).order_by("pk")
    for role, pk, *values in levels.values_list("role", "pk", *columns):
        states[role][pk] = LevelState(*values)
    return states


def is_lost(before: States, changed: States) -> bool:
    """Whether published levels that have an order now would have none."""
    return bool(places_now(before)) and places_now({**before, **changed}) is None


def places_now(states: States) -> dict[int, int] | None:
    return places_of(
        PlacedLevel(pk, state.structure, state.position, state.number)
        for pk, state in states.items()
        if state.status == Status.PUBLISHED
    )


def describe(levels: Iterable[RoleLevel]) -> str:
    levels = list(levels)
    titles = " and ".join(f"“{level.title}”" for level in levels)
    role: Role = levels[0].role
    return (
        f"The order of the levels of the role “{role}” would no longer be known, and readers would "
        f"be told so. To keep their order, give {titles} a level order, or a grade of the same "
        "structure as the others."
    )
