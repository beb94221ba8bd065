"""What stands in role levels today, as far as a file says something of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from capframe.plans.existing import ExistingEntry, group_by, in_position, read_among
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
        sections = read_among(Section, told, "role_level_id")
        statements = read_among(Statement, sections, "section_id")
        asked = read_among(QualificationRequirement, told, "role_level_id")
        requirements = read_among(SkillRequirement, asking, "role_level_id")
        return cls(
            group_by("role_level_id", in_position(sections.values())),
            group_by("section_id", in_position(statements.values())),
            group_by("statement_id", asked.values()),
            group_by("role_level_id", in_position(requirements.values())),
        )
