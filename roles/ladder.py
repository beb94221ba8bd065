"""The steps up and down from a role level: in its own role, or else in its family."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from django.db.models import IntegerField, Q

from capframe.base.addresses import address
from capframe.base.prepared import Parameter, Prepared
from roles.models import RoleLevel
from roles.profiles import Profile, full_title

MOST_SHOWN = 6
MOST_READ = 100


@dataclass(frozen=True, slots=True)
class Step:
    """A role level that is a step away."""

    title: str
    url: str
    reference: str
    role_pk: int
    rank: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Steps:
    """The role levels one step up and one step down."""

    up: tuple[Step, ...]
    down: tuple[Step, ...]


@cache
def beside_query(*, graded: bool) -> Prepared:
    """The other levels of a role, and, for one with a grade, its family's at the next grades."""
    given = {
        name: Parameter(name, IntegerField())
        for name in ("pk", "role", "family", "structure", "position")
    }
    levels = RoleLevel.objects.published()
    near = Q(role__id=given["role"])
    if graded:
        near |= levels.at_next_grades(given["family"], given["structure"], given["position"])
    return Prepared(
        levels.filter(near, family__id=given["family"])
        .exclude(id=given["pk"])
        .order_by("grade__position", "level_order", "role__title", "pk")
        .values_list(
            *("role_id", "role__slug", "role__title", "slug", "title"),
            *("grade__position", "level_order"),
        )[:MOST_READ]
    )


def steps_from(profile: Profile) -> Steps:
    """The next level of the same role, or the family's levels at the next grade.

    One query that reads at most a hundred rows: a family with hundreds of levels at a grade shows
    its first few.
    """
    grade = profile.grade
    values = {"pk": profile.pk, "role": profile.role_pk, "family": profile.family_pk}
    if grade:
        values |= {"structure": grade.structure_pk, "position": grade.position}
    near = [step_of(*row) for row in beside_query(graded=grade is not None).rows(values)]
    here = rank(grade.position if grade else None, profile.level_order)
    # Sorted here: the databases differ in where they put levels without a grade.
    up = sorted((step for step in near if step.rank > here), key=attrgetter("rank"))
    down = sorted((step for step in near if step.rank < here), key=attrgetter("rank"), reverse=True)
    return Steps(nearest(up, profile, here), nearest(down, profile, here))


def step_of(role_pk, role_slug, role, slug, title, position, order) -> Step:
    """One row of the query as an object."""
    url = address("roles:level", role_slug, slug)
    reference = f"{role_slug}/{slug}"
    return Step(full_title(role, title), url, reference, role_pk, rank(position, order))


def rank(position: int | None, order: int) -> tuple[int, int]:
    """Orders role levels: by grade, those without one first, then by their own order."""
    return (position or 0, order)


def nearest(steps: Sequence[Step], profile: Profile, here: tuple[int, int]) -> tuple[Step, ...]:
    """The nearest of the same role; without one, the family's at another grade, nearest first."""
    same_role = [step for step in steps if step.role_pk == profile.role_pk]
    if same_role:
        return (same_role[0],)
    others = [step for step in steps if step.rank[0] != here[0]]
    return tuple(step for step in others if step.rank[0] == others[0].rank[0])[:MOST_SHOWN]
