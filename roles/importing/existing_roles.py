"""What the catalogue holds of the job families that a file names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from capframe.base.models import Status
from capframe.plans.existing import ExistingEntry, read_existing
from roles.models import (
    QualificationRequirement,
    Role,
    RoleLevel,
    Section,
    SkillRequirement,
    Statement,
)
from skills.models import Skill

Groups = Mapping[int, list[ExistingEntry]]


class RoleName(NamedTuple):
    """What a role is called, and the primary key and title of its family."""

    title: str
    slug: str
    family: int
    family_title: str


@dataclass(frozen=True, slots=True)
class ExistingRoles:
    """Some families' entries, each list in its order.

    Args:
        roles: by family.
        levels: by role.
        sections: by role level.
        statements: by section.
        asked: the qualifications that statements ask for, by statement.
        requirements: by role level.
        hidden_skills: the skills that are not published.
        role_names: of every role there is, in whatever family.
    """

    roles: Groups
    levels: Groups
    sections: Groups
    statements: Groups
    asked: Groups
    requirements: Groups
    hidden_skills: frozenset[int]
    role_names: Sequence[RoleName]

    @classmethod
    def read(cls, families: Collection[int]) -> "ExistingRoles":
        """What stands in them now, in eight queries."""
        roles = Role.objects.filter(family__in=families)
        levels = RoleLevel.objects.filter(family__in=families)
        sections = Section.objects.filter(role_level__family__in=families)
        statements = Statement.objects.filter(section__role_level__family__in=families)
        asked = QualificationRequirement.objects.filter(role_level__family__in=families)
        requirements = SkillRequirement.objects.filter(role_level__family__in=families)
        names = Role.objects.order_by("pk").values_list(
            "title", "slug", "family_id", "family__title"
        )
        hidden = Skill.objects.exclude(status=Status.PUBLISHED).values_list("pk", flat=True)
        return cls(
            group_by("family_id", read_existing(roles.order_by("pk")).values()),
            group_by("role_id", read_existing(levels.order_by("pk")).values()),
            group_by("role_level_id", read_existing(sections.in_order()).values()),
            group_by("section_id", read_existing(statements.in_order()).values()),
            group_by("statement_id", read_existing(asked.order_by("pk")).values()),
            group_by("role_level_id", read_existing(requirements.in_order()).values()),
            frozenset(hidden),
            [RoleName(*name) for name in names],
        )


def group_by(column: str, entries: Iterable[ExistingEntry]) -> Groups:
    groups: dict[int, list[ExistingEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.values[column]].append(entry)
    return dict(groups)
