"""Role levels as the list shows them: with their pay, and with the levels of the skills chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import CharField, DateField, IntegerField
from django.db.models.functions import Cast

from capframe.base.prepared import Parameter, Prepared
from capframe.spreadsheets.names import folded
from grades.models import Grade, PayRange
from grades.pay_rows import PAY_COLUMNS, pay_of
from grades.plain import Pay, own_pay, pay_here, unstated_location
from roles.addresses import skill_reference
from roles.choices import skill_of
from roles.models import JobFamily, RoleLevel, SkillRequirement


@dataclass(frozen=True, slots=True)
class ListedLevel:
    """A row of the list.

    Args:
        level: loaded with its role, family, grade, structure and source.
        grade: it has, if any; None where its source gives none.
        family: of it.
        pay_shown: of its own pay, what its employer pays for its grade, that where it is based, if
            that is one place; else all of it.
        pay_or_link: whether anything is to be said of its pay: its own, or anybody's for its grade.
        asked: at which levels it asks for the chosen skills, as far as its source says.
    """

    level: RoleLevel
    grade: Grade | None
    family: JobFamily
    pay_shown: tuple[Pay, ...]
    pay_or_link: bool
    asked: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its title, without the level's where that only says the grade."""
        level = self.level
        says_grade = self.grade and folded(level.title) == folded(self.grade.title)
        return level.role.title if says_grade else level.full_title

    @property
    def unstated_location(self) -> str:
        """What stands for the location of pay that has none."""
        return unstated_location(self.pay_shown, self.level.location)


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
        listed_level(level, pay.get(level.grade_id or 0, ()), tuple(asked.get(level.pk, ())))
        for level in levels
    ]


def listed_level(level: RoleLevel, pay: Sequence[Pay], asked: tuple[str, ...]) -> ListedLevel:
    """The row of a role level.

    Args:
        level: loaded as ``ListedLevel`` has it.
        pay: all that is known for its grade.
        asked: at which levels it asks for the chosen skills.
    """
    own = own_pay(pay, level.employer)
    here = pay_here(own, level.location)
    return ListedLevel(
        level=level,
        grade=level.grade,
        family=level.family,
        pay_shown=(here,) if here else own,
        pay_or_link=bool(pay),
        asked=asked,
    )


def pay_of_grades(grades: Iterable[int], on: date) -> dict[int, list[Pay]]:
    """All pay of these grades on a day, by their primary keys."""
    pks = {f"pk{n}": pk for n, pk in enumerate(grades)}
    pay: dict[int, list[Pay]] = {}
    for row in pay_query(len(pks)).rows({"on": on, **pks}) if pks else ():
        pay.setdefault(row.grade_id, []).append(pay_of(row))
    return pay


@lru_cache(maxsize=100)
def pay_query(number: int) -> Prepared:
    """All pay of so many grades on a day; amounts and days as texts."""
    given: Any = [Parameter(f"pk{n}", IntegerField()) for n in range(number)]
    current: Any = PayRange.objects.current(Parameter("on", DateField()))
    return Prepared(
        current.filter(grade__id__in=given)
        .annotate(
            least=Cast("minimum", CharField()),
            most=Cast("maximum", CharField()),
            begins=Cast("valid_from", CharField()),
        )
        .by_employer()
        .values_list("grade_id", *PAY_COLUMNS)
    )


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
