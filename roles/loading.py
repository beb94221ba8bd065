"""Profiles from the database, in three queries however many role levels there are.

Where several are of one role, a fourth one tells their order; where something in them is withdrawn
and replaced, there is one more for each model of it.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache, reduce
from itertools import groupby
from operator import attrgetter, or_
from typing import Any

from django.db.models import CharField, DateField, FilteredRelation, Q
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from capframe.base.addresses import address
from capframe.base.prepared import Parameter, Prepared
from capframe.base.withdrawal import Withdrawal
from grades.models import PayRange
from grades.plain import Pay, PlainGrade, grade_pay, own_pay
from grades.querysets import by_employer
from roles.loading_content import SOURCE, load_required_skills, load_sections, source_of
from roles.models import (
    RoleLevel,
)
from roles.profiles import Profile, RequiredSkill, full_title
from roles.role_orders import with_places
from roles.section_texts import SectionText
from roles.withdrawals import (
    HOLDERS_OF_LEVEL,
    find_withdrawals,
    since_columns,
    withdrawal_columns,
)

type_of_slug = CharField()


def load_profiles(
    references: Sequence[tuple[str, str]],
    *,
    on: date | None = None,
    with_order: bool = True,
    in_full: tuple[str, str] | None = None,
) -> list[Profile]:
    """The role levels that addresses name, most junior first.

    Args:
        references: slugs of the role and of the level, as in ``/roles/<role>/<level>/``. One that
            readers cannot see is left out; one that is withdrawn is not.
        on: the day whose pay they have; today, where it is not said.
        with_order: whether those of one role have their places in it.
        in_full: the only one whose skills are to be read; all, where it is not said.
    """
    levels = load_levels(references, on or localdate())
    sections = load_sections(list(levels))
    whole = (pk for pk, rows in levels.items() if (rows[0].role__slug, rows[0].slug) == in_full)
    skills = load_required_skills(list(levels), next(whole, None))
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
    roles: Any = [Parameter(f"role{n}", type_of_slug) for n in range(number)]
    named = (
        Q(role__slug=role, slug=Parameter(f"level{n}", type_of_slug))
        for n, role in enumerate(roles)
    )
    current = PayRange.objects.current_at(
        Parameter("on", DateField()),
        grade="pay__grade",
        employer="pay__employer",
        location="pay__location",
    )
    return Prepared(
        RoleLevel.objects.published_or_withdrawn()
        # By one of the roles first: PostgreSQL would compare all levels with each of the names.
        .filter(reduce(or_, named), role__slug__in=roles)
        .annotate(
            **since_columns(HOLDERS_OF_LEVEL),
            pay=FilteredRelation("grade__pay_ranges", condition=Q(grade__pay_ranges__pk=current)),
            pay_minimum=Cast("pay__minimum", CharField()),
            pay_maximum=Cast("pay__maximum", CharField()),
            pay_from=Cast("pay__valid_from", CharField()),
        )
        .order_by("pk", *by_employer("pay__"))
        .values_list(
            *("pk", "slug", "title", "code", "level_order", "employer", "location", "description"),
            "skills_introduction",
            *("place", "editors_note", *SOURCE),
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
        source=source_of(level),
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
