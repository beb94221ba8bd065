"""Which entries of the index a saved or deleted object changes.

Signals are right here, and here only: the index is no fact of the catalogue but a copy, and the
apps below must not know of it, since imports go one way. An entry is made anew at once and not on
commit, so that a change and its entry are kept or rolled back together.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from capframe.base.models import Source
from capframe.search.index import reindex
from capframe.search.kinds import KINDS
from grades.models import Grade, GradeStructure
from roles.models import (
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
from skills.models import Indicator, LeadershipExample, Skill, SkillFramework, SkillLevel

# For each model: whose entries hold something of it, as (kind, lookup from that kind's model, the
# attribute of the saved object to compare with).
HOLDERS: dict[type[Model], tuple[tuple[str, str, str], ...]] = {
    RoleLevel: (("rolelevels", "pk", "pk"), ("statements", "section__role_level", "pk")),
    Role: (("rolelevels", "role", "pk"), ("statements", "section__role_level__role", "pk")),
    JobFamily: (("families", "pk", "pk"), ("rolelevels", "family", "pk")),
    FamilyStatement: (("families", "pk", "family_id"),),
    Grade: (("grades", "pk", "pk"), ("rolelevels", "grade", "pk")),
    GradeStructure: (("grades", "structure", "pk"), ("rolelevels", "grade__structure", "pk")),
    Skill: (("skills", "pk", "pk"),),
    SkillLevel: (("skills", "pk", "skill_id"),),
    Indicator: (("skills", "levels", "skill_level_id"),),
    LeadershipExample: (("skills", "pk", "skill_id"),),
    SkillFramework: (("skills", "framework", "pk"),),
    Workstream: (("workstreams", "pk", "pk"),),
    Milestone: (("workstreams", "pk", "workstream_id"),),
    Statement: (("statements", "pk", "pk"),),
    Section: (("statements", "section", "pk"),),
    SectionType: (("statements", "section__section_type", "pk"),),
    Source: (
        ("rolelevels", "source", "pk"),
        ("families", "source", "pk"),
        ("workstreams", "source", "pk"),
    ),
}


def connect() -> None:
    """Follow every change of a model whose words are indexed."""
    for model in HOLDERS:
        for signal in (post_save, post_delete):
            signal.connect(refresh, sender=model, dispatch_uid=f"search {model.__name__}")


def refresh(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Make the entries that hold something of the instance anew."""
    for kind, lookup, attribute in HOLDERS[sender]:
        value = getattr(instance, attribute)
        # By primary key it may be gone; its entry is to go then.
        if lookup == "pk":
            ids = [value]
        else:
            holders = KINDS[kind].objects.model.objects.filter(**{lookup: value})
            ids = list(holders.values_list("pk", flat=True))
        if ids:
            reindex(kind, ids)
