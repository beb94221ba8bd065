"""What readers would miss beside what is withdrawn or taken back: said before it is done."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count

from capframe.base.history.lines import counted
from capframe.base.models import Status
from roles.models import JobFamily, Role, RoleLevel, SkillRequirement
from skills.models import Skill


def families_left_empty(levels: Sequence[RoleLevel]) -> list[str]:
    """Which families would have no role level left, were these saved as they stand."""
    hidden = [level.pk for level in levels if level.pk and level.status != Status.PUBLISHED]
    seen = RoleLevel.objects.published().order_by()
    families = set(seen.filter(pk__in=hidden).values_list("family", flat=True))
    if not families:
        return []
    left = seen.filter(family__in=families).exclude(pk__in=hidden).values("family")
    empty = JobFamily.objects.filter(pk__in=families).exclude(pk__in=left)
    return [f"“{family}” would have no role level left." for family in empty]


def levels_lost_with_roles(roles: Sequence[Role]) -> list[str]:
    """How many levels would disappear with each of these roles, were they saved as they stand."""
    return _levels_lost(roles, "role")


def levels_lost_with_families(families: Sequence[JobFamily]) -> list[str]:
    """As of roles, of the families that they stand in."""
    return _levels_lost(families, "family")


def _levels_lost(wholes: Sequence[Any], field: str) -> list[str]:
    numbers = _count(RoleLevel.objects.published(), field, "pk", wholes)
    return [
        f"{counted(RoleLevel, number)} would disappear from readers with “{whole}”."
        for whole, number in numbers
    ]


def levels_asking_for(skills: Sequence[Skill]) -> list[str]:
    """How many role levels would still ask for each of these skills, were they saved so."""
    asked = SkillRequirement.objects.published()
    return [
        f"{counted(RoleLevel, number)} would still ask for “{skill.title}”, which readers would "
        f"{'find marked as withdrawn' if skill.status == Status.WITHDRAWN else 'no longer find'}."
        for skill, number in _count(asked, "skill", "role_level", skills)
    ]


def _count(rows: Any, field: str, counted: str, entries: Sequence[Any]) -> list[tuple[Any, int]]:
    """Those of the entries that would be hidden, with how many rows readers see of each now."""
    hidden = {one.pk: one for one in entries if one.pk and one.status != Status.PUBLISHED}
    if not hidden:
        return []
    here = rows.filter(**{f"{field}__in": hidden}).order_by().values_list(field)
    numbers: Mapping[int, int] = dict(here.annotate(number=Count(counted, distinct=True)))
    return [(one, numbers[pk]) for pk, one in hidden.items() if pk in numbers]
