"""Files of roles that ask for many skills: of ESCO's size, and with skills of each role's own.

ESCO has some 3,000 occupations, 14,000 skills and 129,000 of these asked for by those. That is
more rows than one file may have, so they come in several.
"""

from collections.abc import Iterator
from itertools import product
from random import Random

from tests.benchmarks.roles_file import (
    FIELDS,
    FRAMEWORK,
    JOBS,
    OBJECTS,
    PARTNERS,
    SKILL_LEVELS,
    VERBS,
    statement,
    written,
)

SKILLS_OF_ESCO, ASKED_IN_ESCO = 14_000, 43
OWN_SKILLS = 10
MOST_ROWS = 70_000  # of a file: fewer than an import takes

COLUMNS = [
    "job_family",
    "role",
    "level",
    "level_description",
    "skill_framework",
    "skill",
    "skill_description",
    "skill_level",
]


def esco_files(roles: int, scale: float = 1.0) -> list[bytes]:
    """CSVs of so many roles, each asking for 43 of the skills; the same every time.

    Args:
        roles: of one level each; 3,000 are as many as ESCO's.
        scale: how much of ESCO's 14,000 skills there is.
    """
    skills = skill_titles(max(ASKED_IN_ESCO, int(SKILLS_OF_ESCO * scale)))
    a_file = MOST_ROWS // ASKED_IN_ESCO
    parts = -(-roles // a_file)
    size = -(-roles // parts)
    return [
        written(COLUMNS, rows(first, min(first + size, roles), ASKED_IN_ESCO, skills))
        for first in range(0, roles, size)
    ]


def own_skills_file(roles: int) -> bytes:
    """A CSV of so many roles, each asking for ten skills that no other asks for."""
    return written(COLUMNS, rows(0, roles, OWN_SKILLS, skill_titles(roles * OWN_SKILLS)))


def shared_skills_file(roles: int, scale: float = 1.0) -> bytes:
    """A CSV of so many roles, each asking for ten skills, of as many as ESCO has at this scale."""
    skills = skill_titles(max(OWN_SKILLS, int(SKILLS_OF_ESCO * scale)))
    return written(COLUMNS, rows(0, roles, OWN_SKILLS, skills))


def rows(first: int, end: int, asked: int, skills: list[str]) -> Iterator[dict[str, str]]:
    """A row for each skill that the roles from ``first`` to before ``end`` ask for."""
    random, described = Random(first), set()
    for number in range(first, end):
        field, job = FIELDS[number % len(FIELDS)], JOBS[number // len(FIELDS) % len(JOBS)]
        role = f"{field} {job} {number}"
        column_values = {"job_family": f"{field} profession", "role": role, "level": role}
        described_level = {"level_description": statement(random)}
        for place in range(number * asked, (number + 1) * asked):
            skill = skills[place % len(skills)]
            row = column_values | described_level | {"skill_framework": FRAMEWORK, "skill": skill}
            row["skill_level"] = SKILL_LEVELS[place // len(skills) % len(SKILL_LEVELS)]
            if skill not in described:  # once is enough
                described.add(skill)
                row["skill_description"] = f"{skill}. {statement(Random(skill))}"
            yield row
            described_level = {}


def skill_titles(number: int) -> list[str]:
    """So many different titles of skills, in no order."""
    words = [
        f"{verb} {what} in {field.lower()} with {partner}"
        for verb, what, field, partner in product(VERBS, OBJECTS, FIELDS, PARTNERS)
    ]
    return Random(5).sample(words, number)
