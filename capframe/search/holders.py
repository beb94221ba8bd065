"""Whose entries in the index hold something of an object: a role level's hold its grade's title."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model

from capframe.base.models import Source
from capframe.plans import bulk
from capframe.search.index import batches
from capframe.search.kinds import SEARCH_KINDS
from grades.models import Grade, GradeStructure
from roles.models import (
    FamilySection,
    FamilyStatement,
    JobFamily,
    Milestone,
    Role,
    RoleLevel,
    Section,
    SectionType,
    Statement,
    Workstream,
)
from skills.models import (
    Indicator,
    LeadershipExample,
    ProficiencyLevel,
    Skill,
    SkillFramework,
    SkillLevel,
)

# For each model: whose entries hold something of it, as (kind, lookup from that kind's model, the
# attribute of the object to compare with).
HOLDERS: dict[type[Model], tuple[tuple[str, str, str], ...]] = {
    RoleLevel: (("rolelevels", "pk", "pk"), ("statements", "section__role_level", "pk")),
    Role: (("rolelevels", "role", "pk"), ("statements", "section__role_level__role", "pk")),
    JobFamily: (("families", "pk", "pk"), ("rolelevels", "family", "pk")),
    FamilySection: (("families", "pk", "family_id"),),
    FamilyStatement: (("families", "sections", "section_id"),),
    Grade: (("grades", "pk", "pk"), ("rolelevels", "grade", "pk")),
    GradeStructure: (("grades", "structure", "pk"), ("rolelevels", "grade__structure", "pk")),
    Skill: (("skills", "pk", "pk"),),
    ProficiencyLevel: (("skills", "levels__level", "pk"),),
    SkillLevel: (("skills", "pk", "skill_id"),),
    Indicator: (("skills", "levels", "skill_level_id"),),
    LeadershipExample: (("skills", "pk", "skill_id"),),
    SkillFramework: (("skills", "framework", "pk"),),
    Workstream: (("workstreams", "pk", "pk"),),
    Milestone: (("workstreams", "pk", "workstream_id"),),
    Statement: (("statements", "pk", "pk"), ("rolelevels", "sections", "section_id")),
    Section: (("statements", "section", "pk"), ("rolelevels", "pk", "role_level_id")),
    SectionType: (("statements", "section__section_type", "pk"),),
    Source: (
        ("rolelevels", "source", "pk"),
        ("families", "source", "pk"),
        ("workstreams", "source", "pk"),
    ),
}

# Fewer than PostgreSQL takes values in one query.
MOST_VALUES = 10_000


def find_holders(kind: str, lookup: str, values: Collection[Any]) -> set[int]:
    """The primary keys of the objects of a kind whose ``lookup`` is one of the values."""
    if lookup == "pk":  # it may be gone: its entry is to go then
        return set(values)
    model: Any = SEARCH_KINDS[kind].objects.model
    if "__" not in lookup and (relation := model._meta.get_field(lookup)).one_to_many:
        # From the other side SQLite would go through all wholes, and the values for each of them.
        column = relation.field.attname
        found = bulk.read_rows(relation.related_model, [column], values)
        return {whole for (whole,) in found.values()}
    objects = model.objects.order_by()
    return {
        pk
        for batch in batches(values, MOST_VALUES)
        for pk in objects.filter(**{f"{lookup}__in": batch}).values_list("pk", flat=True)
    }
