"""Profiles from the database, in three queries however many role levels there are.

Where several are of one role, a fourth one tells their order; where something in them is withdrawn
and replaced, there is one more for each model of it.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache, reduce
from itertools import groupby
from operator import attrgetter, or_
from typing import Any

from django.db.models import CharField, DateField, F, FilteredRelation, IntegerField, Q
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from capframe.base.addresses import address
from capframe.base.prepared import Parameter, Prepared
from capframe.base.querysets import order_in_whole
from capframe.base.withdrawal import Withdrawal
from grades.models import PayRange
from grades.plain import Pay, PlainGrade, grade_pay, own_pay
from roles.models import (
    QualificationRequirement,
    RoleLevel,
    Section,
    SectionLayout,
    SkillRequirement,
    Statement,
)
from roles.profiles import (
    AskedQualification,
    IndicatorPair,
    PlainSource,
    Profile,
    RequiredSkill,
    SectionText,
    StatementText,
    full_title,
)
from roles.role_orders import with_places
from roles.withdrawals import (
    HOLDERS_OF_LEVEL,
    HOLDERS_OF_REQUIREMENT,
    find_withdrawals,
    since_columns,
    withdrawal_columns,
)
from skills.models import Indicator

# From a section to the qualifications that its statements ask for.
ASKED = "statements__qualification_requirements"
type_of_slug, type_of_pk = CharField(), IntegerField()


def load_profiles(
    references: Sequence[tuple[str, str]], *, on: date | None = None, with_order: bool = True
) -> list[Profile]:
    """The role levels that addresses name, most junior first.

    Args:
        references: slugs of the role and of the level, as in ``/roles/<role>/<level>/``. One that
            readers cannot see is left out; one that is withdrawn is not.
        on: the day whose pay they have; today, where it is not said.
        with_order: whether those of one role have their places in it.
    """
    levels = load_levels(references, on or localdate())
    sections = load_sections(list(levels))
    skills = load_required_skills(list(levels))
    withdrawals = find_withdrawals((rows[0] for rows in levels.values()), HOLDERS_OF_LEVEL)
    profiles = [
        profile_of(rows, tuple(sections[pk]), tuple(skills[pk]), withdrawals.get(pk))
        for pk, rows in levels.items()
    ]
    placed = with_places(profiles) if with_order else profiles
    return sorted(placed, key=attrgetter("seniority"))


@cache
def levels_query(number: int) -> Prepared:
    """Role levels named by ``number`` references: a row for each, and for each pay range of it."""
    named = (
        Q(
            role__slug=Parameter(f"role{n}", type_of_slug),
            slug=Parameter(f"level{n}", type_of_slug),
        )
        for n in range(number)
    )
    current = PayRange.objects.current_at(
        Parameter("on", DateField()),
        grade="pay__grade",
        employer="pay__employer",
        location="pay__location",
    )
    return Prepared(
        RoleLevel.objects.published_or_withdrawn()
        .filter(reduce(or_, named))
        .annotate(
            **since_columns(HOLDERS_OF_LEVEL),
            pay=FilteredRelation("grade__pay_ranges", condition=Q(grade__pay_ranges__pk=current)),
            pay_minimum=Cast("pay__minimum", CharField()),
            pay_maximum=Cast("pay__maximum", CharField()),
            pay_from=Cast("pay__valid_from", CharField()),
        )
        .order_by("pk", "pay__employer", "pay__location")
        .values_list(
            *("pk", "slug", "title", "code", "level_order", "employer", "location", "description"),
            "skills_introduction",
            *("place", "editors_note", "source__slug", "source__title", "source__publisher"),
            *("role_id", "role__slug", "role__title"),
            *("family_id", "family__slug", "family__title"),
            *("grade__slug", "grade__title", "grade__full_title", "grade__position"),
            *("grade__structure_id", "grade__structure__slug", "grade__structure__title"),
            "grade__structure__organisation",
            *("pay__employer", "pay__location", "pay_minimum", "pay_maximum", "pay_from"),
            *("pay__period", "pay__currency", "pay__note"),
            *withdrawal_columns(HOLDERS_OF_LEVEL),
        )
    )


def load_levels(references: Sequence[tuple[str, str]], on: date) -> dict[int, list[Any]]:
    values: dict[str, Any] = {"on": on}
    for n, (role, level) in enumerate(references):
        values |= {f"role{n}": role, f"level{n}": level}
    rows = levels_query(len(references)).rows(values)
    return {pk: list(same) for pk, same in groupby(rows, key=attrgetter("pk"))}


def numbered(pks: Sequence[int]) -> dict[str, int]:
    """Values for the parameters that ``one_of`` names."""
    return {f"pk{n}": pk for n, pk in enumerate(pks)}


def one_of(number: int) -> Any:
    return [Parameter(f"pk{n}", type_of_pk) for n in range(number)]


@cache
def sections_query(number: int) -> Prepared:
    """A row for each statement of this many role levels, and for each section without any.

    A statement that asks for several qualifications has a row for each.
    """
    return Prepared(
        Section.objects.filter(role_level__id__in=one_of(number))
        .order_by(
            *("role_level_id", *order_in_whole(Section)),
            *order_in_whole(Statement, "statements__"),
            *order_in_whole(QualificationRequirement, f"{ASKED}__"),
        )
        .values_list(
            *("role_level_id", "pk", "section_type__slug", "section_type__title"),
            *("section_type__position", "heading", "layout", "place", "editors_note"),
            *("statements__pk", "statements__text", "statements__note", "statements__strength"),
            *(f"{ASKED}__strength", f"{ASKED}__qualification__slug"),
            f"{ASKED}__qualification__title",
        )
    )


def load_sections(pks: Sequence[int]) -> defaultdict[int, list[SectionText]]:
    sections = defaultdict(list)
    rows = sections_query(len(pks)).rows(numbered(pks)) if pks else []
    for _, same in groupby(rows, key=attrgetter("pk")):
        first, *others = same
        sections[first.role_level_id].append(section_of(first, (first, *others)))
    return sections


def section_of(section: Any, rows: Sequence[Any]) -> SectionText:
    return SectionText(
        type_slug=section.section_type__slug,
        type_title=section.section_type__title,
        type_position=section.section_type__position,
        heading=section.heading,
        is_list=section.layout == SectionLayout.BULLETS,
        place=section.place,
        editors_note=section.editors_note,
        statements=tuple(
            statement_of(tuple(same))
            for pk, same in groupby(rows, key=attrgetter("statements__pk"))
            if pk is not None
        ),
    )


def statement_of(rows: Sequence[Any]) -> StatementText:
    """A statement with the qualifications that it asks for, of which each row has one or none."""
    statement = rows[0]
    return StatementText(
        text=statement.statements__text,
        note=statement.statements__note,
        strength=statement.statements__strength,
        qualifications=tuple(
            AskedQualification(
                getattr(row, f"{ASKED}__qualification__title"),
                getattr(row, f"{ASKED}__qualification__slug"),
                getattr(row, f"{ASKED}__strength"),
            )
            for row in rows
            if getattr(row, f"{ASKED}__strength") is not None
        ),
    )


@cache
def required_skills_query(number: int) -> Prepared:
    """A row for each indicator of each skill that this many role levels ask for.

    A withdrawn skill is asked for all the same.
    """
    at_that_level = Q(skill__levels__level=F("level"))
    return Prepared(
        SkillRequirement.objects.published_or_withdrawn()
        .filter(role_level__id__in=one_of(number))
        .annotate(**since_columns(HOLDERS_OF_REQUIREMENT))
        .annotate(skill_level=FilteredRelation("skill__levels", condition=at_that_level))
        .order_by(
            *("role_level_id", *order_in_whole(SkillRequirement)),
            *order_in_whole(Indicator, "skill_level__indicators__"),
        )
        .values_list(
            *("role_level_id", "pk", "skill__title", "skill__slug", "skill__framework__slug"),
            *("skill__framework__title", "skill__kind", "skill__definition", "level__title"),
            *("level__position", "skill_level__description", "place", "editors_note"),
            *("skill_level__indicators__effective", "skill_level__indicators__ineffective"),
            *("skill_level__indicators__editors_note", "assessed"),
            *withdrawal_columns(HOLDERS_OF_REQUIREMENT),
        )
    )


def load_required_skills(pks: Sequence[int]) -> defaultdict[int, list[RequiredSkill]]:
    skills = defaultdict(list)
    rows = required_skills_query(len(pks)).rows(numbered(pks)) if pks else []
    withdrawals = find_withdrawals(rows, HOLDERS_OF_REQUIREMENT)
    for pk, same in groupby(rows, key=attrgetter("pk")):
        first, *others = same
        skill = required_skill_of(first, (first, *others), withdrawals.get(pk))
        skills[first.role_level_id].append(skill)
    return skills


def required_skill_of(
    requirement: Any, rows: Sequence[Any], withdrawal: Withdrawal | None
) -> RequiredSkill:
    return RequiredSkill(
        title=requirement.skill__title,
        slug=requirement.skill__slug,
        framework_slug=requirement.skill__framework__slug,
        framework=requirement.skill__framework__title,
        kind=requirement.skill__kind,
        definition=requirement.skill__definition,
        level=requirement.level__title,
        level_position=requirement.level__position,
        level_description=requirement.skill_level__description,
        place=requirement.place,
        editors_note=requirement.editors_note,
        indicators=tuple(
            IndicatorPair(
                row.skill_level__indicators__effective,
                row.skill_level__indicators__ineffective,
                row.skill_level__indicators__editors_note,
            )
            for row in rows
            if row.skill_level__indicators__effective is not None
        ),
        assessed=requirement.assessed,
        withdrawal=withdrawal,
    )


def profile_of(
    rows: Sequence[Any],
    sections: tuple[SectionText, ...],
    skills: tuple[RequiredSkill, ...],
    withdrawal: Withdrawal | None,
) -> Profile:
    level = rows[0]
    grade = grade_of(level)
    pay = tuple(pay_of(row) for row in rows if row.pay__location is not None)
    own = own_pay(pay, level.employer)
    return Profile(
        pk=level.pk,
        reference=f"{level.role__slug}/{level.slug}",
        url=address("roles:level", level.role__slug, level.slug),
        title=full_title(level.role__title, level.title),
        level_title=level.title,
        code=level.code,
        level_order=level.level_order,
        role_pk=level.role_id,
        role=level.role__title,
        role_url=address("roles:role", level.role__slug),
        family_pk=level.family_id,
        family=level.family__title,
        family_url=address("families:family", level.family__slug),
        grade=grade,
        employer=level.employer,
        location=level.location,
        description=level.description,
        place=level.place,
        editors_note=level.editors_note,
        source=PlainSource(level.source__title, level.source__publisher, level.source__slug),
        pay=own,
        grade_pay=grade_pay(grade, pay) if grade and not own else (),
        sections=sections,
        required_skills=skills,
        skills_introduction=level.skills_introduction,
        withdrawal=withdrawal,
    )


def grade_of(level: Any) -> PlainGrade | None:
    """None where the source gives no grade."""
    if level.grade__slug is None:
        return None
    return PlainGrade(
        title=level.grade__title,
        full_title=level.grade__full_title,
        url=address("grades:grade", level.grade__structure__slug, level.grade__slug),
        structure_pk=level.grade__structure_id,
        structure=level.grade__structure__title,
        organisation=level.grade__structure__organisation,
        position=level.grade__position,
    )


def pay_of(row: Any) -> Pay:
    begins = date.fromisoformat(row.pay_from) if row.pay_from else None
    return Pay(
        employer=row.pay__employer,
        location=row.pay__location,
        minimum=Decimal(row.pay_minimum),
        maximum=Decimal(row.pay_maximum),
        valid_from=begins,
        period=row.pay__period,
        currency=row.pay__currency,
        note=row.pay__note,
    )
