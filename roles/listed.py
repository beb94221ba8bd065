"""Role levels as the list shows them: with their pay, and with the levels of the skills chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from capframe.spreadsheets.names import folded
from grades.models import PayRange
from grades.plain import Pay, own_pay, pay_here
from roles.addresses import skill_reference
from roles.choices import skill_of
from roles.models import RoleLevel, SkillRequirement


@dataclass(frozen=True, slots=True)
class ListedLevel:
    """A row of the list.

    Args:
        level: loaded with its role, family, grade, structure and source.
        pay: its own: what its employer pays for its grade.
        grade_has_pay: whether anybody's pay for its grade is known.
        asked: at which levels it asks for the chosen skills, as far as its source says.
    """

    level: RoleLevel
    pay: tuple[Pay, ...]
    grade_has_pay: bool
    asked: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its title, without the level's where that only says the grade."""
        level = self.level
        says_grade = level.grade and folded(level.title) == folded(level.grade.title)
        return level.role.title if says_grade else level.full_title

    @property
    def pay_shown(self) -> tuple[Pay, ...]:
        """Its pay where it is based, if that is one place; else all of it."""
        here = pay_here(self.pay, self.level.location)
        return (here,) if here else self.pay

    @property
    def pay_or_link(self) -> bool:
        """Whether anything is to be said of its pay."""
        return bool(self.pay) or self.grade_has_pay


def list_levels(
    levels: Sequence[RoleLevel], on: date, skills: Iterable[str] = ()
) -> list[ListedLevel]:
    """The rows of some role levels, in their order, in two queries.

    Args:
        levels: some hundreds at most.
        on: the day whose pay they have.
        skills: the values that were filtered by.
    """
    pay = pay_of_grades({level.grade_id for level in levels if level.grade_id}, on)
    asked = asked_by(levels, skills)
    return [
        ListedLevel(
            level,
            own_pay(pay[level.grade_id], level.employer) if level.grade_id in pay else (),
            level.grade_id in pay,
            tuple(asked.get(level.pk, ())),
        )
        for level in levels
    ]


def pay_of_grades(grades: Iterable[int], on: date) -> dict[int, list[Pay]]:
    """All pay of these grades on a day, by their primary keys."""
    pay: dict[int, list[Pay]] = {}
    for one in PayRange.objects.current(on).filter(grade__in=grades).by_employer():
        pay.setdefault(one.grade_id, []).append(one.as_plain())
    return pay


def asked_by(levels: Sequence[RoleLevel], skills: Iterable[str]) -> dict[int, list[str]]:
    """At which level each asks for these skills, by its primary key: of several, each by name."""
    chosen = set(skills)
    if not chosen:
        return {}
    is_one = len({skill_of(value) for value in chosen}) == 1
    slugs = {skill_of(value).partition("/")[2] for value in chosen}
    rows = SkillRequirement.objects.published().filter(role_level__in=levels, skill__slug__in=slugs)
    asked: dict[int, list[str]] = {}
    for one in rows.select_related("skill__framework", "level").order_by("skill__title", "pk"):
        value = skill_reference(one.skill)
        at_level = f"{value}/{one.level.position}" if one.level else value
        names = [*([] if is_one else [one.skill.title]), *([one.level.title] if one.level else [])]
        if names and not chosen.isdisjoint((value, at_level)):
            asked.setdefault(one.role_level_id, []).append(": ".join(names))
    return asked
