"""Files in the shape and size of the Digital and Data framework's two published ones.

``python -m tests.benchmarks.published_files FOLDER`` writes both.
"""

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import product
from pathlib import Path
from random import Random

from tests.benchmarks.roles_file import FIELDS, JOBS, OBJECTS, PARTNERS, SKILL_LEVELS, VERBS

ROLE_HEADINGS = (
    *("Role Family", "Role", "Role Description", "Role Type", "Role Level"),
    *("Role Level Description", "Skill Name", "Skill Description", "Skill Level"),
    "Skill Level Description",
)
SKILL_HEADINGS = ("Skill Name", "Skill Description", *SKILL_LEVELS, "Roles that require Skill")
FAMILIES = ("Architecture", "Data", "IT operations", "Product and delivery", "User-centred design")
STEPS = ("Associate ", "", "Senior ", "Lead ", "Principal ")
NOT_DEFINED = "This skill level is currently not defined."
NOT_IN_USE = "NOT IN USE"
SKILLS, LEADERSHIP, ROLES, LEADERS = 168, 22, 47, 5
ASKED, ASKED_OF_LEADERS = (7, 9), 12


@dataclass(frozen=True, slots=True)
class PublishedSkill:
    """A skill with what it asks at the levels that are defined; a leaders' skill has none."""

    title: str
    description: str
    levels: dict[str, str]


@dataclass(frozen=True, slots=True)
class PublishedPair:
    """Both files, and what their rows were made of."""

    roles: bytes
    skills: bytes
    all_skills: list[PublishedSkill]
    rows: int


def make_pair(scale: float = 1.0) -> PublishedPair:
    """The two files, the same every time; all that both say is the same in both."""
    random = Random(14)
    skills = list(make_skills(random, max(8, int(SKILLS * scale)), max(2, int(LEADERSHIP * scale))))
    asking: dict[str, list[str]] = {one.title: [] for one in skills}
    rows = list(role_rows(random, skills, max(3, int(ROLES * scale)), max(1, int(LEADERS * scale))))
    for row in rows:
        roles = asking[row[6].strip()]
        if row[1] not in roles:
            roles.append(row[1])
    repeated = [*rows, *rows[:: max(1, len(rows) // 4)]]
    wide = [
        [
            one.title,
            one.description,
            *(one.levels.get(level, NOT_DEFINED) for level in SKILL_LEVELS),
            ", ".join(sorted(asking[one.title])),
        ]
        for one in skills
    ]
    return PublishedPair(
        written(ROLE_HEADINGS, repeated), written(SKILL_HEADINGS, wide), skills, len(repeated)
    )


def make_skills(random: Random, number: int, of_leaders: int) -> Iterator[PublishedSkill]:
    """Skills with two to four levels, then those of leaders without any."""
    titles = [f"{verb} {what}" for verb, what in product(VERBS, OBJECTS)]
    for place, title in enumerate(random.sample(titles, number + of_leaders)):
        is_of_leaders = place >= number
        levels = () if is_of_leaders else SKILL_LEVELS[place % 3 :]
        yield PublishedSkill(
            f"{title} (leadership)" if is_of_leaders else title,
            f"You {title.lower()} with {random.choice(PARTNERS)}.",
            {level: level_description(random, level) for level in levels},
        )


def level_description(random: Random, level: str) -> str:
    """Bullets below a line that leads to them; for some levels prose, or bullets and more prose."""
    acts = [f"{random.choice(VERBS).lower()} {what}" for what in random.sample(OBJECTS, 4)]
    if (shape := random.randrange(12)) == 0:
        return f"At {level.lower()} you {acts[0]}."
    mark = "•" if shape == 1 else "-"
    bullets = "\n".join(f"{mark} {act} with {random.choice(PARTNERS)}" for act in acts)
    return f"You can:\n{bullets}" + ("\nAnd more, where it is asked for." if shape == 2 else "")


def role_rows(
    random: Random, skills: list[PublishedSkill], roles: int, leaders: int
) -> Iterator[list[str]]:
    """A row for each skill that a role level asks for, the levels in alphabetical order."""
    usual = [one for one in skills if one.levels]
    of_leaders = [one for one in skills if not one.levels]
    titles = [f"{field} {job.lower()}" for field, job in product(FIELDS, JOBS)]
    for place, role in enumerate(random.sample(titles, roles + leaders)):
        is_leader = place >= roles
        about = [FAMILIES[place % len(FAMILIES)], role, f"Looks after {random.choice(OBJECTS)}."]
        steps = [NOT_IN_USE] if is_leader else sorted(f"{one}{role}" for one in STEPS)
        among = of_leaders if is_leader else usual
        number = ASKED_OF_LEADERS if is_leader else random.randint(*ASKED)
        asked = random.sample(among, min(number, len(among)))
        for level in steps:
            acts = random.sample(OBJECTS, 3)
            text = "\n".join(f"- {random.choice(VERBS).lower()} {what}" for what in acts)
            described = [*about, "Senior" if is_leader else NOT_IN_USE, level]
            described.append(f"Works on it.\n\nAt this role level, you will:\n{text}")
            for skill in asked:
                yield [*described, *asked_at(random, skill)]


def asked_at(random: Random, skill: PublishedSkill) -> list[str]:
    """What a row says of the skill that it asks for, with the white space of such files."""
    if not skill.levels:
        return [skill.title, skill.description, NOT_IN_USE, NOT_IN_USE]
    level = random.choice([*skill.levels])
    title = f"{skill.title} " if random.randrange(20) == 0 else skill.title
    return [title, skill.description, level, skill.levels[level]]


def written(headings: tuple[str, ...], rows: list[list[str]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerows([headings, *rows])
    return text.getvalue().encode()


if __name__ == "__main__":
    folder, pair = Path(sys.argv[1]), make_pair()
    (folder / "roles.csv").write_bytes(pair.roles)
    (folder / "skills.csv").write_bytes(pair.skills)
