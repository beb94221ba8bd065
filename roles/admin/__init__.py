"""Families, roles, role levels and workstreams in the admin."""

from roles.admin import responsibility_page as _responsibility_page  # noqa: F401 - offers it
from roles.admin.content import (
    SectionAdmin,
    SectionTypeAdmin,
    SkillRequirementAdmin,
    StatementAdmin,
)
from roles.admin.families import FamilySectionAdmin, FamilyStatementAdmin, JobFamilyAdmin
from roles.admin.qualifications import QualificationAdmin, QualificationRequirementAdmin
from roles.admin.roles import RoleAdmin, RoleLevelAdmin
from roles.admin.workstreams import MilestoneAdmin, WorkstreamAdmin

__all__ = [
    "FamilySectionAdmin",
    "FamilyStatementAdmin",
    "JobFamilyAdmin",
    "MilestoneAdmin",
    "QualificationAdmin",
    "QualificationRequirementAdmin",
    "RoleAdmin",
    "RoleLevelAdmin",
    "SectionAdmin",
    "SectionTypeAdmin",
    "SkillRequirementAdmin",
    "StatementAdmin",
    "WorkstreamAdmin",
]
