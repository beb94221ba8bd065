"""What the source of a role level does not say, once on its page."""

from collections.abc import Iterator, Sequence

from capframe.base.absence import describe_absences
from roles.profiles import Profile, RequiredSkill
from skills.absence import behaviour_absences


def skill_absences(skills: Sequence[RequiredSkill]) -> Iterator[str]:
    """That skills are asked for without a level, and that behaviours are missing below others."""
    yield from describe_absences({"level": (skill.level for skill in skills)})
    yield from behaviour_absences([one.indicators for one in skills if one.level], "skill")


def fact_absence(profile: Profile) -> str:
    """Which of the facts that readers look for are missing; empty where none is."""
    pay: object = profile.pay or profile.grade_pay
    return " ".join(describe_absences({"salary": [pay], "location": [profile.location]}))
