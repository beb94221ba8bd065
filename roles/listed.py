"""Role levels as the list shows them: with their pay, and with the levels of the skills chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import CharField, DateField, IntegerField
from django.db.models.functions import Cast

from capframe.base.addresses import address
from capframe.base.prepared import Parameter, Prepared
from capframe.spreadsheets.names import folded
from grades.models import PayRange
from grades.pay_rows import PAY_COLUMNS, pay_of
from grades.plain import Pay, PlainGrade, own_pay, pay_here, unstated_location
from roles.addresses import skill_reference
from roles.choices import skill_of
from roles.loading import grade_of
from roles.models import SkillRequirement
from roles.profiles import full_title

# What is read of a role level.
LISTED = (
    *("pk", "slug", "title", "code", "location", "employer", "role__slug", "role__title"),
    *("family__slug", "family__title", "source__publisher"),
    *("grade_id", "grade__slug", "grade__title", "grade__full_title", "grade__position"),
    *("grade__structure_id", "grade__structure__slug", "grade__structure__title"),
    "grade__structure__organisation",
)


@dataclass(frozen=True, slots=True)
class ListedLevel:
    """A row of the list.

    Args:
        reference: how addresses name it.
        title: its role's title with its own, as far as that says more.
        level_title: its own.
        grade: it has, if any; None where its source gives none.
        publisher: of its source.
        pay_shown: of its own pay, what its employer pays for its grade, that where it is based, if
            that is one place; else all of it.
        pay_or_link: whether anything is to be said of its pay: its own, or anybody's for its grade.
        asked: at which levels it asks for the chosen skills, as far as its source says.
    """

    reference: str
    url: str
    title: str
    role: str
    level_title: str
    code: str
    grade: PlainGrade | None
    location: str
    employer: str
    family: str
    family_url: str
    publisher: str
    pay_shown: tuple[Pay, ...]
    pay_or_link: bool
    asked: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its title, without the level's where that only says the grade."""
        says_grade = self.grade and folded(self.level_title) == folded(self.grade.title)
        return self.role if says_grade else self.title

    @property
    def unstated_location(self) -> str:
        """What stands for the location of pay that has none."""
        return unstated_location(self.pay_shown, self.location)


def list_levels(levels: Sequence[Any], on: date, skills: Iterable[str] = ()) -> list[ListedLevel]:
    """The rows of some role levels, in their order, in two queries.

    Args:
        levels: some hundreds at most, named tuples of ``LISTED``.
        on: the day whose pay they have.
        skills: the values that were filtered by.
    """
    grades = {level.grade_id: grade_of(level) for level in levels}
    pay = pay_of_grades(filter(None, grades), on)
    asked = asked_by([level.pk for level in levels], skills)
    return [
        listed_level(
            level,
            grades[level.grade_id],
            pay.get(level.grade_id, ()),
            tuple(asked.get(level.pk, ())),
        )
        for level in levels
    ]


def listed_level(
    level: Any, grade: PlainGrade | None, pay: Sequence[Pay], asked: tuple[str, ...]
) -> ListedLevel:
    """The row of a role level.

    Args:
        level: a named tuple of ``LISTED``.
        grade: of it.
        pay: all that is known for its grade.
        asked: at which levels it asks for the chosen skills.
    """
    own = own_pay(pay, level.employer)
    here = pay_here(own, level.location)
    return ListedLevel(
        reference=f"{level.role__slug}/{level.slug}",
        url=address("roles:level", level.role__slug, level.slug),
        title=full_title(level.role__title, level.title),
        role=level.role__title,
        level_title=level.title,
        code=level.code,
        grade=grade,
        location=level.location,
        employer=level.employer,
        family=level.family__title,
        family_url=address("families:family", level.family__slug),
        publisher=level.source__publisher,
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


def asked_by(levels: Sequence[int], skills: Iterable[str]) -> dict[int, list[str]]:
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
