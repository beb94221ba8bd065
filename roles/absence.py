"""What the sources do not say of the skills that a role level asks for, once on a page."""

from collections.abc import Iterator, Sequence

from capframe.base.absence import describe_absence
from roles.profiles import RequiredSkill
from skills.absence import behaviour_absences


def skill_absences(skills: Sequence[RequiredSkill]) -> Iterator[str]:
    """That skills are asked for without a level, and that behaviours are missing below others."""
    if words := describe_absence("level", (skill.level for skill in skills)):
        yield words
    yield from behaviour_absences([one.indicators for one in skills if one.level], "skill")
