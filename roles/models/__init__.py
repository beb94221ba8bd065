"""Job families, their roles and role levels, what a role level asks, and workstreams."""

from roles.models.content import Section, SectionLayout, SectionType, SkillRequirement, Statement
from roles.models.families import FamilyStatement, FamilyStatementKind, JobFamily
from roles.models.roles import Role, RoleLevel
from roles.models.workstreams import Milestone, Workstream, WorkstreamRoute

__all__ = [
    "FamilyStatement",
    "FamilyStatementKind",
    "JobFamily",
    "Milestone",
    "Role",
    "RoleLevel",
    "Section",
    "SectionLayout",
    "SectionType",
    "SkillRequirement",
    "Statement",
    "Workstream",
    "WorkstreamRoute",
]
