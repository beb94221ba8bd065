"""“Where next?” from a role level: next grades, and other roles that ask for the same skills."""

from collections.abc import Iterable
from dataclasses import dataclass

from roles.careers.next_levels import load_next_levels
from roles.loading import load_profiles
from roles.models import RoleLevel
from roles.profiles import Profile
from roles.references import parse_reference
from roles.role_orders import RoleOrder
from roles.step_up.step import StepUp, step_up

MOST_MEASURED = 12


@dataclass(frozen=True, slots=True)
class WhereNext:
    """The steps from a role level, each list nearest first.

    Args:
        up: to the next level of the same role, or to the family's at the next grade.
        elsewhere: to levels of other roles that ask for at least half of the same skills.
        up_is_inferred: whether the steps up lead into other roles.
        order: of the role's levels; where nothing states it, there is no step up.
    """

    up: tuple[StepUp, ...]
    elsewhere: tuple[StepUp, ...]
    up_is_inferred: bool
    order: RoleOrder


def where_next(start: Profile) -> WhereNext:
    """The ways on from a role level. Five queries, however many role levels there are."""
    next_levels = load_next_levels(*parse_reference(start.reference))
    up = [step.reference for step in next_levels.up]
    similar = [reference for reference in similar_references(start) if reference not in up]
    references = [parse_reference(reference) for reference in (*up, *similar)]
    profiles = load_profiles(references, with_order=False) if references else []
    return WhereNext(
        nearest_first(start, (one for one in profiles if one.reference in up)),
        nearest_first(start, (one for one in profiles if one.reference not in up)),
        next_levels.up_is_inferred,
        next_levels.order,
    )


def similar_references(start: Profile) -> list[str]:
    """The levels of other roles that ask for at least half of the same skills, most of them first.

    At most twelve, of those that ask for as many the ones that ask for fewer skills besides.
    """
    number = len(start.required_skills)
    if not number:
        return []
    others = RoleLevel.objects.published().exclude(role=start.role_pk)
    similar = others.sharing_skills(start.pk, least=(number + 1) // 2)
    found = similar.values_list("role__slug", "slug")[:MOST_MEASURED]
    return [f"{role}/{level}" for role, level in found]


def nearest_first(start: Profile, goals: Iterable[Profile]) -> tuple[StepUp, ...]:
    """The steps from the start to each goal: first those of which the largest share carries over.

    Of the same share, first those with which the start shares the most skills.
    """
    steps = (step_up(start, goal) for goal in goals)
    return tuple(sorted(steps, key=sort_key))


def sort_key(step: StepUp) -> tuple:
    """The nearest goal first."""
    carried = step.skills_carried
    return -step.nearness, -(carried.whole + carried.half), step.goal.seniority
