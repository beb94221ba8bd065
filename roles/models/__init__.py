"""Job families, their roles and role levels, what a role level asks, and workstreams."""

from roles.models.content import Section, SectionType, SkillRequirement, Statement
from roles.models.families import FamilySection, FamilyStatement, JobFamily
from roles.models.qualifications import Qualification, QualificationRequirement
from roles.models.roles import Role, RoleLevel
from roles.models.sections import SectionLayout
from roles.models.workstreams import Milestone, Workstream, WorkstreamRoute

__all__ = [
    "FamilySection",
    "FamilyStatement",
    "JobFamily",
    "Milestone",
    "Qualification",
    "QualificationRequirement",
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
