"""Profiles from the database, in three queries however many role levels there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, reduce
from itertools import groupby
from operator import attrgetter, or_
from typing import Any

from django.db.models import CharField, F, FilteredRelation, IntegerField, Q
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from capframe.base.addresses import address
from capframe.base.prepared import Parameter, Prepared
from capframe.base.querysets import order_in_whole
from roles.models import RoleLevel, Section, SectionLayout, SkillRequirement, Statement
from roles.profiles import (
    GradeOf,
    IndicatorPair,
    Pay,
    Profile,
    RequiredSkill,
    SectionText,
    SourceOf,
    StatementText,
    full_title,
)
from skills.models import Indicator

type_of_slug, type_of_pk = CharField(), IntegerField()


def load_profiles(references: Sequence[tuple[str, str]]) -> list[Profile]:
    """The published role levels that addresses name, most junior first.

    Args:
        references: slugs of the role and of the level, as in ``/roles/<role>/<level>/``. One that
            readers cannot see is left out.
    """
    levels = load_levels(references)
    sections = load_sections(list(levels))
    skills = load_required_skills(list(levels))
    profiles = [
        profile_of(rows, tuple(sections[pk]), tuple(skills[pk])) for pk, rows in levels.items()
    ]
    return sorted(profiles, key=attrgetter("seniority"))


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
    return Prepared(
        RoleLevel.objects.published()
        .filter(reduce(or_, named))
        .annotate(pay_from=Cast("grade__pay_ranges__valid_from", CharField()))
        .order_by("pk", "grade__pay_ranges__location", F("pay_from").desc(nulls_last=True))
        .values_list(
            *("pk", "slug", "title", "code", "level_order", "location", "description"),
            *("place", "editors_note", "source__slug", "source__title", "source__publisher"),
            *("role_id", "role__slug", "role__title"),
            *("family_id", "family__slug", "family__title"),
            *("grade__slug", "grade__title", "grade__full_title", "grade__position"),
            *("grade__structure_id", "grade__structure__slug", "grade__structure__title"),
            *("grade__pay_ranges__location", "grade__pay_ranges__minimum"),
            *("grade__pay_ranges__maximum", "pay_from"),
        )
    )


def load_levels(references: Sequence[tuple[str, str]]) -> dict[int, list[tuple]]:
    """The rows of each role level that is named, by its primary key."""
    values = {f"role{n}": role for n, (role, _) in enumerate(references)}
    values |= {f"level{n}": level for n, (_, level) in enumerate(references)}
    rows = levels_query(len(references)).rows(values)
    return {pk: list(same) for pk, same in groupby(rows, key=lambda row: row[0])}


def numbered(pks: Sequence[int]) -> dict[str, int]:
    """Values for the parameters that ``one_of`` names."""
    return {f"pk{n}": pk for n, pk in enumerate(pks)}


def one_of(number: int) -> Any:
    """Parameters for the primary keys of so many role levels."""
    return [Parameter(f"pk{n}", type_of_pk) for n in range(number)]


@cache
def sections_query(number: int) -> Prepared:
    """A row for each statement of so many role levels, and for each section without any."""
    return Prepared(
        Section.objects.filter(role_level__id__in=one_of(number))
        .order_by(
            *("role_level_id", *order_in_whole(Section)),
            *order_in_whole(Statement, "statements__"),
        )
        .values_list(
            *("role_level_id", "pk", "section_type__slug", "section_type__title"),
            *("section_type__position", "heading", "layout", "place", "editors_note"),
            *("statements__text", "statements__note"),
        )
    )


def load_sections(pks: Sequence[int]) -> defaultdict[int, list[SectionText]]:
    """The sections of the role levels with these primary keys, with their statements."""
    sections = defaultdict(list)
    rows = sections_query(len(pks)).rows(numbered(pks)) if pks else []
    for (level, _, *head), same in groupby(rows, key=lambda row: row[:9]):
        slug, title, position, heading, layout, place, note = head
        statements = tuple(StatementText(row[9], row[10]) for row in same if row[9] is not None)
        is_list = layout == SectionLayout.BULLETS
        sections[level].append(
            SectionText(slug, title, position, heading, is_list, place, note, statements)
        )
    return sections


@cache
def required_skills_query(number: int) -> Prepared:
    """A row for each indicator of each published skill that so many role levels ask for."""
    at_that_level = Q(skill__levels__level=F("level"))
    return Prepared(
        SkillRequirement.objects.published()
        .filter(role_level__id__in=one_of(number))
        .annotate(asked=FilteredRelation("skill__levels", condition=at_that_level))
        .order_by(
            *("role_level_id", *order_in_whole(SkillRequirement)),
            *order_in_whole(Indicator, "asked__indicators__"),
        )
        .values_list(
            *("role_level_id", "skill__title", "skill__slug", "skill__framework__slug"),
            *("skill__framework__title", "skill__kind", "skill__definition", "level__title"),
            *("level__position", "asked__description", "place", "editors_note"),
            *("asked__indicators__effective", "asked__indicators__ineffective"),
            "asked__indicators__editors_note",
        )
    )


def load_required_skills(pks: Sequence[int]) -> defaultdict[int, list[RequiredSkill]]:
    """The published skills that these role levels ask for, with what they ask at that level."""
    skills = defaultdict(list)
    rows = required_skills_query(len(pks)).rows(numbered(pks)) if pks else []
    for (level, *skill), same in groupby(rows, key=lambda row: row[:12]):
        pairs = tuple(IndicatorPair(*row[12:]) for row in same if row[12] is not None)
        fields: Any = (*skill, pairs)
        skills[level].append(RequiredSkill(*fields))
    return skills


def profile_of(
    rows: Sequence[tuple], sections: tuple[SectionText, ...], skills: tuple[RequiredSkill, ...]
) -> Profile:
    """One role level's rows and what was loaded for it, as one object."""
    pk, slug, title, code, order, location, description, place, note, *rest = rows[0][:25]
    source_slug, source, publisher, role_pk, role_slug, role, *rest = rest
    family_pk, family_slug, family, *grade = rest
    return Profile(
        pk=pk,
        reference=f"{role_slug}/{slug}",
        url=address("roles:level", role_slug, slug),
        title=full_title(role, title),
        level_title=title,
        code=code,
        level_order=order,
        role_pk=role_pk,
        role=role,
        role_url=address("roles:role", role_slug),
        family_pk=family_pk,
        family=family,
        family_url=address("families:family", family_slug),
        grade=grade_of(*grade),
        location=location,
        description=description,
        place=place,
        editors_note=note,
        source=SourceOf(source, publisher, address("source", source_slug)),
        pay=current_pay((row[25:] for row in rows), localdate()),
        sections=sections,
        required_skills=skills,
    )


def grade_of(slug, title, full, position, structure_pk, structure_slug, structure):
    """The level's grade; None where the source gives none."""
    if slug is None:
        return None
    url = address("grades:grade", structure_slug, slug)
    return GradeOf(title, full, url, structure_pk, structure, position)


def current_pay(rows: Iterable[Sequence], on: date) -> tuple[Pay, ...]:
    """The newest range that holds on this day at each location, the locations as they come."""
    newest: dict[str, Pay] = {}
    for location, minimum, maximum, stated in rows:
        begins = date.fromisoformat(stated) if stated else None
        if location is not None and (begins is None or begins <= on):
            newest.setdefault(location, Pay(location, minimum, maximum, begins))
    return tuple(newest.values())
