"""Tables of families, roles, role levels and workstreams for export."""

from capframe.base.resources import SOURCE_COLUMNS, EntryResource
from roles.models import (
    FamilyStatement,
    JobFamily,
    Milestone,
    Role,
    RoleLevel,
    Section,
    SectionType,
    SkillRequirement,
    Statement,
    Workstream,
)


class JobFamilyResource(EntryResource):
    """Job families."""

    class Meta:
        model = JobFamily
        fields = ("slug", "title", "purpose", "levels_of_work", "status", *SOURCE_COLUMNS)


class FamilyStatementResource(EntryResource):
    """What sources say of whole families."""

    class Meta:
        model = FamilyStatement
        fields = ("family", "kind", "position", "text", *SOURCE_COLUMNS)


class RoleResource(EntryResource):
    """Roles."""

    class Meta:
        model = Role
        fields = (
            "family",
            "slug",
            "title",
            "description",
            "role_type",
            "status",
            *SOURCE_COLUMNS,
        )


class RoleLevelResource(EntryResource):
    """Role levels."""

    class Meta:
        model = RoleLevel
        fields = (
            "family",
            "role",
            "slug",
            "title",
            "code",
            "grade",
            "level_order",
            "location",
            "description",
            "status",
            *SOURCE_COLUMNS,
        )


class SectionTypeResource(EntryResource):
    """Section types."""

    class Meta:
        model = SectionType
        fields = ("slug", "title", "position")


class SectionResource(EntryResource):
    """Headings of role levels."""

    class Meta:
        model = Section
        fields = (
            "role_level",
            "section_type",
            "heading",
            "position",
            "layout",
            *SOURCE_COLUMNS,
        )


class StatementResource(EntryResource):
    """Statements under headings."""

    class Meta:
        model = Statement
        fields = ("section", "position", "text", "note")


class SkillRequirementResource(EntryResource):
    """Which role levels ask for which skills at which level."""

    class Meta:
        model = SkillRequirement
        fields = ("role_level", "skill", "level", "position", *SOURCE_COLUMNS)


class WorkstreamResource(EntryResource):
    """Workstreams."""

    class Meta:
        model = Workstream
        fields = (
            "family",
            "slug",
            "title",
            "position",
            "route",
            "issue",
            "approach",
            "lead_organisation",
            "participants",
            "status",
            *SOURCE_COLUMNS,
        )


class MilestoneResource(EntryResource):
    """Milestones of workstreams."""

    class Meta:
        model = Milestone
        fields = ("workstream", "position", "text", *SOURCE_COLUMNS)
