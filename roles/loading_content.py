"""What role levels ask, from the database: their sections and the skills that they ask for."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import (
    Count,
    F,
    FilteredRelation,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
)

from capframe.base.prepared import Parameter, Prepared
from capframe.base.querysets import order_in_whole
from capframe.base.withdrawal import Withdrawal
from roles.models import (
    QualificationRequirement,
    Section,
    SectionLayout,
    SkillRequirement,
    Statement,
)
from roles.profiles import PURPOSE_TYPES, RequiredSkill
from roles.section_texts import AskedQualification, PlainSource, SectionText, StatementText
from roles.withdrawals import (
    HOLDERS_OF_REQUIREMENT,
    find_withdrawals,
    since_columns,
    withdrawal_columns,
)
from skills.behaviours import IndicatorPair
from skills.models import Indicator, ProficiencyLevel

# From a section to the qualifications that its statements ask for.
ASKED = "statements__qualification_requirements"
# What of its source an entry's row has, for ``source_of``.
SOURCE = ("source__title", "source__publisher", "source__slug")
type_of_pk = IntegerField()
NO_SCALE = Value(None, IntegerField())


def source_of(row: Any) -> PlainSource:
    return PlainSource(row.source__title, row.source__publisher, row.source__slug)


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
            *SOURCE,
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


def load_purposes(pks: Sequence[int]) -> dict[int, str]:
    """The first statement of what the person is for, of each role level that says so. One query."""
    found: dict[tuple[int, str], str] = {}
    rows = purposes_query(len(pks)).rows(numbered(pks)) if pks else []
    for level, slug, text in rows:
        found.setdefault((level, slug), text)
    return {
        level: found[level, slug]
        for slug in reversed(PURPOSE_TYPES)
        for level in pks
        if (level, slug) in found
    }


@lru_cache(maxsize=300)
def purposes_query(number: int) -> Prepared:
    statements = Statement.objects.filter(
        section__role_level__id__in=one_of(number), section__section_type__slug__in=PURPOSE_TYPES
    ).order_by(*order_in_whole(Statement))
    return Prepared(
        statements.values_list("section__role_level_id", "section__section_type__slug", "text")
    )


def section_of(section: Any, rows: Sequence[Any]) -> SectionText:
    return SectionText(
        type_slug=section.section_type__slug,
        type_title=section.section_type__title,
        type_position=section.section_type__position,
        heading=section.heading,
        is_list=section.layout == SectionLayout.BULLETS,
        source=source_of(section),
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
def required_skills_query(number: int, *, in_full: bool) -> Prepared:
    """A row for each indicator of each skill that this many role levels ask for.

    A withdrawn skill is asked for all the same.

    Args:
        number: how many.
        in_full: whether what is read of their skills is read for all of them, or for one alone.
    """
    at_that_level = Q(skill__levels__level=F("level"))
    if not in_full:
        at_that_level &= Q(role_level=Parameter("in_full", type_of_pk))
    return Prepared(
        SkillRequirement.objects.published_or_withdrawn()
        .filter(role_level__id__in=one_of(number))
        .annotate(**since_columns(HOLDERS_OF_REQUIREMENT))
        .annotate(skill_level=FilteredRelation("skill__levels", condition=at_that_level))
        .annotate(scale=whole_scale("skill__framework") if in_full else NO_SCALE)
        .order_by(
            *("role_level_id", *order_in_whole(SkillRequirement)),
            *order_in_whole(Indicator, "skill_level__indicators__"),
        )
        .values_list(
            *("role_level_id", "pk", "skill__title", "skill__slug", "skill__framework__slug"),
            *("skill__framework__title", "skill__kind", "skill__definition", "level__title"),
            *("level__position", "skill__framework__levels_in_order"),
            *("skill_level__description", "place", "editors_note"),
            *("skill_level__indicators__effective", "skill_level__indicators__ineffective"),
            *("skill_level__indicators__editors_note", "assessed"),
            "scale",
            *SOURCE,
            *withdrawal_columns(HOLDERS_OF_REQUIREMENT),
        )
    )


def whole_scale(framework: str) -> Subquery:
    """How many levels a framework has; None where its sources leave some, or their order, out."""
    levels = ProficiencyLevel.objects.filter(
        framework=OuterRef(framework), framework__levels_in_order=True
    ).order_by()
    counted = levels.values("framework").annotate(number=Count("pk"), highest=Max("position"))
    return Subquery(counted.filter(number=F("highest")).values("number"))


def load_required_skills(
    pks: Sequence[int], in_full: int | None = None
) -> defaultdict[int, list[RequiredSkill]]:
    """The skills of role levels, by these.

    Args:
        pks: of the role levels.
        in_full: the only one whose skills are to be read: the others’ have neither behaviours nor a
            description or a scale. All, where it is not said.
    """
    skills = defaultdict(list)
    query = required_skills_query(len(pks), in_full=in_full is None)
    rows = query.rows({**numbered(pks), "in_full": in_full}) if pks else []
    withdrawals = find_withdrawals(rows, HOLDERS_OF_REQUIREMENT)
    for pk, same in groupby(rows, key=attrgetter("pk")):
        first, *others = same
        skill = required_skill_of(first, (first, *others), withdrawals.get(pk))
        skills[first.role_level_id].append(skill)
    return skills


def required_skill_of(
    requirement: Any, rows: Sequence[Any], withdrawal: Withdrawal | None
) -> RequiredSkill:
    in_order = requirement.skill__framework__levels_in_order
    return RequiredSkill(
        title=requirement.skill__title,
        slug=requirement.skill__slug,
        framework_slug=requirement.skill__framework__slug,
        framework=requirement.skill__framework__title,
        kind=requirement.skill__kind,
        definition=requirement.skill__definition,
        level=requirement.level__title,
        level_position=requirement.level__position if in_order else None,
        level_description=requirement.skill_level__description,
        source=source_of(requirement),
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
        scale=requirement.scale,
    )
