"""What stands in role levels today, as far as a file says something of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from capframe.plans.existing import ExistingEntry, group_by, read_existing
from roles.importing.desired_roles import DesiredLevel
from roles.models import QualificationRequirement, Section, SkillRequirement, Statement

Groups = Mapping[int, list[ExistingEntry]]


@dataclass(frozen=True, slots=True)
class ExistingContent:
    """What stands in some role levels, each list in its order.

    Args:
        sections: by role level.
        statements: by section.
        asked: the qualifications that statements ask for, by statement.
        requirements: by role level.
    """

    sections: Groups
    statements: Groups
    asked: Groups
    requirements: Groups

    @classmethod
    def read(cls, levels: Sequence[DesiredLevel]) -> "ExistingContent":
        """Sections where the file has some, skills where it has some; four queries at most."""
        told = [one.pk for one in levels if one.sections and not one.is_new]
        asking = [one.pk for one in levels if one.required_skills and not one.is_new]
        sections = Section.objects.filter(role_level__in=told)
        statements = Statement.objects.filter(section__role_level__in=told)
        asked = QualificationRequirement.objects.filter(role_level__in=told)
        requirements = SkillRequirement.objects.filter(role_level__in=asking)
        return cls(
            read_groups("role_level_id", sections.in_order(), told),
            read_groups("section_id", statements.in_order(), told),
            read_groups("statement_id", asked.order_by("pk"), told),
            read_groups("role_level_id", requirements.in_order(), asking),
        )


def read_groups(column: str, entries: QuerySet, levels: Sequence[int]) -> Groups:
    """Entries by what a column holds; the database is not asked where there are no levels."""
    return group_by(column, read_existing(entries).values() if levels else ())
