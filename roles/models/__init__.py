"""Job families, their roles and role levels, what a role level asks, and workstreams."""

from roles.models.content import Section, SectionType, SkillRequirement, Statement
from roles.models.families import FamilyStatement, JobFamily
from roles.models.roles import Role, RoleLevel
from roles.models.workstreams import Milestone, Workstream

__all__ = [
    "FamilyStatement",
    "JobFamily",
    "Milestone",
    "Role",
    "RoleLevel",
    "Section",
    "SectionType",
    "SkillRequirement",
    "Statement",
    "Workstream",
]
