"""Addresses with a query that names role levels, or says which of them to list.

Role levels are named as ``RoleLevel.reference`` names them.
"""

from capframe.base.addresses import address, with_query
from grades.models import Grade
from roles.models import Qualification
from skills.models import Skill


def comparison_address(*references: str, **others: str) -> str:
    """The page that compares these role levels, with other parameters after them."""
    levels = [("level", reference) for reference in references]
    return with_query(address("compare"), [*levels, *others.items()])


def step_up_address(start: str, goal: str = "", **others: str) -> str:
    """The sheet from one role level to another; without that, the ways on from the first."""
    ends = [("from", start), *([("to", goal)] if goal else [])]
    return with_query(address("step-up"), [*ends, *others.items()])


def role_levels_address(
    *,
    grade: Grade | None = None,
    skill: Skill | None = None,
    qualification: Qualification | None = None,
) -> str:
    """The list of role levels at this grade, or that ask for this skill or qualification."""
    filters = [("grade", grade_reference(grade))] if grade else []
    filters += [("skill", skill_reference(skill))] if skill else []
    filters += [("qualification", qualification.slug)] if qualification else []
    return with_query(address("roles:list"), filters)


def grade_reference(grade: Grade) -> str:
    """How the filters name a grade."""
    return f"{grade.structure.slug}/{grade.slug}"


def skill_reference(skill: Skill) -> str:
    """How the filters name a skill."""
    return f"{skill.framework.slug}/{skill.slug}"
