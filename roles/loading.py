"""Profiles from the database, in three queries however many role levels there are."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db.models import F, FilteredRelation, Q
from django.utils.timezone import localdate

from roles.models import RoleLevel, Section, SkillRequirement
from roles.profiles import (
    GradeOf,
    IndicatorPair,
    Pay,
    Profile,
    RequiredSkill,
    SectionText,
    StatementText,
)
from roles.querysets import RoleLevelQuerySet


def load_profiles(levels: RoleLevelQuerySet) -> list[Profile]:
    """The profiles of ``levels``, most junior first."""
    loaded = load_levels(levels)
    sections = load_sections([level.pk for level, _ in loaded])
    skills = load_required_skills([level.pk for level, _ in loaded])
    profiles = [
        profile_of(level, pay, sections[level.pk], skills[level.pk]) for level, pay in loaded
    ]
    return sorted(profiles, key=attrgetter("seniority"))


def load_profile(level: RoleLevel, pay: tuple[Pay, ...]) -> Profile:
    """The profile of one level that ``load_levels`` gave."""
    return profile_of(
        level, pay, load_sections([level.pk])[level.pk], load_required_skills([level.pk])[level.pk]
    )


def load_levels(levels: RoleLevelQuerySet) -> list[tuple[RoleLevel, tuple[Pay, ...]]]:
    """Each level with its role, family, grade and source, and its grade's pay today."""
    rows = (
        levels.with_role_and_grade()
        .select_related("source")
        .annotate(
            pay_location=F("grade__pay_ranges__location"),
            pay_minimum=F("grade__pay_ranges__minimum"),
            pay_maximum=F("grade__pay_ranges__maximum"),
            pay_valid_from=F("grade__pay_ranges__valid_from"),
        )
        .order_by("pk", "pay_location", F("pay_valid_from").desc(nulls_last=True))
    )
    today = localdate()
    same_level = (list(same) for _, same in groupby(rows, key=attrgetter("pk")))
    return [(same[0], current_pay(same, today)) for same in same_level]


def current_pay(rows: Iterable[RoleLevel], on: date) -> tuple[Pay, ...]:
    """The newest range that holds on this day at each location, the locations as they come."""
    newest: dict[str, Pay] = {}
    for row in rows:
        begun = row.pay_valid_from is None or row.pay_valid_from <= on
        if row.pay_location is not None and begun:
            pay = Pay(row.pay_location, row.pay_minimum, row.pay_maximum, row.pay_valid_from)
            newest.setdefault(row.pay_location, pay)
    return tuple(newest.values())


def load_sections(pks: list[int]) -> defaultdict[int, list[SectionText]]:
    """The sections of the role levels with these primary keys, with their statements."""
    rows = (
        Section.objects.filter(role_level__in=pks)
        .order_by("role_level", "position", "pk", "statements__position", "statements__pk")
        .values_list(
            "role_level",
            "pk",
            "section_type__slug",
            "section_type__title",
            "section_type__position",
            "heading",
            "layout",
            "place",
            "editors_note",
            "statements__text",
            "statements__note",
        )
    )
    sections = defaultdict(list)
    for (level, _, *head), same in groupby(rows, key=lambda row: row[:9]):
        *named, layout, place, note = head
        statements = tuple(StatementText(row[9], row[10]) for row in same if row[9] is not None)
        is_list = layout == Section.Layout.BULLETS
        sections[level].append(SectionText(*named, is_list, place, note, statements))
    return sections


def load_required_skills(pks: list[int]) -> defaultdict[int, list[RequiredSkill]]:
    """The published skills that these role levels ask for, with what they ask at that level."""
    rows = (
        SkillRequirement.objects.published()
        .filter(role_level__in=pks)
        .annotate(
            asked=FilteredRelation("skill__levels", condition=Q(skill__levels__level=F("level")))
        )
        .order_by(
            "role_level", "position", "pk", "asked__indicators__position", "asked__indicators"
        )
        .values_list(
            "role_level",
            "skill__title",
            "skill__slug",
            "skill__framework__slug",
            "skill__framework__title",
            "skill__kind",
            "skill__definition",
            "level__title",
            "level__position",
            "asked__description",
            "place",
            "asked__indicators__effective",
            "asked__indicators__ineffective",
            "asked__indicators__editors_note",
        )
    )
    skills = defaultdict(list)
    for (level, *skill), same in groupby(rows, key=lambda row: row[:11]):
        pairs = tuple(IndicatorPair(*row[11:]) for row in same if row[11] is not None)
        skills[level].append(RequiredSkill(*skill, pairs))
    return skills


def profile_of(level: RoleLevel, pay, sections, required_skills) -> Profile:
    """The level and what was loaded for it, as one object."""
    return Profile(
        pk=level.pk,
        reference=level.reference,
        url=level.get_absolute_url(),
        title=level.full_title,
        level_title=level.title,
        code=level.code,
        level_order=level.level_order,
        role=level.role.title,
        role_url=level.role.get_absolute_url(),
        family=level.family.title,
        family_url=level.family.get_absolute_url(),
        grade=grade_of(level),
        location=level.location,
        description=level.description,
        source=str(level.source),
        source_url=level.source.get_absolute_url(),
        pay=pay,
        sections=tuple(sections),
        required_skills=tuple(required_skills),
    )


def grade_of(level: RoleLevel) -> GradeOf | None:
    """The level's grade; None where the source gives none."""
    grade = level.grade
    if grade is None:
        return None
    url = grade.get_absolute_url()
    return GradeOf(grade.title, grade.full_title, url, grade.structure.title, grade.position)
